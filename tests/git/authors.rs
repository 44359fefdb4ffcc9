//! Each exemption says who wrote its line and when, as far as the history tells, and otherwise nothing.

use crate::repository::Scratch;
use serde_json::Value;
use std::fmt::Write as _;

const COMMENT: &str = "# metrics: ignore[cyclomatic] -- a table\n";
const TABLE: &str = "def table(a):\n    return a\n";
/// The author's time, and the committer's: of another day, which in UTC is the one before.
const MARCH: (&str, &str) = ("2024-02-29T12:00:00+0000", "2024-03-06T00:30:00+0200");

/// Commits everything as somebody else, at the author's time and at the committer's.
fn commit_as(scratch: &Scratch, author: &str, (written, committed): (&str, &str)) {
    scratch.git(&["add", "-A"]);
    let mut git = scratch.command("git", "");
    git.args(["commit", "-qm", "a commit"]).env("GIT_AUTHOR_NAME", author);
    git.env("GIT_AUTHOR_DATE", written).env("GIT_COMMITTER_DATE", committed);
    assert!(git.status().unwrap().success());
}

/// A comment that Ada wrote.
fn with_comment() -> Scratch {
    let scratch = Scratch::new();
    scratch.write("a.py", &format!("{COMMENT}{TABLE}"));
    commit_as(&scratch, "Ada Lovelace", MARCH);
    scratch
}

/// The list, where nothing is said besides.
fn text(scratch: &Scratch, arguments: &[&str]) -> String {
    let output = scratch.metrics(&[&["exemptions", "--no-cache"], arguments].concat());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8(output.stdout).unwrap()
}

fn json(scratch: &Scratch, arguments: &[&str]) -> Vec<Value> {
    let mut report: Value =
        serde_json::from_str(&text(scratch, &[&["--format=json"], arguments].concat())).unwrap();
    report["exemptions"].as_array_mut().map(std::mem::take).unwrap()
}

/// What the first exemption says of its line.
fn first(scratch: &Scratch) -> (Value, Option<String>) {
    let row = json(scratch, &[]).swap_remove(0);
    (row["line"].clone(), row.get("author").map(|author| author.as_str().unwrap().to_owned()))
}

#[test]
fn a_line_has_the_author_and_the_day_of_its_commit_in_utc() {
    let scratch = with_comment();
    let list = text(&scratch, &[]);
    assert!(list.contains(" -- a table: added 2024-03-05 by Ada Lovelace, "), "{list}");
    assert!(list.contains(" days ago\n"), "{list}");
    let row = &json(&scratch, &[])[0];
    assert_eq!((&row["author"], &row["date"]), (&"Ada Lovelace".into(), &"2024-03-05".into()));
    let days = row["age_days"].as_i64().unwrap();
    // That was two years before this test was written.
    assert!(days > 700, "{days}");
}

#[test]
fn a_line_that_moved_down_keeps_its_age_and_one_that_changed_does_not() {
    let scratch = with_comment();
    for n in 1..4 {
        let above = (0..n).fold(String::new(), |mut text, n| {
            let _ = writeln!(text, "x{n} = {n}");
            text
        });
        scratch.commit(&[("a.py", &format!("{above}{COMMENT}{TABLE}"))]);
        assert_eq!(first(&scratch), ((n + 1).into(), Some("Ada Lovelace".to_owned())));
    }
    scratch.write("a.py", &format!("import os\n\n\n{COMMENT}{TABLE}"));
    assert_eq!(
        first(&scratch),
        (4.into(), Some("Ada Lovelace".to_owned())),
        "above is what is not committed"
    );
    scratch.write("a.py", &format!("x1 = 1\n{COMMENT}{TABLE}"));
    assert_eq!(first(&scratch), (2.into(), Some("Ada Lovelace".to_owned())), "above was what is committed");
    scratch.commit(&[("a.py", &format!("{}{TABLE}", COMMENT.replace("table", "list")))]);
    assert_eq!(first(&scratch), (1.into(), Some("Somebody".to_owned())));
}

#[test]
fn a_line_that_is_not_committed_has_no_author() {
    let scratch = with_comment();
    let other = format!("{COMMENT}def other(a):\n    return a\n");
    scratch.write("a.py", &format!("{other}{COMMENT}{TABLE}"));
    scratch.write("new.py", &other);
    let authors = || -> Vec<_> {
        json(&scratch, &[])
            .iter()
            .map(|row| (row["path"].to_string(), row["line"].as_u64(), row.get("author").is_some()))
            .collect()
    };
    let (a, new) = ("\"a.py\"".to_owned(), "\"new.py\"".to_owned());
    // Of two equal lines, git says which is the old one.
    let mut known = authors();
    assert_eq!(known.pop(), Some((new, Some(1), false)));
    assert_eq!(known.iter().filter(|row| row.0 == a && row.2).count(), 1, "{known:?}");
    scratch.git(&["add", "-A"]);
    assert_eq!(authors()[..2], known, "staged is not committed");
    scratch.write("a.py", &format!("{}{TABLE}", COMMENT.replace("table", "list")));
    assert!(!authors()[0].2, "changed on disk");
    scratch.write("a.py", &format!("{COMMENT}{TABLE}").replace('\n', "\r\n"));
    assert!(authors()[0].2, "checked out with other ends of lines");
}

#[test]
fn without_a_history_there_is_no_author_and_no_complaint() {
    let empty = Scratch::new();
    empty.write("a.py", &format!("{COMMENT}{TABLE}"));
    assert_eq!(first(&empty), (1.into(), None), "before the first commit");
    let none = Scratch::without_repository();
    none.write("a.py", &format!("{COMMENT}{TABLE}"));
    assert_eq!(first(&none), (1.into(), None), "no repository");
    assert!(text(&none, &[]).contains(" -- a table\n"));
}

#[test]
fn what_came_with_the_boundary_of_a_shallow_clone_has_no_author() {
    let origin = with_comment();
    origin.commit(&[("b.py", &format!("{COMMENT}{TABLE}"))]);
    origin.commit(&[("c.py", &format!("{COMMENT}{TABLE}"))]);
    let url = format!("file://{}", origin.path("").display());
    let clone = origin.beside("clone");
    origin.git(&["clone", "-q", "--depth=2", &url, clone.to_str().unwrap()]);
    let rows: Value = {
        let mut metrics = origin.command(crate::repository::METRICS, "");
        metrics.current_dir(&clone).args(["exemptions", "--no-cache", "--format=json"]);
        let output = metrics.output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let author = |index: usize| rows["exemptions"][index].get("author").is_some();
    assert_eq!([author(0), author(1), author(2)], [false, false, true]);
}

#[test]
fn an_author_that_libgit2_gets_wrong_is_none() {
    let scratch = Scratch::new();
    let text = format!("{COMMENT}{TABLE}");
    scratch.write("[i].py", &text);
    scratch.write("d.py", &format!("{text}y = 1\n"));
    commit_as(&scratch, "Ada Lovelace", MARCH);
    // As a pattern, the name of the first matches this file.
    scratch.commit(&[("i.py", "x = 1\n")]);
    let authors: Vec<_> = json(&scratch, &[]).iter().map(|row| row["author"].clone()).collect();
    assert_eq!(authors, [Value::Null, "Ada Lovelace".into()]);
    let (url, clone) = (format!("file://{}", scratch.path("").display()), scratch.beside("clone"));
    scratch.commit(&[("d.py", &format!("{text}x = 1\n"))]);
    scratch.git(&["config", "uploadpack.allowFilter", "true"]);
    scratch.git(&["clone", "-q", "--filter=blob:none", &url, clone.to_str().unwrap()]);
    let mut metrics = scratch.command(crate::repository::METRICS, "");
    let output = metrics.current_dir(&clone).args(["exemptions", "--no-cache", "d.py"]).output().unwrap();
    let list = String::from_utf8(output.stdout).unwrap();
    assert!(list.contains(" -- a table\n"), "what it was before is not in this clone: {list}");
}

#[test]
fn the_name_of_an_author_cannot_deceive() {
    let scratch = Scratch::new();
    scratch.write("a.py", &format!("{COMMENT}{TABLE}"));
    commit_as(&scratch, "E\u{1b}[2Jve\u{202e}l\r", MARCH);
    let list = text(&scratch, &[]);
    assert!(list.contains("by E\\u{1b}[2Jve\\u{202e}l"), "{list:?}");
    assert!(!list.contains(['\u{1b}', '\u{202e}', '\r']), "{list:?}");
    assert!(first(&scratch).1.unwrap().starts_with("E\u{1b}[2J"), "JSON has its own escapes");
}

#[test]
fn overrides_excludes_and_entries_of_the_baseline_have_lines_and_authors() {
    let scratch = Scratch::new();
    let config = "limits: {cyclomatic: 1}\nexclude:\n  - vendored/\noverrides:\n  - paths: [old.py]\n    \
        limits: {cyclomatic: 9}\n    reason: old\n";
    let branch = |name: &str| format!("def {name}(a):\n    if a:\n        b()\n");
    scratch.write(".metrics.yaml", config);
    scratch.write("b.py", &branch("b"));
    scratch.metrics(&["baseline", "create"]);
    commit_as(&scratch, "Ada Lovelace", MARCH);
    scratch.write("a.py", &branch("a"));
    scratch.metrics(&["baseline", "update", "--accept-worse"]);
    scratch.write(".metrics.yaml", &config.replace("vendored/\n", "vendored/\n  - third/\n"));
    commit_as(&scratch, "Grace Hopper", MARCH);
    let said: Vec<_> = json(&scratch, &[])
        .iter()
        .map(|row| format!("{} {} {}", row["kind"], row["line"], row["author"]).replace('"', ""))
        .collect();
    let expected = [
        "override 6 Ada Lovelace",
        "baseline 2 Grace Hopper",
        "baseline 3 Ada Lovelace",
        "exclude 3 Ada Lovelace",
        "exclude 4 Grace Hopper",
    ];
    assert_eq!(said, expected);
}

#[test]
fn a_text_given_instead_of_a_file_has_no_author() {
    let scratch = with_comment();
    let mut metrics = scratch.command("sh", "");
    metrics
        .args(["-c", &format!("'{}' exemptions --stdin-filename a.py - < a.py", crate::repository::METRICS)]);
    let output = metrics.output().unwrap();
    let list = String::from_utf8(output.stdout).unwrap();
    assert!(list.starts_with("a.py:1: suppression: ") && list.contains(" -- a table\n"), "{list}");
}

#[test]
fn from_a_directory_below_and_by_a_link_it_is_the_same_file() {
    let scratch = Scratch::new();
    scratch.write("sub/a.py", &format!("{COMMENT}{TABLE}"));
    commit_as(&scratch, "Ada Lovelace", MARCH);
    std::os::unix::fs::symlink("sub/a.py", scratch.path("link.py")).unwrap();
    for (directory, path) in [("sub", "a.py"), ("", "link.py"), ("sub", "../sub/a.py")] {
        let output = scratch.metrics_in(directory, &["exemptions", "--no-cache", path]);
        let list = String::from_utf8(output.stdout).unwrap();
        assert!(list.contains("by Ada Lovelace"), "{directory} {path}: {list}");
    }
}

#[test]
fn git_is_asked_about_so_many_files_and_says_when_there_are_more() {
    let scratch = Scratch::new();
    for n in 0..203 {
        scratch.write(&format!("f{n:03}.py"), &format!("{COMMENT}{TABLE}"));
    }
    commit_as(&scratch, "Ada Lovelace", MARCH);
    let output = scratch.metrics(&["exemptions", "--no-cache"]);
    let notes =
        "note: no author for 3 of 203 exemptions: git is asked about 200 files, and for 10 seconds at most\n";
    assert_eq!(String::from_utf8_lossy(&output.stderr), notes);
    assert_eq!(String::from_utf8(output.stdout).unwrap().matches("by Ada").count(), 200);
    assert_eq!(scratch.metrics(&["exemptions", "--no-cache", "--quiet"]).stderr, b"");
}
