//! Where the repository, its work tree and its index are, by what git and its users put into the environment.

use crate::repository::{METRICS, Scratch, function, paths};
use std::process::Output;

fn staged(scratch: &Scratch, directory: &str, variables: &[(&str, &str)]) -> Output {
    let mut command = scratch.command(METRICS, directory);
    command.args(["analyze", "--staged", "--format=ndjson"]).envs(variables.iter().copied()).output().unwrap()
}

/// A repository with a file in a sub directory, of which a change is staged.
fn changed() -> Scratch {
    let scratch = Scratch::new();
    scratch.commit(&[("fe/a.py", &function("a", 2))]);
    scratch.write("fe/a.py", &function("a", 3));
    scratch.git(&["add", "."]);
    scratch
}

#[test]
fn a_relative_index_begins_at_the_root_of_the_work_tree() {
    let scratch = changed();
    for directory in ["", "fe"] {
        let found = staged(&scratch, directory, &[("GIT_INDEX_FILE", ".git/index")]);
        let shown = if directory.is_empty() { "fe/a.py" } else { "a.py" };
        assert_eq!(paths(&found.stdout), [shown], "{directory}");
    }
}

#[test]
fn an_index_that_is_named_and_not_there_is_an_error() {
    let scratch = changed();
    let output = staged(&scratch, "", &[("GIT_INDEX_FILE", "no/index")]);
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(message.contains("GIT_INDEX_FILE") && message.contains("no such file"), "{message}");
    let fresh = Scratch::new();
    let output = staged(&fresh, "", &[("GIT_INDEX_FILE", ".git/index")]);
    assert_eq!(output.status.code(), Some(0), "git names the usual one before it has written it");
}

#[test]
fn a_work_tree_is_as_seen_from_the_current_directory() {
    let scratch = changed();
    let git = scratch.path(".git").display().to_string();
    let root = scratch.path("").display().to_string();
    for (directory, tree) in [("", "."), ("fe", ".."), ("fe", root.as_str()), ("", "fe/..")] {
        let found = staged(&scratch, directory, &[("GIT_DIR", &git), ("GIT_WORK_TREE", tree)]);
        assert_eq!(paths(&found.stdout).len(), 1, "{directory} {tree}: {found:?}");
    }
    let found = staged(&scratch, "fe", &[("GIT_DIR", "../.git"), ("GIT_WORK_TREE", "..")]);
    assert_eq!(paths(&found.stdout), ["a.py"]);
    let wrong = staged(&scratch, "fe", &[("GIT_DIR", ".git")]);
    let message = String::from_utf8(wrong.stderr).unwrap();
    assert!(wrong.status.code() == Some(2) && message.contains("GIT_DIR"), "as for git: {message}");
    let nowhere = staged(&scratch, "", &[("GIT_DIR", &git), ("GIT_WORK_TREE", "nowhere")]);
    assert_eq!(nowhere.status.code(), Some(2));
}

#[test]
fn a_bare_repository_beside_its_work_tree() {
    let scratch = Scratch::without_repository();
    let git = scratch.beside("dot.git").display().to_string();
    scratch.git(&["init", "-q", "--bare", &git]);
    scratch.write("fe/a.py", &function("a", 2));
    let home = scratch.path("").display().to_string();
    scratch.git(&["--git-dir", &git, "--work-tree", &home, "add", "fe/a.py"]);
    for directory in ["", "fe"] {
        let found = staged(&scratch, directory, &[("GIT_DIR", &git), ("GIT_WORK_TREE", &home)]);
        assert_eq!(paths(&found.stdout).len(), 1, "{directory}: {found:?}");
    }
}

#[test]
fn a_linked_work_tree_has_an_index_of_its_own() {
    let scratch = changed();
    scratch.git(&["worktree", "add", "-q", "../beside"]);
    std::fs::write(scratch.beside("beside/fe/a.py"), function("a", 4)).unwrap();
    std::fs::write(scratch.beside("beside/fe/b.py"), function("b", 2)).unwrap();
    scratch.git_in("../beside", &["add", "fe/b.py"]);
    let found = staged(&scratch, "../beside/fe", &[]);
    assert_eq!(paths(&found.stdout), ["b.py"]);
}

#[test]
fn objects_that_a_partial_clone_lacks_are_no_files_that_were_not_there() {
    let scratch = Scratch::new();
    scratch.git(&["config", "uploadpack.allowFilter", "true"]);
    scratch.commit(&[("a.py", &function("debt", 12)), ("tool", "#!/usr/bin/env python3\nx = 1\n")]);
    scratch.git(&["checkout", "-qb", "pr"]);
    scratch.commit(&[("a.py", &format!("{}x = 1\n", function("debt", 12)))]);
    scratch.git(&["checkout", "-q", "main"]);
    let url = format!("file://{}", scratch.path("").display());
    for (filter, name) in [("blob:none", "blobless"), ("tree:0", "treeless")] {
        scratch.git(&["clone", "-q", "--filter", filter, "--no-checkout", &url, &format!("../{name}")]);
        let clone = format!("../{name}");
        scratch.git_in(&clone, &["checkout", "-q", "pr"]);
        let check = || {
            let output = scratch.metrics_in(&clone, &["check", "--since", "origin/main"]);
            (output.status.code(), String::from_utf8(output.stderr).unwrap())
        };
        let (status, message) = check();
        let command = "git diff --text --no-renames --merge-base origin/main > /dev/null";
        assert!(status == Some(2) && message.contains(command), "{name}: {message}");
        let fetched = scratch.command("sh", &clone).args(["-c", command]).status().unwrap();
        assert!(fetched.success());
        assert_eq!(check().0, Some(0), "{name}: the command fetches what is missing: {:?}", check());
    }
}

#[test]
fn a_sparse_index_is_read_or_refused_with_the_way_out() {
    let scratch = Scratch::new();
    let files: Vec<(String, String)> =
        (0..6).map(|n| (format!("s/d{n}/a.py"), function(&format!("f{n}"), 2))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    scratch.commit(&files);
    scratch.git(&["checkout", "-qb", "side"]);
    scratch.git(&["sparse-checkout", "init", "--cone", "--sparse-index"]);
    scratch.git(&["sparse-checkout", "set", "s/d1"]);
    scratch.write("s/d1/a.py", &function("f1", 12));
    scratch.git(&["add", "s/d1/a.py"]);
    scratch.git(&["reset", "-q", "--soft", "HEAD"]);
    assert_eq!(paths(&staged(&scratch, "", &[]).stdout), ["s/d1/a.py"]);
    scratch.git(&["commit", "-qm", "worse"]);
    let since = || scratch.metrics(&["check", "--since", "main"]);
    if since().status.code() == Some(2) {
        let message = String::from_utf8(since().stderr).unwrap();
        assert!(message.contains("git sparse-checkout reapply --no-sparse-index"), "{message}");
        scratch.git(&["sparse-checkout", "reapply", "--no-sparse-index"]);
    }
    assert_eq!(since().status.code(), Some(1));
}

#[test]
fn replaced_commits_are_followed_and_other_objects_refused() {
    let scratch = Scratch::new();
    scratch.commit(&[("d.py", &function("debt", 12))]);
    let first = scratch.git(&["rev-parse", "HEAD"]);
    scratch.git(&["checkout", "-q", "--orphan", "other"]);
    scratch.git(&["commit", "-qm", "without a parent"]);
    let check = |variables: &[(&str, &str)]| {
        let mut command = scratch.command(METRICS, "");
        let output = command.args(["check", "--since", "main"]).envs(variables.iter().copied()).output();
        output.unwrap().status.code()
    };
    assert_eq!(check(&[]), Some(2), "nothing in common");
    scratch.git(&["replace", "--graft", "HEAD", first.trim()]);
    assert_eq!(check(&[]), Some(0));
    assert_eq!(check(&[("GIT_NO_REPLACE_OBJECTS", "1")]), Some(2));
    scratch.git(&["replace", "--delete", "HEAD"]);
    let old = scratch.git(&["rev-parse", "main:d.py"]);
    scratch.write("x", "x = 1\n");
    let new = scratch.git(&["hash-object", "-w", "x"]);
    scratch.git(&["replace", old.trim(), new.trim()]);
    let output = scratch.metrics(&["check", "--staged"]);
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && message.contains("GIT_NO_REPLACE_OBJECTS=1"), "{message}");
}
