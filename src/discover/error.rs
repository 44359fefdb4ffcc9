//! Why a request cannot be answered at all: always something that was typed, never something met on the way.

use crate::paths::BadGlob;
use std::io;
use std::path::PathBuf;

/// A mistake in what was asked for.
#[derive(Debug, thiserror::Error)]
pub enum DiscoverError {
    /// A named path that is not there.
    #[error("{}: no such file or directory", path.display())]
    Missing {
        /// The path as given.
        path: PathBuf,
    },
    /// A named symbolic link that leads nowhere or in a circle.
    #[error("{}: broken symbolic link", path.display())]
    BrokenLink {
        /// The path as given.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// A named symbolic link to a directory, which a walk would have to follow.
    #[error("{}: symbolic link to a directory; add a slash to walk it", path.display())]
    LinkToDirectory {
        /// The path as given.
        path: PathBuf,
    },
    /// A named path that is neither a file nor a directory, so that reading it could block or never end.
    #[error("{}: {kind}, not a regular file", path.display())]
    Special {
        /// The path as given.
        path: PathBuf,
        /// What it is instead, such as `FIFO`.
        kind: &'static str,
    },
    /// A pattern that is not a gitignore pattern.
    #[error("{pattern}")]
    Pattern {
        /// The pattern as given.
        pattern: String,
        /// What is wrong with it.
        source: BadGlob,
    },
}
