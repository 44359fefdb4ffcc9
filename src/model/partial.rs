//! A file that was only partly understood.

use super::{ParseErrorPlace, Record};
use std::path::PathBuf;

/// A file that was only partly understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partial {
    /// The file, as reached from the argument given.
    pub path: PathBuf,
    /// The file as seen from the root of the repository.
    pub in_repository: PathBuf,
    /// How many places were not understood.
    pub errors: u32,
    /// Where the first is, and how much they have.
    pub place: ParseErrorPlace,
}

impl Partial {
    /// What is known of a file, if it is one.
    #[must_use]
    pub fn of(record: &Record, in_repository: PathBuf) -> Option<Partial> {
        let place = record.metrics.parse_error?;
        Some(Partial { path: record.path.clone(), in_repository, errors: record.metrics.parse_errors, place })
    }

    /// How much was not understood, in a few words.
    #[must_use]
    pub fn amount(&self) -> String {
        self.place.amount(self.errors)
    }
}
