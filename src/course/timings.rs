//! What took how long.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The phases of a run with their durations, in the order in which they ended for the first time.
#[derive(Debug)]
pub(crate) struct Timings {
    start: Instant,
    phases: Mutex<Vec<(&'static str, Duration)>>,
}

impl Timings {
    /// Starts the clock.
    #[must_use]
    pub(crate) fn start() -> Timings {
        Timings { start: Instant::now(), phases: Mutex::default() }
    }

    /// Does something and notes how long it took, together with what the phase took before.
    pub(crate) fn time<T>(&self, phase: &'static str, job: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = job();
        let took = start.elapsed();
        let mut phases = self.phases.lock().unwrap_or_else(PoisonError::into_inner);
        match phases.iter_mut().find(|(name, _)| *name == phase) {
            Some((_, sum)) => *sum += took,
            None => phases.push((phase, took)),
        }
        result
    }

    /// The phases, and last the whole run up to now.
    #[must_use]
    pub(crate) fn phases(&self) -> Vec<(&'static str, Duration)> {
        let mut phases = self.phases.lock().unwrap_or_else(PoisonError::into_inner).clone();
        phases.push(("total", self.start.elapsed()));
        phases
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phase_that_comes_again_is_one_row_with_the_sum() {
        let timings = Timings::start();
        let nap = || std::thread::sleep(Duration::from_millis(2));
        timings.time("load", nap);
        timings.time("measure", nap);
        let before = timings.phases()[0].1;
        timings.time("load", nap);
        let phases = timings.phases();
        assert_eq!(phases.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["load", "measure", "total"]);
        assert!(phases[0].1 >= before + Duration::from_millis(2), "{phases:?}");
    }
}
