//! Measures a text through the library.

use crate::found::found;
use code_metrics::course::Course;
use code_metrics::model::FileMetrics;
use code_metrics::pipeline::{Generated, Means, measure_all};
use std::time::Duration;

/// What is measured in a file of a name.
pub(crate) fn measured(name: &str, text: &str) -> FileMetrics {
    let directory = tempfile::tempdir().expect("a place for temporary files");
    std::fs::write(directory.path().join(name), text).expect("a new file");
    let limits = Means {
        jobs: 1,
        max_file_size: 1 << 20,
        cpu_budget: Duration::from_mins(1),
        generated: Generated::Measure,
    };
    let mut outcome = measure_all(&found(directory.path()), &limits, &Course::default());
    assert_eq!(outcome.skipped, []);
    outcome.records.remove(0).metrics
}
