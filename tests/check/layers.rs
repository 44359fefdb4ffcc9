//! Which configuration counts: the nearest file, what it extends, the user's file, presets, environment, options.

use crate::project::{Project, nested, ran};

#[test]
fn the_nearest_file_above_each_measured_file_counts() {
    let project = Project::new(&[
        ("a.py", &nested("f", 3)),
        ("deep/er/b.py", &nested("g", 3)),
        ("metrics.yaml", "limits: {cyclomatic: 3}"),
        ("deep/.metrics.yaml", "limits: {cyclomatic: 2}"),
    ]);
    assert_eq!(
        project.findings(&["."]),
        [
            "deep/er/b.py cyclomatic error 4 2 deep/.metrics.yaml:1",
            "a.py cyclomatic error 4 3 metrics.yaml:1"
        ]
    );
    let named = project.path("deep/er/b.py");
    let elsewhere = Project::new(&[]);
    assert_eq!(elsewhere.findings(&[named.to_str().expect("UTF-8")]).len(), 1);
}

#[test]
fn a_search_stops_at_the_root_of_the_repository() {
    let project = Project::new(&[
        (".metrics.yaml", "limits: {cyclomatic: 3}"),
        ("inner/.git/HEAD", ""),
        ("inner/a.py", &nested("f", 3)),
    ]);
    assert!(project.findings(&["inner"]).is_empty());
}

#[test]
fn a_table_of_pyproject_is_a_configuration() {
    let project = Project::new(&[("a.py", &nested("f", 3)), ("pyproject.toml", "[project]\nname = 'x'\n")]);
    assert!(project.findings(&[]).is_empty());
    project.write(
        "pyproject.toml",
        "[tool.metrics]\nextends = []\n\n[tool.metrics.limits]\ncyclomatic = {max = 3}\n",
    );
    assert_eq!(project.findings(&[]), ["a.py cyclomatic error 4 3 pyproject.toml:5"]);
    project.write("pyproject.toml", "[tool.metrics]\nlimts = {}\n");
    let ran = project.check(&[]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.err.starts_with("error: pyproject.toml:2:1: unknown key `limts`; did you mean `limits`?"),
        "{ran:?}"
    );
}

#[test]
fn precedence_is_option_then_file_then_extended_then_user_then_preset() {
    let project = Project::new(&[("a.py", &nested("f", 9))]);
    project.write("home/metrics/config.yaml", "limits: {cyclomatic: 7, nesting: 7}");
    let origins = |arguments: &[&str]| {
        let all = [&["check", "--report", "concise"], arguments].concat();
        let mut command = project.command(&all);
        command.env("XDG_CONFIG_HOME", project.path("home"));
        let ran = ran(&command.output().expect("the program starts"));
        ran.out
    };
    let of = |text: &str, rule: &str, origin: &str| {
        let line = text.lines().find(|line| line.contains(&format!("[{rule}]")));
        assert!(line.is_some_and(|line| line.contains(origin)), "{rule} by {origin}: {text}");
    };
    let text = origins(&[]);
    of(&text, "cognitive", "(preset standard)");
    of(&text, "cyclomatic", "home/metrics/config.yaml:1)");
    project.write("base.yaml", "limits: {cyclomatic: 6, nesting: 6}");
    project.write(".metrics.yaml", "extends: [./base.yaml]\nlimits: {cyclomatic: 5}");
    let text = origins(&[]);
    of(&text, "nesting", "(base.yaml:1)");
    of(&text, "cyclomatic", "(.metrics.yaml:2)");
    let text = origins(&["--limit", "cyclomatic=4"]);
    of(&text, "cyclomatic", "(--limit)");
    let text = origins(&["--preset", "strict"]);
    of(&text, "cyclomatic", "(preset strict)");
    let text = origins(&["--no-config"]);
    assert!(!text.contains("nesting"), "{text}");
    let text = origins(&["--config", "base.yaml"]);
    of(&text, "cyclomatic", "(base.yaml:1)");
}

#[test]
fn the_environment_counts_more_than_a_file() {
    let project = Project::with_config("jobs: 3\ncache: {enabled: true}");
    let mut command = project.command(&["config", "show", "--effective", "--origin"]);
    command.env("METRICS_JOBS", "5").env("METRICS_NO_CACHE", "1").env("METRICS_CACHE_DIR", "/x/y");
    let page = ran(&command.output().expect("the program starts")).out;
    for line in [
        "jobs: 5  # METRICS_JOBS",
        "  enabled: false  # METRICS_NO_CACHE",
        "  directory: \"/x/y\"  # METRICS_CACHE_DIR",
    ] {
        assert!(page.lines().any(|it| it == line), "{line} in\n{page}");
    }
}

#[test]
fn a_variable_of_the_environment_is_read_once_and_an_empty_one_is_none() {
    let project = Project::with_config("");
    let check = |name: &str, value: &str| {
        ran(&project.command(&["check"]).env(name, value).output().expect("it starts"))
    };
    for name in ["METRICS_JOBS", "METRICS_NO_CACHE", "METRICS_CACHE_DIR"] {
        let ran = check(name, "");
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{name}");
    }
    let ran = check("METRICS_JOBS", "many");
    assert_eq!(ran.status, 2);
    assert_eq!(ran.err, "error: METRICS_JOBS: expected `auto` or a number from 1 to 256\n");
    for (value, is_wanted) in [("1", false), ("off", true)] {
        let project = Project::with_config("");
        let mut command = project.command(&["check"]);
        assert!(command.env("METRICS_NO_CACHE", value).status().expect("the program starts").success());
        assert_eq!(project.path("no-home/.cache/metrics").exists(), is_wanted, "METRICS_NO_CACHE={value}");
    }
}

#[test]
fn a_size_is_written_in_the_same_way_everywhere() {
    let project = Project::with_config("max_file_size: 1GB");
    assert_eq!(project.check(&[]).status, 0);
    assert_eq!(project.check(&["--max-file-size", "1GB"]).status, 0);
    assert_eq!(project.run(&["cache", "prune", "--max-size", "1 GB"]).status, 0);
    assert_eq!(project.check(&["--max-file-size", "50B"]).status, 2);
}

#[test]
fn what_is_shown_as_effective_is_a_configuration_with_the_same_effect() {
    let project = Project::new(&[("a.py", &nested("f", 9))]);
    project.write(
        ".metrics.yaml",
        "extends: [strict]\nlimits: {nesting: {max: 8, warn: 3}, cognitive: off}\nexclude: [\"x\\ny\", \"#z\"]\n\
         generated: measure\njobs: 2\nreport: [concise, markdown]\nlanguages: {python: {limits: {parameters: 1}}}\n",
    );
    let before = project.check(&["a.py"]).out;
    let page = project.run(&["config", "show", "--effective", "a.py"]);
    assert_eq!(page.status, 0, "{page:?}");
    project.write(".metrics.yaml", &page.out);
    let after = project.check(&["a.py"]).out;
    let without_origin = |text: &str| {
        text.lines().map(|line| line.split(" (").next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let concise = |text: &str| without_origin(text.split("###").next().unwrap_or_default());
    assert_eq!(concise(&before), concise(&after));
    assert!(
        before.contains("parameters") && before.contains("warning[nesting]")
            || before.contains("error[nesting]")
    );
    assert_eq!(project.run(&["config", "show", "--effective", "a.py"]).out, page.out);
}

#[test]
fn analyze_honours_the_keys_that_choose_files() {
    let project = Project::with_config("exclude: [a.py]");
    assert_eq!(project.run(&["analyze", "."]).status, 2);
    assert_eq!(project.run(&["analyze", ".", "--no-config"]).status, 0);
    project.write(".metrics.yaml", "max_file_size: 50");
    assert!(project.run(&["analyze", "."]).err.contains("too_large"));
    project.write(".metrics.yaml", "jobs: 0");
    assert_eq!(project.run(&["analyze", "."]).status, 2);
}

#[test]
fn a_new_configuration_is_valid_commented_and_names_what_it_met() {
    let project = Project::new(&[
        ("a.py", &nested("f", 20)),
        ("gen/x y.py", "# @generated\nx = 1\n"),
        ("big.py", &"x = 1\n".repeat(200_000)),
    ]);
    assert_eq!(project.run(&["config", "init"]).status, 0, "nobody is there to ask");
    let text = project.read(".metrics.yaml");
    assert!(text.starts_with("# yaml-language-server: $schema=https://"));
    assert!(
        text.contains("\"/gen/x\\\\ y.py\" # generated") && text.contains("\"/big.py\" # too_large"),
        "{text}"
    );
    assert_eq!(project.run(&["config", "validate"]).out, "ok: .metrics.yaml\n");
    let check = project.check(&[]);
    assert_eq!((check.status, check.err.as_str()), (1, ""), "nothing is skipped any more");
    let again = project.run(&["config", "init"]);
    assert!(again.status == 2 && again.err.contains("`--force`"));
}

#[test]
fn every_preset_is_printed_and_the_standard_one_is_that_of_the_catalogue() {
    let project = Project::new(&[]);
    for name in ["relaxed", "standard", "strict"] {
        let page = project.run(&["config", "show", "--preset", name]);
        project.write("p.yaml", &page.out);
        assert_eq!(project.run(&["config", "validate", "p.yaml"]).status, 0);
    }
    let page = project.run(&["config", "show", "--effective"]).out;
    for metric in code_metrics::model::METRICS {
        let row = |limit: f64| format!("  {}: {{max: {limit}}}", metric.id);
        let is_shown = page.lines().any(|line| line.starts_with(&format!("  {}: {{", metric.id)));
        match metric.default_limit {
            Some(limit) => assert!(page.contains(&row(limit)), "{} in\n{page}", metric.id),
            None => assert!(!is_shown, "{} in\n{page}", metric.id),
        }
    }
}

#[test]
fn the_configuration_of_the_readme_is_valid() {
    let readme = include_str!("../../README.md");
    let example =
        readme.split("```yaml\n").find(|part| part.starts_with("# .metrics.yaml")).expect("an example");
    let project = Project::new(&[(".metrics.yaml", example.split("```").next().unwrap_or_default())]);
    assert_eq!(project.run(&["config", "validate"]).out, "ok: .metrics.yaml\n");
}

#[test]
fn the_schema_accepts_what_the_program_accepts() {
    let project = Project::new(&[]);
    let schema: serde_json::Value =
        serde_json::from_str(&project.run(&["config", "schema"]).out).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let everything = include_str!("../cmd/config_errors.in/everything.yaml");
    let document: serde_json::Value = serde_yaml::from_str(everything).expect("YAML");
    let errors: Vec<_> = validator.iter_errors(&document).map(|it| it.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    for wrong in
        ["{\"limts\": {}}", "{\"limits\": {\"cyclomtic\": 1}}", "{\"jobs\": 0}", "{\"generated\": \"x\"}"]
    {
        let document: serde_json::Value = serde_json::from_str(wrong).expect("JSON");
        assert!(!validator.is_valid(&document), "{wrong}");
    }
}
