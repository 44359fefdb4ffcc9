//! A change that has several pasts: a function is to blame only if it is worse than in every one of them.

use crate::repository::{Scratch, function};

fn check(scratch: &Scratch, arguments: &[&str]) -> (Option<i32>, String) {
    let output = scratch.metrics(&[&["check", "--report=concise"], arguments].concat());
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

/// Branches `main` and `side`, each with a file of its own with an old offender, and a conflict in `n`.
fn forked() -> Scratch {
    let scratch = Scratch::new();
    scratch.commit(&[("a.py", &function("ok", 2)), ("n", "x\n")]);
    scratch.git(&["checkout", "-qb", "side"]);
    scratch.commit(&[("n", "side\n"), ("own.py", &function("own", 12))]);
    scratch.git(&["checkout", "-q", "main"]);
    scratch.commit(&[("n", "main\n"), ("debt.py", &function("debt", 12))]);
    scratch.git(&["checkout", "-q", "side"]);
    scratch
}

fn merge(scratch: &Scratch, branches: &[&str]) {
    let mut command = scratch.command("git", "");
    command.args(["merge", "-q", "--no-commit"]).args(branches).output().unwrap();
    scratch.write("n", "both\n");
    scratch.git(&["add", "n"]);
}

#[test]
fn what_a_merge_brings_is_no_news_and_what_it_adds_is() {
    let scratch = forked();
    merge(&scratch, &["main"]);
    let (status, report) = check(&scratch, &["--staged"]);
    assert!(status == Some(0) && report.contains("inherited"), "{report}");
    assert_eq!(check(&scratch, &["--since", "main"]).0, Some(1), "its own offender is news to main");
    scratch.write("debt.py", &function("debt", 13));
    scratch.git(&["add", "debt.py"]);
    let (status, report) = check(&scratch, &["--staged"]);
    assert!(status == Some(1) && report.contains("(worse: 12 → 13)"), "{report}");
    scratch.write("debt.py", &function("debt", 12));
    scratch.write("evil.py", &function("evil", 12));
    scratch.git(&["add", "."]);
    let (status, report) = check(&scratch, &["--staged"]);
    assert!(status == Some(1) && report.contains("`evil`") && !report.contains("`debt`"), "{report}");
}

#[test]
fn the_changes_of_a_branch_are_no_changes_while_its_target_is_merged() {
    let scratch = Scratch::new();
    scratch.commit(&[("a.py", &function("ok", 2)), ("n", "x\n")]);
    scratch.git(&["checkout", "-qb", "side"]);
    scratch.commit(&[("n", "side\n")]);
    scratch.git(&["checkout", "-q", "main"]);
    scratch.commit(&[("n", "main\n"), ("debt.py", &function("debt", 12))]);
    scratch.git(&["checkout", "-q", "side"]);
    merge(&scratch, &["main"]);
    assert_eq!(check(&scratch, &["--since", "main"]).0, Some(0));
    assert_eq!(check(&scratch, &["--staged"]).0, Some(0));
}

#[test]
fn a_merge_of_three_has_three_pasts() {
    let scratch = Scratch::new();
    scratch.commit(&[("a.py", &function("ok", 2))]);
    for branch in ["one", "two"] {
        scratch.git(&["checkout", "-qb", branch, "main"]);
        scratch.commit(&[(&format!("{branch}.py"), &function(branch, 12))]);
    }
    scratch.git(&["checkout", "-q", "main"]);
    scratch.commit(&[("b.py", &function("b", 2))]);
    let mut command = scratch.command("git", "");
    command.args(["merge", "-q", "--no-commit", "one", "two"]).output().unwrap();
    assert_eq!(check(&scratch, &["--staged"]).0, Some(0));
    scratch.write("two.py", &function("two", 14));
    scratch.git(&["add", "."]);
    assert_eq!(check(&scratch, &["--staged"]).0, Some(1));
}

#[test]
fn crossed_merges_leave_two_common_ancestors_that_both_count() {
    let scratch = Scratch::new();
    scratch.commit(&[("a.py", &function("ok", 2))]);
    for (branch, name) in [("one", "first"), ("two", "second")] {
        scratch.git(&["checkout", "-qb", branch, "main"]);
        scratch.commit(&[(&format!("{branch}.py"), &function(name, 12))]);
    }
    // Each takes the other's first commit.
    let (one, two) = (scratch.git(&["rev-parse", "one"]), scratch.git(&["rev-parse", "two"]));
    scratch.git(&["checkout", "-q", "one"]);
    scratch.git(&["merge", "-q", "--no-edit", two.trim()]);
    scratch.git(&["checkout", "-q", "two"]);
    scratch.git(&["merge", "-q", "--no-edit", one.trim()]);
    scratch.commit(&[("c.py", &function("c", 2))]);
    assert_eq!(scratch.git(&["merge-base", "--all", "one", "two"]).lines().count(), 2);
    let (status, report) = check(&scratch, &["--since", "one"]);
    assert!(status == Some(0), "{report}");
    scratch.write("c.py", &function("c", 12));
    scratch.git(&["add", "."]);
    let (status, report) = check(&scratch, &["--since", "one"]);
    assert!(status == Some(1) && report.contains("`c`") && !report.contains("first"), "{report}");
}

#[test]
fn a_class_is_known_after_it_was_renamed_edited_or_moved() {
    let class = |name: &str, complexity: usize| {
        let text = format!("{}{}", function("m", complexity), function("n", 3));
        let body: String = text.lines().map(|line| format!("    {line}\n")).collect::<Vec<_>>().concat();
        format!("class {name}:\n{body}")
    };
    let scratch = Scratch::new();
    scratch.commit(&[("a.py", &format!("{}{}", class("Old", 12), function("f", 2)))]);
    let staged = |files: &[(&str, &str)]| {
        for (name, text) in files {
            scratch.write(name, text);
        }
        scratch.git(&["add", "-A"]);
        let told = check(&scratch, &["--staged", "--limit=weighted_methods=5"]);
        scratch.git(&["reset", "-q", "--hard"]);
        told
    };
    let renamed = staged(&[("a.py", &format!("{}{}", class("New", 12), function("f", 2)))]);
    assert_eq!(renamed.0, Some(0), "{}", renamed.1);
    let moved = staged(&[("a.py", &function("f", 2)), ("b.py", &class("Old", 12))]);
    assert_eq!(moved.0, Some(0), "{}", moved.1);
    let both = staged(&[("a.py", &function("f", 2)), ("b.py", &class("New", 12))]);
    assert_eq!(both.0, Some(0), "{}", both.1);
    let edited = staged(&[("a.py", &format!("{}{}", class("New", 13), function("f", 2)))]);
    assert!(edited.0 == Some(1) && edited.1.contains("worse: 12 → 13"), "{}", edited.1);
    assert!(!edited.1.contains("introduced"), "{}", edited.1);
}
