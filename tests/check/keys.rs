//! Every key of a configuration changes what comes out.

use crate::project::{Project, nested};

/// What a check finds under a configuration, as paths.
fn paths(project: &Project, config: &str) -> Vec<String> {
    project.write(".metrics.yaml", config);
    let findings = project.findings(&[]);
    findings.iter().map(|row| row.split(' ').next().unwrap_or_default().to_owned()).collect()
}

fn several() -> Project {
    Project::new(&[
        ("src/a.py", &nested("f", 3)),
        ("tests/b.py", &nested("g", 3)),
        ("vendor/c.py", &nested("h", 3)),
    ])
}

const STRICT: &str = "limits: {cyclomatic: 3}\n";

#[test]
fn limits_set_a_maximum_a_minimum_a_warning_and_nothing() {
    let project = Project::with_config("limits: {cyclomatic: 3}");
    assert_eq!(project.findings(&[]), ["a.py cyclomatic error 4 3 .metrics.yaml:1"]);
    project.write(".metrics.yaml", "limits:\n  cyclomatic: 4\n");
    assert!(project.findings(&[]).is_empty());
    project.write(".metrics.yaml", "limits:\n  maintainability: 100\n  cyclomatic: {max: 9, warn: 3}\n");
    let found = project.findings(&[]);
    assert!(
        found[0].starts_with("a.py maintainability error ") && found[0].ends_with(" 100 .metrics.yaml:2")
    );
    assert_eq!(found[1], "a.py cyclomatic warning 4 3 .metrics.yaml:3");
    project.write(".metrics.yaml", "limits: {raw.sloc: {min: 50}}");
    assert_eq!(project.findings(&[]).len(), 1);
    project.write(".metrics.yaml", "extends: [strict]\nlimits: {cyclomatic: off, maintainability: false}");
    assert!(project.findings(&[]).is_empty());
}

#[test]
fn limits_hold_for_functions_classes_and_files() {
    let class = format!("class C:\n    {}", nested("f", 3).replace('\n', "\n    "));
    let project = Project::new(&[("a.py", class.trim_end())]);
    let rows = |limit: &str| {
        let found = project.findings(&["--limit", limit]);
        found.iter().map(|row| row.split(' ').nth(3).unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(rows("methods=0"), ["1"]);
    assert_eq!(rows("raw.sloc=0"), ["6"]);
    assert_eq!(
        rows("cyclomatic.max=3"),
        ["5"],
        "that of the class, which is a function's 4 and its body's 1"
    );
    assert_eq!(rows("cyclomatic.average=3"), ["4"]);
    assert_eq!(rows("cognitive.total=5"), ["6"]);
    assert_eq!(rows("nesting=2"), ["3"]);
    assert_eq!(rows("halstead.volume=0").len(), 1, "of the function and not of the file");
}

#[test]
fn extends_names_presets_and_files() {
    let project = Project::with_config("extends: [strict]");
    assert_eq!(project.findings(&[]), Vec::<String>::new());
    project.write("a.py", &nested("f", 6));
    let rules = |config: &str| {
        project.write(".metrics.yaml", config);
        let found = project.findings(&[]);
        found.iter().map(|row| row.split(' ').nth(1).unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(rules("extends: [strict]"), ["cognitive", "nesting", "cyclomatic"]);
    assert_eq!(rules(""), ["cognitive"]);
    assert_eq!(rules("extends: [relaxed]"), Vec::<String>::new());
    assert_eq!(rules("extends: []"), Vec::<String>::new());
    project.write("shared/base.yaml", "limits: {nesting: 5}\nextends: []\n");
    assert_eq!(rules("extends: [shared/base.yaml]"), ["nesting"]);
}

#[test]
fn languages_have_limits_and_extensions() {
    let project = several();
    assert!(paths(&project, "languages: {python: {limits: {cyclomatic: 3}}}").len() == 3);
    assert!(paths(&project, "languages: {python: {limits: {cyclomatic: 4}}}").is_empty());
    project.write("d.sage", &nested("s", 3));
    assert_eq!(paths(&project, STRICT).len(), 3);
    assert_eq!(
        paths(&project, "languages: {python: {extensions: [.sage]}}\nlimits: {cyclomatic: 3}")[0],
        "d.sage"
    );
}

#[test]
fn overrides_hold_for_paths_functions_and_languages() {
    let project = several();
    let with = |condition: &str| {
        format!("{STRICT}overrides:\n  - {condition}\n    limits: {{cyclomatic: 9}}\n    reason: known\n")
    };
    assert_eq!(paths(&project, &with("paths: [\"/tests/\"]")), ["src/a.py", "vendor/c.py"]);
    assert_eq!(paths(&project, &with("functions: [\"[gh]\"]")), ["src/a.py"]);
    assert!(paths(&project, &with("languages: [python]")).is_empty());
    let later = "  - paths: [tests]\n    limits: {cyclomatic: 2}\n    reason: stricter\n";
    let both = with("languages: [python]") + later;
    assert_eq!(paths(&project, &both), ["tests/b.py"], "the later one wins");
}

#[test]
fn an_override_that_outlived_its_date_is_a_finding() {
    let with = |date: &str| {
        format!(
            "{STRICT}overrides:\n  - paths: [a.py]\n    limits: {{cyclomatic: 9}}\n    reason: soon\n    expires: {date}\n"
        )
    };
    let project = Project::with_config(&with("9999-12-31"));
    assert!(project.findings(&[]).is_empty());
    project.write(".metrics.yaml", &with("2020-01-31"));
    let ran = project.check(&["--report", "concise"]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.out.starts_with(
            ".metrics.yaml:3:1: error[expired-override]: the override expired after 2020-01-31: soon\n"
        ),
        "{}",
        ran.out
    );
}

#[test]
fn include_and_exclude_choose_files() {
    let project = several();
    assert_eq!(paths(&project, &format!("{STRICT}exclude: [vendor/]")), ["src/a.py", "tests/b.py"]);
    assert_eq!(paths(&project, &format!("{STRICT}include: [/src/]")), ["src/a.py"]);
}

#[test]
fn a_nested_configuration_excludes_too() {
    let project = several();
    project.write("vendor/.metrics.yaml", "exclude: [\"*\"]");
    assert_eq!(paths(&project, STRICT), ["src/a.py", "tests/b.py"]);
}

#[test]
fn use_gitignore_can_be_turned_off() {
    let project = several();
    project.write(".gitignore", "vendor\n");
    assert_eq!(paths(&project, STRICT).len(), 2);
    assert_eq!(paths(&project, &format!("{STRICT}use_gitignore: false")).len(), 3);
}

#[test]
fn generated_files_can_be_measured() {
    let project = several();
    project.write("vendor/c.py", &format!("# @generated\n{}", nested("h", 3)));
    assert_eq!(paths(&project, &format!("{STRICT}generated: skip")).len(), 2);
    assert_eq!(paths(&project, &format!("{STRICT}generated: measure")).len(), 3);
}

#[test]
fn max_file_size_leaves_a_file_undone() {
    let project = Project::with_config("max_file_size: 1kB");
    assert_eq!(project.check(&[]).status, 0);
    project.write(".metrics.yaml", "max_file_size: 50");
    let ran = project.check(&[]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("too large"), "{}", ran.err);
}

#[test]
fn parse_errors_warn_fail_or_pass() {
    let project = Project::new(&[("a.py", "def f(:\n")]);
    let with = |value: &str| {
        project.write(".metrics.yaml", &format!("parse_errors: {value}"));
        let ran = project.check(&[]);
        (ran.status, ran.err.contains("parse errors"))
    };
    assert_eq!(with("warn"), (0, true));
    assert_eq!(with("error"), (2, true));
    assert_eq!(with("ignore"), (0, false));
}

#[test]
fn report_chooses_the_formats() {
    let project = Project::with_config("limits: {cyclomatic: 3}\nreport: [markdown]");
    assert!(project.check(&[]).out.starts_with("### metrics: 1 error"));
    project.write(".metrics.yaml", "limits: {cyclomatic: 3}\nreport: [concise]");
    assert!(project.check(&[]).out.starts_with("a.py:1:1: error[cyclomatic]"));
    assert!(project.check(&["--report", "markdown"]).out.starts_with("###"), "the command line counts more");
}

#[test]
fn color_is_always_or_never() {
    let project = Project::with_config("limits: {cyclomatic: 3}\ncolor: always");
    assert!(project.check(&[]).out.contains("\x1b["));
    assert!(!project.check(&["--color", "never"]).out.contains('\x1b'), "the command line counts more");
    project.write(".metrics.yaml", "limits: {cyclomatic: 3}\ncolor: never");
    assert!(!project.check(&[]).out.contains('\x1b'));
}

#[test]
fn baseline_names_the_file_that_excuses_what_it_lists() {
    let project = Project::with_config("limits: {cyclomatic: 3}\nbaseline: known.json");
    assert_eq!(project.check(&["--no-baseline"]).status, 1);
    assert_eq!(project.run(&["baseline", "create"]).status, 0);
    assert!(project.read("known.json").contains("cyclomatic") && !project.path(".metrics-baseline").exists());
    assert_eq!(project.check(&[]).status, 0);
    project.write(".metrics.yaml", "limits: {cyclomatic: 3}\nbaseline: other.json");
    let missing = project.check(&[]);
    assert!(missing.status == 2 && missing.err.contains("other.json"), "{missing:?}");
}

#[test]
fn compat_honours_the_suppressions_of_other_tools() {
    let text = nested("f", 3).replace("b):", "b):  # noqa: C901");
    let project =
        Project::new(&[("a.py", &text), (".metrics.yaml", "limits: {cyclomatic: 3}\ncompat: true")]);
    assert_eq!(project.check(&[]).status, 0);
    project.write(".metrics.yaml", "limits: {cyclomatic: 3}\ncompat: false");
    assert_eq!(project.check(&[]).status, 1);
}

#[cfg(target_os = "linux")]
#[test]
fn jobs_is_the_number_of_workers() {
    let many: String = (0..400).map(|n| nested(&format!("f{n}"), 5)).collect();
    let project = Project::new(&[]);
    (0..40).for_each(|file| project.write(&format!("{file}.py"), &many));
    let most_threads = |jobs: u32| {
        project.write(".metrics.yaml", &format!("jobs: {jobs}\ncache: {{enabled: false}}"));
        let mut command = project.command(&["check", "--report", "concise"]);
        let mut child = command.stdout(std::process::Stdio::null()).spawn().expect("the program starts");
        let tasks = format!("/proc/{}/task", child.id());
        let mut most = 0;
        while child.try_wait().expect("a child").is_none() {
            most = most.max(std::fs::read_dir(&tasks).map_or(0, Iterator::count));
        }
        most
    };
    let (one, twelve) = (most_threads(1), most_threads(12));
    assert!(one < 8 && twelve >= 12, "{one} and {twelve} threads");
}

/// What `config show --effective` says of keys whose effect is measured elsewhere.
#[test]
fn the_remaining_keys_reach_the_settings() {
    let project = Project::with_config("");
    let shown = |config: &str| {
        project.write(".metrics.yaml", config);
        project.run(&["config", "show", "--effective", "--origin"]).out
    };
    let usual = shown("");
    for (config, line) in [
        ("jobs: 3", "jobs: 3  # .metrics.yaml:1"),
        ("baseline: known.json", "baseline: \"known.json\"  # .metrics.yaml:1"),
        ("compat: true", "compat: true  # .metrics.yaml:1"),
        ("cache: {enabled: false}", "  enabled: false  # .metrics.yaml:1"),
        ("cache:\n  directory: .cache/m", "  directory: \".cache/m\"  # .metrics.yaml:2"),
        ("cache: {max_age_days: 30}", "  max_age_days: 30  # .metrics.yaml:1"),
        ("cache: {max_size_mb: 5}", "  max_size_mb: 5  # .metrics.yaml:1"),
        ("cache: {history_max_age_days: 9}", "  history_max_age_days: 9  # .metrics.yaml:1"),
        ("cache: {history_max_size_mb: 6}", "  history_max_size_mb: 6  # .metrics.yaml:1"),
        ("cache: {wait_ms: 0}", "  wait_ms: 0  # .metrics.yaml:1"),
        ("cache: {compression: gzip}", "  compression: gzip  # .metrics.yaml:1"),
    ] {
        let page = shown(config);
        assert!(page.lines().any(|it| it == line), "{config}: {line} in\n{page}");
        assert!(!usual.lines().any(|it| it == line), "{config}");
    }
}
