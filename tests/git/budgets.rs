//! Budgets of a change: both sides come from git, and what is spent is what the change brought.

use crate::repository::{Scratch, function};
use serde_json::Value;

/// Files with functions of these complexities, in a package and with an owner each.
fn shop() -> Scratch {
    let scratch = Scratch::new();
    scratch.commit(&[
        ("CODEOWNERS", "/one/ @one\n/two/ @two\n"),
        ("one/package.json", "{\"name\": \"first\"}"),
        ("two/package.json", "{\"name\": \"second\"}"),
        ("one/a.py", &[function("f", 12), function("g", 3)].concat()),
        ("two/b.py", &[function("h", 11), function("i", 4)].concat()),
    ]);
    scratch
}

fn budgets(scratch: &Scratch, budgets: &str) {
    scratch
        .write(".metrics.yaml", &format!("limits: {{cyclomatic: 10, cognitive: off}}\nbudgets:\n{budgets}"));
}

fn checked(scratch: &Scratch, arguments: &[&str]) -> Value {
    let output = scratch.metrics(&[&["check", "--report", "json", "--no-cache"], arguments].concat());
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

/// The budgets that are spent, each with what it was and is, and what grew it most.
fn spent(scratch: &Scratch, arguments: &[&str]) -> Vec<String> {
    let document = checked(scratch, arguments);
    let findings = document["findings"].as_array().unwrap();
    let row = |it: &Value| {
        let most = it["most"][0]["place"].as_str().unwrap_or("-").to_owned();
        format!("{} {}: {} {} {most}", it["group"], it["measure"], it["was"], it["value"]).replace('"', "")
    };
    findings.iter().filter(|it| it["rule"] == "budget").map(row).collect()
}

const OWNERS: &str = "  - {owner: '@one', metric: excess, of: cyclomatic, may_grow: 0, reason: a}\n\
                      \x20 - {owner: '@two', metric: excess, of: cyclomatic, may_grow: 0, reason: b}\n\
                      \x20 - {paths: ['*.py'], metric: excess, of: cyclomatic, may_grow: 0, reason: c}\n";

#[test]
fn debt_that_is_moved_next_door_is_spent_there() {
    let scratch = shop();
    budgets(&scratch, OWNERS);
    scratch.write("one/a.py", &function("g", 3));
    scratch.write("two/b.py", &[function("h", 11), function("i", 4), function("f", 12)].concat());
    let grown = ["owner @two excess of cyclomatic: 1 3 two/b.py:31 f"];
    assert_eq!(spent(&scratch, &["--since", "HEAD"]), grown, "the sum over all files is what it was");
    scratch.git(&["add", "-A"]);
    assert_eq!(spent(&scratch, &["--staged"]), grown, "the same of what is staged");
    scratch.git(&["commit", "-qm", "moved"]);
    assert_eq!(spent(&scratch, &["--since", "HEAD~1", "--until", "HEAD"]), grown, "and of two commits");
    assert_eq!(spent(&scratch, &["--since", "HEAD"]), [""; 0], "nothing changed any more");
}

#[test]
fn owners_who_swap_files_win_no_debt() {
    let scratch = shop();
    budgets(&scratch, OWNERS);
    scratch.write("CODEOWNERS", "/one/ @two\n/two/ @one\n");
    scratch.write("one/a.py", &[function("f", 12), function("g", 4)].concat());
    assert_eq!(spent(&scratch, &["--since", "HEAD"]), [""; 0], "the same files on both sides");
    // but a function that goes from one owner to the other is won there
    scratch.write("one/a.py", &[function("g", 3), function("h", 11)].concat());
    scratch.write("two/b.py", &[function("f", 12), function("i", 4)].concat());
    let grown = ["owner @one excess of cyclomatic: 1 2 two/b.py:1 f"];
    assert_eq!(spent(&scratch, &["--since", "HEAD"]), grown);
}

#[test]
fn a_function_that_is_split_keeps_the_sum() {
    let scratch = shop();
    let sums = "  - {paths: [one/], metric: cyclomatic.total, may_grow: 0, reason: a}\n\
                \x20 - {paths: [one/], metric: over_limit, of: cyclomatic, may_grow: 0, reason: b}\n\
                \x20 - {paths: [one/], metric: cyclomatic.total, max: 18, reason: c}\n";
    budgets(&scratch, sums);
    let halves = [function("f", 7), function("f2", 7), function("g", 3)].concat();
    scratch.write("one/a.py", &halves);
    let document = checked(&scratch, &["--since", "HEAD"]);
    let limits = document["findings"].as_array().unwrap().iter().filter(|it| it["rule"] == "cyclomatic");
    assert_eq!(limits.count(), 0, "no limit on a function sees it");
    let total = "paths one/ cyclomatic.total";
    assert_eq!(spent(&scratch, &["--since", "HEAD"]), [format!("{total}: 14 15 one/a.py")]);
    scratch.write("one/a.py", &[&halves, &*function("more", 5)].concat());
    let grown = spent(&scratch, &["--since", "HEAD"]);
    assert_eq!(grown, [format!("{total}: 14 19 one/a.py"), format!("{total}: 14 19 one/a.py")]);
}

#[test]
fn a_maximum_counts_all_files_and_blames_who_adds() {
    let scratch = shop();
    budgets(&scratch, "  - {paths: ['*.py'], metric: over_limit, of: cyclomatic, max: 1, reason: a}\n");
    scratch.write("one/a.py", &[function("f", 13), function("g", 3)].concat());
    assert_eq!(spent(&scratch, &["--since", "HEAD"]), [""; 0], "two were over it before");
    scratch.write("one/a.py", &[function("f", 12), function("g", 13)].concat());
    let grown = ["paths *.py over_limit of cyclomatic: 2 3 one/a.py:25 g"];
    assert_eq!(spent(&scratch, &["--since", "HEAD"]), grown);
    scratch.git(&["add", "-A"]);
    assert_eq!(spent(&scratch, &["--staged"]), grown);
    let whole = spent(&scratch, &[]);
    assert_eq!(whole, ["paths *.py over_limit of cyclomatic: null 3 one/a.py:1 f"]);
}

#[test]
fn erosion_needs_all_files() {
    let scratch = shop();
    budgets(&scratch, "  - {package: second, metric: erosion, may_grow: 0.01, reason: a}\n");
    scratch.write("two/c.py", &function("i", 30));
    let grown = spent(&scratch, &["--since", "HEAD"]);
    let mass = |complexity: f64| complexity * (2.0 * complexity).sqrt();
    let (before, after) = (
        mass(11.0) / (mass(11.0) + mass(4.0)),
        (mass(11.0) + mass(30.0)) / (mass(11.0) + mass(4.0) + mass(30.0)),
    );
    let document = checked(&scratch, &["--since", "HEAD"]);
    let finding = document["findings"].as_array().unwrap().iter().find(|it| it["rule"] == "budget").unwrap();
    assert!((finding["was"].as_f64().unwrap() - before).abs() < 1e-12, "{finding}");
    assert!((finding["value"].as_f64().unwrap() - after).abs() < 1e-12, "{finding}");
    assert!(grown[0].ends_with("two/c.py"), "{grown:?}");
}

#[test]
fn a_package_that_is_renamed_wins_no_debt() {
    let scratch = shop();
    budgets(&scratch, "  - {package: third, metric: excess, of: cyclomatic, may_grow: 0, reason: a}\n");
    scratch.git(&["mv", "one", "three"]);
    scratch.write("three/package.json", "{\"name\": \"third\"}");
    assert_eq!(spent(&scratch, &["--since", "HEAD"]), [""; 0], "its files were its files before");
    scratch.write("three/a.py", &[function("f", 13), function("g", 3)].concat());
    let grown = spent(&scratch, &["--since", "HEAD"]);
    assert_eq!(grown, ["package third excess of cyclomatic: 2 3 three/a.py:1 f"]);
    budgets(&scratch, "  - {package: first, metric: excess, of: cyclomatic, max: 0, reason: a}\n");
    let document = checked(&scratch, &[]);
    let idle: Vec<_> =
        document["findings"].as_array().unwrap().iter().filter(|it| it["rule"] == "idle-rule").collect();
    assert_eq!(idle[0]["message"], "the budget of package first applies to nothing");
}

#[test]
fn what_a_run_cannot_see_it_does_not_judge() {
    let scratch = shop();
    budgets(&scratch, "  - {paths: ['*.py'], metric: excess, of: cyclomatic, may_grow: 0, reason: a}\n");
    scratch.write("one/a.py", &function("f", 20));
    for arguments in [&["--since", "HEAD", "one"][..], &["one"], &["--since", "HEAD", "--exclude", "two"]] {
        assert_eq!(spent(&scratch, arguments), [""; 0]);
        let unjudged = &checked(&scratch, arguments)["budgets_not_judged"][0];
        assert_eq!(unjudged["why"], "only a part of its files was looked at", "{arguments:?}");
        assert_eq!(unjudged["budget"], "paths *.py: excess of cyclomatic");
    }
    let whole = &checked(&scratch, &[])["budgets_not_judged"][0];
    assert_eq!(whole["why"], "how it grew is known of a change alone");
    let output = scratch.metrics(&["check", "one", "--no-cache"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("; 1 budget not judged (only a part of its files was looked at)\n"), "{text}");
    assert_eq!(spent(&scratch, &["--since", "HEAD"]).len(), 1);
}

#[test]
fn what_a_change_left_alone_is_the_same_from_the_cache() {
    let scratch = shop();
    let measures = [
        "cyclomatic.total, max: 3",
        "over_limit, of: cyclomatic, max: 0",
        "over_limit, of: cognitive, max: 0",
        "excess, of: cyclomatic, may_grow: 0",
        "erosion, may_grow: 0.001",
        "halstead.bugs, max: 0",
        "cyclomatic.max, max: 1",
        "cyclomatic.average, may_grow: 0",
        "raw.sloc, max: 2",
    ];
    let all: Vec<String> =
        measures.map(|it| format!("  - {{paths: ['*.py'], metric: {it}, reason: r}}\n")).into();
    budgets(&scratch, &all.concat());
    let more: Vec<(String, String)> = (0..30)
        .map(|at| (format!("more/m{at}.py"), [function("a", 1 + at % 14), function("b", 2)].concat()))
        .collect();
    let more: Vec<(&str, &str)> = more.iter().map(|(path, text)| (&**path, &**text)).collect();
    scratch.commit(&more);
    scratch.write("one/a.py", &[function("f", 14), function("g", 3), function("x", 12)].concat());
    let told = |arguments: &[&str]| {
        let arguments = [&["check", "--report", "json", "--since", "HEAD"], arguments].concat();
        String::from_utf8(scratch.metrics(&arguments).stdout).unwrap()
    };
    let truth = told(&["--no-cache"]);
    assert!(truth.matches("\"rule\":\"budget\"").count() >= 5, "{truth}");
    scratch.metrics(&["analyze", "--cache-dir", "kept", "-o", "report"]);
    for pass in ["first", "second"] {
        assert_eq!(told(&["--cache-dir", "kept"]), truth, "{pass}");
    }
}

#[test]
fn groups_are_counted_and_compared() {
    let scratch = shop();
    scratch.write(".metrics.yaml", "limits: {cyclomatic: 10, cognitive: off}\n");
    let text = |arguments: &[&str]| String::from_utf8_lossy(&scratch.metrics(arguments).stdout).into_owned();
    let report = text(&["check", "--by", "owner", "--report", "text"]);
    let lines = "@one: 1 error in 1 file, 2 functions\n@two: 1 error in 1 file, 2 functions\n2 errors in 2 files, 4 functions\n";
    assert!(report.contains(lines), "{report}");
    scratch.write("one/a.py", &function("g", 3));
    scratch.write("two/b.py", &[function("h", 11), function("i", 4), function("f", 12)].concat());
    let report = text(&["diff", "--by", "package"]);
    let groups = "groups\n   +22  second: cyclomatic.total +11, cognitive.total +11, raw.sloc +24\n   -22  first: cyclomatic.total -11, cognitive.total -11, raw.sloc -24\n";
    assert!(report.contains(groups), "{report}");
    let rows = text(&[
        "analyze",
        "--by",
        "owner",
        "--format",
        "csv",
        "--metrics",
        "cyclomatic.total,erosion",
        "--sort",
        "path",
    ]);
    let first: Vec<&str> = rows.lines().map(|line| line.rsplit_once(',').unwrap().0).collect();
    assert_eq!(first, ["owner,files,cyclomatic.total", "@one,1,3", "@two,1,25"]);
}

#[test]
fn two_budgets_on_one_line_are_two() {
    let scratch = shop();
    let two = "  [{paths: ['*.py'], metric: cyclomatic.total, max: 99, reason: a}, \
               {paths: ['*.py'], metric: cyclomatic.total, max: 5, reason: b}]\n";
    budgets(&scratch, two);
    assert_eq!(spent(&scratch, &[]), ["paths *.py cyclomatic.total: null 28 one/a.py"]);
}

#[test]
fn whoever_names_the_whole_repository_has_its_budgets_judged() {
    let scratch = shop();
    budgets(&scratch, "  - {paths: ['*.py'], metric: cyclomatic.total, may_grow: 0, reason: a}\n");
    scratch.write("one/a.py", &[function("f", 12), function("g", 5)].concat());
    scratch.git(&["add", "-A"]);
    let grown = spent(&scratch, &["--since", "HEAD"]);
    assert_eq!(grown.len(), 1, "{grown:?}");
    let root = scratch.path("").to_string_lossy().trim_end_matches('/').to_owned();
    for path in [".", "./", root.as_str()] {
        assert_eq!(spent(&scratch, &["--since", "HEAD", path]).len(), 1, "{path}");
        assert_eq!(spent(&scratch, &["--staged", path]).len(), 1, "{path}");
    }
    assert_eq!(spent(&scratch, &["--since", "HEAD", "one"]), [""; 0], "a part of it");
    assert!(checked(&scratch, &["--since", "HEAD", "one"]).to_string().contains("only a part of its files"));
}

#[test]
fn the_directory_of_a_package_may_begin_with_a_dot() {
    let scratch = shop();
    for package in ["./one", "./one/", "one", "first"] {
        budgets(
            &scratch,
            &format!("  - {{package: {package}, metric: cyclomatic.total, max: 3, reason: a}}\n"),
        );
        assert_eq!(spent(&scratch, &[]).len(), 1, "{package}");
    }
    scratch.write("package.json", "{\"name\": \"all\", \"workspaces\": [\"one\"]}");
    scratch.write("c.py", &function("c", 9));
    budgets(&scratch, "  - {package: ., metric: cyclomatic.total, max: 3, reason: a}\n");
    assert_eq!(spent(&scratch, &[]).len(), 1);
}
