//! What is judged: a file, and all that counts for it.

use super::policy::Policy;
use crate::compare::ComparedFile;
use crate::model::Record;
use std::path::Path;

/// A file to judge.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Judged<'a> {
    /// What was measured.
    pub record: &'a Record,
    /// Its path from the root of the file system, `.` and `..` resolved.
    pub absolute: &'a Path,
    /// Its path from the root of the repository.
    pub in_repository: &'a Path,
    /// What is demanded of it.
    pub policy: &'a Policy,
    /// What it was before the change that is judged; in a merge in each of its parents.
    pub compared: &'a [&'a ComparedFile<'a>],
    /// Whether comments for other tools count.
    pub compat: bool,
}
