//! Measures a text through the library.

use code_metrics::course::Course;
use code_metrics::discover::{Request, discover};
use code_metrics::language::by_path;
use code_metrics::model::FileMetrics;
use code_metrics::pipeline::{Generated, Means, measure_all};
use std::time::Duration;

/// What is measured in a file of a name.
pub(crate) fn measured(name: &str, text: &str) -> FileMetrics {
    let directory = tempfile::tempdir().expect("a place for temporary files");
    std::fs::write(directory.path().join(name), text).expect("a new file");
    let request = Request { paths: vec![directory.path().to_path_buf()], ..Request::default() };
    let candidates = discover(&request, &by_path).expect("a directory").candidates;
    let limits = Means {
        jobs: 1,
        max_file_size: 1 << 20,
        cpu_budget: Duration::from_mins(1),
        generated: Generated::Measure,
    };
    let mut outcome = measure_all(&candidates, &limits, &Course::default());
    assert_eq!(outcome.skipped, []);
    outcome.records.remove(0).metrics
}
