//! `metrics exemptions` has every rule that keeps a check from looking at something, and `check` counts what they hide.

use crate::project::{Project, nested};

/// The exemptions of a kind, as the file, its line, and what is exempt.
fn listed(project: &Project, kind: &str, more: &[&str]) -> Vec<String> {
    let ran = project.run(&[&["exemptions", "--no-cache", "--format", "json"], more].concat());
    assert_eq!(ran.status, 0, "{ran:?}");
    let document: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let rows = document["exemptions"].as_array().expect("a list").iter().filter(|row| row["kind"] == kind);
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    rows.map(|row| {
        let line = row["line"].as_u64().map(|line| format!(":{line}")).unwrap_or_default();
        format!("{}{line}: {}", text(&row["path"]), text(&row["what"]))
    })
    .collect()
}

fn project(files: &[&str]) -> Project {
    let project = Project::new(&[("a.py", "x = 1\n")]);
    for name in files {
        project.write(name, &nested("f", 9));
    }
    project
}

#[test]
fn a_line_of_an_ignore_file_that_hides_something_is_listed_and_no_other() {
    let project = project(&["gen/b.py", "gen/c.py", "old.py", "sub/d.py", "notes.txt"]);
    project.write(".metricsignore", "# by hand\n/gen/\n\nnothing.py\nnotes.txt\n");
    project.write(".gitignore", "old.py\n");
    project.write("sub/.ignore", "*.py\n!keep.py\n");
    assert_eq!(
        listed(&project, "ignored", &[]),
        [
            ".gitignore:1: old.py (1 file)",
            ".metricsignore:2: /gen/ (1 directory)",
            "sub/.ignore:1: *.py (1 file)"
        ]
    );
    assert!(listed(&project, "ignored", &["--no-ignore"]).is_empty());
}

#[test]
fn names_that_are_passed_over_wherever_they_stand_are_listed() {
    let project = project(&["build/b.py", "pkg/build/c.py", "venv/d.py", ".tool/e.py", ".f.py"]);
    assert_eq!(
        listed(&project, "built-in", &[]),
        [
            ".f.py: names that begin with a dot (1 directory, 1 file)",
            "build: directories named build (2 directories)",
            "venv: directories named venv (1 directory)"
        ]
    );
}

#[test]
fn another_checkout_is_listed() {
    let project = project(&["lib/b.py"]);
    project.write("lib/.git", "gitdir: ../.git/modules/lib\n");
    assert_eq!(listed(&project, "built-in", &[]), ["lib: submodules and linked worktrees (1 directory)"]);
}

#[test]
fn patterns_of_every_configuration_and_of_the_command_line_are_listed() {
    let project = project(&["sub/b.py", "other/c.py"]);
    project.write(".metrics.yaml", "exclude: [/gone/]\n");
    project.write("sub/.metrics.yaml", "exclude: [\"*.py\"]\n");
    project.write("other/.metrics.yaml", "\ninclude: [/src/]\n");
    assert_eq!(
        listed(&project, "exclude", &["--exclude", "x_*"]),
        [
            "--exclude: x_*",
            ".metrics.yaml:1: /gone/",
            "other/.metrics.yaml:2: everything but /src/",
            "sub/.metrics.yaml:1: *.py"
        ]
    );
}

#[test]
fn what_is_excluded_as_a_whole_is_listed_too() {
    let project = project(&[]);
    project.write(".metrics.yaml", "exclude: ['*']");
    assert_eq!(listed(&project, "exclude", &[]), [".metrics.yaml:1: *"]);
}

#[test]
fn a_check_counts_what_patterns_hide() {
    let project = project(&["gen/b.py", "c_pb2.py", "notes.txt"]);
    let summary = |arguments: &[&str]| {
        let out = project.check(arguments).out;
        out.lines().rfind(|line| !line.starts_with("help: ")).unwrap_or_default().to_owned()
    };
    assert_eq!(summary(&["a.py"]), "no findings in 1 file, 0 functions");
    project.write(".metrics.yaml", "exclude: [gen/, '*_pb2.py', '*.txt']");
    assert_eq!(summary(&[]), "no findings in 1 file, 0 functions; 2 excluded");
    assert_eq!(summary(&[".", "gen"]).split("; ").nth(1), Some("2 excluded"));
    project.write(".metrics.yaml", "include: [a.py]");
    assert_eq!(summary(&["--exclude", "gen"]), "no findings in 1 file, 0 functions; 2 excluded");
}
