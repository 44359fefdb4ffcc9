//! The samples in `testdata` give the numbers of the reference tools: integers equal, floats to a relative 1e-12.
//!
//! Beside the samples of a language stands `expected.jsonl`: for each sample the part of its record that the reference
//! tools know, or the reason for which they refuse it.

use code_metrics::{MeasureError, measure_text};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A sample whose record is not that of the reference tools.
struct Exception {
    sample: &'static str,
    /// `partial`, or the reason for which it is skipped.
    outcome: &'static str,
    /// Why the reference tools refuse the sample, or why this program cannot measure it as they do.
    why: &'static str,
}

const fn exception(sample: &'static str, outcome: &'static str, why: &'static str) -> Exception {
    Exception { sample, outcome, why }
}

#[test]
fn python_has_the_numbers_of_radon_and_complexipy() {
    check(
        "testdata/python",
        &[
            exception("enc_nul.py", "binary", "SyntaxError: source code string cannot contain null bytes"),
            exception("err_indent.py", "complete", "the grammar takes a dedent to a column that nothing has"),
            exception("err_print_statement.py", "partial", "SyntaxError: Missing parentheses in call"),
            exception("err_py2_except.py", "partial", "SyntaxError: multiple exception types"),
            exception("err_syntax.py", "partial", "SyntaxError: invalid syntax"),
            exception("err_unclosed.py", "partial", "SyntaxError: '(' was never closed"),
        ],
    );
}

#[test]
fn javascript_has_the_numbers_of_eslint_sonarjs_and_big_code_analysis() {
    check(
        "testdata/javascript",
        &[
            exception("c73_flow.js", "partial", "the grammar knows no Flow"),
            exception("c76_syntax_error.js", "partial", "espree/module: Parsing error: Unexpected token"),
        ],
    );
}

#[test]
fn typescript_has_the_numbers_of_eslint_sonarjs_and_big_code_analysis() {
    check("testdata/typescript", &[]);
}

#[test]
fn scripts_in_components_have_the_numbers_of_the_scripts() {
    check("testdata/component", &[]);
}

/// Compares every sample in a directory with its expectations, but for the exceptions, which must be needed.
fn check(directory: &str, exceptions: &[Exception]) {
    let expected = expectations(directory);
    let found = outcomes(directory);
    let names = |map: &BTreeMap<String, Value>| map.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&found), names(&expected), "every sample has an expectation and is met");
    let mut wrong = Vec::new();
    for (name, expected) in &expected {
        let differences = differences(expected, &found[name]);
        match exceptions.iter().find(|exception| exception.sample == name) {
            Some(exception) => {
                wrong.extend(broken_exception(exception, expected, &found[name], &differences));
            }
            None => wrong.extend(differences.iter().map(|difference| format!("{name}: {difference}"))),
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

fn expectations(directory: &str) -> BTreeMap<String, Value> {
    let lines = fs::read_to_string(Path::new(directory).join("expected.jsonl")).expect("expectations");
    let rows = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line of JSON"));
    let named = |mut row: Value| match row["path"].take() {
        Value::String(name) => (name, row),
        other => panic!("a path, and not {other}"),
    };
    rows.map(named).collect()
}

/// What the library makes of the samples, by name.
fn outcomes(directory: &str) -> BTreeMap<String, Value> {
    let samples = fs::read_dir(directory).expect("samples").map(|entry| entry.expect("a sample").path());
    samples.filter_map(|path| Some((path.file_name()?.to_str()?.to_owned(), outcome(&path)?))).collect()
}

/// The record of a sample, or the reason for which it has none; nothing if it is in no known language.
fn outcome(sample: &Path) -> Option<Value> {
    match measure_text(sample, fs::read(sample).expect("a sample")) {
        Ok(record) => Some(serde_json::to_value(&record.metrics).expect("a record")),
        Err(MeasureError::NotMeasured(it)) => Some(json!({"status": "skipped", "reason": it.reason.word()})),
        Err(_) => None,
    }
}

/// What makes an exception untrue or needless.
fn broken_exception(
    exception: &Exception,
    expected: &Value,
    found: &Value,
    differences: &[String],
) -> Option<String> {
    let Exception { sample, outcome, why } = exception;
    let status = found.get("reason").unwrap_or(&found["status"]);
    if status != outcome {
        return Some(format!("{sample}: {status} instead of {outcome}"));
    }
    match expected.get("refused").and_then(Value::as_str) {
        Some(refused) if *outcome != "complete" && !refused.starts_with(why) => {
            Some(format!("{sample}: refused with: {refused}"))
        }
        None if differences.is_empty() && *outcome == "complete" => Some(format!("{sample}: no exception")),
        _ => None,
    }
}

/// Where a record is not what is expected; what it has beyond that does not matter.
fn differences(expected: &Value, found: &Value) -> Vec<String> {
    let mut differences = Vec::new();
    if expected.get("refused").is_some() {
        differences.push(format!("the reference tools refuse it, and it is {}", found["status"]));
    } else {
        if found["status"] != "complete" {
            differences.push(format!("the reference tools accept it, and it is {}", found["status"]));
        }
        compare("", expected, found, &mut differences);
    }
    differences
}

fn compare(place: &str, expected: &Value, found: &Value, differences: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, expected) in expected {
                let found = found.get(key).unwrap_or(&Value::Null);
                compare(&format!("{place}.{key}"), expected, found, differences);
            }
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
                compare(&format!("{place}[{index}]"), expected, found, differences);
            }
        }
        _ if same(expected, found) => {}
        _ => differences.push(format!("{place}: {found} (reference {expected})")),
    }
}

fn same(expected: &Value, found: &Value) -> bool {
    match (expected.as_f64(), found.as_f64()) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-12 * a.abs().max(b.abs()),
        _ => expected == found,
    }
}

#[test]
fn a_comparison_sees_what_differs_and_nothing_else() {
    let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let found = value(r#"{"status": "complete", "a": 1, "b": [{"c": 0.1, "d": 2}], "e": null}"#);
    let seen = |text: &str| differences(&value(text), &found);
    assert!(seen(r#"{"a": 1.0, "b": [{"c": 0.10000000000000001}], "e": null}"#).is_empty());
    assert_eq!(seen(r#"{"a": 2}"#), [".a: 1 (reference 2)"]);
    assert_eq!(seen(r#"{"b": [{"c": 0.100000000001}]}"#).len(), 1);
    assert_eq!(seen(r#"{"b": []}"#).len(), 1);
    assert_eq!(seen(r#"{"f": 1}"#), [".f: null (reference 1)"]);
    assert_eq!(seen(r#"{"refused": "SyntaxError"}"#).len(), 1);
}
