//! What is said where tools answer: recorded answers of the real ones, and the same with something changed.

use super::fake::Stage;
use serde_json::{Value, json};

/// Tool, metric, and how many numbers are equal, explained, unexplained and not listed.
fn counts(report: &Value, tool: &str, metric: &str) -> [u64; 4] {
    let tools = report["tools"].as_array().expect("a list");
    let found = tools.iter().find(|it| it["tool"] == tool).unwrap_or_else(|| panic!("{tool} is there"));
    let counts = &found["metrics"][metric];
    ["equal", "explained", "unexplained", "unlisted"].map(|key| counts[key].as_u64().expect("a number"))
}

/// The differences without their path, which is a file of the tree.
fn differences(report: &Value) -> Vec<String> {
    let told = |it: &Value| {
        format!(
            "{} {} {} {}: {} {}: {}",
            it["tool"], it["scope"], it["name"], it["metric"], it["ours"], it["theirs"], it["reason"]
        )
        .replace('"', "")
    };
    report["differences"].as_array().expect("a list").iter().map(told).collect()
}

#[test]
fn the_recorded_answers_of_all_tools_are_our_numbers() {
    let (status, report) = Stage::whole().json(&[]);
    assert_eq!(status, Some(0));
    assert_eq!(differences(&report), [""; 0]);
    assert_eq!(
        counts(&report, "radon", "cyclomatic"),
        [11, 0, 0, 2],
        "a local class and its method are lost there"
    );
    assert_eq!(counts(&report, "radon", "raw.lloc"), [1, 0, 0, 0]);
    assert_eq!(
        counts(&report, "complexipy", "cognitive"),
        [8, 0, 0, 2],
        "functions in functions are not listed"
    );
    assert_eq!(counts(&report, "complexipy", "cognitive.module"), [1, 0, 0, 0]);
    assert_eq!(counts(&report, "ruff", "cyclomatic_mccabe"), [10, 0, 0, 0]);
    assert_eq!(
        counts(&report, "eslint", "cyclomatic"),
        [11, 0, 0, 0],
        "the sloppy file is asked about twice"
    );
    assert_eq!(
        counts(&report, "eslint", "cognitive"),
        [8, 0, 0, 0],
        "initializers and static blocks have none"
    );
    assert_eq!(counts(&report, "big-code-analysis", "halstead.volume"), [2, 0, 0, 0]);
    assert_eq!(report["total"]["compared"], json!(138));
    let refused = &report["tools"][2]["refused"];
    assert_eq!(*refused, json!([{"path": "tree/broken.py", "why": "Expected `)`, found newline"}]));
}

#[test]
fn a_number_that_differs_is_shown_with_its_function() {
    let stage = Stage::whole();
    stage.edit("ruff.json", "`described` is too complex (", "`described` is too complex (9");
    stage.edit("radon-mi.json", "\"mi\": ", "\"mi\": 1");
    stage.edit("eslint-0.json", "function 4 Method 'open'", "function 3 Method 'open'");
    let ran = stage.run(&["--quiet"]);
    assert_eq!(ran.status, Some(1), "{}", ran.err);
    let rows: Vec<&str> = ran.out.lines().filter(|line| line.starts_with("tree/")).collect();
    assert_eq!(rows.len(), 3, "{}", ran.out);
    assert!(
        rows[0].starts_with("tree/cart.py: maintainability ") && rows[0].ends_with(": for no known reason")
    );
    assert!(
        rows[1].starts_with("tree/cart.py:39 `described`: cyclomatic_mccabe 6, ruff 96: for no known"),
        "{}",
        rows[1]
    );
    assert_eq!(rows[2], "tree/view.tsx:4 `View.open`: cyclomatic 4, eslint 3: for no known reason");
    assert!(
        ran.out.ends_with("138 numbers compared in 4 files: 135 equal, 0 explained, 3 for no known reason\n")
    );
}

#[test]
fn a_function_that_only_one_side_has_is_shown() {
    let stage = Stage::whole();
    stage.edit("complexipy.json", "\"Cart::find\"", "\"Cart::seek\"");
    stage.edit("ruff.json", "\"C901\"", "\"E501\"");
    let (status, report) = stage.json(&[]);
    assert_eq!(status, Some(1));
    let mut found = differences(&report);
    found.sort();
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].starts_with("complexipy function Cart.find cognitive: 3 null: null"), "{found:?}");
    assert!(found[1].starts_with("complexipy function Cart.seek cognitive: null 3: null"), "{found:?}");
    assert!(found[2].contains("cyclomatic_mccabe") && found[2].ends_with("null: null"), "{found:?}");
}

#[test]
fn another_version_is_told_and_explains_a_difference() {
    let stage = Stage::whole();
    stage.says("ruff.version", "ruff 0.9.1");
    stage.edit("ruff.json", "`described` is too complex (", "`described` is too complex (1");
    let ran = stage.run(&["--tool", "ruff"]);
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    assert!(ran.out.contains("ruff 0.9.1, not 0.17.6, whose numbers ours are: 2 files\n"), "{}", ran.out);
    assert!(ran.out.contains("ruff 16: the tool has another version\n"), "{}", ran.out);
}

#[test]
fn the_python_under_radon_is_told_and_explains_lines() {
    let stage = Stage::whole();
    let python = stage.tools().join("python3.11");
    let says = "#!/bin/sh\ncase \"$1\" in --version) echo Python 3.11.7 ;; *) exec sh \"$@\" ;; esac\n";
    stage.program("python3.11", says);
    let text = std::fs::read_to_string(stage.tools().join("radon")).expect("UTF-8");
    stage.program("radon", &text.replacen("/bin/sh", &python.to_string_lossy(), 1));
    stage.edit("radon-raw.json", "\"lloc\": ", "\"lloc\": 1");
    let (status, report) = stage.json(&["--tool", "radon"]);
    assert_eq!((status, &report["tools"][0]["python"]), (Some(0), &json!("3.11.7")));
    assert_eq!(counts(&report, "radon", "raw.lloc"), [0, 1, 0, 0]);
    stage.edit("radon-cc.json", "\"complexity\": ", "\"complexity\": 1");
    assert_eq!(stage.json(&["--tool", "radon"]).0, Some(1), "complexities do not depend on it");
}

#[test]
fn what_an_installation_lacks_is_said_and_not_compared() {
    let stage = Stage::whole();
    for package in ["eslint-plugin-sonarjs", "@typescript-eslint"] {
        std::fs::remove_dir_all(stage.path("node_modules").join(package)).expect("it is there");
    }
    let (status, report) = stage.json(&["--tool", "eslint"]);
    assert_eq!(status, Some(0));
    let eslint = &report["tools"][0];
    assert_eq!(eslint["lacks"].as_array().map(Vec::len), Some(2), "{eslint}");
    assert_eq!(
        (&eslint["metrics"]["cognitive"], eslint["refused"][0]["path"].as_str()),
        (&Value::Null, Some("tree/view.tsx"))
    );
    assert_eq!(counts(&report, "eslint", "cyclomatic"), [3, 0, 0, 0]);
    stage.package("eslint-plugin-sonarjs", "1.0.4");
    let (_, report) = stage.json(&["--tool", "eslint"]);
    assert_eq!(
        report["tools"][0]["lacks"][0],
        "eslint-plugin-sonarjs 1.0.4 is not 4.2.2, whose numbers ours are"
    );
}

#[test]
fn what_is_started_is_said_and_nothing_of_the_tree_is() {
    let stage = Stage::whole();
    let ran = stage.run(&[]);
    let started: Vec<&str> = ran.err.lines().filter(|line| line.starts_with("starts ")).collect();
    assert_eq!(started.len(), 9, "{}", ran.err);
    let tools = stage.tools().to_string_lossy().into_owned();
    assert!(started.iter().all(|line| line.contains(&tools)), "{}", ran.err);
    assert!(
        started[6].contains(" --no-config-lookup --config ") && started[6].ends_with(" on 2 files"),
        "{}",
        started[6]
    );
    assert_eq!(stage.run(&["--quiet"]).err, "");
}
