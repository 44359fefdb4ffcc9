//! What took how long.

use std::time::{Duration, Instant};

/// The phases of a run with their durations, in the order in which they ended.
#[derive(Debug)]
pub struct Timings {
    start: Instant,
    phases: Vec<(&'static str, Duration)>,
}

impl Timings {
    /// Starts the clock.
    #[must_use]
    pub fn start() -> Timings {
        Timings { start: Instant::now(), phases: Vec::new() }
    }

    /// Does something and notes how long it took.
    pub fn time<T>(&mut self, phase: &'static str, job: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = job();
        self.phases.push((phase, start.elapsed()));
        result
    }

    /// The phases, and last the whole run up to now.
    #[must_use]
    pub fn phases(&self) -> Vec<(&'static str, Duration)> {
        let mut phases = self.phases.clone();
        phases.push(("total", self.start.elapsed()));
        phases
    }
}
