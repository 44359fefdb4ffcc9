//! What runs over a tree cost, by the number of files, threads and the state of the cache, and whether that is more than
//! it was. It asks sessions as anybody does, and measures nothing itself but time and memory.

mod against;
mod measurement;
mod run;
mod usage;
mod yardstick;

use crate::session::SessionError;
use std::path::PathBuf;

pub(crate) use measurement::{BenchReport, CacheUse};
pub(crate) use run::Bench;

/// Which runs are measured: each number of files with each number of threads and each state of the cache.
#[derive(Clone, Debug)]
pub(crate) struct BenchRequest {
    /// Files and directories.
    pub paths: Vec<PathBuf>,
    /// How many of their files.
    pub sizes: Vec<TreeSize>,
    /// Numbers of threads, each from 1.
    pub jobs: Vec<usize>,
    /// States of the cache.
    pub caches: Vec<CacheUse>,
    /// How often each run is measured, from 1; the medians count.
    pub rounds: usize,
}

/// How much of a tree is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TreeSize {
    /// All of it, found by a walk.
    All,
    /// So many of its files, spread evenly over it and named one by one.
    Files(usize),
}

/// Why runs could not be measured or compared.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BenchError {
    /// A run failed.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// There is no room for caches, or the system does not tell what a run takes.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// What was asked for cannot be; the text says what and why.
    #[error("{0}")]
    Request(String),
}
