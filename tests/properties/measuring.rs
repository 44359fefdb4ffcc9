//! Measures texts through the library, on this thread.

use crate::found::found;
use code_metrics::course::Course;
use code_metrics::model::{FileMetrics, Outcome};
use code_metrics::pipeline::{Generated, Means, measure_all};
use std::path::Path;
use std::time::Duration;

/// What is measured in a Python text.
pub(crate) fn python(content: &str) -> FileMetrics {
    text("a.py", content)
}

/// What is measured in a text with a file's name, however large and slow it is.
pub(crate) fn text(file: &str, content: &str) -> FileMetrics {
    let directory = tempfile::tempdir().expect("a place for temporary files");
    std::fs::write(directory.path().join(file), content).expect("a new file");
    let mut outcome = directory_with(directory.path(), Duration::from_mins(10));
    assert_eq!(outcome.skipped, []);
    outcome.records.remove(0).metrics
}

/// What is measured in a directory, one file after the other, with so much CPU time for each.
pub(crate) fn directory_with(directory: &Path, cpu_budget: Duration) -> Outcome {
    let limits = Means { jobs: 1, max_file_size: 1 << 30, cpu_budget, generated: Generated::Measure };
    measure_all(&found(directory), &limits, &Course::default())
}

/// Runs on a thread with 2 MiB of stack, whatever the test runner gives.
pub(crate) fn on_small_stack(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(work).expect("a thread");
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}
