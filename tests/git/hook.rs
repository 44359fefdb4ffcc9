//! What a hook sees is what git commits: in each way to make a commit, the files and their bytes are those that
//! `git diff --cached` names in the same hook.

use crate::repository::{METRICS, Scratch, function, records};
use std::fs;
use std::process::Command;

/// Beside the repository: what was reported, and the staged files themselves as the truth.
const REPORT: &str = "report";
const TRUTH: &str = "truth";

/// A repository with a commit of `a.py`, `b.py`, `sub/c.py` and a text, and a hook that records.
fn hooked() -> Scratch {
    let scratch = Scratch::new();
    let text = |name| function(name, 3);
    scratch.commit(&[
        ("a.py", &text("a")),
        ("b.py", &text("b")),
        ("sub/c.py", &text("c")),
        ("notes.txt", "none\n"),
    ]);
    let (report, truth) = (scratch.beside(REPORT), scratch.beside(TRUTH));
    let script = format!(
        "set -e
rm -rf '{truth}'; mkdir '{truth}'
git diff --cached --name-only --diff-filter=d | grep '\\.py$' > '{truth}.list' || true
'{METRICS}' analyze --staged --format ndjson > '{report}'
git diff --cached --quiet || git checkout-index --prefix='{truth}/' --stdin < '{truth}.list'",
        truth = truth.display(),
        report = report.display(),
    );
    for name in ["pre-commit", "pre-merge-commit"] {
        Scratch::script(&scratch.path(".git/hooks").join(name), &script);
    }
    scratch
}

/// Compares what the hook saw with what git said in it, and names the files.
fn seen(scratch: &Scratch) -> Vec<String> {
    let report = records(&fs::read(scratch.beside(REPORT)).expect("the hook ran"));
    fs::remove_file(scratch.beside(REPORT)).unwrap();
    let truth = Command::new(METRICS)
        .args(["analyze", "--format", "ndjson", "."])
        .current_dir(scratch.beside(TRUTH))
        .output()
        .unwrap();
    assert_eq!(report, records(&truth.stdout), "{}", String::from_utf8_lossy(&truth.stderr));
    report.iter().map(|record| record["path"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_plain_commit() {
    let scratch = hooked();
    scratch.write("a.py", &function("a", 5));
    scratch.write("b.py", &function("b", 5));
    scratch.write("sub/new.py", &function("new", 2));
    scratch.git(&["add", "a.py", "sub/new.py"]);
    scratch.git(&["commit", "-qm", "x"]);
    assert_eq!(seen(&scratch), ["a.py", "sub/new.py"]);
}

#[test]
fn a_commit_of_everything() {
    let scratch = hooked();
    scratch.write("a.py", &function("a", 5));
    fs::remove_file(scratch.path("b.py")).unwrap();
    scratch.git(&["commit", "-qam", "x"]);
    assert_eq!(seen(&scratch), ["a.py"]);
}

#[test]
fn a_commit_of_a_path() {
    let scratch = hooked();
    scratch.write("a.py", &function("a", 5));
    scratch.git(&["add", "a.py"]);
    scratch.write("b.py", &function("b", 5));
    scratch.git(&["commit", "-qm", "x", "--", "b.py"]);
    assert_eq!(seen(&scratch), ["b.py"]);
}

#[test]
fn an_amended_commit() {
    let scratch = hooked();
    scratch.write("a.py", &function("a", 5));
    scratch.git(&["commit", "-qam", "x"]);
    assert_eq!(seen(&scratch), ["a.py"]);
    scratch.write("b.py", &function("b", 5));
    scratch.git(&["commit", "-q", "--amend", "--no-edit", "-a"]);
    assert_eq!(seen(&scratch), ["b.py"]);
}

#[test]
fn a_part_of_a_file() {
    let scratch = hooked();
    let filler = "x = 1\n".repeat(20);
    scratch.commit(&[("a.py", &format!("{}{filler}{}", function("first", 2), function("last", 2)))]);
    seen(&scratch);
    scratch.write("a.py", &format!("{}{filler}{}", function("first", 6), function("last", 7)));
    let mut add = scratch.command("git", "");
    add.args(["add", "-p", "a.py"]).stdin(fs::File::open(answers(&scratch, "y\nn\n")).unwrap());
    assert!(add.output().unwrap().status.success());
    scratch.git(&["commit", "-qm", "x"]);
    assert_eq!(seen(&scratch), ["a.py"]);
    let staged = scratch.git(&["show", "HEAD:a.py"]);
    assert_eq!(staged, format!("{}{filler}{}", function("first", 6), function("last", 2)));
}

fn answers(scratch: &Scratch, text: &str) -> std::path::PathBuf {
    let path = scratch.beside("answers");
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_renamed_file_and_one_that_became_a_link() {
    let scratch = hooked();
    scratch.git(&["mv", "a.py", "sub/moved.py"]);
    fs::remove_file(scratch.path("b.py")).unwrap();
    std::os::unix::fs::symlink("sub/moved.py", scratch.path("b.py")).unwrap();
    scratch.git(&["add", "b.py"]);
    Scratch::script(&scratch.path(".git/hooks/pre-commit"), &{
        let hook = fs::read_to_string(scratch.path(".git/hooks/pre-commit")).unwrap();
        // git names the link too, and a link is not measured.
        hook.replace("grep '\\.py$'", "grep 'moved.py$'")
    });
    scratch.git(&["commit", "-qm", "x"]);
    assert_eq!(seen(&scratch), ["sub/moved.py"]);
}

#[test]
fn a_merge() {
    let scratch = hooked();
    scratch.git(&["checkout", "-qb", "side"]);
    scratch.write("b.py", &function("b", 6));
    scratch.git(&["commit", "-qam", "side"]);
    seen(&scratch);
    scratch.git(&["checkout", "-q", "main"]);
    scratch.write("a.py", &function("a", 6));
    scratch.git(&["commit", "-qam", "main"]);
    seen(&scratch);
    scratch.git(&["merge", "-q", "--no-ff", "-m", "merge", "side"]);
    assert_eq!(seen(&scratch), ["b.py"]);
}

#[test]
fn a_commit_in_a_rebase() {
    let scratch = hooked();
    scratch.write("a.py", &function("a", 4));
    scratch.git(&["commit", "-qam", "one"]);
    scratch.write("b.py", &function("b", 4));
    scratch.git(&["commit", "-qam", "two"]);
    let mut rebase = scratch.command("git", "");
    rebase.args(["rebase", "-qi", "HEAD~2"]).env("GIT_SEQUENCE_EDITOR", "sed -i 1s/pick/edit/");
    assert!(rebase.output().unwrap().status.success());
    scratch.write("sub/c.py", &function("c", 9));
    scratch.git(&["commit", "-qam", "between"]);
    assert_eq!(seen(&scratch), ["sub/c.py"]);
    scratch.git(&["rebase", "--continue"]);
    assert_eq!(scratch.git(&["log", "--format=%s"]), "two\nbetween\none\na commit\n");
}

#[test]
fn a_linked_worktree() {
    let scratch = hooked();
    let tree = scratch.beside("tree");
    scratch.git(&["worktree", "add", "-q", tree.to_str().unwrap()]);
    fs::write(tree.join("sub/c.py"), function("c", 8)).unwrap();
    scratch.write("a.py", &function("a", 8));
    scratch.git_in(tree.to_str().unwrap(), &["commit", "-qam", "x"]);
    assert_eq!(seen(&scratch), ["sub/c.py"]);
}

#[test]
fn a_commit_from_a_subdirectory() {
    let scratch = hooked();
    scratch.write("a.py", &function("a", 5));
    scratch.write("sub/c.py", &function("c", 5));
    scratch.git_in("sub", &["commit", "-qam", "x"]);
    assert_eq!(seen(&scratch), ["a.py", "sub/c.py"]);
}

#[test]
fn what_git_tracks_is_met_though_git_would_ignore_it_and_what_we_exclude_is_not() {
    let scratch = hooked();
    scratch.write(".gitignore", "forced.py\n");
    scratch.write("forced.py", &function("forced", 5));
    scratch.write(".metricsignore", "gen.py\n");
    scratch.write(".ignore", "left.py\n");
    scratch.write("gen.py", &function("gen", 5));
    scratch.write("left.py", &function("left", 5));
    scratch.write("node_modules/x.py", &function("x", 5));
    scratch.write("a.py", &function("a", 5));
    scratch.git(&["add", "-f", "."]);
    assert_eq!(scratch.measured(&["--staged"]), ["a.py", "forced.py"]);
    assert_eq!(scratch.measured(&["--staged", "gen.py"]), ["gen.py"], "what is named is measured");
    assert_eq!(scratch.measured(&["--staged", "gen.py", "--force-exclude"]), [""; 0]);
    assert_eq!(scratch.measured(&["--staged", "--exclude", "a.py"]), ["forced.py"]);
}
