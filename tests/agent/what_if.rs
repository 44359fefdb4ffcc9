//! `metrics what-if`: an edit is measured before it is written.

use crate::mcp::call;
use crate::repository::Scratch;
use crate::run;
use serde_json::{Value, json};
use std::fs;

/// `if` in `if`: cognitive 1 + 2 + … + depth, cyclomatic depth + 1.
fn nested(name: &str, depth: usize) -> String {
    let ifs = (1..=depth).map(|level| format!("{}if a:\n", "    ".repeat(level)));
    format!("def {name}(a):\n{}{}return a\n", ifs.collect::<String>(), "    ".repeat(depth + 1))
}

fn document(scratch: &Scratch, edited: &str) -> Value {
    let output = run(scratch, &["what-if", "a.py", "--format", "json"], edited.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Per metric: what became of it, before, after and moved.
fn complexity(document: &Value) -> Vec<(String, u64, u64, u64)> {
    let number = |row: &Value, key: &str| row[key].as_u64().unwrap();
    let rows = document["complexity"].as_array().unwrap().iter();
    rows.map(|row| {
        let fortune = format!("{} {}", row["metric"].as_str().unwrap(), row["fortune"].as_str().unwrap());
        (fortune, number(row, "before"), number(row, "after"), number(row, "moved"))
    })
    .collect()
}

fn row(fortune: &str, before: u64, after: u64, moved: u64) -> (String, u64, u64, u64) {
    (fortune.to_owned(), before, after, moved)
}

#[test]
fn what_is_only_moved_to_another_function_has_not_left() {
    let scratch = Scratch::new();
    scratch.write("a.py", "def f(a):\n    if a:\n        g()\n    if a:\n        h()\n");
    let apart = "def f(a):\n    if a:\n        g()\n    e(a)\ndef e(a):\n    if a:\n        h()\n";
    let document = document(&scratch, apart);
    let all = [row("cyclomatic moved", 2, 2, 1), row("cognitive moved", 2, 2, 1)];
    assert_eq!(complexity(&document), all);
    assert_eq!(document["functions"].as_array().unwrap().len(), 2, "one changed, one is new");
}

#[test]
fn what_was_deep_leaves_when_it_is_taken_out() {
    let scratch = Scratch::new();
    scratch.write("a.py", &nested("f", 4));
    let flat = "def f(a):\n    if a:\n        if a:\n            g(a)\ndef g(a):\n    if a:\n        if a:\n            return a\n";
    let told = document(&scratch, flat);
    assert_eq!(complexity(&told), [row("cyclomatic moved", 4, 4, 2), row("cognitive left", 10, 6, 3)]);
    assert_eq!(told["complexity"][1]["worst_before"], 10);
    assert_eq!(told["complexity"][1]["worst_after"], 3);
    let less = document(&scratch, &nested("f", 1));
    assert_eq!(complexity(&less), [row("cyclomatic left", 4, 1, 0), row("cognitive left", 10, 1, 0)]);
}

#[test]
fn what_grows_beyond_a_limit_is_a_finding() {
    let scratch = Scratch::new();
    scratch.write("a.py", &nested("f", 5));
    let worse = document(&scratch, &nested("f", 6));
    assert_eq!(complexity(&worse), [row("cyclomatic grew", 5, 6, 0), row("cognitive grew", 15, 21, 0)]);
    assert_eq!(worse["findings"][0]["rule"], "cognitive");
    assert_eq!(worse["findings"][0]["name"], "f");
    assert_eq!((&worse["findings"][0]["value"], &worse["findings"][0]["limit"]), (&21.into(), &15.into()));
    let same = document(&scratch, &nested("f", 5));
    assert_eq!(complexity(&same), [row("cyclomatic stayed", 5, 5, 0), row("cognitive stayed", 15, 15, 0)]);
    assert!(same["functions"].as_array().unwrap().is_empty());
}

#[test]
fn a_text_may_be_in_a_file_and_the_file_may_be_none_yet() {
    let scratch = Scratch::without_repository();
    scratch.write("a.py", &nested("f", 2));
    scratch.write("edited.txt", &nested("f", 1));
    let output = run(&scratch, &["what-if", "a.py", "edited.txt"], b"");
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("cognitive: 2 left; all together 3 → 1, the worst function 3 → 1\n"), "{told}");
    let output = run(&scratch, &["what-if", "new/b.py"], nested("g", 1).as_bytes());
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("new/b.py:1 g (new)"), "{told}");
    assert_eq!(fs::read_to_string(scratch.path("a.py")).unwrap(), nested("f", 2), "nothing is written");
    assert!(!scratch.path("new").exists());
}

#[test]
fn what_is_not_understood_is_said_and_what_cannot_be_measured_is_an_error() {
    let scratch = Scratch::new();
    scratch.write("a.py", &nested("f", 1));
    let broken = run(&scratch, &["what-if", "a.py", "--format", "json"], b"def f(:\n  if (\n");
    let document: Value = serde_json::from_slice(&broken.stdout).unwrap();
    assert!(document["parse_errors"].as_u64().unwrap() > 0);
    assert!(String::from_utf8_lossy(&broken.stderr).contains("not all of it is known"));
    for (arguments, input, told) in [
        (&["what-if", "a.txt"][..], &b"x"[..], "in no known language"),
        (&["what-if", "a.py"], b"\0\0", "binary"),
        (&["what-if", "a.py", "none.py"], b"", "none.py"),
    ] {
        let output = run(&scratch, arguments, input);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && error.contains(told), "{arguments:?}: {error}");
    }
}

#[test]
fn budgets_that_need_all_files_are_not_judged_by_one_and_that_is_told() {
    let scratch = Scratch::new();
    let budget = "budgets: [{paths: ['*.py'], metric: cyclomatic.total, max: 1, reason: r}]\n";
    scratch.commit(&[("a.py", &nested("f", 2)), ("b.py", &nested("g", 2)), (".metrics.yaml", budget)]);
    scratch.write("a.py", &nested("f", 3));
    let told = "1 budget not judged (only a part of its files was looked at)";
    let output = run(&scratch, &["what-if", "a.py"], nested("f", 4).as_bytes());
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.lines().any(|line| line == told), "{text}");
    let rows = &document(&scratch, &nested("f", 4))["budgets_not_judged"];
    assert_eq!(rows[0]["budget"], "paths *.py: cyclomatic.total", "{rows}");
    let (text, _) = call(&scratch, "check_change", &json!({"path": "a.py"}));
    assert!(text.contains(told), "{text}");
    let (text, _) = call(&scratch, "what_if", &json!({"path": "a.py", "text": nested("f", 4)}));
    assert!(text.contains(told), "{text}");
    // a finding of the edit, with the line about budgets beside it, and of the whole change with the budget judged
    scratch.write("a.py", &nested("f", 40));
    let event = json!({"hook_event_name": "PostToolUse", "cwd": scratch.path(""), "tool_name": "Edit",
        "tool_input": {"file_path": scratch.path("a.py")}});
    let output = run(&scratch, &["hook"], event.to_string().as_bytes());
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && text.contains(told), "{text}");
    let (text, _) = call(&scratch, "check_change", &json!({}));
    assert!(text.contains("budget of paths *.py") && !text.contains(told), "{text}");
    scratch.write(".metrics.yaml", "limits: {cyclomatic: 20}\n");
    let output = run(&scratch, &["what-if", "a.py"], nested("f", 4).as_bytes());
    assert!(!String::from_utf8_lossy(&output.stdout).contains("budget"), "none is configured");
}
