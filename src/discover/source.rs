//! Where the bytes of a candidate are.

use super::git::Blob;
use super::script::{first_line, first_line_of_blob, first_line_of_text};
use std::path::Path;
use std::sync::Arc;

/// Where the bytes of a candidate are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// In the file at its path.
    #[default]
    File,
    /// In git's object database: as staged or committed, whatever the file at its path holds.
    Blob(Blob),
    /// Here: given by somebody who knows better than the file at its path, as an editor does.
    Text(Arc<[u8]>),
}

impl Source {
    /// The first bytes of what has no suffix and begins with `#!`.
    #[must_use]
    pub(crate) fn first_line(&self, path: &Path) -> Option<Vec<u8>> {
        match self {
            Source::File => first_line(path),
            Source::Blob(blob) => first_line_of_blob(path, blob),
            Source::Text(text) => first_line_of_text(path, text),
        }
    }
}
