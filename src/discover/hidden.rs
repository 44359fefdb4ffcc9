//! What a walk passed over, and which rule it did so by.

use std::path::PathBuf;

/// Something that a walk passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// The file or directory, as it would stand in reports.
    pub path: PathBuf,
    /// Whether it is a directory, of which nobody knows what is in it.
    pub is_directory: bool,
    /// Why.
    pub rule: HiddenBy,
    /// Whether somebody named it, or git did, rather than a walk met it.
    pub was_asked_for: bool,
}

/// What made a walk pass over something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HiddenBy {
    /// A pattern of a configuration or of the command line, or that no pattern of `include` matches.
    Pattern,
    /// A line of an ignore file.
    IgnoreFile {
        /// The file.
        file: PathBuf,
        /// The line, without white space at its end.
        line: String,
    },
    /// The name of a directory that has no source of its own.
    Name(&'static str),
    /// It is another checkout: a submodule or a linked worktree.
    Checkout,
    /// A dot at the beginning of its name.
    Dot,
}
