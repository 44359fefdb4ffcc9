//! The schemas that the program prints describe what it prints, and would notice a field too many or too few.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "surroundings/found.rs"]
mod found;
#[path = "surroundings/mod.rs"]
mod surroundings;

use code_metrics::course::Course;
use code_metrics::model::{Definitions, Outcome, Record, StoredRecord};
use code_metrics::pipeline::{Generated, Means, measure_all};
use code_metrics::report::{Ndjson, Reporter};
use code_metrics::summary::{By, Order, Report, Shape};
use found::found;
use serde_json::Value;
use std::path::Path;
use std::time::Duration;

const SAMPLE: &str =
    "class A:\n    def f(self, x):\n        if x:\n            return x + 1\n\ndef g():\n    pass\n";

const SCRIPT: &str =
    "class A { x = () => 1; static { f(); } get y() { return 1; } set y(v) {} constructor() {} }\n";

fn metrics(arguments: &[&str], directory: &Path) -> Vec<u8> {
    let run = surroundings::program()
        .env("METRICS_NO_CACHE", "1")
        .args(arguments)
        .current_dir(directory)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    run.stdout
}

/// A directory with a file that is measured, one with parse errors and one that is skipped.
fn tree() -> tempfile::TempDir {
    let tree = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("e.ts", SCRIPT),
        ("f.js", "// @flow\nvar a: {| b: c |};\n"),
        ("a.py", SAMPLE),
        ("b.py", "def (:\n"),
        ("c.py", "\0"),
        ("d.py", ""),
    ] {
        std::fs::write(tree.path().join(name), text).unwrap();
    }
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        let name = std::ffi::OsStr::from_bytes(b"caf\xe9.py");
        std::fs::write(tree.path().join(name), SAMPLE).unwrap();
    }
    tree
}

fn schema(what: &str) -> jsonschema::Validator {
    let schema: Value = serde_json::from_slice(&metrics(&["schema", what], Path::new("."))).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    jsonschema::draft202012::new(&schema).unwrap()
}

fn accept(schema: &jsonschema::Validator, value: &Value) {
    let errors: Vec<_> = schema.iter_errors(value).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

fn records() -> Vec<Value> {
    let lines = metrics(&["analyze", "--format", "ndjson"], tree().path());
    serde_json::Deserializer::from_slice(&lines).into_iter().collect::<Result<_, _>>().unwrap()
}

#[test]
fn every_line_is_a_record() {
    let schema = schema("record");
    let records = records();
    assert_eq!(records.len(), 6 + usize::from(cfg!(unix)));
    for record in &records {
        accept(&schema, record);
    }
    let kinds: Vec<_> = records.iter().filter_map(|it| it["functions"].as_array()).flatten().collect();
    for kind in ["method", "arrow", "field_initializer", "static_block", "getter", "setter", "constructor"] {
        assert!(kinds.iter().any(|function| function["kind"] == kind), "{kind}");
    }
    for status in ["complete", "partial", "skipped"] {
        assert!(records.iter().any(|record| record["status"] == status), "{status}");
    }
}

#[test]
fn the_document_is_a_report() {
    let schema = schema("report");
    let document = metrics(&["analyze", "--format", "json"], tree().path());
    accept(&schema, &serde_json::from_slice(&document).unwrap());
    let tree = tree();
    std::fs::write(tree.path().join("lcov.info"), "SF:a.py\nDA:3,1\nDA:4,0\nBRDA:3,0,0,1\nend_of_record\n")
        .unwrap();
    let covered = metrics(&["analyze", "--format", "json", "--coverage", "lcov.info"], tree.path());
    let covered: Value = serde_json::from_slice(&covered).unwrap();
    accept(&schema, &covered);
    let function = &covered["files"][0]["functions"][0];
    assert_eq!((&function["coverage"], &function["coverage.branches"]), (&50.0.into(), &100.0.into()));
    let top = metrics(&["analyze", "--format", "json", "--top", "1"], tree.path());
    accept(&schema, &serde_json::from_slice(&top).unwrap());
}

#[test]
fn a_missing_and_an_unknown_field_are_noticed() {
    let schema = schema("record");
    let whole = records().swap_remove(0);
    let places = [&["raw", "sloc"][..], &["halstead", "volume"], &["cyclomatic", "average"], &["language"]];
    for place in places.iter().chain(&[&["functions", "0", "cyclomatic"][..], &["classes", "0", "methods"]]) {
        let (name, parents) = place.split_last().unwrap();
        let pointer = [&[""], parents].concat().join("/");
        let mut broken = whole.clone();
        let object = broken.pointer_mut(&pointer).unwrap().as_object_mut().unwrap();
        let value = object.remove(*name).unwrap_or_else(|| panic!("{place:?}"));
        assert!(!schema.is_valid(&broken), "without {place:?}");
        broken.pointer_mut(&pointer).unwrap()["surplus"] = value;
        assert!(!schema.is_valid(&broken), "with a field too many beside {place:?}");
    }
}

/// Everything that the library measures in a tree, and the lines that it writes of it.
fn measured(tree: &Path) -> (Outcome, String) {
    let limits = Means {
        jobs: 1,
        max_file_size: 1 << 20,
        cpu_budget: Duration::from_secs(10),
        generated: Generated::Measure,
    };
    let outcome = measure_all(&found(tree), &limits, &Course::default());
    let shape = Shape { by: By::File, metrics: Vec::new(), order: Order::Path, min: None, top: None };
    let mut lines = Vec::new();
    Ndjson.write(&Report::in_records(&outcome, shape), &mut lines).unwrap();
    (outcome, String::from_utf8(lines).unwrap())
}

#[test]
fn every_record_comes_back_as_it_was_measured() {
    let tree = tree();
    std::fs::write(
        tree.path().join("g.py"),
        "def f(x):  # metrics: ignore[cognitive] -- a \"table\"\n    return x if x else 1 / 3\n",
    )
    .unwrap();
    let (outcome, lines) = measured(tree.path());
    let is_record = |line: &&str| !line.contains("\"status\":\"skipped\"");
    let stored: Vec<StoredRecord> =
        lines.lines().filter(is_record).map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(stored.iter().all(|stored| stored.is_judgeable && stored.definitions == Definitions::current()));
    assert!(stored.iter().any(|stored| !stored.record.metrics.suppressions.is_empty()));
    assert_eq!(stored.into_iter().map(|stored| stored.record).collect::<Vec<_>>(), outcome.records);
}

#[test]
fn a_record_that_was_not_written_so_is_refused() {
    let (_, lines) = measured(tree().path());
    let line = lines.lines().next().unwrap();
    for (what, with, why) in [
        ("\"schema_version\":2", "\"schema_version\":1", "schema_version 1; this program reads 2"),
        ("\"language\":\"python\"", "\"language\":\"cobol\"", "unknown variant `cobol`"),
        ("\"bodies\":[", "\"bodies\":[\"0123456789abcdef\",", "about 3 functions and the record about 2"),
    ] {
        assert!(line.contains(what), "{what}");
        let refused = serde_json::from_str::<Record>(&line.replace(what, with)).unwrap_err().to_string();
        assert!(refused.contains(why), "{refused}");
    }
}
