//! What was measured, as it is written, kept and read again.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Version of the form of the document.
pub(super) const BENCH_VERSION: u32 = 1;

/// What runs over a tree cost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct BenchReport {
    /// Version of the form of this document.
    pub bench_version: u32,
    /// Version of the program.
    pub version: String,
    /// Hash of what its numbers depend on besides the files.
    pub fingerprint: String,
    /// How it was compiled: `release`, or `debug` with all assertions.
    pub build: String,
    /// The system and the processor that it was compiled for.
    pub system: String,
    /// Processors that the process may use.
    pub processors: usize,
    /// The tree.
    pub tree: BenchTree,
    /// How often each run was measured.
    pub rounds: usize,
    /// CPU time of the yardstick, a fixed computation, in seconds: the median.
    pub yardstick_seconds: f64,
    /// The runs.
    pub cells: Vec<BenchCell>,
    /// Set against what was saved, if that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compared: Option<BenchCompared>,
}

/// Runs set against those that were saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct BenchCompared {
    /// Each run, in the order of the runs.
    pub cells: Vec<CellCompared>,
    /// What is worse than allowed, each in a sentence; empty if nothing is.
    pub worse: Vec<String>,
}

/// A run set against the saved one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct CellCompared {
    /// Files that were looked into.
    pub files: u64,
    /// Threads that measured.
    pub jobs: usize,
    /// State of the cache.
    pub cache: CacheUse,
    /// CPU time in yardsticks over what it was; at most 1.10 is allowed.
    pub cpu_ratio: f64,
    /// The largest resident set over what it was, at most 1.10 and 4 MiB; `null` where one of them is not known.
    pub memory_ratio: Option<f64>,
    /// How much more of the files the cache recognised, at least -0.01; `null` without a cache.
    pub recalled_change: Option<f64>,
}

/// The tree that was measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BenchTree {
    /// Files that were looked into.
    pub files: u64,
    /// Bytes in them.
    pub bytes: u64,
}

/// What one run costs: the medians over the rounds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct BenchCell {
    /// Files that were looked into.
    pub files: u64,
    /// Threads that measured.
    pub jobs: usize,
    /// State of the cache.
    pub cache: CacheUse,
    /// From the opening of the session to its closing, in seconds.
    pub wall_seconds: f64,
    /// CPU time of all threads, of user and system together, in seconds.
    pub cpu_seconds: f64,
    /// The same in CPU times of the yardstick, measured before and after.
    pub cpu_yardsticks: f64,
    /// The largest resident set meanwhile, in bytes; `null` where the system does not tell it of a part of a process.
    pub memory_bytes: Option<u64>,
    /// Files looked into per second of wall time.
    pub files_per_second: f64,
    /// Part of the files that the cache recognised, from 0 to 1; `null` without a cache.
    pub recalled: Option<f64>,
}

/// State of the cache of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum CacheUse {
    /// There is none.
    Off,
    /// It is empty, and filled.
    Cold,
    /// It knows all of the files.
    Warm,
}

impl CacheUse {
    /// Its name on the command line and in reports.
    #[must_use]
    pub(crate) fn word(self) -> &'static str {
        match self {
            CacheUse::Off => "off",
            CacheUse::Cold => "cold",
            CacheUse::Warm => "warm",
        }
    }
}

impl BenchCell {
    /// Which run it is, whatever it cost.
    pub(super) fn key(&self) -> (u64, usize, CacheUse) {
        (self.files, self.jobs, self.cache)
    }
}

impl fmt::Display for BenchCell {
    /// Which run it is.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "files {}, jobs {}, cache {}", self.files, self.jobs, self.cache.word())
    }
}
