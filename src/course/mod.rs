//! A run in progress: how far it is, whether it should stop, and what took how long. It imports nothing else.

mod allowance;
#[cfg(feature = "program")]
mod progress;
#[cfg(feature = "program")]
mod room;
#[cfg(feature = "program")]
mod signals;
#[cfg(feature = "program")]
mod timings;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

pub use allowance::Allowance;
#[cfg(feature = "program")]
pub(crate) use progress::Progress;
#[cfg(feature = "program")]
pub(crate) use room::{must_have_room, workers_that_fit};
#[cfg(feature = "program")]
pub(crate) use signals::{heed_signals, survive_file_size_limit};
#[cfg(feature = "program")]
pub(crate) use timings::Timings;

/// What the workers of a run tell, and what they heed.
#[derive(Debug, Default)]
pub struct Course {
    stop: Stop,
    all: Count,
    done: Count,
    allowance: Allowance,
    listed: AtomicU64,
    read: AtomicU64,
    parsed: AtomicU64,
}

/// A number of files and of the bytes in them.
#[derive(Debug, Default)]
struct Count {
    files: AtomicU64,
    bytes: AtomicU64,
}

/// Whether a run should stop, because of a signal.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicUsize>);

impl Stop {
    /// The number of the signal that ended the run.
    #[must_use]
    pub fn signal(&self) -> Option<usize> {
        Some(self.0.load(Ordering::Relaxed)).filter(|signal| *signal != 0)
    }
}

impl Course {
    /// The course over a run that the flag stops.
    #[must_use]
    pub fn new(stop: Stop) -> Course {
        Course { stop, ..Course::default() }
    }

    /// Whether no more work should be begun.
    #[must_use]
    pub fn stopped(&self) -> bool {
        self.stop.signal().is_some()
    }

    /// What tells whether the run is ending, for work that may outlive it.
    #[must_use]
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// What the run may spend on slow files.
    #[must_use]
    pub fn allowance(&self) -> &Allowance {
        &self.allowance
    }

    /// Adds to what there is to do.
    pub fn expect(&self, files: usize, bytes: u64) {
        self.all.files.fetch_add(files as u64, Ordering::Relaxed);
        self.all.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Counts a file as done.
    pub fn finish(&self, bytes: u64) {
        self.done.files.fetch_add(1, Ordering::Relaxed);
        self.done.bytes.fetch_add(bytes, Ordering::Relaxed);
    }
}

impl Course {
    /// Counts a file whose bytes were read.
    pub fn count_read(&self) {
        self.read.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts a file that was parsed.
    pub(crate) fn count_parsed(&self) {
        self.parsed.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts directories that were listed.
    pub fn count_listed(&self, directories: u64) {
        self.listed.fetch_add(directories, Ordering::Relaxed);
    }

    /// How many directories were listed, how many files were read and how many of them parsed.
    #[must_use]
    pub fn counts(&self) -> (u64, u64, u64) {
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        (count(&self.listed), count(&self.read), count(&self.parsed))
    }

    /// Files that are done and the bytes in them.
    #[must_use]
    pub fn done(&self) -> (u64, u64) {
        self.done.get()
    }
}

impl Count {
    fn get(&self) -> (u64, u64) {
        (self.files.load(Ordering::Relaxed), self.bytes.load(Ordering::Relaxed))
    }
}
