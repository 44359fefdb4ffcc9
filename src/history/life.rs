//! The life of one function: when it came, what happened to it, and what it was called.

use crate::model::{CommitInfo, Horizon, Metric};
use std::path::PathBuf;

/// The life of a function.
#[derive(Clone, Debug)]
pub struct Life {
    /// The metrics of the rows.
    pub metrics: Vec<&'static Metric>,
    /// A row for each commit that did something to it, the oldest first.
    pub rows: Vec<LifeRow>,
    /// Where the history ends that can be seen, if there would be more of it.
    pub horizon: Option<Horizon>,
}

/// A function at a commit that did something to it.
#[derive(Clone, Debug, PartialEq)]
pub struct LifeRow {
    /// The commit.
    pub commit: CommitInfo,
    /// What it did.
    pub event: LifeEvent,
    /// The file, as one would type it.
    pub path: PathBuf,
    /// The first line of the function.
    pub line: u32,
    /// Its qualified name.
    pub name: String,
    /// The value of each metric.
    pub values: Vec<Option<f64>>,
}

/// What a commit did to a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LifeEvent {
    /// It is new.
    Added,
    /// It was there before the part of the history that is looked at.
    Seen,
    /// It was something else before.
    Changed {
        /// Whether what is measured of it changed.
        edited: bool,
        /// Its file and its name before, where one of them was another.
        was: Option<(PathBuf, String)>,
    },
}
