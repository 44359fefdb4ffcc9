//! The catalogue and the record are one list: each id is a path in the record, and each number in it has an entry.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "surroundings/found.rs"]
mod found;

use code_metrics::course::Course;
use code_metrics::model::{METRICS, Metric, Outcome, Scope};
use code_metrics::pipeline::{Generated, Means, measure_all};
use code_metrics::report::{Ndjson, Reporter};
use code_metrics::summary::{By, Order, Report, Shape};
use found::found;
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Duration;

/// Numbers that say where or how something is, not how much.
const NOT_METRICS: [&str; 9] = [
    "schema_version",
    "parse_errors",
    "depth",
    "line",
    "column",
    "end_line",
    "start_byte",
    "end_byte",
    "cell",
];

const SAMPLES: [(&str, &str); 2] = [
    ("sample.js", "class A {\n    f(x) {\n        return x && this.y ? x + 1 : 2;\n    }\n}\n"),
    (
        "sample.py",
        "class A:\n    '''Doc.'''\n    # note\n\n    def f(self, x):\n        if x and self.y:\n            return x + 1\n\
     \n    def g(self):\n        return [a for a in self]\n",
    ),
];

fn measured() -> (Outcome, Vec<Value>) {
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in SAMPLES {
        std::fs::write(directory.path().join(name), text).unwrap();
    }
    let limits = Means {
        jobs: 1,
        max_file_size: 1 << 20,
        cpu_budget: Duration::from_secs(10),
        generated: Generated::Measure,
    };
    let outcome = measure_all(&found(directory.path()), &limits, &Course::default());
    let mut lines = Vec::new();
    let shape = Shape { by: By::File, metrics: Vec::new(), order: Order::Path, min: None, top: None };
    Ndjson.write(&Report::in_records(&outcome, shape), &mut lines).unwrap();
    let rows = serde_json::Deserializer::from_slice(&lines).into_iter().collect::<Result<_, _>>().unwrap();
    assert_eq!(outcome.records.len(), SAMPLES.len());
    (outcome, rows)
}

/// Paths and values of the metrics among the numbers of an object, objects in it included and lists not.
fn numbers(object: &Value) -> BTreeMap<String, f64> {
    let mut found = BTreeMap::new();
    for (key, value) in object.as_object().unwrap() {
        match value {
            Value::Number(number) if !NOT_METRICS.contains(&key.as_str()) => {
                found.insert(key.clone(), number.as_f64().unwrap());
            }
            Value::Object(_) if key != "definitions" => {
                found.extend(numbers(value).into_iter().map(|(below, v)| (format!("{key}.{below}"), v)));
            }
            _ => {}
        }
    }
    found
}

fn catalogued(scope: Scope, value: impl Fn(&Metric) -> Option<f64>) -> BTreeMap<String, f64> {
    let listed = METRICS.iter().filter(|metric| metric.scopes().contains(&scope));
    listed.filter_map(|metric| Some((metric.id.to_owned(), value(metric)?))).collect()
}

#[test]
fn ids_and_values_are_those_of_the_record() {
    let (outcome, rows) = measured();
    for (record, row) in outcome.records.iter().zip(&rows) {
        let file = &record.metrics;
        assert_eq!(catalogued(Scope::File, |metric| metric.of_file(file)), numbers(row));
        for (function, row) in file.functions.iter().zip(row["functions"].as_array().unwrap()) {
            assert_eq!(catalogued(Scope::Function, |metric| metric.of_function(function)), numbers(row));
        }
        for (class, row) in file.classes.iter().zip(row["classes"].as_array().unwrap()) {
            assert_eq!(catalogued(Scope::Class, |metric| metric.of_class(class)), numbers(row));
        }
        assert!(!file.functions.is_empty() && !file.classes.is_empty());
    }
}

#[test]
fn an_id_is_in_the_catalogue_once() {
    for metric in METRICS {
        assert!(std::ptr::eq(Metric::find(metric.id).unwrap(), metric), "{} is there twice", metric.id);
    }
    assert!(Metric::find("halstead").is_none());
}

#[test]
fn entries_are_written_for_a_person() {
    for metric in METRICS {
        assert!(!metric.scopes().is_empty() || metric.is_of_groups(), "{}", metric.id);
        for text in [metric.unit, metric.summary, metric.formula, metric.source] {
            assert!(
                !text.is_empty() && !text.ends_with('.') && !text.contains("  "),
                "{}: {text}",
                metric.id
            );
        }
    }
}
