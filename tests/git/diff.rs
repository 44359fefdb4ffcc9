//! `metrics diff`: what a change did to the numbers, between any two versions.

use crate::repository::{Scratch, function, verdict};

fn diff(scratch: &Scratch, arguments: &[&str]) -> String {
    let output = scratch.metrics(&[&["diff"], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Two commits: one function became worse, one better, one came and one went.
fn changed() -> Scratch {
    let scratch = Scratch::new();
    let before = [function("worse", 3), function("better", 9), function("gone", 2)].concat();
    scratch.commit(&[("a.py", &before), ("same.py", &function("same", 4))]);
    let after = [function("worse", 7), function("better", 4), function("new", 5)].concat();
    scratch.commit(&[("a.py", &after)]);
    scratch
}

#[test]
fn the_worst_comes_first_and_improvements_are_told() {
    let scratch = changed();
    assert_eq!(
        diff(&scratch, &["HEAD~1", "--metrics", "cyclomatic,cyclomatic.total"]),
        "functions\n    \
            +9  a.py:23 new (new): cyclomatic 5\n    \
            +8  a.py:1 worse: cyclomatic 3 → 7\n    \
            -3  a.py:25 gone (gone): cyclomatic 2\n   \
           -10  a.py:15 better: cyclomatic 9 → 4\n\n\
         files\n    \
            +4  a.py: cyclomatic.total 12 → 14\n\n\
         functions: 1 worse, 1 better, 1 new, 1 gone; 1 file changed\n"
    );
}

#[test]
fn a_revision_is_compared_with_the_work_tree_or_another() {
    let scratch = changed();
    let nothing = "functions: 0 worse, 0 better, 0 new, 0 gone; 0 files changed\n";
    assert_eq!(diff(&scratch, &[]), nothing);
    assert_eq!(diff(&scratch, &["HEAD~1", "same.py"]), nothing);
    assert_eq!(diff(&scratch, &["HEAD~1"]), diff(&scratch, &["HEAD~1", "HEAD"]));
    scratch.write("same.py", &function("same", 6));
    assert!(diff(&scratch, &[]).contains("same.py:1 same: cyclomatic 4 → 6"));
    assert!(diff(&scratch, &["HEAD", "HEAD~1"]).contains("worse: cyclomatic 7 → 3"), "backwards too");
}

#[test]
fn a_move_is_told_with_where_from() {
    let scratch = changed();
    let bulk = function("bulk", 30);
    scratch.commit(&[("same.py", &[bulk.as_str(), &function("same", 4)].concat())]);
    scratch.git(&["mv", "same.py", "moved.py"]);
    scratch.write("moved.py", &[bulk.as_str(), &function("same", 6)].concat());
    let report = diff(&scratch, &["--metrics", "cyclomatic"]);
    assert!(report.contains("moved.py:61 same (was same.py): cyclomatic 4 → 6"), "{report}");
}

#[test]
fn json_has_every_metric_before_and_after() {
    let scratch = changed();
    let report: serde_json::Value =
        serde_json::from_str(&diff(&scratch, &["HEAD~1", "HEAD", "--format", "json"])).unwrap();
    let worse = &report["functions"][1];
    assert_eq!((&worse["name"], &worse["fate"]), (&"worse".into(), &"changed".into()));
    assert_eq!(worse["values"]["cyclomatic"], serde_json::json!({"before": 3, "after": 7}));
    assert_eq!(worse["values"]["loc"]["after"], 14);
    assert_eq!(report["functions"][0]["values"]["cyclomatic"]["before"], serde_json::Value::Null);
    assert_eq!(report["files"][0]["path"], "a.py");
}

#[test]
fn markdown_is_a_table() {
    let report = diff(&changed(), &["HEAD~1", "--format", "markdown"]);
    assert!(
        report.starts_with("| growth | functions | |\n| --: | --- | --- |\n| +9 | a.py:23 new (new) |"),
        "{report}"
    );
}

#[test]
fn a_name_that_is_both_a_revision_and_a_file_is_refused() {
    let scratch = changed();
    scratch.write("main", "");
    let message = "error: main: both a revision and a file; the file is also ./main\n";
    assert_eq!(verdict(&scratch.metrics(&["diff", "main"])), (Some(2), message.to_owned()));
    let message = "error: nonsense: no such file or directory, and git does not know it\n";
    assert_eq!(verdict(&scratch.metrics(&["diff", "nonsense"])), (Some(2), message.to_owned()));
}
