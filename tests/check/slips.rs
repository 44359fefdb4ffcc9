//! A configuration cannot be switched off by a slip, and is what it looks like.

use crate::project::{Project, nested};
use std::fs;

/// What a check says of a configuration for a function with a cyclomatic complexity of 4: its status and all its words.
fn check(config: &str) -> (i32, String) {
    let ran = Project::with_config(config).check(&["--report", "concise"]);
    (ran.status, ran.out + &ran.err)
}

#[test]
fn an_empty_limit_is_an_error_and_lifts_nothing() {
    for limit in ["{max: }", "{}", "{max: ~}", "{min: , warn: 3}", "", "~", "null", "{max: off}"] {
        let (status, said) = check(&format!("limits: {{cognitive: off, cyclomatic: {limit}}}"));
        assert_eq!(status, 2, "{limit}: {said}");
        assert!(said.contains("error: .metrics.yaml:1:"), "{limit}: {said}");
    }
    let project = Project::new(&[("a.py", &nested("f", 3))]);
    for table in ["[tool.metrics.limits.cyclomatic]\n", "[tool.metrics.languages.python.limits.cyclomatic]\n"]
    {
        project.write("pyproject.toml", table);
        assert_eq!(project.check(&[]).status, 2, "{table}");
    }
    let of_override = "overrides:\n  - paths: [a.py]\n    limits: {cyclomatic: {}}\n    reason: r\n";
    assert_eq!(check(of_override).0, 2);
}

#[test]
fn a_warning_alone_keeps_the_limit_that_is_inherited() {
    let project = Project::new(&[("a.py", &nested("f", 3)), ("b.py", &nested("g", 1))]);
    project.write("base.yaml", "extends: []\nlimits: {cyclomatic: 3}\n");
    project.write(".metrics.yaml", "extends: [base.yaml]\nlimits: {cyclomatic: {warn: 1}}\n");
    assert_eq!(
        project.findings(&[]),
        ["a.py cyclomatic error 4 3 base.yaml:2", "b.py cyclomatic warning 2 1 .metrics.yaml:2"]
    );
    let page = project.run(&["config", "show", "--effective", "--origin"]).out;
    let line = "  cyclomatic: {max: 3, warn: 1}  # base.yaml:2, warn .metrics.yaml:2";
    assert!(page.lines().any(|it| it == line), "{page}");
    project.write(".metrics.yaml", "extends: [base.yaml]\nlimits: {cyclomatic: off}\n");
    assert!(project.findings(&[]).is_empty(), "`off` says what it does");
    project.write(".metrics.yaml", "extends: []\nlimits: {cyclomatic: {warn: 3}}\n");
    assert_eq!(project.findings(&[]), ["a.py cyclomatic warning 4 3 .metrics.yaml:2"], "nothing to inherit");
}

#[test]
fn a_limit_that_nothing_is_compared_with_is_an_error() {
    let of_functions =
        |limit: &str| format!("overrides:\n- functions: ['*']\n  limits: {{{limit}}}\n  reason: r\n");
    let of_language =
        |language: &str, limit: &str| format!("languages: {{{language}: {{limits: {{{limit}}}}}}}\n");
    for (config, what) in [
        (of_functions("raw.sloc: 3"), "`raw.sloc`: functions do not have it"),
        (of_functions("maintainability: 99"), "`maintainability`: functions do not have it"),
        (of_functions("weighted_methods: 9"), "`weighted_methods`: functions do not have it"),
        (of_language("python", "cyclomatic_modified: 3"), "`cyclomatic_modified`: files in python do not"),
        (of_language("script", "cyclomatic_mccabe: 3"), "`cyclomatic_mccabe`: files in javascript, "),
        (
            "overrides:\n- languages: [py]\n  limits: {cognitive.sonar_file: 3}\n  reason: r\n".to_owned(),
            "do not have",
        ),
        (
            "limits: {over_limit: 3}".to_owned(),
            "`over_limit` is of several files together: `budgets` limit it",
        ),
    ] {
        let (status, said) = check(&config);
        assert!(status == 2 && said.contains(what), "{config}: {said}");
    }
    for config in [
        of_functions("halstead.volume: 10"),
        of_language("python", "cyclomatic_mccabe: 1"),
        "limits: {cyclomatic_modified: 3, cyclomatic_mccabe: 3}".to_owned(),
    ] {
        assert_eq!(check(&config).0, 1, "{config}");
    }
}

#[test]
fn a_limit_on_the_wrong_side_is_an_error() {
    for limit in [
        "maintainability: {max: 20}",
        "cyclomatic: {min: 5}",
        "cognitive: {min: 1, max: 9}",
        "halstead.difficulty: {min: 2}",
    ] {
        let (status, said) = check(&format!("limits: {{{limit}}}"));
        assert_eq!(status, 2, "{limit}");
        assert!(said.contains("is better for `"), "{limit}: {said}");
    }
    for limit in ["maintainability: {min: 1, warn: 2}", "raw.sloc: {min: 1, max: 99}"] {
        assert_eq!(check(&format!("limits: {{{limit}}}")).0, 0, "{limit}");
    }
}

#[test]
fn a_small_document_is_what_it_looks_like() {
    let nothing = check("");
    for config in [
        "---",
        "---\n",
        "---\n# nothing yet\n",
        "~\n",
        "{}",
        "exclude:\n#  - vendor/\n",
        "overrides:\n# none yet\n",
        "overrides: []\n",
        "include: []\n",
        "include:\n",
        "limits:\n",
        "languages:\n",
        "languages: {python: }\n",
        "languages: {python: {limits: , extensions: }}\n",
        "cache:\n",
        "cache: {directory: }\n",
        "report: []\n",
        "report:\n",
        "extends:\n",
        "extends: standard\n",
        "\u{feff}---\r\nextends: standard\r\n",
    ] {
        assert_eq!(check(config), nothing, "{config:?}");
    }
    assert_eq!(check("extends: relaxed\nlimits: {cyclomatic: 3}").0, 1);
    assert_eq!(check("exclude: a.py\n").0, 2, "nothing is left to measure");
    assert_eq!(check("exclud:\n").0, 2, "a key that is not known is one without a value, too");
    for config in ["[]", "5", "text", "- a\n- b\n", "overrides: text\n", "overrides: [5]\n"] {
        assert_eq!(check(config).0, 2, "{config}");
    }
}

#[test]
fn a_file_of_another_program_is_passed_over_with_a_note() {
    for (name, text) in [
        ("metrics.yaml", "metrics:\n  users: {type: gauge, description: x}\n"),
        ("metrics.yaml", "$schema: moz://mozilla.org/schemas/glean/metrics/2-0-0\n$tags: [a]\n"),
        ("metrics.yaml", "accuracy: 0.91\nloss: 0.2\n"),
        ("metrics.yaml", "apiVersion: v1\nkind: List\n---\napiVersion: v1\n"),
        ("metrics.yaml", "{% if x %}\nmetrics: []\n{% endif %}\n"),
        ("metrics.yaml", "- job\n"),
        ("metrics.yaml", ""),
        ("pyproject.toml", "[project]\nname = \"x\"\n{% if a %}\n"),
        ("pyproject.toml", "<<<<<<< HEAD\n[project]\n"),
    ] {
        let project = Project::with_config("limits: {cyclomatic: 3}");
        project.write("t/b.py", &nested("g", 1));
        project.write(&format!("t/{name}"), text);
        let ran = project.check(&["--report", "json"]);
        assert_eq!(ran.status, 1, "{name}: {text}: {}", ran.err);
        let note = format!("note: t/{name} is not read as a configuration: ");
        assert_eq!(ran.err.matches(&note).count(), 1, "{name}: {text}: {}", ran.err);
        let below = project.findings(&["--limit", "cyclomatic=1", "t"]);
        assert_eq!(below, ["t/b.py cyclomatic error 2 1 --limit"], "{name}: it is measured");
        assert_eq!(project.run(&["config", "validate"]).status, 0, "{name}");
    }
}

#[test]
fn a_large_file_of_another_program_is_passed_over_too() {
    let project = Project::with_config("limits: {cyclomatic: 3}");
    let text = "another_key:\n  type: counter\n".repeat(20_000);
    project.write("metrics.yaml", &text);
    fs::remove_file(project.path(".metrics.yaml")).expect("a file");
    let ran = project.check(&[]);
    assert_eq!((ran.status, ran.err.contains("note: metrics.yaml is not read")), (0, true), "{}", ran.err);
}

#[test]
fn a_file_of_ours_is_told_with_its_slips_under_every_name() {
    let typos = [
        (".metrics.yaml", "metrics:\n  users: 3\n"),
        (".metrics.yml", "limts: {}\n"),
        ("metrics.yaml", "limits: {cyclomatic: 3}\nexclud: [x]\n"),
        ("metrics.yaml", "limits: {cyclomatic: 3\n"),
        ("pyproject.toml", "[tool.metrics]\nlimits = {cyclomatic = 3\n"),
        ("pyproject.toml", "[project]\n{% if a %}\n[ tool . \"metrics\" ]\n"),
        ("pyproject.toml", "[tool]\nmetrics = {limits = {cyclomatic = }}\n"),
    ];
    for (name, text) in typos {
        let project = Project::new(&[("a.py", &nested("f", 1)), (name, text)]);
        let ran = project.check(&[]);
        assert_eq!(ran.status, 2, "{name}: {text}");
        assert!(ran.err.starts_with(&format!("error: {name}:")), "{name}: {}", ran.err);
    }
    let project = Project::new(&[("a.py", &nested("f", 1)), ("metrics.yaml", "users: 3\n")]);
    for option in [["--config", "metrics.yaml"].as_slice(), &["--config=metrics.yaml"]] {
        assert_eq!(project.check(option).status, 2, "one that was named is ours");
    }
    project.write(".metrics.yaml", "extends: [./metrics.yaml]\n");
    assert_eq!(project.check(&[]).status, 2);
}

#[test]
fn validating_lists_all_mistakes_at_once() {
    let project = Project::with_config(
        "limts: {}\nlimits:\n  cyclomatic: {}\n  cognitive: {min: 3}\n  maintainability: 20\n  cyclo: 3\n\
         jobs: 0\nexclude: [ok]\ncache: {max_age_days: 0, directory: ../x}\nbaseline: .git/x\n\
         overrides:\n  - paths: [x]\n    limits: {cyclomatic: 3}\n  - limits: {cyclomatic: 3}\n    reason: r\n\
         extends: [strct]\n",
    );
    let ran = project.run(&["config", "validate"]);
    assert_eq!(ran.status, 2);
    let told = ran.err.lines().filter_map(|line| line.strip_prefix("error: .metrics.yaml:"));
    let lines: Vec<&str> = told.filter_map(|line| line.split(':').next()).collect();
    assert_eq!(lines, ["1", "3", "4", "6", "7", "9", "9", "10", "12", "14", "16"], "{}", ran.err);
    project.write("base.yaml", "limts: {}\njobs: x\n");
    project.write(".metrics.yaml", "extends: ./base.yaml\ncolour: never\n");
    let ran = project.run(&["config", "validate"]);
    assert_eq!(ran.err.matches("error: ").count(), 3, "{}", ran.err);
}

#[test]
fn the_baseline_of_the_root_holds_below_a_nested_configuration() {
    let project = Project::new(&[
        (".metrics.yaml", "baseline: conf/base.json\nlimits: {cyclomatic: 3}\n"),
        ("p/a/.metrics.yaml", "limits: {cyclomatic: 3}\n"),
        ("p/a/s.py", &nested("f", 3)),
        ("conf/x.txt", ""),
    ]);
    assert_eq!(project.run(&["baseline", "create"]).status, 0);
    assert_eq!(project.check(&[]).status, 0);
    for directory in ["p", "p/a", "conf"] {
        let mut command = project.command(&["check", "--report", "json", "--allow-empty"]);
        let output = command.current_dir(project.path(directory)).output().expect("the program starts");
        assert_eq!(output.status.code(), Some(0), "{directory}");
    }
    project.write("p/a/.metrics.yaml", "limits: {cyclomatic: 3}\nbaseline: own.json\n");
    let mut command = project.command(&["check"]);
    let output = command.current_dir(project.path("p/a")).output().expect("the program starts");
    assert_eq!(output.status.code(), Some(2), "its own counts more, and it is not there");
}

#[test]
fn a_home_is_a_home_in_the_users_file_and_in_a_variable() {
    let project = Project::new(&[("a.py", &nested("f", 1))]);
    let home = project.path("home");
    let run = |name: &str, value: &str| {
        let mut command = project.command(&["check"]);
        command.env("HOME", &home).env(name, value);
        command.status().expect("the program starts").code()
    };
    assert_eq!(run("METRICS_CACHE_DIR", "~/of-variable\r\n"), Some(0));
    assert!(home.join("of-variable").is_dir() && !project.path("~").exists());
    project.write("home/.config/metrics/config.yaml", "cache: {directory: ~/of-file}\n");
    assert_eq!(run("METRICS_JOBS", "2\r"), Some(0));
    assert!(home.join("of-file").is_dir());
    project.write(".metrics.yaml", "cache: {directory: ~/x}\n");
    assert_eq!(run("METRICS_JOBS", "2"), Some(2), "a repository knows no home");
}

#[test]
fn a_place_inside_git_or_behind_a_link_is_an_error_in_a_repositorys_file() {
    let project = Project::new(&[("a.py", &nested("f", 1)), ("real/x.txt", "")]);
    std::os::unix::fs::symlink(project.path("real"), project.path("link")).expect("a new link");
    std::os::unix::fs::symlink(project.path(".git"), project.path("git")).expect("a new link");
    for place in [".git/x", ".git", ".git/hooks/pre-commit", "real/../.git/x", ".GIT/x", "link/x", "git/x"] {
        for line in [format!("baseline: {place}"), format!("cache: {{directory: {place}}}")] {
            project.write(".metrics.yaml", &line);
            for command in
                [["check"].as_slice(), &["analyze"], &["baseline", "create"], &["config", "validate"]]
            {
                let ran = project.run(command);
                assert_eq!(ran.status, 2, "{command:?}: {line}");
                assert!(ran.err.starts_with("error: .metrics.yaml:1:"), "{line}: {}", ran.err);
            }
        }
    }
    assert_eq!(fs::read_dir(project.path(".git")).expect("a directory").count(), 0);
}

#[test]
fn an_override_or_a_pattern_that_applies_to_nothing_is_told_on_a_whole_run() {
    let config = "limits: {cyclomatic: 9}\nexclude: [gone/, gen/, \"*.min.js\", \"*.txt\", kept.md, \"!b.py\", \"!c.py\"]\n\
                  overrides:\n  - {paths: [gone.py], limits: {nesting: 1}, reason: r}\n  - {functions: [\"f*\"], \
                  limits: {nesting: 9}, reason: r}\n  - {functions: [h], limits: {nesting: 1}, reason: r}\n  - \
                  {languages: [tsx], limits: {nesting: 1}, reason: r}\n";
    let project = Project::with_config(config);
    project.write("b.py", &nested("g", 1));
    project.write("gen/x.py", &nested("x", 1));
    project.write("kept.md", "");
    let ran = project.check(&["--report", "concise"]);
    let lines: Vec<&str> = ran.out.lines().collect();
    let told = |line: u32, what: &str| {
        format!(".metrics.yaml:{line}:1: warning[idle-rule]: {what} applies to nothing")
    };
    let pattern = |it: &str| told(2, &format!("the pattern `{it}` of `exclude`"));
    let expected = [
        pattern("!c.py"),
        pattern("*.min.js"),
        pattern("gone/"),
        told(4, "this override"),
        told(6, "this override"),
        told(7, "this override"),
    ];
    let mut found: Vec<&str> = lines[..lines.len() - 1].to_vec();
    found.sort_unstable();
    let mut expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    expected.sort_unstable();
    assert_eq!((ran.status, found), (0, expected), "{}", ran.err);
    for part in [&["a.py"][..], &["gen"], &["--exclude", "x"]] {
        assert!(
            !project.check(part).out.contains("idle-rule"),
            "a part of the repository says nothing: {part:?}"
        );
    }
}

#[test]
fn an_override_of_the_user_or_of_a_shared_file_may_apply_elsewhere() {
    let rule = "overrides: [{paths: [gone.py], limits: {nesting: 1}, reason: r}]\n";
    let project = Project::new(&[("a.py", &nested("f", 1)), ("home/metrics/config.yaml", "")]);
    let outside = tempfile::tempdir().expect("a place for temporary files");
    fs::create_dir(outside.path().join("metrics")).expect("a new directory");
    fs::write(outside.path().join("metrics/config.yaml"), rule).expect("a new file");
    let mut command = project.command(&["check"]);
    let output = command.env("XDG_CONFIG_HOME", outside.path()).output().expect("the program starts");
    assert!(!String::from_utf8_lossy(&output.stdout).contains("idle-rule"));
    project.write("shared.yaml", "overrides: [{paths: [b.py], limits: {nesting: 9}, reason: r}]\n");
    project.write("p/.metrics.yaml", "extends: [../shared.yaml]\n");
    project.write("q/.metrics.yaml", "extends: [../shared.yaml]\n");
    project.write("p/b.py", &nested("f", 1));
    project.write("q/c.py", &nested("f", 1));
    assert!(!project.check(&[]).out.contains("idle-rule"), "it applies in one of them");
}

#[test]
fn nothing_is_written_into_git_or_through_a_link_whoever_asks() {
    let project = Project::new(&[("a.py", &nested("f", 1)), ("real/x.txt", "")]);
    std::os::unix::fs::symlink(project.path("real"), project.path("link")).expect("a new link");
    project.run(&["analyze", "--no-cache", "--format", "ndjson", "-o", "old.ndjson"]);
    let before = project.files();
    for place in [".git/x", "link/x", "real/../link/x", ".git/hooks/pre-commit"] {
        for words in [
            vec!["check", "--no-cache", "--stats-file", place],
            vec!["analyze", "--no-cache", "--output", place],
            vec!["analyze", "--cache-dir", place],
            vec!["baseline", "create", "--no-cache", "--baseline", place],
            vec!["analyze", "--no-cache", "--format", "html", "-o", place],
            vec!["exemptions", "-o", place],
            vec!["explain", "a.py", "-o", place],
            vec!["list", "-o", place],
            vec!["what-if", "a.py", "a.py", "-o", place],
            vec!["upgrade-report", "old.ndjson", "-o", place],
            vec!["cache", "export", place],
            vec!["man", place],
        ] {
            let ran = project.run(&words);
            assert_eq!(ran.status, 2, "{words:?}: {}", ran.err);
        }
        for format in code_metrics::report::findings::ReportFormat::names() {
            let ran = project.check(&["--no-cache", "--report", &format!("{format}={place}")]);
            assert_eq!(ran.status, 2, "{format}={place}");
        }
        let mut command = project.command(&["check", "--report", "github", "--no-cache"]);
        let output = command.env("GITHUB_STEP_SUMMARY", place).output().expect("the program starts");
        assert_eq!(output.status.code(), Some(2), "the page of a job at {place}");
        let mut command = project.command(&["check"]);
        let output = command.env("METRICS_CACHE_DIR", place).output().expect("the program starts");
        assert_eq!(output.status.code(), Some(2), "the cache at {place}");
    }
    assert_eq!(project.files(), before);
    assert_eq!(fs::read_dir(project.path(".git")).expect("a directory").count(), 0);
}

#[test]
fn the_settings_of_an_agent_and_a_first_configuration_go_through_no_link_either() {
    let project = Project::new(&[("a.py", &nested("f", 1))]);
    let outside = tempfile::tempdir().expect("a place for temporary files");
    for directory in [".claude", ".codex", ".cursor", ".gemini"] {
        std::os::unix::fs::symlink(outside.path(), project.path(directory)).expect("a new link");
    }
    std::os::unix::fs::symlink(outside.path().join("x"), project.path(".metrics.yaml")).expect("a new link");
    for words in [
        ["install-hook", "--agent", "claude"],
        ["install-hook", "--agent", "codex"],
        ["install-hook", "--agent", "cursor"],
        ["install-hook", "--agent", "gemini"],
        ["config", "init", "--yes"],
        ["config", "init", "--force"],
    ] {
        let ran = project.run(&words);
        assert_eq!(ran.status, 2, "{words:?}: {}", ran.err);
    }
    assert_eq!(fs::read_dir(outside.path()).expect("a directory").count(), 0);
}
