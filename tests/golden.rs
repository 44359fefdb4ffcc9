//! One whole record: a change of its shape or of any number shows here.
//!
//! A snapshot proves that nothing changed, not that it is right: its numbers are also among those that `parity` compares
//! with radon 6.0.1 and complexipy 8.3.0, and a few of them stand here.

#[path = "surroundings/mod.rs"]
mod surroundings;

use assert_cmd::Command;
use serde_json::Value;

/// A class, an inner function, branches, a loop, an exception, docstrings and comments.
const SAMPLE: &str = "testdata/python/orders.py";

fn report(format: &str) -> String {
    surroundings::clear();
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("metrics"));
    let run =
        command.args(["analyze", "--no-config", "--no-cache", "--format", format, SAMPLE]).assert().success();
    String::from_utf8(run.get_output().stdout.clone()).expect("text")
}

#[test]
fn the_record_of_a_python_file_is_this() {
    let record: Value = serde_json::from_str(&report("ndjson")).unwrap();
    insta::assert_json_snapshot!(record);
    assert_eq!(record["raw"]["lloc"], 25, "radon raw");
    assert_eq!(record["halstead"]["volume"], 180.685_725_082_211_83, "radon hal");
    assert_eq!(record["maintainability"], 68.728_849_669_306_51, "radon mi");
    assert_eq!(record["functions"][1]["cyclomatic"], 6, "radon cc, Order.price");
    assert_eq!(record["functions"][1]["cognitive"], 7, "complexipy, Order.price");
}

#[test]
fn a_stream_has_the_records_of_the_document_one_a_line() {
    let document: Value = serde_json::from_str(&report("json")).unwrap();
    let stream = report("ndjson");
    assert_eq!((stream.matches('\n').count(), stream.ends_with("}\n")), (1, true));
    let mut record: Value = serde_json::from_str(&stream).unwrap();
    let judging = record.as_object_mut().unwrap().remove("judging").unwrap();
    assert_eq!(judging["bodies"].as_array().unwrap().len(), record["functions"].as_array().unwrap().len());
    assert_eq!(record, document["files"][0], "the document is for reading, and says nothing of bodies");
}
