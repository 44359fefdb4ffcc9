//! A gate says the same wherever it is started: each file obeys the configuration nearest to it.

use crate::project::{Project, Ran, nested, ran};

/// A repository with a configuration of its own in `sub`.
fn project(root: &str, sub: &str, files: &[(&str, &str)]) -> Project {
    let project = Project::new(&[("a.py", "x = 1\n"), (".metrics.yaml", root), ("sub/.metrics.yaml", sub)]);
    for (name, content) in files {
        project.write(name, content);
    }
    project
}

fn check_in(project: &Project, directory: &str) -> Ran {
    let mut command = project.command(&["check", "--report", "concise"]);
    ran(&command.current_dir(project.path(directory)).output().expect("the program starts"))
}

/// The status of a check of the whole and of the part alone, which is the same.
fn status(project: &Project) -> i32 {
    let (whole, part) = (check_in(project, ""), check_in(project, "sub"));
    assert_eq!(whole.status, part.status, "{whole:?}\n{part:?}");
    let named = project.check(&["sub"]);
    assert_eq!(whole.status, named.status, "{whole:?}\n{named:?}");
    whole.status
}

#[test]
fn parse_errors_are_born_where_the_nearest_configuration_bears_them() {
    let files = [("sub/c.py", "def f(:\n")];
    assert_eq!(status(&project("", "parse_errors: error", &files)), 2);
    let lenient = project("parse_errors: error", "parse_errors: ignore", &files);
    assert_eq!(status(&lenient), 0);
    assert_eq!(check_in(&lenient, "").err, "");
    assert_eq!(lenient.check(&["--strict"]).status, 2, "the command line counts more");
}

#[test]
fn the_largest_size_is_that_of_the_nearest_configuration() {
    let files = [("sub/c.py", "x = 1\n# a comment\n")];
    assert_eq!(status(&project("", "max_file_size: 10", &files)), 2);
    let larger = project("max_file_size: 10", "max_file_size: 100", &files);
    assert_eq!(status(&larger), 0);
    assert_eq!(larger.check(&["--max-file-size", "10"]).status, 2, "the command line counts more");
}

#[test]
fn generated_files_are_measured_where_the_nearest_configuration_wants_them() {
    let text = format!("# @generated\n{}", nested("f", 3));
    let files = [("sub/c.py", text.as_str())];
    let limits = "limits: {cyclomatic: 3}\n";
    let measured = project(limits, &format!("{limits}generated: measure"), &files);
    // A second run is answered by the cache, by the same rule.
    assert_eq!((status(&measured), status(&measured)), (1, 1));
    let skipped = project(&format!("{limits}generated: measure"), limits, &files);
    assert_eq!((status(&skipped), status(&skipped)), (0, 0));
    assert_eq!(skipped.check(&["--include-generated"]).status, 1, "the command line counts more");
}

#[test]
fn suffixes_have_the_language_that_the_nearest_configuration_gives_them() {
    let text = nested("f", 3);
    let files = [("sub/c.sage", text.as_str())];
    let sub = "limits: {cyclomatic: 3}\nlanguages: {python: {extensions: [.sage]}}";
    let project = project("", sub, &files);
    assert_eq!(status(&project), 1);
    assert_eq!(project.check(&["sub/c.sage"]).status, 1, "a named file too");
    project.write("d.sage", &text);
    assert_eq!(project.check(&["d.sage"]).status, 2, "elsewhere it is in no known language");
}

#[test]
fn ignore_files_count_where_the_nearest_configuration_lets_them() {
    let text = nested("f", 3);
    let files = [("sub/deep/c.py", text.as_str()), (".gitignore", "c.py\n")];
    let limits = "limits: {cyclomatic: 3}\n";
    assert_eq!(status(&project(limits, &format!("{limits}use_gitignore: false"), &files)), 1);
    let heeded = project(&format!("{limits}use_gitignore: false"), limits, &files);
    heeded.write("sub/d.py", "x = 1\n");
    assert_eq!(status(&heeded), 0);
    assert_eq!(heeded.check(&["--no-ignore"]).status, 1, "the command line counts more");
}

#[test]
fn patterns_of_the_run_are_about_files_that_its_configuration_governs() {
    let text = nested("f", 3);
    let files = [("sub/b_gen.py", text.as_str()), ("sub/in/c.py", text.as_str())];
    let limits = "limits: {cyclomatic: 3}\n";
    let project = project(&format!("{limits}exclude: ['*_gen.py']\ninclude: [a.py]"), limits, &files);
    let found = |arguments: &[&str]| {
        let rows = project.findings(arguments);
        rows.iter().map(|row| row.split(' ').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(status(&project), 1);
    assert_eq!(found(&[]), ["sub/b_gen.py", "sub/in/c.py"]);
    assert_eq!(found(&["sub/b_gen.py", "sub/in/c.py", "--force-exclude"]), ["sub/b_gen.py", "sub/in/c.py"]);
    assert_eq!(found(&["--exclude", "*_gen.py"]), ["sub/in/c.py"], "the command line is about all files");
    project.write("sub/.metrics.yaml", &format!("{limits}exclude: ['*', '!c.py', '!in/']"));
    assert_eq!(found(&[]), ["sub/in/c.py"], "the last pattern that matches decides, as in the run's own");
    project.write(".metrics.yaml", &format!("{limits}exclude: [sub/]"));
    assert!(found(&["."]).is_empty(), "a directory is passed over by what governs the one above it");
}

#[test]
fn a_wrong_nested_configuration_is_told_if_a_file_obeys_it() {
    let project = project("", "limts: {}", &[]);
    assert_eq!(project.check(&[]).status, 0);
    project.write("sub/c.py", "x = 1\n");
    for arguments in [&["check"][..], &["analyze"], &["analyze", "sub/c.py"], &["check", "sub/c.py"]] {
        let ran = project.run(arguments);
        assert!(ran.status == 2 && ran.err.contains("limts"), "{arguments:?}: {ran:?}");
    }
}

#[test]
fn what_is_a_matter_of_the_run_is_shown_as_the_run_has_it() {
    let sub = "jobs: 3\nbaseline: own.json\ncache: {enabled: false}\nmax_file_size: 77";
    let project = project("jobs: 2", sub, &[("sub/c.py", "x = 1\n")]);
    let page = project.run(&["config", "show", "--effective", "--origin", "sub/c.py"]).out;
    assert!(page.starts_with("# jobs, baseline, cache, report and color are those of the run"), "{page}");
    for line in [
        "jobs: 2  # .metrics.yaml:1",
        "  enabled: true  # default",
        "max_file_size: 77  # sub/.metrics.yaml:4",
    ] {
        assert!(page.lines().any(|it| it == line), "{line} in\n{page}");
    }
    let ran = project.check(&[]);
    assert_eq!(
        (ran.status, ran.err.as_str()),
        (0, "warning: sub/.metrics.yaml:2: `baseline` only counts in the configuration of the run\n")
    );
    assert_eq!(project.check(&["--no-baseline"]).err, "");
}

#[test]
fn a_path_may_be_typed_with_a_dot_before_it() {
    let limits = |most: u32| format!("limits: {{cyclomatic: {most}}}");
    let files = [("b.py", nested("f", 1)), ("sub/deep/c.py", nested("g", 3))];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let lenient = project(&limits(2), &limits(50), &files);
    for paths in [["b.py", "sub/deep/c.py"], ["./b.py", "./sub/deep/c.py"], [".", "./sub/deep/c.py"]] {
        assert_eq!(lenient.check(&paths).status, 0, "{paths:?}");
    }
    let strict = project(&limits(50), &limits(2), &files);
    for paths in [["b.py", "sub/deep/c.py"], ["./b.py", "./sub/deep/c.py"], [".", "./sub/deep/c.py"]] {
        assert_eq!(strict.check(&paths).status, 1, "{paths:?}");
    }
}
