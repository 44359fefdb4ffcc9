//! What changed since a revision, in the work tree or up to another one, and what a clone without its history gets.

use crate::repository::{Scratch, function, verdict};

/// `main` and `side` with a common ancestor, `side` checked out.
fn forked() -> Scratch {
    let scratch = Scratch::new();
    scratch.commit(&[("a.py", &function("a", 2)), ("b.py", &function("b", 2)), ("c.py", &function("c", 2))]);
    scratch.git(&["checkout", "-qb", "side"]);
    scratch.commit(&[("a.py", &function("a", 3))]);
    scratch.git(&["checkout", "-q", "main"]);
    scratch.commit(&[("b.py", &function("b", 3))]);
    scratch.git(&["checkout", "-q", "side"]);
    scratch
}

#[test]
fn what_the_other_branch_did_is_no_change_of_this_one() {
    let scratch = forked();
    assert_eq!(scratch.measured(&["--since", "main"]), ["a.py"]);
    assert_eq!(scratch.measured(&["--since", "main", "--until", "HEAD"]), ["a.py"]);
    assert_eq!(scratch.measured(&["--since", "side", "--until", "main"]), ["b.py"]);
}

#[test]
fn the_work_tree_counts_with_its_new_files() {
    let scratch = forked();
    scratch.write("c.py", &function("c", 4));
    scratch.write("new.py", &function("new", 4));
    scratch.write("hidden.py", &function("hidden", 4));
    scratch.write(".gitignore", "hidden.py\n");
    assert_eq!(scratch.measured(&["--since", "main"]), ["a.py", "c.py", "new.py"]);
    assert_eq!(scratch.measured(&["--since", "main", "--until", "side"]), ["a.py"]);
    assert_eq!(scratch.measured(&["--since", "HEAD", "c.py"]), ["c.py"]);
}

#[test]
fn the_old_revision_is_measured_and_nothing_is_checked_out() {
    let scratch = forked();
    scratch.write("b.py", "def broken(:\n");
    let output = scratch.metrics(&["analyze", "--format=ndjson", "--since=side", "--until=main"]);
    let report = String::from_utf8(output.stdout).unwrap();
    assert!(report.contains(r#""path":"b.py""#) && report.contains(r#""status":"complete""#), "{report}");
    assert_eq!(scratch.git(&["status", "--porcelain"]), " M b.py\n");
}

#[test]
fn auto_is_what_the_environment_says() {
    let scratch = forked();
    scratch.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    let run = |variables: &[(&str, &str)]| {
        let mut command = scratch.command(crate::repository::METRICS, "");
        command.args(["analyze", "--format=ndjson", "--since=auto"]).envs(variables.iter().copied());
        command.output().unwrap()
    };
    for variable in ["GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"] {
        assert_eq!(crate::repository::paths(&run(&[(variable, "main")]).stdout), ["a.py"], "{variable}");
    }
    let push = [("PRE_COMMIT_FROM_REF", "side"), ("PRE_COMMIT_TO_REF", "main")];
    assert_eq!(crate::repository::paths(&run(&push).stdout), ["b.py"]);
    let (status, message) = verdict(&run(&[]));
    assert_eq!(status, Some(2));
    assert_eq!(
        message,
        "error: no base revision in the environment: none of PRE_COMMIT_FROM_REF, GITHUB_BASE_REF, \
         CI_MERGE_REQUEST_TARGET_BRANCH_NAME is set\nhelp: where nothing is to be merged, name the revision: --since \
         origin/main\n"
    );
}

#[test]
fn before_a_push_the_commits_count_and_not_the_index() {
    let scratch = forked();
    scratch.write("c.py", &function("c", 9));
    scratch.git(&["add", "c.py"]);
    let mut command = scratch.command(crate::repository::METRICS, "");
    command.args(["analyze", "--format=ndjson", "--staged"]);
    command.envs([("PRE_COMMIT_FROM_REF", "main"), ("PRE_COMMIT_TO_REF", "side")]);
    assert_eq!(crate::repository::paths(&command.output().unwrap().stdout), ["a.py"]);
}

#[test]
fn a_shallow_clone_is_told_what_to_fetch() {
    let scratch = forked();
    let clone = scratch.beside("clone");
    let url = format!("file://{}", scratch.path("").display());
    scratch.git(&["clone", "-q", "--depth=1", "--no-single-branch", &url, clone.to_str().unwrap()]);
    let run =
        |since: &str| verdict(&scratch.metrics_in(clone.to_str().unwrap(), &["analyze", "--since", since]));
    let help =
        "help: fetch the whole history: `git fetch --unshallow`, or `fetch-depth: 0` in actions/checkout\n";
    let message = format!("error: no common ancestor of origin/main and HEAD: the clone is shallow\n{help}");
    assert_eq!(run("origin/main"), (Some(2), message));
    assert_eq!(run("HEAD~1"), (Some(2), format!("error: HEAD~1: no such revision\n{help}")));
}

#[test]
fn unrelated_histories_have_nothing_in_common() {
    let scratch = forked();
    scratch.git(&["checkout", "-q", "--orphan", "other"]);
    scratch.git(&["commit", "-qm", "unrelated"]);
    let message = "error: no common ancestor of main and HEAD\n";
    assert_eq!(verdict(&scratch.metrics(&["analyze", "--since", "main"])), (Some(2), message.to_owned()));
    let help = "help: fetch the branch: `git fetch origin '+refs/heads/v2:refs/remotes/origin/v2'`, or `fetch-depth: 0` in \
                actions/checkout\n";
    let message = format!("error: origin/v2: no such revision\n{help}");
    assert_eq!(verdict(&scratch.metrics(&["analyze", "--since", "origin/v2"])), (Some(2), message));
    let message = "error: nonsense: no such revision\n";
    assert_eq!(verdict(&scratch.metrics(&["analyze", "--since", "nonsense"])), (Some(2), message.to_owned()));
}

#[test]
fn files_that_were_named_and_are_not_staged_are_taken_as_they_are() {
    let scratch = forked();
    assert_eq!(scratch.measured(&["--staged", "a.py", "c.py"]), ["a.py", "c.py"]);
    assert_eq!(scratch.measured(&["--staged"]), [""; 0]);
    assert_eq!(scratch.measured(&["--staged", "."]), [""; 0], "a directory is no list of files");
    scratch.write("b.py", &function("b", 7));
    scratch.git(&["add", "b.py"]);
    assert_eq!(scratch.measured(&["--staged", "a.py", "b.py"]), ["a.py", "b.py"], "and with something, too");
    std::fs::remove_file(scratch.path("a.py")).unwrap();
    assert_eq!(
        scratch.measured(&["--staged", "a.py", "b.py"]),
        ["a.py", "b.py"],
        "from the index if need be"
    );
}
