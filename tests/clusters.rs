//! What runs on the driver and on the workers of Spark and Ray, by the words of the code that does it: nothing is brought
//! to the driver, and no function is called row by row. `ci/spark/run` and `ci/ray/run` run it.

#[path = "surroundings/mod.rs"]
mod surroundings;

use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;

/// What brings rows to the driver.
const TO_THE_DRIVER: [&str; 18] = [
    "collect",
    "collectAsArrow",
    "count",
    "first",
    "foreach",
    "head",
    "iter_batches",
    "iter_rows",
    "materialize",
    "rdd",
    "show",
    "take",
    "take_all",
    "take_batch",
    "toArrow",
    "toLocalIterator",
    "toPandas",
    "to_pandas",
];

/// What calls a function for each row.
const ROW_BY_ROW: [&str; 7] =
    ["flat_map", "map", "mapPartitions", "pandas_udf", "udf", "udtf", "UserDefinedFunction"];

/// The code, without what documents it.
fn code(file: &str) -> String {
    let text = fs::read_to_string(file).expect("it is there");
    let code = text.split("\"\"\"").step_by(2).flat_map(str::lines);
    code.map(|line| line.split('#').next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

#[test]
fn nothing_is_collected_and_no_function_is_called_row_by_row() {
    for (file, by_partition) in [
        ("python/code_metrics/spark.py", Some("mapInArrow")),
        ("python/code_metrics/ray.py", Some("map_batches")),
        ("python/code_metrics/_columns.py", None),
        ("python/code_metrics/_stream.py", None),
    ] {
        let code = code(file);
        let calls = |name: &&&str| code.contains(&format!(".{name}(")) || code.contains(&format!("@{name}"));
        assert_eq!(TO_THE_DRIVER.iter().chain(&ROW_BY_ROW).find(calls), None, "{file}");
        if let Some(name) = by_partition {
            assert_eq!(code.matches(&format!(".{name}(")).count(), 1, "{file}: one {name}");
        }
    }
}

#[test]
fn the_engines_are_extras_and_the_package_needs_nothing_else() {
    let text = fs::read_to_string("pyproject.toml").expect("it is there");
    for expected in ["spark = [", "ray = ["] {
        assert!(text.contains(expected), "{expected}");
    }
    assert!(!text.lines().any(|line| line.starts_with("dependencies")), "no dependency");
}

/// Draws texts as a worker does from its partition, and prints the rows: with a stand-in for a batch of Arrow, so that no
/// engine is needed.
const PARTITION: &str = r#"
import json, os, sys
from code_metrics import measure_texts
from code_metrics._columns import _texts

class Cell:
    def __init__(self, value): self.value = value
    def as_py(self): return self.value

class Batch:
    def __init__(self, **columns):
        self.columns = columns
        self.num_rows = len(columns["path"])
    def column(self, name): return [Cell(value) for value in self.columns[name]]

os.mkfifo("pipe.py")
open("there.py", "w").write("def f(x): return x or 1\n")
open("large.py", "w").write("x = 1\n" * 40)
paths = ["there.py", "away.py", "pipe.py", ".", None, "nul\0.py", "large.py"]
files = _texts([Batch(path=paths, extra=["a"] * len(paths))], False, True, 100)
texts = _texts([Batch(path=["n.py", "t.py"], text=[None, "x = 1\n"], extra=[None, "b"])], True, True, 100)
for row in measure_texts([*files, *texts], max_file_size=100):
    print(json.dumps([row["path"], row.get("reason", row["status"]), row.get("detail"), row["extra"]]))
"#;

/// A directory with the package and a program for it.
#[cfg(unix)]
fn site(program: impl FnOnce(&Path)) -> tempfile::TempDir {
    let site = tempfile::tempdir().expect("a new directory");
    fs::create_dir_all(site.path().join("code_metrics")).expect("a new directory");
    fs::create_dir_all(site.path().join("bin")).expect("a new directory");
    for entry in
        fs::read_dir("python/code_metrics").expect("a directory").map(|entry| entry.expect("an entry"))
    {
        if entry.path().is_file() {
            fs::copy(entry.path(), site.path().join("code_metrics").join(entry.file_name())).expect("a copy");
        }
    }
    program(&site.path().join("bin/metrics"));
    surroundings::clear();
    site
}

/// Runs a script with the package, in a new directory; gives the directory, too.
#[cfg(unix)]
fn python(site: &Path, script: &str) -> (std::process::Output, tempfile::TempDir) {
    let room = tempfile::tempdir().expect("a new directory");
    let mut python = Command::new("python3");
    python.current_dir(room.path()).env("PYTHONPATH", site).args(["-c", script]);
    (python.output().expect("python3"), room)
}

#[cfg(unix)]
fn our_program(at: &Path) {
    std::os::unix::fs::symlink(surroundings::PROGRAM, at).expect("a new link");
}

#[cfg(unix)]
#[test]
fn rows_wait_in_the_program_until_somebody_wants_them() {
    const DRAWN: &str = r#"
import os, time
from code_metrics import measure
rows = measure(["x"])
first = next(rows)
time.sleep(0.5)
print(first["n"], os.path.exists("done"), len(list(rows)), os.path.exists("done"))
"#;
    let site = site(|at| {
        let pad = "x".repeat(4000);
        let row = format!("echo \"{{\\\"n\\\": $i, \\\"pad\\\": \\\"{pad}\\\"}}\"");
        let script = format!("#!/bin/sh\ni=0\nwhile [ $i -lt 500 ]; do {row}; i=$((i+1)); done\n: >done\n");
        fs::write(at, script).expect("a new file");
        fs::set_permissions(at, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("its owner");
    });
    let (run, _room) = python(site.path(), DRAWN);
    let told = String::from_utf8_lossy(&run.stdout);
    assert_eq!(told, "0 False 499 True\n", "{}", String::from_utf8_lossy(&run.stderr));
}

#[cfg(unix)]
#[test]
fn the_columns_of_a_table_are_the_fields_of_a_record() {
    let site = site(our_program);
    let script = "import json; from code_metrics._columns import COLUMNS; print(json.dumps(COLUMNS))";
    let (run, _room) = python(site.path(), script);
    let columns: Value = serde_json::from_slice(&run.stdout).expect("JSON");
    let schema = surroundings::program().args(["schema", "record"]).output().expect("the program");
    let schema: Value = serde_json::from_slice(&schema.stdout).expect("JSON");
    let mut missing = Vec::new();
    for kind in ["file", "skipped"] {
        compare(&schema, &schema["$defs"][kind], &columns, kind, &mut missing);
    }
    // a map, and what is asked for beside a table: paths that are no text, and what tests ran
    missing.retain(|it| !["file.path_bytes", "skipped.path_bytes"].contains(&it.as_str()));
    missing.retain(|it| !it.starts_with("file.functions.coverage") && it != "file.functions.crap");
    assert_eq!(missing, Vec::<String>::new());
}

/// Notes the properties of a schema that a table has no column for.
#[cfg(unix)]
fn compare(root: &Value, schema: &Value, columns: &Value, place: &str, missing: &mut Vec<String>) {
    let of = |schema: &Value| match schema["$ref"].as_str().and_then(|it| it.strip_prefix('#')) {
        Some(pointer) => root.pointer(pointer).expect("it is defined").clone(),
        None => schema.clone(),
    };
    let schema = of(schema);
    let columns = columns.get(0).unwrap_or(columns);
    if schema["items"].is_object() {
        return compare(root, &schema["items"], columns, place, missing);
    }
    let properties = schema["properties"].as_object().filter(|_| !columns.is_string());
    for (name, inner) in properties.into_iter().flatten() {
        let place = format!("{place}.{name}");
        match columns.get(name) {
            Some(column) => compare(root, inner, column, &place, missing),
            None => missing.push(place),
        }
    }
}

#[cfg(unix)]
#[test]
fn a_text_that_is_null_and_a_file_that_cannot_be_read_cost_their_rows() {
    let (run, _room) = python(site(our_program).path(), PARTITION);
    let told = String::from_utf8(run.stdout).expect("text");
    let rows: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let expected = [
        json!(["there.py", "complete", null, "a"]),
        json!(["away.py", "unreadable", "No such file or directory", "a"]),
        json!(["pipe.py", "unreadable", "not a regular file", "a"]),
        json!([".", "unreadable", "not a regular file", "a"]),
        json!(["", "unreadable", "No such file or directory", "a"]),
        json!(["nul\0.py", "unreadable", "embedded null byte", "a"]),
        json!(["large.py", "too_large", "101 bytes, limit 100 bytes", "a"]),
        json!(["n.py", "bad_input", "line 2: neither `text` nor `base64`", null]),
        json!(["t.py", "complete", null, "b"]),
    ];
    assert_eq!(rows, expected, "{}", String::from_utf8_lossy(&run.stderr));
}
