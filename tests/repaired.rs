//! Python that the grammar does not know is measured exactly, at its own places; what is broken stays broken.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use code_metrics::course::Course;
use code_metrics::language::by_name;
use code_metrics::model::{FileMetrics, SkipReason, Skipped, Status};
use code_metrics::pipeline::{Generated, Means, measure_text};
use std::path::Path;
use std::time::Duration;

fn measured(text: &str, cpu_budget: Duration) -> Result<FileMetrics, Skipped> {
    let limits = Means { jobs: 1, max_file_size: 1 << 30, cpu_budget, generated: Generated::Measure };
    let (path, python) = (Path::new("a.py"), by_name("python").unwrap());
    let record = measure_text(path, text.as_bytes().to_vec(), python, &limits, &Course::default());
    record.map(|record| record.metrics)
}

fn measure(text: &str) -> FileMetrics {
    measured(text, Duration::from_mins(10)).unwrap()
}

#[test]
fn functions_have_the_places_of_the_text_as_it_is() {
    let text = "x: a[b](c) = *[1], *[2]; y = f'{x:=^5}'\r\nclass C[T = int]:\r\n    def f(self, a: x[y](z)):\r\n        return (a +\r\na)\r\n    def g(self) -> x[y](z): return *(self), 1\r\n";
    let metrics = measure(text);
    assert_eq!(metrics.status, Status::Complete);
    let code = |location: code_metrics::model::Location| {
        &text[location.start_byte as usize..location.end_byte as usize]
    };
    let functions = metrics.functions.iter().map(|function| code(function.location));
    assert_eq!(
        functions.collect::<Vec<_>>(),
        [
            "def f(self, a: x[y](z)):\r\n        return (a +\r\na)",
            "def g(self) -> x[y](z): return *(self), 1"
        ]
    );
    assert!(code(metrics.classes[0].location).starts_with("class C[T = int]:"));
    let places = metrics.functions.iter().map(|function| {
        let place = function.location;
        (place.line, place.column, place.end_line)
    });
    assert_eq!(places.collect::<Vec<_>>(), [(3, 4, 5), (6, 4, 6)]);
}

#[test]
fn a_comment_in_a_rewritten_line_still_excuses() {
    let text = "class C:\n    x = (1 +\n# metrics: ignore-file -- generated\n2)\n";
    let suppressions = measure(text).suppressions;
    assert_eq!(suppressions.len(), 1);
    assert_eq!(suppressions[0].line, 3);
}

#[test]
fn a_large_text_is_measured_as_a_small_one() {
    let metrics = measure(&"x: a[b](c) = *[1], 2\ndef f(a: b[c](d)): return a and (a or\na)\n".repeat(1000));
    assert_eq!((metrics.status, metrics.functions.len()), (Status::Complete, 1000));
    assert!(metrics.functions.iter().all(|function| function.cyclomatic == 3));
}

#[test]
fn what_is_broken_stays_broken() {
    // each with what can be repaired, so that it is tried
    let broken = [
        "x = *[1]",
        "x: a[b], c",
        "x: yield a[b](c)",
        "class D[T = int = str]: pass",
        "class D[T = int: str]: pass",
        "class D[T = *int]: pass",
        "assert a, *[b]",
        "del a, *[b]",
        "*[a + b], c = d",
        "*[a], b += c",
        "f'{:=5}'",
        "x = (1",
        "x = (1 +\n",
        "print 'a'",
        "if a",
        "0777",
        "def f(:",
    ];
    for text in broken {
        let metrics = measure(&format!("y: a[b](c) = 1\n{text}\n"));
        assert_eq!(metrics.status, Status::Partial, "{text}");
    }
    assert_eq!(measure("y: a[b](c) = 1\n").status, Status::Complete);
}

#[test]
fn both_parses_share_the_budget() {
    let good = "x: a[b](c) = 1\n".repeat(20_000);
    assert_eq!(measure(&good).status, Status::Complete);
    let reason = measured(&good, Duration::from_millis(1)).unwrap_err().reason;
    assert_eq!(reason, SkipReason::Timeout);
}
