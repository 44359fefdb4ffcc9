//! Contents that are measured for something else than a report: each is handed over as soon as its numbers are known,
//! because a history has more of them than should be kept.

use super::batch::{Batches, LARGE, batches};
use super::limits::Means;
use super::work::{on_workers, workers};
use crate::course::Course;
use crate::discover::Candidate;
use crate::language::generated;
use crate::model::{FileMetrics, Marks, Skipped};
use crate::text::record;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What is done with the numbers of a file, given by its index, or with the reason why there are none.
pub(crate) type Keep<'a, T> = &'a (dyn Fn(usize, Result<&FileMetrics, Skipped>) -> T + Sync);

/// Measures every file and gives what was kept of each, in the order of the files; nothing of those that a signal left.
#[must_use]
pub(crate) fn measure_each<T: Send>(
    files: &[Candidate],
    limits: &Means,
    course: &Course,
    keep: Keep<'_, T>,
) -> Vec<Option<T>> {
    let sizes: Vec<u64> = files.iter().map(|file| file.size).collect();
    let bytes: u64 = sizes.iter().sum();
    let workers = workers(limits, files.len(), bytes);
    let queue = Queue { files, limits, course, keep, next: AtomicUsize::new(0), large: Mutex::new(()) };
    let batches = batches(&sizes, workers);
    let parts = on_workers(workers, || queue.work(&batches));
    let mut all: Vec<Option<T>> = files.iter().map(|_| None).collect();
    for (at, kept) in parts.into_iter().flatten() {
        all[at] = Some(kept);
    }
    all
}

struct Queue<'a, T> {
    files: &'a [Candidate],
    limits: &'a Means,
    course: &'a Course,
    keep: Keep<'a, T>,
    next: AtomicUsize,
    /// Whoever holds it measures a large file.
    large: Mutex<()>,
}

impl<T> Queue<'_, T> {
    /// Works until nothing is left; the heaviest come first.
    fn work(&self, batches: &Batches) -> Vec<(usize, T)> {
        let (mut marks, mut done) = (Marks::default(), Vec::new());
        let large = batches.large.iter().map(std::slice::from_ref);
        let all: Vec<&[usize]> = large.chain(batches.small.iter().map(Vec::as_slice)).collect();
        while let Some(batch) = all.get(self.next.fetch_add(1, Ordering::Relaxed)) {
            for &at in *batch {
                let measured = self.measure(&self.files[at], &mut marks);
                if self.course.stopped() {
                    return done;
                }
                let kept = match measured {
                    Ok(metrics) => (self.keep)(at, Ok(&metrics)),
                    Err(skipped) => (self.keep)(at, Err(skipped)),
                };
                done.push((at, kept));
                self.course.finish(self.files[at].size);
            }
        }
        done
    }

    fn measure(&self, file: &Candidate, marks: &mut Marks) -> Result<FileMetrics, Skipped> {
        let terms = self.limits.terms(file);
        let _alone =
            (file.size > LARGE).then(|| self.large.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        let bytes = file.read(terms.max_file_size)?.unwrap_or_default();
        self.course.count_read();
        let rule = terms.generated.skips(file.named).then(|| generated(&file.path, &bytes)).flatten();
        if let Some((reason, detail)) = rule {
            return Err(Skipped { path: file.path.clone(), reason, detail });
        }
        let measured = record(&file.path, bytes, file.language, (self.limits.cpu_budget, self.course), marks);
        if file.size > LARGE {
            *marks = Marks::default();
        }
        measured.map(|record| record.metrics)
    }
}
