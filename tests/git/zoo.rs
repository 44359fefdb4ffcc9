//! Odd repositories: the exact status and message of each kind.

use crate::repository::{Scratch, function, verdict};
use std::fs;

/// What `analyze --staged` says in a directory of the scratch room.
fn staged_in(scratch: &Scratch, directory: &str) -> (Option<i32>, String) {
    verdict(&scratch.metrics_in(directory, &["analyze", "--staged"]))
}

fn refused(message: &str) -> (Option<i32>, String) {
    (Some(2), format!("error: {message}\n"))
}

#[test]
fn outside_a_repository() {
    let scratch = Scratch::without_repository();
    let message = "not in a git repository\nhelp: start it inside of the repository that it is about";
    assert_eq!(staged_in(&scratch, ""), refused(message));
}

#[test]
fn a_bare_repository() {
    let scratch = Scratch::without_repository();
    scratch.git(&["init", "-q", "--bare", "."]);
    let message = format!("{}/: a bare repository has no work tree", scratch.path("").display());
    assert_eq!(staged_in(&scratch, ""), refused(&message.replace("repo//", "repo/")));
}

#[test]
fn before_the_first_commit_everything_is_new() {
    let scratch = Scratch::new();
    scratch.write("a.py", &function("a", 2));
    scratch.write("b.py", &function("b", 2));
    scratch.git(&["add", "a.py"]);
    assert_eq!(scratch.measured(&["--staged"]), ["a.py"]);
    assert_eq!(verdict(&scratch.metrics(&["analyze", "--since", "HEAD"])), refused("HEAD: no such revision"));
}

#[test]
fn a_repository_of_sha256() {
    let scratch = Scratch::without_repository();
    scratch.git(&["init", "-q", "--object-format=sha256", "."]);
    scratch.write("a.py", &function("a", 2));
    let message = "unsupported repository: unknown object format 'sha256'";
    assert_eq!(staged_in(&scratch, ""), refused(message));
    assert_eq!(scratch.measured(&["."]), ["a.py"], "without git it goes on");
}

#[test]
fn a_repository_with_reftables() {
    let scratch = Scratch::without_repository();
    scratch.git(&["init", "-q", "--ref-format=reftable", "."]);
    scratch.write("a.py", &function("a", 2));
    let message = "unsupported repository: unsupported extension name extensions.refstorage";
    assert_eq!(staged_in(&scratch, ""), refused(message));
    assert_eq!(scratch.measured(&["."]), ["a.py"], "without git it goes on");
}

#[test]
fn a_repository_of_another_user() {
    let scratch = Scratch::new();
    scratch.write("a.py", &function("a", 2));
    if std::os::unix::fs::chown(scratch.path(".git"), Some(65534), None).is_err()
        || std::os::unix::fs::chown(scratch.path(""), Some(65534), None).is_err()
    {
        eprintln!("not run: only root can give files away");
        return;
    }
    let here = scratch.path("").display().to_string();
    let here = here.trim_end_matches('/');
    let message = format!(
        "{here}: the repository belongs to another user\nhelp: git config --global --add safe.directory {here}"
    );
    assert_eq!(staged_in(&scratch, ""), refused(&message));
    assert_eq!(scratch.measured(&["."]), ["a.py"], "without git it goes on");
}

#[test]
fn a_damaged_index() {
    let scratch = Scratch::new();
    scratch.commit(&[("a.py", &function("a", 2))]);
    fs::write(scratch.path(".git/index"), "DIRC no index at all, but longer than a header and a checksum")
        .unwrap();
    let (status, message) = staged_in(&scratch, "");
    assert_eq!(status, Some(2));
    let help = "\nhelp: `git status` says whether git can read it\n";
    assert!(message.starts_with("error: the index cannot be read: ") && message.ends_with(help), "{message}");
}

#[test]
fn a_work_tree_elsewhere() {
    let scratch = Scratch::new();
    scratch.git(&["config", "core.worktree", "/etc"]);
    let here = scratch.path("");
    let here = here.display().to_string();
    let message =
        format!("the repository's work tree is /etc, which does not contain {}", here.trim_end_matches('/'));
    assert_eq!(staged_in(&scratch, ""), refused(&message));
    assert_eq!(verdict(&scratch.metrics(&["analyze", "--since", "HEAD"])), refused(&message));
}

#[test]
fn a_file_with_merge_conflicts() {
    let scratch = Scratch::new();
    scratch.commit(&[("a.py", &function("a", 2)), ("b.py", &function("b", 2))]);
    scratch.git(&["checkout", "-qb", "side"]);
    scratch.commit(&[("a.py", &function("a", 3)), ("b.py", &function("b", 3))]);
    scratch.git(&["checkout", "-q", "main"]);
    scratch.commit(&[("a.py", &function("a", 4))]);
    assert!(!scratch.command("git", "").args(["merge", "-q", "side"]).output().unwrap().status.success());
    let output = scratch.metrics(&["analyze", "--staged", "--format=ndjson"]);
    let report = String::from_utf8(output.stdout).unwrap();
    let skipped = r#""path":"a.py","status":"skipped","reason":"conflict""#;
    assert!(report.contains(skipped) && report.contains(r#""path":"b.py","definitions""#), "{report}");
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "skipped: a.py: conflict: has merge conflicts in the index\nwarning: 1 file skipped\n"
    );
}

#[test]
fn a_submodule_is_not_entered_and_has_its_own_changes() {
    let (scratch, library) = (Scratch::new(), Scratch::new());
    library.commit(&[("lib.py", &function("lib", 2))]);
    scratch.commit(&[("a.py", &function("a", 2))]);
    let url = library.path("").display().to_string();
    scratch.git(&["-c", "protocol.file.allow=always", "submodule", "add", "-q", &url, "vendored"]);
    scratch.write("b.py", &function("b", 2));
    scratch.git(&["add", "b.py"]);
    assert_eq!(scratch.measured(&["--staged"]), ["b.py"]);
    assert_eq!(scratch.measured(&["--since", "HEAD"]), ["b.py"]);
    scratch.git(&["worktree", "add", "-q", "beside"]);
    assert_eq!(scratch.measured(&["."]), ["a.py", "b.py"]);
    assert_eq!(scratch.measured(&["vendored"]), ["vendored/lib.py"]);
    assert_eq!(scratch.measured(&["vendored/lib.py"]), ["vendored/lib.py"]);
    let forced = ["--force-exclude", "a.py", "vendored/lib.py"];
    assert_eq!(scratch.measured(&forced), ["a.py", "vendored/lib.py"], "as inside of it");
    scratch.write("vendored/new.py", &function("new", 2));
    scratch.git_in("vendored", &["add", "new.py"]);
    let output = scratch.metrics_in("vendored", &["analyze", "--staged", "--format=ndjson"]);
    assert_eq!(crate::repository::paths(&output.stdout), ["new.py"]);
}

#[test]
fn a_sparse_checkout_is_read_from_git() {
    let scratch = Scratch::new();
    scratch.commit(&[("in/a.py", &function("a", 2)), ("out/b.py", &function("b", 2))]);
    scratch.write("out/b.py", &function("b", 5));
    scratch.git(&["add", "out/b.py"]);
    scratch.git(&["sparse-checkout", "set", "in"]);
    scratch.git(&["update-index", "--skip-worktree", "out/b.py"]);
    let _ = fs::remove_file(scratch.path("out/b.py"));
    assert_eq!(scratch.measured(&["--staged"]), ["out/b.py"]);
}

#[test]
fn what_a_sparse_checkout_leaves_out_is_not_gone() {
    let scratch = Scratch::new();
    let budget = "budgets: [{paths: ['**/*.py'], metric: cyclomatic.total, may_grow: 0, reason: r}]\n";
    scratch.commit(&[
        (".metrics.yaml", budget),
        ("a/x.py", &function("big", 16)),
        ("a/w.py", &function("w", 2)),
        ("b/z.py", "z = 1\n"),
    ]);
    scratch.git(&["sparse-checkout", "set", "b"]);
    assert!(!scratch.path("a/x.py").exists());
    scratch.write("b/y.py", &function("big", 16));
    let check = |arguments: &[&str]| {
        let output = scratch.metrics(&[&["check", "--report", "concise", "--no-cache"], arguments].concat());
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (status, found) = check(&["--since", "HEAD"]);
    assert!(status == Some(1) && found.contains("b/y.py:1:1: error[cyclomatic]"), "it is a copy: {found}");
    assert!(found.contains("budget of paths **/*.py"), "{found}");
    let diff = scratch.metrics(&["diff", "HEAD"]).stdout;
    assert!(!String::from_utf8(diff).unwrap().contains("a/x.py"), "nothing happened to it");
    fs::remove_file(scratch.path("b/y.py")).unwrap();
    assert_eq!(scratch.measured(&["--since", "HEAD"]), [""; 0]);
    // what is staged of a file that is left out counts as it is in the index
    let blob = scratch.beside("blob.py");
    fs::write(&blob, function("w", 14)).unwrap();
    let id = scratch.git(&["hash-object", "-w", blob.to_str().unwrap()]);
    let entry = format!("100644,{},a/w.py", id.trim());
    scratch.git(&["update-index", "--cacheinfo", &entry]);
    scratch.git(&["update-index", "--skip-worktree", "a/w.py"]);
    assert_eq!(scratch.measured(&["--since", "HEAD"]), ["a/w.py"]);
    assert!(check(&["--since", "HEAD"]).1.contains("a/w.py:1:1: error[cyclomatic]"));
}

#[test]
fn a_shallow_clone_has_staged_files_like_any_other() {
    let scratch = Scratch::new();
    scratch.commit(&[("a.py", &function("a", 2))]);
    scratch.commit(&[("a.py", &function("a", 3))]);
    let clone = scratch.beside("clone");
    let url = format!("file://{}", scratch.path("").display());
    scratch.git(&["clone", "-q", "--depth=1", &url, clone.to_str().unwrap()]);
    fs::write(clone.join("a.py"), function("a", 4)).unwrap();
    scratch.git_in(clone.to_str().unwrap(), &["add", "a.py"]);
    let output = scratch.metrics_in(clone.to_str().unwrap(), &["analyze", "--staged", "--format=ndjson"]);
    assert_eq!(crate::repository::paths(&output.stdout), ["a.py"]);
}

#[test]
fn a_repository_beside_its_work_tree() {
    let scratch = Scratch::without_repository();
    let beside = scratch.beside("repository.git");
    scratch.git(&["init", "-q", "--separate-git-dir", beside.to_str().unwrap(), "."]);
    scratch.write("a.py", &function("a", 2));
    scratch.git(&["add", "a.py"]);
    assert!(scratch.path(".git").is_file());
    assert_eq!(scratch.measured(&["--staged"]), ["a.py"]);
    fs::write(scratch.path(".git"), "gitdir: .git\n").unwrap();
    let (status, message) = staged_in(&scratch, "");
    assert!(status == Some(2) && message.starts_with("error: "), "a loop ends: {message}");
}

#[test]
fn a_removed_file_is_not_measured() {
    let scratch = Scratch::new();
    scratch.commit(&[("a.py", &function("a", 2)), ("b.py", &function("b", 2))]);
    scratch.git(&["rm", "-q", "a.py"]);
    assert_eq!(scratch.measured(&["--staged"]), [""; 0]);
    assert_eq!(scratch.measured(&["--since", "HEAD"]), [""; 0]);
    fs::remove_file(scratch.path("b.py")).unwrap();
    assert_eq!(scratch.measured(&["--since", "HEAD"]), [""; 0]);
}

#[test]
fn a_file_that_somebody_only_intends_to_add() {
    let scratch = Scratch::new();
    scratch.commit(&[("a.py", &function("a", 2))]);
    scratch.write("b.py", &function("b", 2));
    scratch.git(&["add", "-N", "b.py"]);
    let output = scratch.metrics(&["analyze", "--staged", "--format=ndjson"]);
    let note = "note: b.py: its content is not staged, only the intention to add it\n";
    assert_eq!(verdict(&output), (Some(0), note.to_owned()));
    assert_eq!(scratch.measured(&["--since", "HEAD"]), ["b.py"]);
}

#[test]
fn a_path_that_nobody_knows() {
    let scratch = Scratch::new();
    scratch.commit(&[("a.py", &function("a", 2))]);
    let message = "typo.py: no such file or directory, and git does not know it";
    let output = scratch.metrics(&["analyze", "--staged", "typo.py"]);
    assert_eq!(verdict(&output), refused(message));
}

#[test]
fn names_that_only_differ_in_case() {
    let scratch = Scratch::new();
    scratch.write("a.py", &function("a", 2));
    scratch.write("A.py", &function("A", 3));
    scratch.git(&["add", "-A"]);
    assert_eq!(scratch.measured(&["--staged"]), ["A.py", "a.py"]);
}
