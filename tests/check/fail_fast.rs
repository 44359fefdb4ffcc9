//! A check that stops at the first error measures no more than it takes.

use crate::project::{Project, nested};
use code_metrics::config::{Jobs, Options};
use code_metrics::session::{CheckRequest, Selection, Session};
use std::path::PathBuf;

/// Forty files, of which one breaks a limit.
fn project(broken: usize) -> Project {
    let project = Project::new(&[]);
    for number in 0..40 {
        let conditions = if number == broken { 11 } else { 1 };
        project.write(&format!("f{number:02}.py"), &nested("f", conditions));
    }
    project
}

/// The number of files that are parsed, the file of the finding, and the files that are left.
fn parsed(project: &Project, first_error: bool) -> (u64, Option<PathBuf>, usize) {
    crate::surroundings::clear();
    let options = Options { jobs: Some(Jobs::Count(2)), no_cache: true, ..Options::default() };
    let selection = Selection { options, ..Selection::of(vec![project.path("")]) };
    let mut session = Session::open(selection).expect("a session");
    let request = CheckRequest { first_error, ..CheckRequest::default() };
    let verdict = session.check(&request).expect("a verdict").verdict;
    let file = verdict.findings.first().map(|finding| project.path("").join(&finding.path));
    (session.counters().parsed, file, verdict.left)
}

#[test]
fn no_more_is_parsed_than_it_takes() {
    let first = project(0);
    assert_eq!(parsed(&first, false), (40, Some(first.path("f00.py")), 0));
    assert_eq!(parsed(&first, true), (2, Some(first.path("f00.py")), 39), "two threads, so two files");
    let third = project(3);
    assert_eq!(parsed(&third, true), (2 + 4, Some(third.path("f03.py")), 36));
    let last = project(39);
    assert_eq!(parsed(&last, true), (40, Some(last.path("f39.py")), 0));
    assert_eq!(parsed(&project(99), true), (40, None, 0));
}

#[test]
fn a_check_says_that_it_stopped() {
    let project = project(0);
    let ran = project.check(&["--fail-fast", "--no-cache", "--report", "concise", "-q"]);
    let summary = "1 error in 1 file, 1 function; stopped at the first error, 39 files not judged";
    assert_eq!((ran.status, ran.out.lines().last()), (1, Some(summary)), "{}", ran.out);
    let json = project.check(&["--fail-fast", "--no-cache", "--report", "json"]).out;
    let json: serde_json::Value = serde_json::from_str(&json).expect("a document");
    assert_eq!((&json["summary"]["left"], &json["summary"]["files"]), (&39.into(), &1.into()));
    let named =
        project.check(&["--fail-fast", "--report", "concise", "-q", "f00.py", "f01.py", "f02.py"]).out;
    let told = "1 error in 1 file, 1 function; 2 of 3 named files not judged: 2 left after the first error";
    assert_eq!(named.lines().last(), Some(told));
}

#[test]
fn what_the_baseline_knows_stops_nothing() {
    let project = project(0);
    project.write("f20.py", &nested("g", 11));
    assert_eq!(project.run(&["baseline", "create"]).status, 0);
    project.write("f10.py", &nested("h", 12));
    let ran = project.check(&["--fail-fast", "--no-cache", "--report", "concise", "-q"]);
    assert!(ran.status == 1 && ran.out.starts_with("f10.py:1:1: error[cyclomatic]"), "{}", ran.out);
    assert!(ran.out.contains("stopped at the first error"), "{}", ran.out);
    std::fs::rename(project.path("f00.py"), project.path("moved.py")).expect("a file");
    let moved = project.check(&["--fail-fast", "--no-cache", "--report", "concise", "-q"]);
    assert!(moved.out.starts_with("f10.py:1:1: error[cyclomatic]"), "{}", moved.out);
}
