//! Comments of other tools excuse the functions that those tools excuse, as `testdata/compat` has their answers.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use code_metrics::language::by_path;
use code_metrics::measure_text;
use code_metrics::model::{FileMetrics, FunctionKind, FunctionMetrics, Metric, Scope};
use std::collections::BTreeMap;
use std::path::Path;

type Answers = BTreeMap<String, BTreeMap<String, bool>>;

fn measured(file: &str) -> (FileMetrics, String, Answers) {
    let directory = Path::new("testdata/compat");
    let path = directory.join(file);
    let text = std::fs::read(&path).unwrap();
    let row = by_path(&path).unwrap();
    let metrics = measure_text(&path, text.clone()).unwrap().metrics;
    let answers = std::fs::read(directory.join(row.name).with_extension("json")).unwrap();
    (metrics, String::from_utf8(text).unwrap(), serde_json::from_slice(&answers).unwrap())
}

/// What differs from the answers, given the name that each function has in them.
fn differences(
    metrics: &FileMetrics,
    answers: &Answers,
    name: impl Fn(&FunctionMetrics) -> String,
) -> Vec<String> {
    let mut checked = 0;
    let mut differences = Vec::new();
    for (id, excused) in answers {
        let metric = Metric::find(id).unwrap();
        for (index, function) in metrics.functions.iter().enumerate() {
            let name = name(function);
            let Some(&wanted) = excused.get(&name) else { continue };
            let found = metrics.suppressions.iter().any(|it| it.covers(metric, Scope::Function, index));
            checked += 1;
            if found != wanted {
                differences.push(format!("{id} of {name}: excused {found}, the tool says {wanted}"));
            }
        }
    }
    assert!(checked >= 80, "{checked} placements");
    differences
}

#[test]
fn comments_of_ruff_and_complexipy_excuse_what_they_excuse_there() {
    let (metrics, _, answers) = measured("placements.py");
    let differences = differences(&metrics, &answers, |function| function.qualified_name.clone());
    assert!(differences.is_empty(), "{differences:#?}");
}

#[test]
fn comments_of_eslint_excuse_what_they_excuse_there() {
    of_eslint("placements.js");
    of_eslint("placements.ts");
}

fn of_eslint(file: &str) {
    let (metrics, text, answers) = measured(file);
    let lines: Vec<&str> = text.lines().collect();
    // the last word such as `p01` that stands at or above the first line of a function
    let name = |function: &FunctionMetrics| {
        let is_id = |word: &&str| {
            word.len() == 3
                && word.starts_with(['p', 'P', 'q', 'Q'])
                && word[1..].bytes().all(|it| it.is_ascii_digit())
        };
        let words =
            |line: &&str| line.split(|c: char| !c.is_ascii_alphanumeric()).rfind(is_id).map(str::to_owned);
        let id = lines[..function.location.line as usize].iter().rev().find_map(words).unwrap();
        let is_other = matches!(function.kind, FunctionKind::FieldInitializer | FunctionKind::StaticBlock);
        if is_other { format!("{id}=") } else { id }
    };
    let differences = differences(&metrics, &answers, name);
    assert!(differences.is_empty(), "{file}: {differences:#?}");
}
