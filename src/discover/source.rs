//! Where the bytes of a candidate are.

use super::git::Blob;

/// Where the bytes of a candidate are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// In the file at its path.
    #[default]
    File,
    /// In git's object database: as staged or committed, whatever the file at its path holds.
    Blob(Blob),
}
