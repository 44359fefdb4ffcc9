//! What was met and not measured, and why.

use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// A file that was met and not measured: a problem with one file is data and never stops a run.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Skipped {
    /// The file, as reached from the argument given.
    pub path: PathBuf,
    /// Why.
    pub reason: SkipReason,
    /// The particulars, in a few words for a person.
    pub detail: String,
}

/// The closed list of reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SkipReason {
    /// By policy: the first 5 KiB say that a program wrote it.
    Generated,
    /// By policy: `*.min.js`, or lines of over 500 bytes on average.
    Minified,
    /// Larger than `max_file_size`.
    TooLarge,
    /// A NUL byte in the first 8 KiB.
    Binary,
    /// The text that Git LFS leaves in the place of a file which it did not fetch.
    LfsPointer,
    /// By policy: a notebook in a language that is not measured. Its name does not tell, so it is met like a source.
    OtherLanguage,
    /// Not in an encoding that its language knows.
    Encoding,
    /// The parser used up its CPU budget.
    Timeout,
    /// The operating system would not give its bytes.
    Unreadable,
    /// Measuring it failed inside this program: a defect to report.
    Panic,
    /// It stands in the index with merge conflicts.
    Conflict,
    /// A line of a stream that says no text, or none in a known language.
    BadInput,
}

impl SkipReason {
    /// Whether a rule chose not to measure it; all other files *could not be done*.
    #[must_use]
    pub fn is_policy(self) -> bool {
        matches!(self, SkipReason::Generated | SkipReason::Minified | SkipReason::OtherLanguage)
    }

    /// The word of the reason in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            SkipReason::Generated => "generated",
            SkipReason::Minified => "minified",
            SkipReason::TooLarge => "too_large",
            SkipReason::Binary => "binary",
            SkipReason::LfsPointer => "lfs_pointer",
            SkipReason::OtherLanguage => "other_language",
            SkipReason::Encoding => "encoding",
            SkipReason::Timeout => "timeout",
            SkipReason::Unreadable => "unreadable",
            SkipReason::Panic => "panic",
            SkipReason::Conflict => "conflict",
            SkipReason::BadInput => "bad_input",
        }
    }
}
