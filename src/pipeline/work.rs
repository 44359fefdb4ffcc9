//! Distributes files over workers and brings the results into order.

use super::batch::{Batches, LARGE, batches};
use super::file::measure_file;
use super::recall::Memory;
use crate::cache::Cache;
use crate::discover::{Candidate, Generated, Terms};
use crate::language::LanguageSpec;
use crate::model::{Marks, Outcome};
use crate::watch::Watch;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Below this many bytes a second thread costs more than it saves.
const WORTH_A_POOL: u64 = 64 * 1024;

/// What a run may spend.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Number of worker threads, at least 1.
    pub jobs: usize,
    /// Largest file that is read, in bytes, where no configuration of its own says anything.
    pub max_file_size: u64,
    /// CPU time that the parser may spend on one file.
    pub cpu_budget: Duration,
    /// What becomes of generated and minified files, in the same way.
    pub generated: Generated,
}

impl Limits {
    /// What is done with a file: what its own configuration says, or else what the run does with any.
    pub(super) fn terms(&self, file: &File) -> Terms {
        let usual = Terms { max_file_size: self.max_file_size, generated: self.generated };
        file.terms.unwrap_or(usual)
    }
}

/// Number of workers that are worth starting: one per processor, at most 8.
#[must_use]
pub fn default_jobs() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(8)
}

pub(super) type File = Candidate<&'static LanguageSpec>;

/// Measures every candidate; less of them if the watch says stop.
#[must_use]
pub fn measure_all(files: &[File], limits: &Limits, watch: &Watch) -> Outcome {
    measure_or_recall(files, limits, watch, None)
}

/// Measures every candidate that the cache does not know.
#[must_use]
pub fn measure_or_recall(files: &[File], limits: &Limits, watch: &Watch, cache: Option<&Cache>) -> Outcome {
    let sizes: Vec<u64> = files.iter().map(|file| file.size).collect();
    let bytes: u64 = sizes.iter().sum();
    watch.expect(files.len(), bytes);
    let jobs = if bytes < WORTH_A_POOL { 1 } else { limits.jobs.min(files.len()) };
    let memory = cache.map(|cache| Memory::new(cache, limits, watch));
    let queue = Queue::new(files, batches(&sizes, jobs.max(1)), limits, watch, memory);
    let mut outcomes = match jobs {
        0 | 1 => vec![queue.work()],
        _ => in_pool(&queue, jobs),
    };
    let mut all = outcomes.pop().unwrap_or_default();
    for outcome in outcomes {
        all.absorb(outcome);
    }
    all.sort();
    all
}

/// If the system gives no threads, this one does the work.
fn in_pool(queue: &Queue<'_>, jobs: usize) -> Vec<Outcome> {
    match rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(8 << 20).build() {
        Ok(pool) => pool.broadcast(|_| queue.work()),
        Err(_) => vec![queue.work()],
    }
}

struct Queue<'a> {
    files: &'a [File],
    limits: &'a Limits,
    memory: Option<Memory<'a>>,
    watch: &'a Watch,
    /// Whoever holds it measures the large files, one after the other.
    large: Mutex<Vec<usize>>,
    small: Vec<Vec<usize>>,
    next: AtomicUsize,
}

impl<'a> Queue<'a> {
    fn new(
        files: &'a [File],
        batches: Batches,
        limits: &'a Limits,
        watch: &'a Watch,
        memory: Option<Memory<'a>>,
    ) -> Queue<'a> {
        let large = batches.large.into_iter().rev().collect();
        Queue {
            files,
            limits,
            memory,
            watch,
            large: Mutex::new(large),
            small: batches.small,
            next: AtomicUsize::new(0),
        }
    }

    /// Works until nothing is left.
    fn work(&self) -> Outcome {
        let mut outcome = Outcome::default();
        let mut marks = Marks::default();
        if let Ok(mut large) = self.large.try_lock() {
            while let Some(file) = large.pop() {
                self.measure_batch(&[file], &mut marks, &mut outcome);
            }
        }
        while let Some(batch) = self.small.get(self.next.fetch_add(1, Ordering::Relaxed)) {
            self.measure_batch(batch, &mut marks, &mut outcome);
        }
        outcome
    }

    fn measure_batch(&self, batch: &[usize], marks: &mut Marks, outcome: &mut Outcome) {
        match &self.memory {
            Some(memory) => memory.recall(batch.iter().map(|&file| &self.files[file]), marks, outcome),
            None => batch.iter().for_each(|&file| self.measure(file, marks, outcome)),
        }
    }

    fn measure(&self, file: usize, marks: &mut Marks, outcome: &mut Outcome) {
        if self.watch.stopped() {
            return;
        }
        match measure_file(&self.files[file], self.limits, self.watch, marks) {
            Some(Ok(record)) => outcome.records.push(record),
            Some(Err(skipped)) => outcome.skipped.push(skipped),
            None => {}
        }
        self.watch.finish(self.files[file].size);
        if self.files[file].size > LARGE {
            *marks = Marks::default();
        }
    }
}
