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
         functions: 1 worse, 1 better, 1 new, 1 gone; 1 file changed; \
         all together cyclomatic +2, cognitive +2\n"
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
fn markdown_is_a_comment_that_a_bot_can_replace() {
    let report = diff(&changed(), &["HEAD~1", "--format", "markdown"]);
    let (mark, rest) = report.split_once('\n').unwrap();
    assert_eq!(mark, "<!-- metrics diff -->");
    assert!(rest.starts_with("functions: "), "{report}");
    assert!(
        rest.contains(
            "\n\n| growth | functions | |\n| --: | --- | --- |\n| +9 | <code>a.py:23 new (new)</code> |"
        ),
        "{report}"
    );
    assert!(rest.contains("| -"), "what became better is told, too: {report}");
}

#[test]
fn a_comment_is_never_longer_than_one_can_be() {
    let scratch = Scratch::new();
    let all =
        |complexity| (0..1500).map(move |at| function(&format!("functionwithalongname{at}"), complexity));
    scratch.commit(&[("a.py", &all(2).collect::<String>())]);
    scratch.commit(&[("a.py", &all(3).collect::<String>())]);
    let report = diff(&scratch, &["HEAD~1", "--format", "markdown", "--top", "all"]);
    assert!(report.len() < 60_000, "{} bytes", report.len());
    let shown = report.lines().filter(|line| line.contains("functionwithalongname")).count();
    assert!(report.contains(&format!("| | and {} more | |", 1500 - shown)), "{shown} rows");
    assert!(report.contains("1500 worse"), "the sums are of all of it");
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

#[test]
fn ranges_are_read_as_git_does() {
    let scratch = changed();
    let both = diff(&scratch, &["HEAD~1", "HEAD"]);
    for range in ["HEAD~1..HEAD", "HEAD~1..", "HEAD~1...HEAD", "HEAD~1..."] {
        assert_eq!(diff(&scratch, &[range]), both, "{range}");
        assert_eq!(diff(&scratch, &[range, "same.py"]), diff(&scratch, &["same.py"]), "{range}");
    }
    scratch.git(&["checkout", "-q", "-b", "other", "HEAD~1"]);
    scratch.commit(&[("same.py", &function("same", 6))]);
    let fork = diff(&scratch, &["main...other"]);
    assert!(fork.contains("same: cyclomatic 4 → 6") && !fork.contains("a.py"), "{fork}");
    let tips = diff(&scratch, &["main..other"]);
    assert!(tips.contains("same: cyclomatic 4 → 6") && tips.contains("a.py"), "{tips}");
    assert_eq!(diff(&scratch, &["main...", "same.py"]), fork, "up to HEAD");
    let message = "error: git knows no commit `nonsense`\n";
    let (status, told) = verdict(&scratch.metrics(&["diff", "main..nonsense"]));
    assert!(status == Some(2) && told.contains("nonsense"), "{told} is not {message}");
    std::fs::create_dir(scratch.path("below")).unwrap();
    let above = scratch.metrics_in("below", &["diff", "HEAD~1", ".."]);
    assert!(above.status.success(), "`..` is a directory");
}

#[test]
fn what_is_staged_is_compared_on_demand() {
    let scratch = changed();
    scratch.write("same.py", &function("same", 6));
    scratch.git(&["add", "same.py"]);
    scratch.write("same.py", &function("same", 9));
    assert!(diff(&scratch, &[]).contains("same: cyclomatic 4 → 9"));
    for option in ["--staged", "--cached"] {
        let staged = diff(&scratch, &[option]);
        assert!(staged.contains("same: cyclomatic 4 → 6") && !staged.contains("a.py"), "{staged}");
    }
    let since = diff(&scratch, &["--staged", "HEAD~1"]);
    assert!(since.contains("same: cyclomatic 4 → 6") && since.contains("worse: cyclomatic 3 → 7"), "{since}");
    let message = "error: HEAD~1..HEAD: a range has two versions, and `--staged` is a third one\n";
    assert_eq!(
        verdict(&scratch.metrics(&["diff", "--staged", "HEAD~1..HEAD"])),
        (Some(2), message.to_owned())
    );
}

#[test]
fn a_rename_is_one_row_and_what_is_as_it_was_none() {
    let scratch = changed();
    scratch.git(&["mv", "same.py", "moved.py"]);
    let moved = "files\n     0  moved.py (was same.py)\n\n\
                 functions: 0 worse, 0 better, 0 new, 0 gone; 1 file changed; \
                 all together cyclomatic 0, cognitive 0\n";
    assert_eq!(diff(&scratch, &["--staged"]), moved);
    let scratch = changed();
    scratch.write("same.py", &function("other", 4));
    let report = diff(&scratch, &[]);
    assert!(report.starts_with("functions\n     0  same.py:1 other (was same)\n"), "{report}");
}

#[test]
fn an_improvement_is_shown_where_there_is_little_room() {
    let report = diff(&changed(), &["HEAD~1", "--metrics", "cyclomatic", "--top", "2"]);
    let rows = "functions\n    +9  a.py:23 new (new): cyclomatic 5\n   -10  a.py:15 better: cyclomatic 9 → 4\n        \
                and 2 more; `--top all` shows them\n";
    assert!(report.starts_with(rows), "{report}");
    let colored = diff(&changed(), &["HEAD~1", "--color", "always"]);
    let sign = |code: &str, growth: &str| colored.contains(&format!("\x1b[{code}m{growth:>6}\x1b[0m"));
    assert!(sign("31", "+8") && sign("32", "-10") && sign("36", "+9"), "{colored:?}");
}
