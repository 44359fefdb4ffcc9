//! The baseline: what was beyond its limit when the limit was set, so that a check can tell what got worse since.
//!
//! It knows a function by its names and by what it says, never by its line. It touches nothing else; reading and
//! writing the file is up to the caller.

mod entry;
mod file;
mod growth;
mod matching;
mod update;

pub use entry::{BaselineEntry, bytes, exact};
pub use file::{BaselineError, Contents, lines, parse, write};
pub use growth::grown;
pub use matching::{Matching, Seen, complete, standing};
pub(crate) use matching::{is_defined_anew, match_entries};
pub use update::{EntryCounts, Update, update};
