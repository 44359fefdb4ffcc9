//! Distributes files over workers and brings the results into order.

use super::batch::{Batches, batches};
use super::limits::Means;
use super::recall::{ENOUGH_BYTES, ENOUGH_FILES, Memory, Read};
use super::wanted::Wanted;
use crate::cache::Cache;
use crate::course::Course;
use crate::discover::Candidate;
use crate::model::{Marks, Outcome};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Below this many bytes a second thread costs more than it saves.
const WORTH_A_POOL: u64 = 64 * 1024;

/// Measures every candidate; less of them if the course says stop.
#[must_use]
pub fn measure_all(files: &[Candidate], limits: &Means, course: &Course) -> Outcome {
    measure_or_recall(files, limits, course, None)
}

/// Measures every candidate that the cache does not know.
#[must_use]
pub fn measure_or_recall(
    files: &[Candidate],
    limits: &Means,
    course: &Course,
    cache: Option<&Cache>,
) -> Outcome {
    measure_what_matters(files, limits, course, cache, Wanted::default())
}

/// The same, leaving the records of files in the cache that need not be read and do not matter, and keeping none that is
/// judged at once.
#[must_use]
pub(crate) fn measure_what_matters(
    files: &[Candidate],
    limits: &Means,
    course: &Course,
    cache: Option<&Cache>,
    wanted: Wanted<'_>,
) -> Outcome {
    let sizes: Vec<u64> = files.iter().map(|file| file.size).collect();
    let bytes: u64 = sizes.iter().sum();
    course.expect(files.len(), bytes);
    let memory = Memory::new(cache, limits, course).of_what_is(wanted);
    let mut all = Outcome::default();
    let outcomes = if cache.is_some() && bytes <= ENOUGH_BYTES && files.len() <= ENOUGH_FILES {
        let unknown = memory.recognise(files, &mut all);
        measure_read(unknown, limits, &memory)
    } else {
        let workers = workers(limits, files.len(), bytes);
        let queue = Queue::new(files, batches(&sizes, workers), memory);
        on_workers(workers, || queue.work())
    };
    for outcome in outcomes {
        all.absorb(outcome);
    }
    all.sort();
    all
}

/// Measures the files of one batch that the cache does not know: where it knows all, as before most commits, no threads are
/// started.
fn measure_read(files: Vec<Read<'_>>, limits: &Means, memory: &Memory<'_>) -> Vec<Outcome> {
    let bytes = files.iter().map(|file| file.size() as u64).sum();
    let workers = workers(limits, files.len(), bytes);
    let files = Mutex::new(files.into_iter());
    let next = || files.lock().unwrap_or_else(PoisonError::into_inner).next();
    on_workers(workers, || {
        let (mut outcome, mut marks) = (Outcome::default(), Marks::default());
        while let Some(file) = next() {
            memory.measure(file, &mut marks, &mut outcome);
        }
        outcome
    })
}

/// How many workers so many files of so many bytes in all are worth.
pub(super) fn workers(limits: &Means, files: usize, bytes: u64) -> usize {
    if bytes < WORTH_A_POOL { 1 } else { limits.jobs.min(files).max(1) }
}

/// Lets each worker do the work until nothing is left; if the system gives no threads, this one does it.
pub(super) fn on_workers<T: Send>(workers: usize, work: impl Fn() -> T + Sync) -> Vec<T> {
    if workers == 1 {
        return vec![work()];
    }
    match rayon::ThreadPoolBuilder::new().num_threads(workers).stack_size(8 << 20).build() {
        Ok(pool) => pool.broadcast(|_| work()),
        Err(_) => vec![work()],
    }
}

struct Queue<'a> {
    files: &'a [Candidate],
    memory: Memory<'a>,
    /// Whoever holds it measures the large files, one after the other.
    large: Mutex<Vec<usize>>,
    small: Vec<Vec<usize>>,
    next: AtomicUsize,
}

impl<'a> Queue<'a> {
    fn new(files: &'a [Candidate], batches: Batches, memory: Memory<'a>) -> Queue<'a> {
        let large = Mutex::new(batches.large.into_iter().rev().collect());
        Queue { files, memory, large, small: batches.small, next: AtomicUsize::new(0) }
    }

    /// Works until nothing is left.
    fn work(&self) -> Outcome {
        let mut outcome = Outcome::default();
        let mut marks = Marks::default();
        if let Ok(mut large) = self.large.try_lock() {
            while let Some(file) = large.pop() {
                self.batch(&[file], &mut marks, &mut outcome);
            }
        }
        while let Some(batch) = self.small.get(self.next.fetch_add(1, Ordering::Relaxed)) {
            self.batch(batch, &mut marks, &mut outcome);
        }
        outcome
    }

    fn batch(&self, batch: &[usize], marks: &mut Marks, outcome: &mut Outcome) {
        self.memory.recall(batch.iter().map(|&file| &self.files[file]), marks, outcome);
    }
}
