//! What all questions to a session do around their answer: heed the flag that stops them, time their phases, and keep
//! the cache open as long as it is needed.

use super::SessionError;
use super::caching::Caching;
use crate::course::{Course, Stop, Timings};
use crate::model::{Outcome, RecallCounts, RunStats};
use std::sync::Arc;

/// The work of a session so far.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) stop: Stop,
    pub(super) course: Arc<Course>,
    pub(super) timings: Timings,
    pub(super) caching: Caching,
    /// The files and bytes that were asked for, where what they are compared with is looked into as well.
    pub(super) asked: Option<(u64, u64)>,
    /// How the contents of a history came to their numbers.
    pub(super) recalled: Option<RecallCounts>,
    /// What a person should know of their cache, in one line.
    pub(super) warning: Option<String>,
}

impl Work {
    pub(super) fn start() -> Work {
        let stop = Stop::default();
        let course = Arc::new(Course::new(stop.clone()));
        let (timings, caching) = (Timings::start(), Caching::default());
        Work { stop, course, timings, caching, asked: None, recalled: None, warning: None }
    }

    /// Begins a question: what slow files took for those before it counts no more.
    pub(super) fn begin(&self) {
        self.course.allowance().renew();
    }

    /// An error if a signal has come.
    pub(super) fn go_on(&self) -> Result<(), SessionError> {
        self.stop.signal().map_or(Ok(()), |signal| Err(SessionError::Stopped(signal)))
    }

    /// Closes the cache; gives the counts and times, and what a person should know of the cache.
    pub(super) fn close(&mut self, outcome: &Outcome) -> (RunStats, Option<String>) {
        let (files, bytes) = self.asked.unwrap_or_else(|| self.course.done());
        let cache = self.caching.counts().or_else(|| self.recalled.take());
        let mut warning = self.warning.take();
        if self.caching.is_wanted() {
            warning = self.timings.time("store", || self.caching.finish());
        }
        let stats = RunStats { cache, ..RunStats::new(outcome, files, bytes, self.timings.phases()) };
        (stats, warning)
    }
}
