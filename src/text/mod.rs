//! One text: from its bytes to its record. A problem with it becomes a [`Skipped`]; it cannot hang, panic or take all
//! memory.

mod file;
mod panics;
mod pieces;

pub use file::{explanation, record};
pub use panics::{caught, install_quiet_hook};

use crate::course::Course;
use crate::language::by_path;
use crate::model::{Marks, Record, Skipped};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// CPU time that the parser may spend on a text: an ordinary one of a megabyte needs a quarter of it.
pub const CPU_BUDGET: Duration = Duration::from_secs(2);

/// Why [`measure_text`] measured nothing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MeasureError {
    /// No language has the suffix of the name.
    #[error("{}: no known language has this suffix", .0.display())]
    UnknownLanguage(PathBuf),
    /// The text could not be measured, for a reason of the closed list.
    #[error("{}: {}: {}", .0.path.display(), .0.reason.word(), .0.detail)]
    NotMeasured(Skipped),
}

/// Measures a text, of which the name tells the language: `a.py`, `b.tsx`, `c.vue`, `d.ipynb`. Nothing is read from disk,
/// and no configuration counts; generated code is measured like any other. The parser may spend 2 s of CPU time on it
/// ([`CPU_BUDGET`]) and at most 1440 MiB of memory.
///
/// The first call heeds `SIGABRT`, which elsewhere than in such a call does what it did before.
///
/// # Errors
/// If the suffix belongs to no known language, or the text cannot be measured: see [`MeasureError`].
pub fn measure_text(name: impl AsRef<Path>, bytes: impl Into<Vec<u8>>) -> Result<Record, MeasureError> {
    let name = name.as_ref();
    let language = by_path(name).ok_or_else(|| MeasureError::UnknownLanguage(name.to_owned()))?;
    let means = (CPU_BUDGET, &Course::default());
    record(name, bytes.into(), language, means, &mut Marks::default()).map_err(MeasureError::NotMeasured)
}
