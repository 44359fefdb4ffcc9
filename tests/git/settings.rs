//! What git is configured to do is read as git reads it: whose repositories are trusted, and what is ignored everywhere.

use crate::repository::{METRICS, Scratch, function, paths};
use std::process::Command;

type Variables<'a> = &'a [(&'a str, &'a str)];

/// A repository with `hidden.py`, which the file `patterns` beside it would hide.
fn repository() -> Scratch {
    let scratch = Scratch::new();
    scratch.git(&["commit", "-q", "--allow-empty", "-m", "a commit"]);
    scratch.write("a.py", &function("a", 2));
    scratch.write("hidden.py", &function("hidden", 2));
    std::fs::write(scratch.beside("patterns"), "hidden.py\n").unwrap();
    scratch
}

/// Whether git and `metrics`, in this order, pass over `hidden.py`; a walk does as what is new since a commit.
fn answers(scratch: &Scratch, variables: Variables<'_>) -> (bool, bool) {
    let run = |mut command: Command, arguments: &[&str]| {
        command.args(arguments).envs(variables.iter().copied()).output().unwrap()
    };
    let git = run(scratch.command("git", ""), &["check-ignore", "-q", "hidden.py"]);
    let ours = run(scratch.command(METRICS, ""), &["analyze", "--format=ndjson", "."]);
    let new = run(scratch.command(METRICS, ""), &["analyze", "--since=HEAD", "--format=ndjson"]);
    let passes = [paths(&ours.stdout), paths(&new.stdout)].map(|it| it == ["a.py"]);
    assert_eq!(passes[0], passes[1], "{}", String::from_utf8_lossy(&new.stderr));
    (git.status.success(), passes[0])
}

#[test]
fn the_file_of_patterns_that_the_environment_names_counts() {
    let scratch = repository();
    let file = scratch.beside("patterns").display().to_string();
    assert_eq!(answers(&scratch, &[]), (false, false));
    let counted =
        [("GIT_CONFIG_COUNT", "1"), ("GIT_CONFIG_KEY_0", "core.excludesFile"), ("GIT_CONFIG_VALUE_0", &file)];
    assert_eq!(answers(&scratch, &counted), (true, true));
    let old = format!("'core.excludesfile={file}'");
    assert_eq!(answers(&scratch, &[("GIT_CONFIG_PARAMETERS", &old)]), (true, true));
    let new = format!("'core.excludesFile'='{file}'");
    assert_eq!(answers(&scratch, &[("GIT_CONFIG_PARAMETERS", &new)]), (true, true));
    scratch.git(&["config", "core.excludesFile", &file]);
    let emptied =
        [("GIT_CONFIG_COUNT", "1"), ("GIT_CONFIG_KEY_0", "core.excludesFile"), ("GIT_CONFIG_VALUE_0", "")];
    assert_eq!(answers(&scratch, &emptied), (false, false), "the environment has the last word");
}

#[test]
fn every_file_of_configuration_counts_in_its_order() {
    let scratch = repository();
    let file = scratch.beside("patterns").display().to_string();
    let home = |name: &str, text: &str| {
        let path = scratch.beside(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    home(".config/git/ignore", "hidden.py\n");
    assert_eq!(answers(&scratch, &[]), (true, true), "the usual file");
    home(".config/git/config", "[core]\n\texcludesFile = /nowhere\n");
    assert_eq!(answers(&scratch, &[]), (false, false));
    home(".gitconfig", "[Core] excludesfile = \"~/patterns\" ; why\n");
    assert_eq!(answers(&scratch, &[]), (true, true));
    home("other", "[core]\n");
    let other = scratch.beside("other").display().to_string();
    assert_eq!(answers(&scratch, &[("GIT_CONFIG_GLOBAL", &other)]), (true, true), "the usual file again");
    let (global, system) = (("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "0"));
    home("system", &format!("[core]\n\texcludesFile = {file}\n"));
    let of_system = scratch.beside("system").display().to_string();
    std::fs::remove_file(scratch.beside(".config/git/ignore")).unwrap();
    assert_eq!(answers(&scratch, &[global, system, ("GIT_CONFIG_SYSTEM", &of_system)]), (true, true));
    scratch.git(&["config", "core.excludesFile", "/nowhere"]);
    assert_eq!(answers(&scratch, &[]), (false, false), "the repository after the user");
    scratch.git(&["config", "extensions.worktreeConfig", "true"]);
    scratch.git(&["config", "--worktree", "core.excludesFile", &file]);
    assert_eq!(answers(&scratch, &[]), (true, true), "the work tree after the repository");
}

#[test]
fn what_is_included_counts_if_its_condition_holds() {
    let scratch = repository();
    let file = scratch.beside("patterns").display().to_string();
    std::fs::write(scratch.beside("more"), format!("[core]\n\texcludesFile = {file}\n")).unwrap();
    scratch.git(&["remote", "add", "origin", "https://example.org/team/a.git"]);
    let root = scratch.path("").display().to_string();
    let root = root.trim_end_matches('/').to_owned();
    let upper = root.to_uppercase();
    let conditions: &[(&str, bool)] = &[
        (&format!("gitdir:{root}/"), true),
        (&format!("gitdir:{root}/.git"), true),
        ("gitdir:repo/", true),
        ("gitdir:~/", true),
        ("gitdir:./repo/", true),
        ("gitdir:other/", false),
        (&format!("gitdir:{upper}/"), false),
        (&format!("gitdir/i:{upper}/"), true),
        ("onbranch:main", true),
        ("onbranch:m*", true),
        ("onbranch:release/", false),
        ("hasconfig:remote.*.url:https://example.org/**", true),
        ("hasconfig:remote.*.url:https://example.org/*", false),
        ("hasconfig:remote.*.url:https://example.com/**", false),
        ("unknown:x", false),
    ];
    for (condition, holds) in conditions {
        let text = format!("[includeIf \"{condition}\"]\n\tpath = more\n");
        std::fs::write(scratch.beside(".gitconfig"), text).unwrap();
        assert_eq!(answers(&scratch, &[]), (*holds, *holds), "{condition}");
    }
    std::fs::write(scratch.beside(".gitconfig"), "[include]\n\tpath = ~/more\n").unwrap();
    assert_eq!(answers(&scratch, &[]), (true, true), "always");
    std::fs::write(scratch.beside(".gitconfig"), "[include]\n\tpath = .gitconfig\n").unwrap();
    let ours = scratch.metrics(&["analyze", "--format=ndjson", "."]);
    assert_eq!(paths(&ours.stdout), ["a.py", "hidden.py"], "a circle ends");
}

#[test]
fn a_repository_of_another_user_is_trusted_where_git_trusts_it() {
    let scratch = Scratch::new();
    scratch.commit(&[("a.py", &function("a", 2)), ("sub/b.py", &function("b", 2))]);
    scratch.write("a.py", &function("a", 3));
    scratch.git(&["add", "."]);
    let root = scratch.path("").display().to_string();
    let root = root.trim_end_matches('/').to_owned();
    let given = scratch.command("chown", "").args(["-R", "65534", "."]).output().unwrap();
    if !given.status.success() {
        eprintln!("not run: only root can give files away");
        return;
    }
    let check = |directory: &str, variables: Variables<'_>| {
        let run = |program, arguments: &[&str]| {
            let mut command = scratch.command(program, directory);
            command.args(arguments).envs(variables.iter().copied()).output().unwrap().status.code()
        };
        (run("git", &["status", "-s"]) == Some(0), run(METRICS, &["check", "--staged"]) == Some(0))
    };
    assert_eq!(check("", &[]), (false, false));
    let above = format!("{}/*", scratch.beside("").display());
    for (value, is_safe) in [("*", true), (&root, true), (&above, true), ("/nowhere", false), (".", true)] {
        let safe = [
            ("GIT_CONFIG_COUNT", "1"),
            ("GIT_CONFIG_KEY_0", "safe.directory"),
            ("GIT_CONFIG_VALUE_0", value),
        ];
        assert_eq!(check("", &safe), (is_safe, is_safe), "{value}");
    }
    let parameters = [("GIT_CONFIG_PARAMETERS", "'safe.directory'='*'")];
    assert_eq!(check("sub", &parameters), (true, true));
    std::fs::write(scratch.beside("more"), format!("[safe]\n\tdirectory = {root}\n")).unwrap();
    std::fs::write(scratch.beside(".gitconfig"), "[include]\n\tpath = more\n").unwrap();
    assert_eq!(check("", &[]), (true, true));
    let taken_back =
        [("GIT_CONFIG_COUNT", "1"), ("GIT_CONFIG_KEY_0", "safe.directory"), ("GIT_CONFIG_VALUE_0", "")];
    assert_eq!(check("", &taken_back), (false, false), "an empty value takes all back");
    assert_eq!(check("", &[("GIT_CONFIG_GLOBAL", "/dev/null")]), (false, false));
}

#[test]
fn what_libgit2_alone_hides_is_new() {
    let scratch = repository();
    scratch.write("lib/deep/c.py", &function("c", 2));
    let file = scratch.beside("patterns").display().to_string();
    std::fs::write(&file, "hidden.py\nlib/\n").unwrap();
    scratch.git(&["config", "core.excludesFile", &file]);
    let since = |variables: Variables<'_>| {
        let mut command = scratch.command(METRICS, "");
        command.args(["analyze", "--since=HEAD", "--format=ndjson"]).envs(variables.iter().copied());
        paths(&command.output().unwrap().stdout)
    };
    assert_eq!(since(&[]), ["a.py"]);
    let emptied =
        [("GIT_CONFIG_COUNT", "1"), ("GIT_CONFIG_KEY_0", "core.excludesFile"), ("GIT_CONFIG_VALUE_0", "")];
    assert_eq!(since(&emptied), ["a.py", "hidden.py", "lib/deep/c.py"]);
    scratch.write(".gitignore", "/lib/deep/\n!hidden.py\n");
    scratch.write("lib/e.py", &function("e", 2));
    assert_eq!(since(&[]), ["a.py", "hidden.py"], "the tree has the last word");
    assert_eq!(since(&emptied), ["a.py", "hidden.py", "lib/e.py"]);
}
