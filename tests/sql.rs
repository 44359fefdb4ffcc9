//! A database of what was measured has what the records have, is the same for the same records, and answers the
//! questions of its page.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "surroundings/mod.rs"]
mod surroundings;

use rusqlite::types::Value as Cell;
use rusqlite::{Connection, Row};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

fn metrics(directory: &Path, arguments: &[&str]) -> Output {
    let mut command = surroundings::program();
    command.current_dir(directory).env("METRICS_NO_CACHE", "1").args(arguments).output().unwrap()
}

/// Something of everything: two languages, classes, copies, an excuse, parse errors, a file that cannot be measured.
fn tree() -> tempfile::TempDir {
    let tree = tempfile::tempdir().unwrap();
    let branches = "    if x:\n        return 1\n".repeat(12);
    let excused = format!("def f(x):  # metrics: ignore[cyclomatic] -- a table\n{branches}");
    let class = "class A:\n    def g(self, x):\n        for y in x:\n            if y:\n                return y\n        \
                 return x or 1\n";
    let notebook =
        r#"{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "code", "source": "def n(): return 1"}]}"#;
    for (name, text) in [
        ("one/excused.py", &*excused),
        ("one/class.py", class),
        ("two/copy.py", class),
        ("two/script.ts", "export const h = (a: number) => a && 1;\nclass B { m() { return 1; } }\n"),
        ("two/broken.py", "x = 1\ndef (:\n"),
        ("two/binary.py", "\0"),
        ("notes.ipynb", notebook),
    ] {
        fs::create_dir_all(tree.path().join(name).parent().unwrap()).unwrap();
        fs::write(tree.path().join(name), text).unwrap();
    }
    tree
}

fn database(directory: &Path, arguments: &[&str]) -> PathBuf {
    let run = metrics(directory, &[&["analyze", "--format", "sqlite", "-o", "m.db"], arguments].concat());
    assert!(run.status.success() && run.stdout.is_empty(), "{run:?}");
    directory.join("m.db")
}

fn rows(database: &Connection, question: &str) -> Vec<Vec<Cell>> {
    let mut statement = database.prepare(question).unwrap_or_else(|error| panic!("{question}: {error}"));
    let count = statement.column_count();
    let row = |row: &Row<'_>| (0..count).map(|at| row.get(at)).collect();
    statement.query_map([], row).unwrap().map(|row| row.unwrap()).collect()
}

/// The value at the path that an id is.
fn at<'a>(row: &'a Value, id: &str) -> &'a Value {
    let flat = &row[id];
    if flat.is_null() { id.split('.').fold(row, |value, part| &value[part]) } else { flat }
}

fn is_same(cell: &Cell, value: &Value) -> bool {
    match cell {
        Cell::Null => value.is_null(),
        Cell::Integer(number) => value.as_i64() == Some(*number),
        Cell::Real(number) => value.as_f64() == Some(*number),
        Cell::Text(text) => value.as_str() == Some(text),
        Cell::Blob(_) => false,
    }
}

#[test]
fn every_value_of_the_records_is_in_its_column() {
    let tree = tree();
    let stream = metrics(tree.path(), &["analyze", "--format", "ndjson"]).stdout;
    let records: Vec<Value> =
        String::from_utf8(stream).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let measured: Vec<&Value> = records.iter().filter(|it| it["status"] != "skipped").collect();
    let database = Connection::open(database(tree.path(), &[])).unwrap();
    let all = |kind: &str| measured.iter().flat_map(|it| it[kind].as_array().unwrap()).collect::<Vec<_>>();
    let mut compared = 0;
    for metric in rows(&database, "SELECT id, table_name, column_name FROM metrics") {
        let [Cell::Text(id), Cell::Text(table), Cell::Text(column)] = &metric[..] else {
            panic!("{metric:?}")
        };
        let expected = if table == "files" { measured.clone() } else { all(table) };
        let found = rows(&database, &format!("SELECT {column} FROM {table} ORDER BY rowid"));
        assert_eq!(found.len(), expected.len(), "{table}");
        for (cell, row) in found.iter().zip(expected) {
            assert!(is_same(&cell[0], at(row, id)), "{table}.{column}: {cell:?} {row}");
            compared += 1;
        }
    }
    assert!(compared > 150, "{compared}");
    for (table, words) in [
        (
            "functions",
            &["name", "qualified_name", "kind", "depth", "line", "end_line", "start_byte", "cell"][..],
        ),
        ("classes", &["name", "qualified_name", "depth", "line", "end_line", "end_byte"]),
    ] {
        let found = rows(&database, &format!("SELECT {} FROM {table} ORDER BY rowid", words.join(", ")));
        for (cells, row) in found.iter().zip(all(table)) {
            let pairs = words.iter().zip(cells);
            assert!(pairs.clone().all(|(word, cell)| is_same(cell, &row[word])), "{cells:?} {row}");
        }
    }
    let bodies = measured.iter().flat_map(|it| it["judging"]["bodies"].as_array().unwrap());
    let found = rows(&database, "SELECT body FROM functions ORDER BY rowid");
    assert!(found.iter().zip(bodies).all(|(cell, hash)| is_same(&cell[0], hash)));
}

#[test]
fn the_questions_of_the_page_are_answered() {
    let page = fs::read_to_string("docs/sql.md").unwrap();
    let questions: Vec<&str> =
        page.split("```sql\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert_eq!(questions.len(), 10);
    let tree = tree();
    let database = Connection::open(database(tree.path(), &[])).unwrap();
    let answers: Vec<_> = questions.iter().map(|question| rows(&database, question)).collect();
    for (question, answer) in questions.iter().zip(&answers) {
        assert!(!answer.is_empty(), "{question}");
    }
    let text = |text: &str| Cell::Text(text.to_owned());
    // the worst function, its copies, its excuse, and what is doubtful
    assert_eq!(answers[0][0][..3], [text("one/excused.py"), Cell::Integer(1), text("f")]);
    assert_eq!(answers[2], [[Cell::Integer(0), Cell::Integer(5)], [Cell::Integer(10), Cell::Integer(1)]]);
    let copies = [Cell::Integer(2), Cell::Integer(5), text("one/class.py:2 two/copy.py:2")];
    assert_eq!(answers[4], [copies]);
    assert_eq!(answers[7][0][2..], [text("cyclomatic"), text("a table")]);
    let doubtful: Vec<&Cell> = answers[8].iter().map(|row| &row[1]).collect();
    assert_eq!(doubtful, [&text("binary"), &text("parse errors")]);
}

#[test]
fn records_in_parts_give_the_same_bytes() {
    let tree = tree();
    let whole = fs::read(database(tree.path(), &[])).unwrap();
    let stream = String::from_utf8(metrics(tree.path(), &["analyze", "--format", "ndjson"]).stdout).unwrap();
    let (mut one, mut two) = (String::new(), String::new());
    for (number, line) in stream.lines().rev().enumerate() {
        let part = if number % 2 == 0 { &mut one } else { &mut two };
        part.push_str(line);
        part.push('\n');
    }
    fs::write(tree.path().join("one.ndjson"), one).unwrap();
    fs::write(tree.path().join("two.ndjson"), two).unwrap();
    let merged = database(tree.path(), &["--records", "one.ndjson", "two.ndjson"]);
    assert!(fs::read(merged).unwrap() == whole);
}

#[test]
fn a_database_goes_to_a_file_whole_or_not_at_all() {
    let tree = tree();
    let run = metrics(tree.path(), &["analyze", "--format", "sqlite"]);
    let told = String::from_utf8(run.stderr).unwrap();
    assert_eq!(
        (run.status.code(), &*told),
        (Some(2), "error: a database goes to a file: name it with `--output FILE`\n")
    );
    fs::write(tree.path().join("m.db"), "old").unwrap();
    let room = tree.path().join("no-room");
    let mut command = surroundings::program();
    let command = command.current_dir(tree.path()).env("TMPDIR", &room).env("TMP", &room);
    let run = command.args(["analyze", "--no-cache", "--format", "sqlite", "-o", "m.db"]).output().unwrap();
    assert_eq!(run.status.code(), Some(2), "{run:?}");
    assert_eq!(fs::read_to_string(tree.path().join("m.db")).unwrap(), "old");
}
