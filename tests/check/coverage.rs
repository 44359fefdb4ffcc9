//! Limits on what the tests run: what a report knows is judged, what it does not know is told and never zero.

use crate::project::Project;
use std::time::{Duration, SystemTime};

/// Functions with a cyclomatic complexity of 3, 1 and 1, and half a class.
const CODE: &str = "def tried(a):\n    if a:\n        if a > 1:\n            return 1\n    return 2\n\n\
                    def never(a):\n    return a\n\n\ndef unknown(a): return a\n";

/// What a test of `tried(0)` runs of it: two of its four lines.
const LCOV: &str = "SF:a.py\nDA:1,1\nDA:2,1\nDA:3,0\nDA:4,0\nDA:5,1\nDA:7,1\nDA:8,0\nBRDA:2,0,0,1\nBRDA:2,0,1,-\nend_of_record\n";

fn project() -> Project {
    Project::new(&[("a.py", CODE), ("lcov.info", LCOV)])
}

fn values(project: &Project, arguments: &[&str]) -> Vec<String> {
    let metrics = "crap,coverage,coverage.branches";
    let report = ["analyze", "--format", "csv", "--metrics", metrics, "--coverage", "lcov.info"];
    let ran = project.run(&[&report, arguments].concat());
    assert_eq!(ran.status, 0, "{ran:?}");
    let cells = |line: &str| line.split(',').collect::<Vec<_>>()[3..].join(",");
    ran.out.lines().skip(1).map(cells).map(|line| line.replace(",,", ", ,")).collect()
}

#[test]
fn each_function_has_what_the_tests_run_of_it() {
    let tried = 9.0 * 0.5_f64.powi(3) + 3.0;
    let rows =
        [format!("tried,1,5,{tried},50,50"), "never,7,8,2,0,".to_owned(), "unknown,11,11, ,,".to_owned()];
    assert_eq!(values(&project(), &[]), rows);
}

#[test]
fn what_no_report_knows_is_told_and_breaks_no_limit() {
    let project = project();
    let limits = ["--limit", "crap=4", "--limit", "coverage=80", "--coverage", "lcov.info"];
    let found = project.findings(&limits);
    let rows = [
        "a.py coverage error 0 80 --limit",
        "a.py coverage error 50 80 --limit",
        "a.py crap error 4.125 4 --limit",
    ];
    assert_eq!(found, rows);
    let ran = project.check(&limits);
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("3 functions; coverage of 1 function not known\n"), "{}", ran.out);
    let table = project.run(&["analyze", "--coverage", "lcov.info"]).out;
    assert!(table.contains("   - "), "{table}");
    assert!(table.contains("coverage: known of 2 of 3 functions, not of 1\n"), "{table}");
}

#[test]
fn a_limit_that_nobody_can_judge_is_told() {
    let project = project();
    project.write(".metrics.yaml", "limits:\n  crap: 4\n");
    let ran = project.check(&[]);
    assert_eq!(ran.status, 0);
    assert!(ran.out.ends_with("; crap not judged without `--coverage`\n"), "{}", ran.out);
    for arguments in [&["check", "--limit", "crap=4"][..], &["analyze", "--sort", "crap"]] {
        let ran = project.run(arguments);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains("crap: not known without a report of a coverage tool"), "{}", ran.err);
    }
    assert_eq!(project.run(&["check", "--limit", "crap=off"]).status, 0);
}

#[test]
fn a_report_that_is_older_than_a_file_or_of_another_text_is_told() {
    let project = project();
    let file = std::fs::File::options().append(true).open(project.path("a.py")).expect("a file");
    file.set_modified(SystemTime::now() + Duration::from_mins(1)).expect("a new time");
    let ran = project.run(&["analyze", "--coverage", "lcov.info"]);
    assert!(ran.err.contains("warning: coverage: older than the file: a.py\n"), "{}", ran.err);
    project.write("a.py", "def tried(a):\n    return 2\n");
    let ran = project.run(&["analyze", "--coverage", "lcov.info", "--format", "json"]);
    assert!(ran.err.contains("coverage: of another text"), "{}", ran.err);
    assert!(
        ran.out.contains(
            r#""coverage":{"functions":0,"unknown":1,"files":0,"outdated":[],"shortened":["a.py"]"#
        )
    );
}

#[test]
fn a_path_is_not_guessed() {
    let project = project();
    project.write("sub/a.py", CODE);
    project.write("lcov.info", LCOV);
    let ran = project.run(&["analyze", "--coverage", "lcov.info"]);
    assert!(ran.err.contains("`a.py` of the report may be this file or another one"), "{}", ran.err);
    assert!(ran.out.contains("coverage: known of 0 of 6 functions, not of 6\n"), "{}", ran.out);
    let ran = project.run(&["analyze", "--coverage", "lcov.info", "--coverage-root", "sub"]);
    assert_eq!(ran.err, "");
    assert!(ran.out.contains("sub/a.py:1"), "{}", ran.out);
    assert!(ran.out.contains("coverage: known of 2 of 6 functions, not of 4\n"), "{}", ran.out);
}

#[test]
fn a_report_of_one_directory_alone_names_its_files() {
    let project = project();
    project.write("pkg/a.py", CODE);
    project.write("lcov.info", &format!("{LCOV}{}", LCOV.replace("a.py", "pkg/a.py")));
    let ran = project.run(&["analyze", "--coverage", "lcov.info"]);
    assert_eq!(ran.err, "");
    assert!(ran.out.contains("coverage: known of 4 of 6 functions, not of 2\n"), "{}", ran.out);
    let ran = project.run(&["analyze", "pkg", "--coverage", "lcov.info"]);
    assert!(ran.out.contains("coverage: known of 2 of 3 functions, not of 1\n"), "{}", ran.out);
}

#[test]
fn a_report_that_was_cut_short_is_none() {
    let project = project();
    project.write("lcov.info", LCOV.trim_end_matches("end_of_record\n"));
    let ran = project.check(&["--limit", "crap=1", "--coverage", "lcov.info"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(ran.err.contains("it is cut short"), "{}", ran.err);
}

#[test]
fn a_file_that_the_run_does_not_look_at_keeps_its_report() {
    let project = project();
    project.write("sub/a.py", CODE);
    project.write("lcov.info", LCOV);
    let ran = project.run(&["analyze", "sub", "--coverage", "lcov.info"]);
    assert!(ran.err.contains("`a.py` of the report may be this file or another one"), "{}", ran.err);
    assert!(ran.out.contains("coverage: known of 0 of 3 functions, not of 3\n"), "{}", ran.out);
}

#[test]
fn what_is_no_report_is_refused_before_anything_is_measured() {
    let project = project();
    for (name, what) in [("none.json", "No such file"), ("a.py", "not a report on coverage that is known")] {
        let ran = project.run(&["analyze", "--coverage", name]);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""));
        assert!(ran.err.starts_with(&format!("error: {name}: {what}")), "{}", ran.err);
    }
}

#[test]
fn a_baseline_keeps_what_a_run_without_a_report_cannot_judge() {
    let project = project();
    project.write(".metrics.yaml", "limits:\n  crap: 4\n");
    let ran = project.run(&["baseline", "create", "--coverage", "lcov.info"]);
    assert!(ran.err.ends_with("1 entry\n"), "{}", ran.err);
    assert_eq!(project.check(&["--coverage", "lcov.info"]).status, 0);
    assert_eq!(project.check(&["--strict-baseline"]).status, 0);
    assert!(project.run(&["baseline", "update"]).err.ends_with("1 entry: nothing to change\n"));
    project.write("lcov.info", &LCOV.replace("DA:3,0\nDA:4,0", "DA:3,1\nDA:4,1"));
    assert!(project.run(&["baseline", "update", "--coverage", "lcov.info"]).err.contains("1 dropped"));
}

#[test]
fn the_first_error_may_be_one_of_coverage() {
    let project = project();
    let ran = project.check(&["--fail-fast", "--limit", "crap=4", "--coverage", "lcov.info"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.out.contains("crap 4.12 is 0.12 over the limit of 4"), "{}", ran.out);
}

#[test]
fn a_report_is_parsed_once_and_its_place_can_be_cleared() {
    let project = project();
    let kept = || {
        let entries = std::fs::read_dir(project.path("kept")).expect("a directory");
        let names = entries.map(|it| it.expect("an entry").file_name().to_string_lossy().into_owned());
        names.filter(|name| name.contains("-kept-")).count()
    };
    let check = || project.check(&["--cache-dir", "kept", "--limit", "crap=4", "--coverage", "lcov.info"]);
    let first = check();
    assert_eq!((first.status, kept()), (1, 1), "{first:?}");
    assert_eq!(check().out, first.out, "from what is kept");
    // a report of the same length is another one
    project.write("lcov.info", &LCOV.replace("DA:3,0", "DA:3,1").replace("DA:4,0", "DA:4,1"));
    let other = check();
    assert_eq!((other.status, kept()), (0, 1), "the newer one takes its place: {other:?}");
    for entry in std::fs::read_dir(project.path("kept")).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.to_string_lossy().contains("-kept-") {
            std::fs::write(&path, "damaged").expect("a file");
        }
    }
    assert_eq!(check().out, other.out, "what is damaged is read anew");
    assert_eq!(project.run(&["cache", "clear", "--cache-dir", "kept"]).status, 0);
    assert_eq!(kept(), 0);
}

#[test]
fn what_a_file_came_to_is_counted_the_same_from_what_is_kept() {
    let project = project();
    let loud = ["--limit", "cyclomatic=2"];
    let limits = [&loud[..], &["--limit", "cyclomatic=2", "--limit", "crap=4"], &["--limit", "crap=99"]];
    for limits in limits {
        let usual = ["--coverage", "lcov.info", "--format", "json"];
        let check = |more: &[&str]| project.check(&[limits, &usual[..], more].concat());
        let fresh = check(&["--no-cache"]);
        assert!(fresh.out.contains(r#""coverage":{"functions":2,"unknown":1,"files":1,"#), "{}", fresh.out);
        for _ in 0..3 {
            assert_eq!(check(&["--cache-dir", "kept"]).out, fresh.out, "{limits:?}");
        }
    }
}

#[test]
fn the_cache_keeps_nothing_of_it() {
    let project = project();
    let cached = ["--cache-dir", "kept"];
    let known = values(&project, &cached);
    project.write("lcov.info", &LCOV.replace("DA:8,0", "DA:8,1"));
    let fresh = values(&project, &cached);
    assert_eq!(known[1], "never,7,8,2,0,");
    assert_eq!(fresh[1], "never,7,8,1,100,");
    let ran = project.run(&["analyze", "--cache-dir", "kept", "--format", "ndjson"]);
    assert!(!ran.out.contains("crap"), "{}", ran.out);
}
