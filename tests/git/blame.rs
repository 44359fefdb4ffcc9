//! A check of a change fails for what the change did, and for nothing that was there before.

use crate::repository::{Scratch, function};
use std::process::Output;

/// Status, and the report in a line each.
fn check(scratch: &Scratch, arguments: &[&str]) -> (Option<i32>, Vec<String>) {
    let output =
        scratch.metrics(&[&["check", "--report=concise", "--limit=cyclomatic=10"], arguments].concat());
    told(&output)
}

fn told(output: &Output) -> (Option<i32>, Vec<String>) {
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    (output.status.code(), text.lines().map(ToOwned::to_owned).collect())
}

/// A repository with an old offender and a harmless function.
fn with_debt() -> Scratch {
    let scratch = Scratch::new();
    scratch.commit(&[("a.py", &format!("{}{}", function("old", 12), function("good", 2)))]);
    scratch
}

#[test]
fn an_untouched_function_in_a_touched_file_never_fails() {
    let scratch = with_debt();
    scratch.write("a.py", &format!("{}{}", function("good", 3), function("old", 12)));
    scratch.git(&["add", "a.py"]);
    let (status, lines) = check(&scratch, &["--staged"]);
    assert_eq!((status, lines.len()), (Some(0), 1), "{lines:?}");
    assert!(lines[0].ends_with("1 inherited"), "{lines:?}");
    let (status, lines) = check(&scratch, &["--staged", "--whole-files"]);
    assert_eq!(status, Some(1));
    assert!(lines[0].contains("`old`") && !lines[0].contains("inherited"), "{lines:?}");
}

#[test]
fn a_worse_function_fails_with_both_values() {
    let scratch = with_debt();
    scratch.write("a.py", &format!("{}{}", function("old", 17), function("good", 2)));
    scratch.git(&["add", "a.py"]);
    // What is not staged is not committed.
    scratch.write("a.py", "");
    let (status, lines) = check(&scratch, &["--staged"]);
    assert!(status == Some(1) && lines[0].contains("(worse: 12 → 17)"), "{lines:?}");
}

#[test]
fn a_finding_says_how_it_stands() {
    let scratch = with_debt();
    scratch.write("a.py", &format!("{}{}{}", function("old", 17), function("good", 2), function("new", 11)));
    scratch.git(&["add", "a.py"]);
    let (status, lines) = check(&scratch, &["--staged"]);
    assert_eq!(status, Some(1));
    assert!(lines[0].contains("`old`") && lines[0].contains("(worse: 12 → 17)"), "{lines:?}");
    assert!(lines[1].contains("`new`") && lines[1].contains("(introduced)"), "{lines:?}");
    let output = scratch.metrics(&["check", "--staged", "--report=json", "--limit=cyclomatic=10"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["findings"][0]["standing"], "worse");
    assert_eq!(report["findings"][0]["before"], 12);
    assert_eq!(report["findings"][1]["standing"], "introduced");
}

#[test]
fn a_better_function_that_is_still_too_complex_passes() {
    let scratch = with_debt();
    scratch.write("a.py", &function("old", 11));
    assert_eq!(check(&scratch, &["--since", "HEAD"]).0, Some(0));
}

#[test]
fn what_moved_with_its_body_is_what_it_was() {
    let scratch = with_debt();
    scratch.git(&["mv", "a.py", "b.py"]);
    assert_eq!(check(&scratch, &["--staged"]).0, Some(0), "a renamed file");
    scratch.write("c.py", &format!("import os\n\n\n{}", function("renamed", 12)));
    scratch.write("b.py", &function("good", 2));
    scratch.git(&["add", "."]);
    assert_eq!(check(&scratch, &["--staged"]).0, Some(0), "a moved and renamed function");
    assert_eq!(check(&scratch, &["--staged", "c.py"]).0, Some(0), "and only its new file given");
    scratch.write("b.py", &format!("{}{}", function("good", 2), function("old", 12)));
    scratch.git(&["add", "."]);
    assert_eq!(check(&scratch, &["--staged"]).0, Some(1), "a copy is a new function");
}

#[test]
fn a_renamed_directory_keeps_its_debt_though_each_file_was_edited() {
    let scratch = Scratch::new();
    let text = |n: usize| format!("import m{n}\n\n{}", function(&format!("old{n}"), 11 + n % 5));
    for n in 0..300 {
        scratch.write(&format!("lib/p{n}/m.py"), &text(n));
    }
    scratch.commit(&[("notes.txt", "none\n")]);
    scratch.git(&["mv", "lib", "library"]);
    for n in 0..300 {
        scratch.write(
            &format!("library/p{n}/m.py"),
            &text(n).replacen("b()", &format!("b({n})"), 1).replace("import", "from x import"),
        );
    }
    scratch.write("library/p7/m.py", &text(7).replacen("return a", "return a or b", 1));
    scratch.git(&["add", "-A"]);
    for arguments in [["--staged"].as_slice(), &["--since", "HEAD"]] {
        let (status, lines) = check(&scratch, arguments);
        assert_eq!((status, lines.len()), (Some(1), 2), "{lines:?}");
        assert!(
            lines[0].starts_with("library/p7/m.py") && lines[0].contains("(worse: 13 → 14)"),
            "{lines:?}"
        );
        assert!(lines[1].contains("299 inherited"), "{lines:?}");
    }
}

#[test]
fn a_file_fails_only_if_it_became_worse() {
    let scratch = with_debt();
    let limits = ["--limit=cyclomatic=off", "--limit=cognitive=off", "--limit=raw.sloc=20", "--staged"];
    scratch.write("a.py", &format!("{}{}", function("good", 2), function("old", 12)));
    scratch.git(&["add", "a.py"]);
    assert_eq!(check(&scratch, &limits).0, Some(0));
    scratch.write("a.py", &format!("{}{}", function("good", 3), function("old", 12)));
    scratch.git(&["add", "a.py"]);
    let (status, lines) = check(&scratch, &limits);
    assert!(status == Some(1) && lines[0].contains("(worse: 28 → 30)"), "{lines:?}");
}

#[test]
fn nothing_to_judge_is_no_failure_and_one_line() {
    let scratch = with_debt();
    let nothing = |word| (Some(0), vec![format!("nothing to judge: no {word} file in a known language")]);
    assert_eq!(check(&scratch, &["--staged"]), nothing("staged"));
    assert_eq!(check(&scratch, &["--since", "HEAD"]), nothing("changed"));
    scratch.write("notes.txt", "text\n");
    scratch.git(&["add", "."]);
    assert_eq!(check(&scratch, &["--staged", "notes.txt"]), nothing("named"));
    assert_eq!(check(&scratch, &["--staged", "a.py"]).0, Some(1), "what was named is judged, staged or not");
}

#[test]
fn over_all_files_everything_is_judged() {
    let scratch = with_debt();
    assert_eq!(check(&scratch, &["--staged", "a.py"]).0, Some(1));
}

#[test]
fn a_conflict_is_no_pass() {
    let scratch = with_debt();
    scratch.git(&["checkout", "-qb", "side"]);
    scratch.commit(&[("a.py", &function("good", 3))]);
    scratch.git(&["checkout", "-q", "main"]);
    scratch.commit(&[("a.py", &function("good", 4))]);
    assert!(!scratch.command("git", "").args(["merge", "-q", "side"]).output().unwrap().status.success());
    for of in [&["--staged"][..], &["--since", "HEAD"], &["--since", "side"]] {
        let output = scratch.metrics(&[&["check"], of].concat());
        assert_eq!(output.status.code(), Some(2), "{of:?}");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains("a.py: could not be measured: conflict"), "{of:?}: {told}");
    }
}

#[test]
fn a_comment_that_excuses_nothing_is_told_by_the_change_that_made_it_so() {
    let scratch = with_debt();
    let idle = "# metrics: ignore[cyclomatc] -- a slip\n";
    scratch.write("b.py", &format!("{idle}{}", function("new", 2)));
    scratch.git(&["add", "b.py"]);
    let told = |scratch: &Scratch, arguments: &[&str]| -> Vec<String> {
        let (status, lines) = check(scratch, arguments);
        assert_eq!(status, Some(0), "{lines:?}");
        lines.into_iter().filter(|line| line.contains("unused-suppression")).collect()
    };
    assert_eq!(told(&scratch, &["--staged"]).len(), 1);
    scratch.git(&["commit", "-qm", "a slip"]);
    scratch.write("b.py", &format!("x = 1\n{idle}{}{idle}{}", function("new", 3), function("other", 2)));
    assert_eq!(told(&scratch, &["--since", "HEAD"]).len(), 1, "the old one has moved");
    scratch.write("b.py", &format!("# metrics: ignore[cyclomatc] -- a slip\nx = 1\n{}", function("new", 3)));
    assert!(told(&scratch, &["--since", "HEAD"]).iter().all(|line| !line.contains("`cyclomatc`")));
}

#[test]
fn a_mended_namesake_does_not_stand_for_one_that_broke() {
    let overloads = |first: usize, second: usize| {
        let of = |kind: &str, parameters: &str, branch: &str, complexity: usize| match complexity {
            0 => String::new(),
            _ => format!(
                "@enc.register({kind})\ndef _({parameters}):\n    pass\n{}",
                branch.repeat(complexity - 1)
            ),
        };
        let first = of("int", "n", "    if n:\n        print(n)\n", first);
        first + &of("str", "s, k", "    while s > k:\n        s = f(s, k)\n", second)
    };
    let scratch = Scratch::new();
    scratch.commit(&[("a.py", &overloads(14, 9))]);
    for now in [(8, 13), (0, 13), (0, 14), (3, 14), (11, 14)] {
        scratch.write("a.py", &overloads(now.0, now.1));
        let (status, lines) = check(&scratch, &["--since", "HEAD"]);
        assert_eq!(status, Some(1), "{now:?}: {lines:?}");
        assert!(lines[0].contains(&now.1.to_string()), "{lines:?}");
    }
}
