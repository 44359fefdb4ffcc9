//! What a run may spend, and on what.

use crate::discover::{Candidate, Generated, Terms};
use std::time::Duration;

/// What a run may spend.
#[derive(Clone, Copy, Debug)]
pub struct Means {
    /// Number of worker threads, at least 1.
    pub jobs: usize,
    /// Largest file that is read, in bytes, where no configuration of its own says anything.
    pub max_file_size: u64,
    /// CPU time that the parser may spend on one file.
    pub cpu_budget: Duration,
    /// What becomes of generated and minified files, in the same way.
    pub generated: Generated,
}

impl Means {
    /// What is done with a file: what its own configuration says, or else what the run does with any.
    pub(super) fn terms(&self, file: &Candidate) -> Terms {
        let usual = Terms { max_file_size: self.max_file_size, generated: self.generated };
        file.terms.unwrap_or(usual)
    }
}

/// Number of workers that are worth starting: one per processor, at most 8.
#[must_use]
pub(crate) fn default_jobs() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(8)
}
