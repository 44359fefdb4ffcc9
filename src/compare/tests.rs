//! Pairing, on hand-made records.

use super::*;
use crate::model::{
    CognitiveTotals, CyclomaticTotals, FileMetrics, FunctionKind, Halstead, Location, Rank, RawLines, Status,
};

/// A function by its qualified name, with the hash of its body and its complexity.
fn function(qualified_name: &str, body_hash: u64, cyclomatic: u32) -> FunctionMetrics {
    FunctionMetrics {
        name: qualified_name.rsplit('.').next().unwrap_or_default().to_owned(),
        qualified_name: qualified_name.to_owned(),
        kind: FunctionKind::Function,
        depth: 0,
        location: Location { line: 1, column: 0, end_line: 1, start_byte: 0, end_byte: 0, cell: None },
        cyclomatic,
        cyclomatic_mccabe: None,
        cyclomatic_modified: None,
        cognitive: Some(0),
        halstead: Halstead::default(),
        parameters: 0,
        nesting: 0,
        body_hash,
        coverage: None,
    }
}

pub(super) fn record(path: &str, functions: &[(&str, u64, u32)]) -> Record {
    let metrics = FileMetrics {
        language: "python",
        dialect: None,
        status: Status::Complete,
        parse_errors: 0,
        parse_error: None,
        raw: RawLines::default(),
        cyclomatic: CyclomaticTotals { module: 1, total: 1, average: 0.0, mean: 0.0, max: 0 },
        cognitive: CognitiveTotals::default(),
        halstead: Halstead::default(),
        maintainability: 100.0,
        maintainability_rank: Rank::A,
        functions: functions.iter().map(|&(name, body, score)| function(name, body, score)).collect(),
        suppressions: Vec::new(),
        classes: Vec::new(),
    };
    Record { path: path.into(), metrics }
}

/// `path:name was path:name standing` of each function, on cyclomatic complexity.
fn compare(after: &[Record], before: &[Record], origins: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
    let origins = origins.iter().map(|&(new, old)| (new.into(), old.into())).collect();
    let comparison = Comparison::new(after, before, &origins);
    let metric = Metric::find("cyclomatic").unwrap();
    let mut rows = Vec::new();
    for file in &comparison.files {
        for (place, (function, former)) in
            file.after.metrics.functions.iter().zip(&file.functions).enumerate()
        {
            let was = former.map_or("nothing".to_owned(), |former| {
                format!("{}:{}", former.path.display(), former.metrics.qualified_name)
            });
            let standing = file.standing(metric, Scope::Function, place).unwrap().word();
            rows.push(format!("{} was {was}, {standing}", function.qualified_name));
        }
    }
    (rows, comparison.gone.iter().map(|former| former.metrics.qualified_name.clone()).collect())
}

const SAME: &[(&str, &str)] = &[("a.py", "a.py")];

#[test]
fn a_function_is_known_by_its_name_whatever_it_says() {
    let (rows, gone) = compare(
        &[record("a.py", &[("f", 9, 17), ("g", 2, 3), ("h", 3, 1)])],
        &[record("a.py", &[("f", 1, 12), ("g", 2, 3), ("old", 4, 1)])],
        SAME,
    );
    assert_eq!(rows, ["f was a.py:f, worse", "g was a.py:g, inherited", "h was nothing, introduced"]);
    assert_eq!(gone, ["old"]);
}

#[test]
fn a_renamed_function_is_known_by_what_it_says() {
    let (rows, gone) =
        compare(&[record("a.py", &[("C.new", 7, 12)])], &[record("a.py", &[("C.old", 7, 12)])], SAME);
    assert_eq!(rows, ["C.new was a.py:C.old, inherited"]);
    assert_eq!(gone, [""; 0]);
}

#[test]
fn a_function_is_followed_into_another_file() {
    let (rows, gone) = compare(
        &[record("a.py", &[("stays", 1, 1)]), record("new.py", &[("f", 7, 12)])],
        &[record("a.py", &[("stays", 1, 1), ("f", 7, 12)])],
        SAME,
    );
    assert_eq!(rows, ["stays was a.py:stays, inherited", "f was a.py:f, inherited"]);
    assert_eq!(gone, [""; 0]);
}

#[test]
fn a_copied_function_is_a_new_one() {
    let (rows, _) = compare(
        &[record("a.py", &[("f", 7, 12)]), record("copy.py", &[("f", 7, 12)])],
        &[record("a.py", &[("f", 7, 12)])],
        SAME,
    );
    assert_eq!(rows, ["f was a.py:f, inherited", "f was nothing, introduced"]);
}

#[test]
fn a_renamed_file_keeps_its_functions() {
    let (rows, _) = compare(
        &[record("new.py", &[("f", 8, 12)])],
        &[record("old.py", &[("f", 7, 11)])],
        &[("new.py", "old.py")],
    );
    assert_eq!(rows, ["f was old.py:f, worse"]);
}

#[test]
fn a_new_function_moves_none_of_its_namesakes() {
    let (rows, _) = compare(
        &[record("a.py", &[("f", 9, 20), ("f", 1, 11), ("f", 2, 12)])],
        &[record("a.py", &[("f", 1, 11), ("f", 2, 12)])],
        SAME,
    );
    assert_eq!(rows, ["f was nothing, introduced", "f was a.py:f, inherited", "f was a.py:f, inherited"]);
}
