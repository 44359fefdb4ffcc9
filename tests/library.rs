//! The measuring core as a library: whoever calls it, and whatever else of tree-sitter is in use.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../examples/measure_text.rs"]
mod example;

use code_metrics::model::SkipReason;
use code_metrics::{MeasureError, measure_text};
use tree_sitter::{Parser, Tree};

fn parsed(text: &str) -> Tree {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_python::LANGUAGE.into()).unwrap();
    parser.parse(text, None).unwrap()
}

/// What an author of hostile input writes: small, and gigabytes for the parser.
fn hostile() -> String {
    "~;".repeat(30_000)
}

fn kinds(tree: &Tree) -> Vec<String> {
    let mut cursor = tree.walk();
    tree.root_node().children(&mut cursor).map(|node| node.kind().to_owned()).collect()
}

#[test]
fn who_parses_beside_it_keeps_the_trees() {
    let text = "def f(a):\n    return a\n\n\nx = 1\n".repeat(200);
    let before = parsed(&text);
    assert_eq!(measure_text("a.py", text.as_str()).unwrap().metrics.functions.len(), 200);
    let after = parsed(&text);
    for file in ["a.js", "a.py"] {
        // Each of them may be left, and what it has allocated is given back as a whole.
        let _ = measure_text(file, hostile());
    }
    let both = ["function_definition", "expression_statement"].map(str::to_owned);
    let wanted: Vec<String> = (0..200).flat_map(|_| both.clone()).collect();
    assert_eq!((kinds(&before), kinds(&after)), (wanted.clone(), wanted));
    drop((before, after));
    assert_eq!(kinds(&parsed("x = 1\n")), ["expression_statement"]);
}

#[test]
fn no_text_takes_all_memory_or_the_process_with_it() {
    let deep = format!("x = {}'", "[".repeat(100_000));
    for (file, text) in [("a.tsx", hostile()), ("a.py", deep)] {
        match measure_text(file, text) {
            Ok(record) => assert!(record.metrics.parse_errors > 0, "{file}"),
            Err(MeasureError::NotMeasured(skipped)) => {
                assert!(matches!(skipped.reason, SkipReason::Timeout | SkipReason::Panic), "{skipped:?}");
            }
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn what_it_cannot_measure_it_names() {
    let error = measure_text("notes.txt", "x").unwrap_err().to_string();
    assert_eq!(error, "notes.txt: no known language has this suffix");
    let error = measure_text("a.py", *b"x = '\xff'\n").unwrap_err().to_string();
    assert!(error.starts_with("a.py: encoding: "), "{error}");
}

#[test]
fn the_example_runs() {
    example::main().unwrap();
}
