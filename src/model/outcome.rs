//! What a run found: records of measured files, and what could not be measured.

use super::{Covered, Finding, NamedGroup, Record, Skipped};
use std::path::PathBuf;

/// A file whose record nobody needs: it keeps every limit, or was judged when the record was at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuietFile {
    /// The file, as reached from the argument given.
    pub path: PathBuf,
    /// Name of its language.
    pub language: &'static str,
    /// How many functions it has.
    pub functions: usize,
}

/// What became of the candidates, each list sorted by the bytes of the path.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The files that were measured.
    pub records: Vec<Record>,
    /// The files that were measured before and of which nothing but the number of functions is wanted; only where that
    /// was asked for.
    pub quiet: Vec<QuietFile>,
    /// What is beyond a limit in those of them that were judged already, in the order of each file.
    pub found: Vec<Finding>,
    /// The files that were not.
    pub skipped: Vec<Skipped>,
    /// What reports on coverage said of the functions, if any were given.
    pub covered: Option<Covered>,
    /// The groups that the records are in, if they were asked for: in the order of their names.
    pub groups: Option<Vec<NamedGroup>>,
}

impl Outcome {
    /// Brings both lists into the order of reports.
    pub fn sort(&mut self) {
        self.records.sort_by(|a, b| a.path.as_os_str().cmp(b.path.as_os_str()));
        self.quiet.sort_by(|a, b| a.path.as_os_str().cmp(b.path.as_os_str()));
        // Texts without a name share one.
        let key = |file: &Skipped| (file.path.as_os_str().to_owned(), file.detail.clone());
        self.skipped.sort_by_cached_key(key);
    }

    /// Takes over what another worker found.
    pub fn absorb(&mut self, other: Outcome) {
        self.records.extend(other.records);
        self.quiet.extend(other.quiet);
        self.found.extend(other.found);
        self.skipped.extend(other.skipped);
    }
}
