//! A check of a change that stops at the first error measures no more than it takes, and never calls an error what the
//! rest of the change takes back.

use crate::repository::{Scratch, function};
use serde_json::Value;

/// Files of a commit, all of which are changed afterwards without harm.
fn changed(files: usize) -> Scratch {
    let scratch = Scratch::new();
    let name = |number: usize| format!("f{number:02}.py");
    for number in 0..files {
        scratch.write(&name(number), &function(&format!("f{number}"), 3));
    }
    scratch.commit(&[]);
    for number in 0..files {
        scratch.write(&name(number), &function(&format!("f{number}"), 4));
    }
    scratch
}

struct Checked {
    status: Option<i32>,
    /// The paths of the findings.
    findings: Vec<String>,
    /// How many files were not judged.
    left: u64,
    /// How many contents were parsed.
    parsed: u64,
}

fn check(scratch: &Scratch, arguments: &[&str]) -> Checked {
    scratch.git(&["add", "-A"]);
    let cache = scratch.beside("cache");
    let _ = std::fs::remove_dir_all(&cache);
    let cache = cache.display().to_string();
    let fixed = ["check", "--report", "json", "-v", "-j2", "--cache-dir", &cache];
    let output = scratch.metrics(&[&fixed, arguments].concat());
    let (out, err) = (output.stdout, String::from_utf8(output.stderr).unwrap());
    let document: Value = serde_json::from_slice(&out).unwrap_or_else(|_| panic!("{err}"));
    let findings = document["findings"].as_array().unwrap().iter();
    let parsed = err.lines().find_map(|line| line.strip_prefix("cache: ")?.split(", ").nth(3));
    Checked {
        status: output.status.code(),
        findings: findings.map(|it| it["path"].as_str().unwrap().to_owned()).collect(),
        left: document["summary"]["left"].as_u64().unwrap_or(0),
        parsed: parsed.and_then(|it| it.split(' ').next()?.parse().ok()).unwrap_or_else(|| panic!("{err}")),
    }
}

#[test]
fn where_the_first_changed_file_fails_no_other_is_parsed() {
    let scratch = changed(40);
    scratch.write("f00.py", &function("f0", 12));
    for extent in [&["--staged"][..], &["--since", "HEAD"]] {
        let whole = check(&scratch, extent);
        assert_eq!((whole.status, whole.left, whole.parsed), (Some(1), 0, 80), "{extent:?}");
        let fast = check(&scratch, &[extent, &["--fail-fast"]].concat());
        assert_eq!(fast.findings, whole.findings);
        assert_eq!((fast.status, fast.left, fast.parsed), (Some(1), 39, 4), "two threads, and both sides");
        let files = check(&scratch, &[extent, &["--fail-fast", "--whole-files"]].concat());
        assert_eq!((files.status, files.left, files.parsed), (Some(1), 39, 2), "one side alone");
    }
    scratch.write("f00.py", &function("f0", 4));
    let clean = check(&scratch, &["--staged", "--fail-fast"]);
    assert_eq!((clean.status, clean.left, clean.parsed), (Some(0), 0, 80));
}

#[test]
fn what_was_moved_from_a_file_that_was_not_looked_at_yet_is_no_error() {
    let scratch = Scratch::new();
    let old = function("a_long_one", 14);
    scratch.write("a.py", &function("a", 2));
    scratch.write("z.py", &format!("{}\n\n{old}", function("z", 2)));
    scratch.commit(&[]);
    scratch.write("a.py", &format!("{}\n\n{old}", function("a", 2)));
    scratch.write("z.py", &function("z", 2));
    for number in 0..9 {
        scratch.write(&format!("m{number}.py"), &function("m", 2));
    }
    let moved = check(&scratch, &["--staged", "--fail-fast"]);
    assert_eq!((moved.status, moved.left), (Some(0), 0), "{:?}", moved.findings);
    scratch.write("m5.py", &function("m", 13));
    let other = check(&scratch, &["--staged", "--fail-fast"]);
    assert_eq!((other.status, &*other.findings), (Some(1), &["m5.py".to_owned()][..]));
    assert!(other.left > 0, "a.py is not judged either: nobody knows yet");
}

#[test]
fn a_method_that_came_with_its_class_and_was_edited_on_the_way_is_known() {
    let method = |name: &str, limit: usize| {
        let lines = format!("        if self.a:\n            self.{name}(b)\n").repeat(limit);
        format!("    def {name}(self, b):\n{lines}        return b\n")
    };
    let class = |text: &str| format!("class Basket:\n{}{text}", method("other", 3));
    let scratch = Scratch::new();
    scratch.write("a.py", &function("a", 2));
    scratch.write("z.py", &class(&method("total", 14)));
    scratch.commit(&[]);
    scratch.write("a.py", &format!("{}\n\n{}", function("a", 2), class(&method("total", 13))));
    scratch.write("z.py", "x = 1\n");
    for number in 0..9 {
        scratch.write(&format!("m{number}.py"), &function("m", 2));
    }
    let whole = check(&scratch, &["--staged"]);
    let fast = check(&scratch, &["--staged", "--fail-fast"]);
    assert_eq!((whole.status, fast.status), (Some(0), Some(0)), "{:?} {:?}", whole.findings, fast.findings);
}

#[test]
fn what_the_baseline_knows_does_not_stop_a_check_of_a_change() {
    let scratch = changed(20);
    scratch.write("f00.py", &function("f0", 12));
    scratch.git(&["add", "-A"]);
    assert_eq!(scratch.metrics(&["baseline", "create"]).status.code(), Some(0));
    scratch.write("f02.py", &function("f2", 12));
    let fast = check(&scratch, &["--staged", "--fail-fast"]);
    assert_eq!((fast.status, &*fast.findings), (Some(1), &["f02.py".to_owned()][..]));
    assert_eq!((fast.left, fast.parsed), (17, 40), "where a function was may be in any file");
}

#[test]
fn with_a_baseline_the_verdict_is_the_same_whether_or_not_a_check_stops() {
    let both = |scratch: &Scratch, arguments: &[&str]| {
        let whole = check(scratch, arguments);
        let fast = check(scratch, &[arguments, &["--fail-fast"]].concat());
        assert_eq!((fast.status, fast.findings.len()), (whole.status, whole.findings.len().min(1)));
        assert_eq!(fast.findings.first(), whole.findings.first());
        whole.findings
    };
    let extents = [&["."][..], &["--since", "HEAD"], &["--since", "HEAD", "--whole-files"]];
    // what the baseline knows goes to a file of a later batch, and an error stands in the last one
    let scratch = changed(40);
    scratch.write("f00.py", &function("big", 16));
    assert_eq!(scratch.metrics(&["baseline", "create"]).status.code(), Some(0));
    scratch.commit(&[]);
    scratch.write("f00.py", &function("f0", 3));
    scratch.write("f05.py", &function("big", 16));
    scratch.write("f39.py", &function("f39", 13));
    for extent in extents {
        assert_eq!(both(&scratch, extent), ["f39.py"], "{extent:?}");
    }
    // and the other way: it comes from a file of a later batch
    scratch.write("f39.py", &function("big", 16));
    scratch.write("f05.py", &function("f5", 4));
    assert_eq!(scratch.metrics(&["baseline", "create", "--force"]).status.code(), Some(0));
    scratch.commit(&[]);
    scratch.write("f39.py", &function("f39", 3));
    scratch.write("f01.py", &function("big", 16));
    for extent in extents {
        assert_eq!(both(&scratch, extent), [""; 0], "{extent:?}");
    }
}

#[test]
fn an_error_that_stands_in_front_of_another_one_excuses_nothing() {
    let class = |methods: usize| {
        let methods: Vec<_> =
            (0..methods).map(|at| format!("    def m{at}(self):\n        pass\n")).collect();
        format!("class K:\n{}\n\n{}", methods.concat(), function("big", 16))
    };
    for baseline in [None, Some("o.py")] {
        let scratch = changed(8);
        scratch.write(".metrics.yaml", "limits: {methods: 3}\n");
        scratch.write("o.py", &class(3));
        if let Some(name) = baseline {
            assert!(scratch.metrics(&["baseline", "create", name]).status.success());
        }
        scratch.commit(&[]);
        scratch.write("o.py", &class(5));
        scratch.write("p.py", &function("big", 16));
        let whole = check(&scratch, &["--since", "HEAD"]);
        let fast = check(&scratch, &["--since", "HEAD", "--fail-fast"]);
        assert_eq!((whole.status, fast.status), (Some(1), Some(1)), "{baseline:?}");
        assert_eq!((fast.findings.len(), fast.findings.first()), (1, whole.findings.iter().min()));
    }
}
