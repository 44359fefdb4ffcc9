//! What a run says of itself; nothing of it stands in a report.

use super::{Outcome, RecallCounts};
use serde::Serialize;
use std::time::Duration;

/// Counts and times of a run.
#[derive(Clone, Debug, Serialize)]
pub struct RunStats {
    /// Files that were looked into; of a change, those that were asked for as they are.
    pub files: u64,
    /// Bytes in them.
    pub bytes: u64,
    /// Files that were measured.
    pub measured: usize,
    /// Files that were met and not measured.
    pub skipped: usize,
    /// Files with parse errors.
    pub partial: usize,
    /// How the files came to their numbers, on both sides of a change; none without a cache.
    pub cache: Option<RecallCounts>,
    /// What took how long, in seconds.
    pub phases: Vec<Phase>,
}

/// A part of a run.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Phase {
    /// What was done.
    pub name: &'static str,
    /// How long it took.
    pub seconds: f64,
}

impl RunStats {
    /// The counts and times of a run with this outcome.
    #[must_use]
    pub fn new(outcome: &Outcome, files: u64, bytes: u64, phases: Vec<(&'static str, Duration)>) -> RunStats {
        let partial = outcome.records.iter().filter(|record| record.metrics.parse_errors > 0).count();
        let phase = |(name, time): (&'static str, Duration)| Phase { name, seconds: time.as_secs_f64() };
        RunStats {
            files,
            bytes,
            measured: outcome.records.len() + outcome.quiet.len(),
            skipped: outcome.skipped.len(),
            partial,
            cache: None,
            phases: phases.into_iter().map(phase).collect(),
        }
    }
}
