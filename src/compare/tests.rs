//! Pairing, on hand-made records.

use super::*;
use crate::model::sample;

/// A file of functions: the qualified name, the hash of the body and the complexity of each.
pub(super) fn record(path: &str, functions: &[(&str, u64, u32)]) -> Record {
    let function = |&(name, body_hash, cyclomatic): &(&str, u64, u32)| FunctionMetrics {
        body_hash,
        cognitive: Some(0),
        ..sample::function(name, cyclomatic)
    };
    sample::record(path, functions.iter().map(function).collect())
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
