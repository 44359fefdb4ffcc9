//! Which files are measured: it looks at directories and types, and opens no file but the ignore files and the scripts
//! that have no suffix.
//!
//! What is found by walking obeys the ignore files, the excluded names and the patterns. What is named beats them
//! all, and must exist. A problem below a directory is a row in `skipped` and never stops the run.

mod error;
mod filter;
mod find;
mod forced;
mod found;
pub mod git;
mod hidden;
mod ignores;
mod listing;
mod named;
mod os;
mod paths_from;
mod read;
mod reported;
mod request;
mod rules;
mod script;
mod source;
mod spelling;
mod walk;

pub use error::DiscoverError;
pub(crate) use filter::Govern;
pub use filter::{Filter, Generated, Terms};
pub use find::discover;
pub(crate) use find::{hides, passes_over};
pub use found::{Candidate, Discovery};
pub use hidden::{Hidden, HiddenBy};
pub use ignores::EarlierIgnores;
pub(crate) use ignores::{IGNORE_FILES, hides_more};
pub(crate) use os::path as path_of_bytes;
pub use paths_from::{Separator, paths_from};
pub use read::{Links, Reading, read};
pub(crate) use read::{read_from, read_stamped, stamp_of};
pub(crate) use reported::as_reported;
pub(crate) use request::Detect;
pub use request::Request;
pub(crate) use script::first_line_of_named;
pub use source::Source;
