//! What is staged is read from the index file, in each form that git writes it. In a debug build libgit2 must agree.

use crate::repository::{Scratch, function};

/// Stages one of each: in a new, an old and a deep directory, renamed, removed, made executable, a file for a directory.
fn staged(scratch: &Scratch) -> Vec<String> {
    scratch.write("a.py", &function("a", 4));
    scratch.write("lib.py", &function("lib", 4));
    scratch.write("lib/deep/er/x.py", &function("x", 4));
    scratch.write("new/deep/y.py", &function("y", 4));
    scratch.git(&["rm", "-rq", "was_directory/z.py", "gone"]);
    scratch.write("was_directory", "now a file\n");
    scratch.write("was_directory.py", &function("was", 4));
    scratch.git(&["mv", "lib/b.py", "lib-b.py"]);
    scratch.git(&["add", "-A"]);
    scratch.git(&["update-index", "--chmod=+x", "same.py"]);
    let truth =
        scratch.git(&["diff", "--cached", "--name-only", "--diff-filter=d", "--no-renames", "--", "*.py"]);
    truth.lines().map(str::to_owned).collect()
}

fn repository() -> Scratch {
    let scratch = Scratch::new();
    let names = ["a.py", "lib/a.py", "lib/b.py", "lib/deep/er/w.py", "lib-a/a.py", "lib.d/a.py", "same.py"];
    for name in names.into_iter().chain(["was_directory/z.py", "gone/g.py", "gone/er/h.py", "zz/end.py"]) {
        scratch.write(name, &function("f", 3));
    }
    scratch.commit(&[]);
    scratch
}

fn check(prepare: &[&[&str]]) {
    let scratch = repository();
    for arguments in prepare {
        scratch.git(arguments);
    }
    let truth = staged(&scratch);
    assert!(truth.len() > 4, "{truth:?}");
    let mut measured = scratch.measured(&["--staged"]);
    measured.sort_unstable();
    assert_eq!(measured, truth, "{prepare:?}");
    // With the tree noted for every directory, as it is within a commit.
    scratch.git(&["write-tree"]);
    measured = scratch.measured(&["--staged"]);
    measured.sort_unstable();
    assert_eq!(measured, truth, "{prepare:?}");
    scratch.git(&["commit", "-qm", "staged"]);
    assert_eq!(scratch.measured(&["--staged"]), [""; 0], "{prepare:?}");
}

#[test]
fn each_version_of_the_index() {
    for version in ["2", "3", "4"] {
        check(&[&["update-index", "--index-version", version]]);
        check(&[
            &["update-index", "--index-version", version],
            &["update-index", "--skip-worktree", "lib-a/a.py"],
        ]);
    }
}

#[test]
fn an_index_without_noted_trees() {
    check(&[&["rm", "-rq", "--cached", "."], &["add", "-A"]]);
}

#[test]
fn extensions_of_the_index() {
    check(&[&["update-index", "--untracked-cache"]]);
    check(&[&["config", "index.threads", "2"], &["config", "index.recordEndOfIndexEntries", "true"]]);
    check(&[&["config", "index.skipHash", "true"]]);
}

#[test]
fn an_index_in_two_files_is_refused_and_never_an_empty_pass() {
    let scratch = repository();
    scratch.git(&["update-index", "--split-index"]);
    scratch.write("a.py", &function("a", 4));
    scratch.git(&["add", "a.py"]);
    let output = scratch.metrics(&["analyze", "--staged", "--format", "ndjson"]);
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && message.contains("the index cannot be read"), "{message}");
}

#[test]
fn the_page_about_what_is_staged_explains_what_is_staged() {
    let scratch = Scratch::new();
    let text = |word: &str| function("f", 14).replace("if a:", &format!("if {word}:"));
    scratch.commit(&[("a.py", "a = 1\n")]);
    scratch.write("a.py", &text("staged_word"));
    scratch.git(&["add", "a.py"]);
    scratch.write("a.py", &text("disk_word"));
    let page = |arguments: &[&str]| {
        let output = scratch.metrics(&[arguments, &["--format", "html", "--no-cache"]].concat());
        String::from_utf8(output.stdout).unwrap()
    };
    let staged = page(&["check", "--staged"]);
    assert!(staged.contains("staged_word") && !staged.contains("disk_word"), "{staged}");
    let records = scratch.metrics(&["analyze", "--staged", "--format", "ndjson"]).stdout;
    std::fs::write(scratch.beside("records"), records).unwrap();
    let records = scratch.beside("records");
    let from_records = page(&["check", "--records", records.to_str().unwrap()]);
    assert!(!from_records.contains("disk_word"), "the record is of another text");
    scratch.write("a.py", &text("staged_word"));
    assert!(page(&["check", "--records", records.to_str().unwrap()]).contains("staged_word"));
}

#[test]
fn an_empty_list_of_paths_is_not_everything() {
    let scratch = Scratch::new();
    scratch.commit(&[("a.py", &function("f", 2)), ("HEAD~1", "")]);
    scratch.write("a.py", &function("f", 4));
    std::fs::write(scratch.beside("empty"), "").unwrap();
    let list = scratch.beside("empty");
    let commands =
        ["diff", "trend", "hotspots", "analyze", "check", "exemptions", "baseline create", "baseline update"];
    for command in commands {
        let words = command.split(' ').chain(["--no-cache", "--paths-from", list.to_str().unwrap()]);
        let output = scratch.metrics(&words.collect::<Vec<_>>());
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{command}: {said}");
        assert!(said.starts_with("error: nothing to measure"), "{command}: {said}");
    }
    assert!(!scratch.path(".metrics-baseline").exists());
    std::fs::write(&list, "main\n").unwrap();
    let output = scratch.metrics(&["diff", "--paths-from", list.to_str().unwrap()]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("main"), "what stands in a list is a path: {said}");
    assert_eq!(output.status.code(), Some(2));
}
