//! What a run found: records of measured files, and what could not be measured.

use super::{Covered, FileMetrics, Skipped};
use std::path::PathBuf;

/// A file and what was measured in it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Record {
    /// The file, as reached from the argument given.
    pub path: PathBuf,
    /// What was measured.
    pub metrics: FileMetrics,
}

/// What became of the candidates, each list sorted by the bytes of the path.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The files that were measured.
    pub records: Vec<Record>,
    /// The files that were not.
    pub skipped: Vec<Skipped>,
    /// What reports on coverage said of the functions, if any were given.
    pub covered: Option<Covered>,
}

impl Outcome {
    /// Brings both lists into the order of reports.
    pub fn sort(&mut self) {
        self.records.sort_by(|a, b| a.path.as_os_str().cmp(b.path.as_os_str()));
        self.skipped.sort_by(|a, b| a.path.as_os_str().cmp(b.path.as_os_str()));
    }

    /// Takes over what another worker found.
    pub fn absorb(&mut self, other: Outcome) {
        self.records.extend(other.records);
        self.skipped.extend(other.skipped);
    }
}
