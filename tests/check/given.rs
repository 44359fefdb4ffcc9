//! What editors and hooks give one by one: text on standard input, and files by name.

use crate::project::{Project, Ran, nested, ran};
use std::io::Write as _;
use std::process::Stdio;

fn piped(project: &Project, arguments: &[&str], text: &str) -> Ran {
    let mut command = project.command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("the program reads it all");
    ran(&child.wait_with_output().expect("a child"))
}

/// The status and the paths in the report of `analyze` or `check`.
fn told(project: &Project, command: &str, name: &str, more: &[&str], text: &str) -> (i32, String) {
    let arguments = [&[command, "-", "--stdin-filename", name], more].concat();
    let ran = piped(project, &arguments, text);
    assert_eq!(ran.err, "", "{arguments:?}");
    (ran.status, ran.out)
}

#[test]
fn what_is_excluded_is_passed_over_on_standard_input_when_that_is_forced() {
    let project = Project::new(&[
        (".metrics.yaml", "exclude: [vendor/]\nlimits: {cyclomatic: 3}"),
        (".gitignore", "/tracked.py"),
        (".metricsignore", "/ignored.py"),
        ("sub/.metrics.yaml", "exclude: [own.py]\nlimits: {cyclomatic: 3}"),
    ]);
    let text = nested("f", 3);
    for name in ["vendor/a.py", "ignored.py", "sub/own.py", "build/a.py", "by_option.py"] {
        let more = ["--exclude", "by_option.py"];
        let (status, out) = told(&project, "check", name, &more, &text);
        assert!(status == 1 && out.contains("function `f`"), "whoever gives it wants it: {out}");
        let forced = [&more[..], &["--force-exclude"]].concat();
        let (status, out) = told(&project, "check", name, &forced, &text);
        let why = "nothing to judge; 1 of 1 named file not judged: 1 ";
        assert!(status == 0 && out.starts_with(why), "{name}: {out}");
        let analyzed = [&forced[..], &["--format", "ndjson"]].concat();
        assert_eq!(told(&project, "analyze", name, &analyzed, &text), (0, String::new()), "{name}");
    }
    for name in ["src/a.py", "tracked.py"] {
        let (status, _) = told(&project, "check", name, &["--force-exclude"], &text);
        assert_eq!(status, 1, "{name}: what is not excluded is measured, whatever git ignores");
    }
}

#[test]
fn a_generated_text_is_skipped_when_exclusion_is_forced() {
    let project = Project::with_config("limits: {cyclomatic: 3}");
    let text = format!("# @generated\n{}", nested("f", 3));
    let arguments = ["check", "-", "--stdin-filename", "b.py", "--force-exclude"];
    let forced = piped(&project, &arguments, &text);
    assert!(forced.status == 0 && forced.err.starts_with("skipped: b.py: generated"), "{forced:?}");
    assert_eq!(piped(&project, &arguments[..4], &text).status, 1);
}

#[test]
fn named_files_that_are_all_excluded_are_told_and_no_error() {
    let project = Project::new(&[("vendor/a.py", &nested("f", 9)), (".metrics.yaml", "exclude: [vendor/]")]);
    let ran = project.check(&["vendor/a.py", "--force-exclude"]);
    let told = "nothing to judge; 1 of 1 named file not judged: 1 excluded by .metrics.yaml:1\n";
    assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (0, told, ""));
    let empty = Project::new(&[("vendor/a.txt", "")]).check(&["vendor", "--force-exclude"]);
    assert_eq!(empty.status, 2, "a directory without files may be a mistake: {empty:?}");
}

#[test]
fn the_language_of_a_text_is_told_by_the_configuration_or_its_first_line() {
    let project = Project::with_config("languages: {python: {extensions: [.sage]}}\nlimits: {cyclomatic: 3}");
    assert_eq!(told(&project, "check", "new.sage", &[], &nested("f", 3)).0, 1);
    let script = format!("#!/usr/bin/env python3\n{}", nested("f", 3));
    assert_eq!(told(&project, "check", "tool", &[], &script).0, 1);
    let unknown = piped(&project, &["check", "-", "--stdin-filename", "tool"], "just text");
    assert!(unknown.status == 2 && unknown.err.contains("tool: in no known language"), "{unknown:?}");
}

#[test]
fn a_script_need_not_be_executable() {
    let script = |interpreter: &str, text: &str| format!("#!/usr/bin/env {interpreter}\n{text}");
    let project = Project::new(&[
        ("tool", &script("python3", &nested("f", 9))),
        ("serve", &script("node", "function f(a) { return a }\n")),
        ("LICENSE", "MIT"),
    ]);
    let report = project.run(&["analyze", "tool", "serve", "--format", "csv", "--metrics", "loc"]);
    assert!(report.out.contains("tool,python,") && report.out.contains("serve,javascript,"), "{report:?}");
    let walked = project.run(&["analyze", ".", "--format", "csv", "--metrics", "loc"]);
    assert_eq!(walked.out, report.out, "what one way to select files measures, every other does");
    let alone = project.run(&["analyze", "LICENSE"]);
    assert!(alone.status == 2 && alone.err.contains("LICENSE is in no known language\nhelp: "), "{alone:?}");
    let ran = project.run(&["analyze", "LICENSE", "tool"]);
    assert!(ran.err.contains("1 file in no known language"), "{ran:?}");
}

#[test]
fn a_hook_that_names_documents_and_images_hears_nothing_of_them() {
    let project = Project::new(&[("a.py", &nested("f", 1)), ("README.md", "# x"), ("i.png", "\u{89}PNG")]);
    let run = |words: &[&str]| {
        let mut command = project.command(&[&["check", "--no-cache", "--force-exclude"], words].concat());
        crate::project::ran(&command.env("PRE_COMMIT", "1").output().expect("the program starts"))
    };
    for words in [["README.md"].as_slice(), &["i.png", "README.md"], &["a.py", "README.md", "i.png"]] {
        let ran = run(words);
        let (said, is_about_source) = (ran.out.clone() + &ran.err, words.contains(&"a.py"));
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{words:?}: {ran:?}");
        assert_eq!(said.is_empty(), !is_about_source, "{words:?}: {said}");
    }
    assert!(run(&["-v", "a.py", "i.png"]).err.contains("i.png"), "who asks is told");
    let by_hand = project.check(&["--force-exclude", "i.png"]);
    assert_eq!(by_hand.status, 2, "{by_hand:?}");
}

#[test]
fn a_text_stands_in_the_place_of_the_file_of_its_name() {
    let project = Project::new(&[("ok.py", &nested("f", 1)), ("other.py", &nested("g", 1))]);
    for name in ["ok.py", "./ok.py"] {
        for paths in [&["ok.py", "-"][..], &[".", "-"], &["./ok.py", "other.py", "-"]] {
            let arguments = [&["analyze"], paths, &["--stdin-filename", name, "--format", "ndjson"]].concat();
            let ran = piped(&project, &arguments, &nested("f", 7));
            let rows = ran.out.lines().filter(|line| line.contains("\"ok.py\""));
            let rows: Vec<&str> = rows.collect();
            assert_eq!(rows.len(), 1, "{arguments:?}: {}", ran.out);
            assert!(rows[0].contains("\"nesting\":7"), "{}", rows[0]);
        }
    }
}

#[test]
fn a_watch_counts_nothing_by_groups() {
    let project = Project::new(&[("a.py", "x = 1\n")]);
    let ran = project.check(&["--watch", "--by", "owner"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(ran.err.contains("'--watch' cannot be used with '--by <WHAT>'"), "{ran:?}");
}

#[test]
fn a_watch_takes_no_records() {
    let project = Project::new(&[("ok.py", &nested("f", 1)), ("r.ndjson", "")]);
    let ran = project.check(&["--watch", "--records", "r.ndjson"]);
    assert!(ran.status == 2 && ran.err.contains("cannot be used with"), "{}", ran.err);
}
