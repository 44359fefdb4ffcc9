//! Findings in notebooks: a person reads the cell and the line in it, a program a line that the stored file has.

use crate::project::{Project, nested};
use serde_json::{Value, json};

/// A cell, in the lines of its source.
fn cell(kind: &str, source: &str) -> Value {
    let lines: Vec<&str> = source.split_inclusive('\n').collect();
    json!({"cell_type": kind, "metadata": {}, "outputs": [], "execution_count": null, "source": lines})
}

fn notebook(cells: &[Value]) -> String {
    let metadata = json!({"language_info": {"name": "python"}});
    let notebook = json!({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells});
    serde_json::to_string_pretty(&notebook).expect("a notebook")
}

/// A function beyond its limit in the second cell with code, a comment without need in the third.
fn project() -> Project {
    let idle = "x = 1\ndef g():  # metrics: ignore[cognitive] -- for now\n    return 2\n";
    let cells = [
        cell("markdown", "# Title"),
        cell("code", "import json\n\n"),
        cell("code", &format!("a = 1\n{}", nested("f", 11))),
        cell("code", idle),
    ];
    Project::new(&[("n.ipynb", &notebook(&cells))])
}

/// The number of the line of the stored file that holds a text.
fn line_of(project: &Project, text: &str) -> u64 {
    let at = project.read("n.ipynb").lines().position(|line| line.contains(text)).expect("it is there");
    at as u64 + 1
}

#[test]
fn a_person_reads_the_cell_and_the_line_in_it() {
    let project = project();
    let (function, comment) = (line_of(&project, "def f("), line_of(&project, "ignore[cognitive]"));
    let concise = project.check(&["--report", "concise", "-q", "--limit", "cyclomatic=off"]).out;
    let told = format!(
        "n.ipynb:{function}:1: error[cognitive]: function `f`: cognitive 66 is 51 over the limit of 15 (cell 2, line 2) \
         (preset standard)\n\
         n.ipynb:{comment}:1: warning[unused-suppression]: this comment excuses nothing: every limit is kept without it \
         (cell 3, line 2)\n"
    );
    assert!(concise.starts_with(&told), "{concise}");
    let text = project.check(&["-q"]).out;
    assert!(
        text.contains(&format!("--> n.ipynb:{function}:1")) && text.contains("(cell 2, line 2)"),
        "{text}"
    );
    let grouped = project.check(&["--report", "grouped", "-q"]).out;
    assert!(grouped.contains("`f` (cell 2, line 2) cognitive 66 > 15"), "{grouped}");
}

#[test]
fn a_program_gets_lines_that_the_stored_file_has() {
    let project = project();
    let (function, comment) = (line_of(&project, "def f("), line_of(&project, "ignore[cognitive]"));
    let last = project.read("n.ipynb").lines().count() as u64;
    let places = |format: &str, line: fn(&Value) -> &Value, list: fn(&Value) -> &Value| -> Vec<u64> {
        let out = project.check(&["--report", format]).out;
        let document: Value = serde_json::from_str(&out).expect("a document");
        let rows = list(&document).as_array().expect("a list").clone();
        rows.iter().map(|it| line(it).as_u64().expect("a line")).collect()
    };
    let sarif = places(
        "sarif",
        |it| &it["locations"][0]["physicalLocation"]["region"]["startLine"],
        |it| &it["runs"][0]["results"],
    );
    let gitlab = places("gitlab", |it| &it["location"]["lines"]["begin"], |it| it);
    let json = places("json", |it| &it["line"], |it| &it["findings"]);
    let rdjson = places("rdjson", |it| &it["location"]["range"]["start"]["line"], |it| &it["diagnostics"]);
    for lines in [sarif, gitlab, json, rdjson] {
        assert_eq!(lines, [function, function, comment], "of {last}");
    }
    for format in ["github", "azure", "teamcity", "msvc", "pylint", "checkstyle", "junit", "markdown"] {
        let out = project.check(&["--report", format]).out;
        let signs = ["line=", "linenumber=", "line='", "n.ipynb(", "n.ipynb:", "line=\"", "line "];
        let numbers = signs.iter().flat_map(|sign| out.split(sign).skip(1)).filter_map(|rest| {
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            digits.parse::<u64>().ok()
        });
        // "line 2" of the cell is for a person.
        let numbers: Vec<u64> = numbers.filter(|number| *number != 2).collect();
        assert!(!numbers.is_empty(), "{format}: {out}");
        assert!(numbers.iter().all(|it| [function, comment].contains(it)), "{format}: {numbers:?}\n{out}");
    }
}

#[test]
fn parse_errors_and_exemptions_name_a_place_as_well() {
    let cells = [cell("code", "x = 1\n"), cell("code", "y = 2\ndef (:\n")];
    let project = Project::new(&[("n.ipynb", &notebook(&cells))]);
    let line = line_of(&project, "def (:");
    let out = project.check(&["--report", "concise", "--strict", "-q"]).out;
    assert!(out.starts_with(&format!("n.ipynb:{line}:1: error[parse-errors]: ")), "{out}");
    assert!(out.lines().next().is_some_and(|it| it.ends_with("(cell 2, line 2)")), "{out}");
    let excused = nested("f", 11).replacen(":\n", ":  # metrics: ignore -- x\n", 1);
    let project = Project::new(&[("n.ipynb", &notebook(&[cell("code", "a = 1\n"), cell("code", &excused)]))]);
    let line = line_of(&project, "metrics: ignore -- x");
    let listed = project.run(&["exemptions"]).out;
    assert!(listed.starts_with(&format!("n.ipynb:{line}: ")), "{listed}");
    let sarif: Value = serde_json::from_str(&project.check(&["--report", "sarif"]).out).expect("a log");
    let suppressions = &sarif["runs"][0]["results"][0]["suppressions"][0];
    assert_eq!(suppressions["location"]["physicalLocation"]["region"]["startLine"], line, "{sarif}");
}

#[test]
fn an_explanation_tells_lines_by_their_cells() {
    let project = project();
    let function = line_of(&project, "def f(");
    let told = project.run(&["explain", &format!("n.ipynb:{function}")]).out;
    assert!(told.starts_with(&format!("n.ipynb:{function}: function `f` (cell 2, line 2)\n")), "{told}");
    assert!(told.contains("     2:3   +1  if                            if a > 0:\n"), "{told}");
}

#[test]
fn every_output_names_lines_that_the_stored_file_has() {
    let project = project();
    let function = line_of(&project, "def f(");
    let csv = project.run(&["analyze", "--format", "csv", "--metrics", "cyclomatic"]).out;
    assert!(csv.contains(&format!("n.ipynb,python,function,f,{function},")), "{csv}");
    let explained = project.run(&["explain", &format!("n.ipynb:{function}"), "--format", "json"]).out;
    let explained: Value = serde_json::from_str(&explained).expect("a document");
    let row = &explained["functions"][0];
    assert_eq!(
        (&row["cell"], &row["cell_line"], &row["file_line"]),
        (&json!(1), &json!(2), &json!(function))
    );
    let increment = &row["cognitive"]["increments"][0];
    assert_eq!((&increment["cell"], &increment["cell_line"]), (&json!(1), &json!(3)), "{explained}");
    let old = project.run(&["analyze", "--format", "ndjson"]).out;
    project.write("old.ndjson", &old.replacen("\"cyclomatic\":12", "\"cyclomatic\":11", 1));
    let told = project.run(&["upgrade-report", "old.ndjson"]);
    assert!(told.out.contains(&format!("n.ipynb:{function}")), "{told:?}");
}

#[test]
fn a_change_of_a_notebook_is_at_a_line_of_the_stored_file() {
    let project = project();
    let text = project.read("n.ipynb");
    let cells = [cell("markdown", "# Title"), cell("code", &format!("a = 1\n{}", nested("f", 9)))];
    project.write("n.ipynb", &notebook(&cells));
    for arguments in [
        &["init", "-q"][..],
        &["add", "-A"],
        &["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "x"],
    ] {
        let mut git = std::process::Command::new("git");
        assert!(git.current_dir(project.path("")).args(arguments).status().expect("git starts").success());
    }
    project.write("n.ipynb", &text);
    let function = line_of(&project, "def f(");
    let told = project.run(&["diff", "HEAD"]).out;
    assert!(told.contains(&format!("n.ipynb:{function} f: ")), "{told}");
}

#[test]
fn a_notebook_in_another_language_is_passed_over_and_told_unless_it_is_named() {
    let other = |format: u32| {
        let metadata = json!({"language_info": {"name": "R"}});
        json!({"nbformat": format, "nbformat_minor": 5, "metadata": metadata, "cells": [cell("code", "x <- 1")]}).to_string()
    };
    let project = Project::new(&[("a.py", "x = 1\n"), ("r.ipynb", &other(4))]);
    let walked = project.check(&[]);
    assert_eq!(walked.status, 0, "{walked:?}");
    assert!(walked.err.contains("skipped: r.ipynb: other_language: a notebook in R"), "{walked:?}");
    for named in [&["r.ipynb"][..], &["a.py", "r.ipynb"]] {
        let named = project.check(named);
        assert_eq!(named.status, 2, "{named:?}");
        assert!(named.err.contains("other language: a notebook in R"), "{named:?}");
    }
    assert_eq!(project.check(&["r.ipynb", "a.py", "--allow-skipped"]).status, 0);
    project.write("r.ipynb", &other(3));
    let older = project.check(&[]);
    assert_eq!(older.status, 2, "what may be Python is never passed over: {older:?}");
    assert!(older.err.contains("a notebook of format 3, not 4"), "{older:?}");
}
