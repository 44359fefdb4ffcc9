//! What a change does to be passed over: it loosens what judges it, or makes a file one that is not looked into.

use crate::repository::{Scratch, function};
use serde_json::Value;

/// A check with a report in JSON: its status, the report, and what it said besides.
fn check(scratch: &Scratch, arguments: &[&str]) -> (Option<i32>, Value, String) {
    let output = scratch.metrics(&[&["check", "--no-cache", "--report", "json"], arguments].concat());
    let said = String::from_utf8(output.stderr).unwrap();
    (output.status.code(), serde_json::from_slice(&output.stdout).unwrap_or_default(), said)
}

fn rules(report: &Value) -> Vec<String> {
    let findings = report["findings"].as_array().cloned().unwrap_or_default();
    findings
        .iter()
        .map(|it| format!("{} {}", it["path"].as_str().unwrap(), it["rule"].as_str().unwrap()))
        .collect()
}

const LIMITS: &str = "extends: []\nlimits: {cyclomatic: 5}\n";

#[test]
fn a_change_cannot_loosen_the_limits_that_judge_it() {
    let scratch = Scratch::new();
    scratch.commit(&[(".metrics.yaml", LIMITS), ("a.py", &function("a", 2)), ("b.py", &function("b", 2))]);
    for (config, told) in [
        ("extends: []\nlimits: {cyclomatic: 50}\n", ".metrics.yaml:2: `cyclomatic` max 50 in place of max 5"),
        ("extends: []\nlimits: {cyclomatic: off}\n", "`cyclomatic` without a limit in place of max 5"),
        ("extends: []\n", "`cyclomatic` without a limit in place of max 5"),
        (&format!("{LIMITS}exclude: [a.py]\n"), ".metrics.yaml:3: `exclude` of `a.py`"),
        (&format!("{LIMITS}include: [b.py]\n"), ".metrics.yaml:3: `include` of `b.py`"),
        (&format!("{LIMITS}compat: true\n"), ".metrics.yaml:3: `compat: true`"),
        (&format!("{LIMITS}parse_errors: ignore\n"), ".metrics.yaml:3: `parse_errors`"),
        (
            &format!("{LIMITS}overrides: [{{functions: [a], limits: {{cyclomatic: 99}}, reason: r}}]\n"),
            "`cyclomatic` max 99 in place of max 5",
        ),
        ("limts: {}\n", "the configuration of the work tree is wrong"),
    ] {
        scratch.write("a.py", &function("a", 9));
        scratch.write(".metrics.yaml", config);
        scratch.git(&["add", "-A"]);
        for extent in [&["."][..], &["--staged"], &["--since", "HEAD"]] {
            let (status, report, said) = check(&scratch, &[&["--config-from", "HEAD"], extent].concat());
            assert_eq!(
                (status, rules(&report)),
                (Some(1), vec!["a.py cyclomatic".to_owned()]),
                "{config}: {said}"
            );
            assert!(said.contains(told), "{config}: {said}");
        }
        let is_enough = !config.starts_with(LIMITS) || told.contains("clude");
        let (status, ..) = check(&scratch, &["."]);
        assert!(status != Some(1) || !is_enough, "{config}: without it the change gets through");
    }
}

#[test]
fn what_a_configuration_extends_and_the_baseline_are_those_of_the_revision() {
    let scratch = Scratch::new();
    let shared = "extends: []\nlimits: {cyclomatic: 5}\n";
    scratch.commit(&[
        (".metrics.yaml", "extends: [conf/shared.yaml]\n"),
        ("conf/shared.yaml", shared),
        ("p/.metrics.yaml", "extends: []\nlimits: {cyclomatic: 3}\n"),
        ("p/c.py", &function("c", 2)),
        ("old.py", &function("old", 9)),
    ]);
    assert!(scratch.metrics(&["baseline", "create"]).status.success());
    scratch.commit(&[]);
    let (status, ..) = check(&scratch, &["--config-from", "HEAD"]);
    assert_eq!(status, Some(0), "its baseline counts");
    scratch.write("conf/shared.yaml", "extends: []\n");
    scratch.write("a.py", &function("a", 7));
    scratch.write("p/c.py", &function("c", 4));
    std::fs::remove_file(scratch.path("p/.metrics.yaml")).unwrap();
    assert!(scratch.metrics(&["baseline", "create", "--force", "--limit", "cyclomatic=3"]).status.success());
    let (status, report, said) = check(&scratch, &["--config-from", "HEAD"]);
    assert_eq!(
        (status, rules(&report)),
        (Some(1), vec!["a.py cyclomatic".to_owned(), "p/c.py cyclomatic".to_owned()])
    );
    assert!(said.contains("without effect: .metrics-baseline: 2 other entries"), "{said}");
    std::fs::remove_file(scratch.path(".metrics-baseline")).unwrap();
    std::fs::remove_file(scratch.path(".metrics.yaml")).unwrap();
    let (status, report, _) = check(&scratch, &["--config-from", "HEAD"]);
    assert_eq!((status, rules(&report).len()), (Some(1), 2), "nor does it help to remove them");
}

#[test]
fn a_change_cannot_hide_files_by_ignore_files() {
    for (name, ignore) in
        [(".metricsignore", "a.py"), (".ignore", "*.py"), (".gitignore", "/a.py"), ("p/.ignore", "a.py")]
    {
        let scratch = Scratch::new();
        let inside = if name.starts_with("p/") { "p/a.py" } else { "a.py" };
        scratch.commit(&[(".metrics.yaml", LIMITS), (inside, &function("a", 2)), ("q/.ignore", "old.py\n")]);
        scratch.write("q/old.py", &function("old", 9));
        scratch.write(inside, &function("a", 9));
        scratch.write(name, &format!("{ignore}\n"));
        scratch.git(&["add", "-A"]);
        std::fs::remove_file(scratch.path("q/.ignore")).unwrap();
        for extent in [&["."][..], &["--staged"], &["--since", "HEAD"]] {
            let (status, report, said) = check(&scratch, &[&["--config-from", "HEAD"], extent].concat());
            let found = rules(&report);
            assert_eq!((status, found), (Some(1), vec![format!("{inside} cyclomatic")]), "{name}: {said}");
            let told = format!("{name}: `{ignore}`");
            assert!(said.contains(&told) || name == ".gitignore", "{name} {extent:?}: {said}");
        }
    }
}

#[test]
fn a_revision_that_is_not_there_is_an_error_and_auto_is_that_which_a_request_is_for() {
    let scratch = Scratch::new();
    scratch.commit(&[(".metrics.yaml", LIMITS), ("a.py", &function("a", 7))]);
    assert_eq!(check(&scratch, &["--config-from", "nowhere"]).0, Some(2));
    assert_eq!(check(&scratch, &["--config-from", "HEAD", "--no-config"]).0, Some(2));
    scratch.git(&["branch", "base"]);
    scratch.git(&["update-ref", "refs/remotes/origin/base", "HEAD"]);
    scratch.commit(&[(".metrics.yaml", "extends: []\n")]);
    let (status, _, said) = check(&scratch, &["--config-from", "auto"]);
    assert_eq!(status, Some(2), "the last commit may be the request's own");
    assert!(
        said.contains("no base revision in the environment") && said.contains("--config-from origin/main"),
        "{said}"
    );
    let mut command = scratch.command(crate::repository::METRICS, "");
    command.args(["check", "--no-cache", "--config-from", "auto"]).env("GITHUB_BASE_REF", "base");
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("note: not as origin/base has it, and without effect: "), "{said}");
}

#[test]
fn a_change_that_makes_a_file_one_that_is_not_looked_into_is_a_finding() {
    let scratch = Scratch::new();
    let code = function("f", 2);
    let script = "function f(a) {\n  return a;\n}\n";
    scratch.commit(&[("a.py", &code), ("b.js", script), ("c.js", script), ("d.py", &code), ("e.py", &code)]);
    scratch.write("a.py", &format!("# @generated\n{code}"));
    scratch.write("b.js", &format!("{script}{}\n", "f(1);".repeat(2000)));
    scratch.git(&["mv", "c.js", "c.min.js"]);
    scratch.write("d.py", &format!("{code}def g(:\n"));
    scratch.write("new.py", &format!("# @generated\n{code}"));
    scratch.git(&["add", "-A"]);
    let expected = ["a.py withdrawn", "b.js withdrawn", "c.min.js withdrawn", "d.py withdrawn"];
    for extent in [&["--staged"][..], &["--since", "HEAD"]] {
        let (status, report, said) = check(&scratch, extent);
        let mut found = rules(&report);
        found.sort();
        assert_eq!((status, found), (Some(1), expected.map(str::to_owned).to_vec()), "{said}");
    }
    let (_, report, _) = check(&scratch, &["--staged"]);
    let of = |path: &str| {
        let findings = report["findings"].as_array().unwrap().clone();
        findings.into_iter().find(|it| it["path"] == path).unwrap()
    };
    assert!(of("a.py")["message"].as_str().unwrap().contains("generated: a comment at its beginning"));
    assert_eq!(
        (of("d.py")["line"].as_u64(), of("d.py")["column"].as_u64()),
        (Some(5), Some(6)),
        "where it is broken"
    );
    scratch.commit(&[]);
    scratch.write("a.py", &format!("# @generated\n{code}\n"));
    scratch.git(&["add", "-A"]);
    assert_eq!(check(&scratch, &["--staged"]).0, Some(0), "it was so before");
}

#[test]
fn a_file_that_becomes_too_large_is_a_finding_even_where_that_is_allowed() {
    let scratch = Scratch::new();
    scratch.commit(&[("a.py", &function("f", 2))]);
    scratch.write("a.py", &"x = 1\n".repeat(200));
    scratch.git(&["add", "-A"]);
    let size = ["--max-file-size", "500B", "--staged"];
    assert_eq!(check(&scratch, &size).0, Some(2));
    let (status, report, _) = check(&scratch, &[&size[..], &["--allow-skipped"]].concat());
    assert_eq!(
        (status, rules(&report)),
        (Some(1), vec!["a.py withdrawn".to_owned(), "a.py not-measured".to_owned()])
    );
}
