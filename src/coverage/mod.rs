//! What the tests ran: reports of coverage tools, read and joined to functions by their lines.
//!
//! It reads bytes that somebody gives it; which files they lie in, and what follows from a number, others decide.

mod cobertura;
mod error;
mod file;
mod format;
mod function;
mod istanbul;
mod marks;
mod packed;
mod paths;
mod python;
#[cfg(test)]
mod tests;
mod tracefile;

pub(crate) use error::CoverageError;
pub(crate) use file::FileCoverage;
pub(crate) use function::{FunctionSpan, of_functions};
pub(crate) use packed::{PackedCoverage, ReportedFile};
pub(crate) use paths::{MeasuredPath, Placed, is_absolute, place};

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// What reports say, by the path of the file as the reports name it, with `/` between its parts.
///
/// Several reports add up: a line counts as run if any of them says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Coverage {
    files: BTreeMap<String, FileCoverage>,
    /// How many were added.
    reports: u32,
}

impl Coverage {
    /// Adds a report: the JSON of coverage.py, Cobertura's XML, a tracefile of lcov, or the JSON of Istanbul. Which of
    /// them it is, its content tells.
    ///
    /// # Errors
    /// The report is in none of these formats, or damaged. What was known before stays.
    pub(crate) fn add(&mut self, report: &[u8]) -> Result<(), CoverageError> {
        for (path, mut file) in format::read(report)? {
            file.reports = vec![self.reports];
            match self.files.entry(normalized(&path)) {
                Entry::Occupied(mut known) => known.get_mut().merge(file),
                Entry::Vacant(place) => {
                    file.settle();
                    place.insert(file);
                }
            }
        }
        self.reports += 1;
        Ok(())
    }

    /// The same, to be kept and asked.
    #[must_use]
    pub(crate) fn pack(&self) -> PackedCoverage {
        PackedCoverage::pack(self.files.iter().map(|(path, file)| (path.as_str(), file)))
    }
}

/// A path as reports of all systems name it: `/` between its parts, none of them `.`.
fn normalized(path: &str) -> String {
    let path = path.replace('\\', "/");
    let parts =
        path.split('/').enumerate().filter(|(at, part)| *part != "." && (!part.is_empty() || *at == 0));
    parts.map(|(_, part)| part).collect::<Vec<_>>().join("/")
}
