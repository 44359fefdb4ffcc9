//! The contents of a history: each is measured once, and from then on the cache knows it by the hash that git gave it,
//! so that it need not even be read.

use crate::cache::{ContentKey, HistoryCache, KeySpace};
use crate::discover::git::{Commit, FileHistory, GitError, History, Survey};
use crate::discover::{Candidate, Source};
use crate::language::{LANGUAGES, LanguageSpec};
use crate::model::{CommitInfo, FileMetrics, RecallCounts, Skipped};
use crate::pipeline::{key_space, measure_each};
use crate::session::session::Session;
use crate::session::{SessionError, languages};
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// What is kept of each content, or why there is nothing.
pub(super) type Kept<T> = Vec<Result<T, Skipped>>;

/// So many contents are asked for at once, and a signal heeded in between.
const AT_A_TIME: usize = 1024;

impl Session {
    /// What changed in each of some commits, of the files that count; if `whole`, of those beside what was asked for, too.
    pub(super) fn surveyed(
        &self,
        history: &History,
        whole: bool,
        look: impl FnOnce(&History, &Survey<'_>) -> Result<FileHistory, GitError>,
    ) -> Result<FileHistory, SessionError> {
        let configured = &self.configured;
        let survey = Survey {
            paths: &self.selection.paths,
            whole,
            request: &self.plan.request,
            govern: &|directory: &Path| configured.filter(directory),
            detect: &languages::of_side,
        };
        let files = self.work.timings.time("git", || look(history, &survey))?;
        configured.settle(files.paths.iter().map(|path| &**path))?;
        self.work.go_on()?;
        Ok(files)
    }

    /// Measures or recalls every content, and gives what is kept of each.
    pub(super) fn each_content<T: Send>(
        &mut self,
        history: &History,
        files: &FileHistory,
        keep: &(dyn Fn(&FileMetrics) -> T + Sync),
    ) -> Result<Kept<T>, SessionError> {
        let all: Vec<u32> = (0..).take(files.contents.len()).collect();
        self.some_contents(history, files, &all, keep)
    }

    /// The same for some contents, given by their numbers.
    pub(super) fn some_contents<T: Send>(
        &mut self,
        history: &History,
        files: &FileHistory,
        which: &[u32],
        keep: &(dyn Fn(&FileMetrics) -> T + Sync),
    ) -> Result<Kept<T>, SessionError> {
        let cache = self.work.timings.time("load", || self.history_cache());
        let is_wanted = cache.is_some();
        let known = Known::new(cache, files, which);
        self.work.course.expect(which.len(), 0);
        let recalled = self.work.timings.time("recall", || self.recalled(&known, keep))?;
        let found = recalled.iter().flatten().count() as u64;
        let all = self.completed(history, &known, recalled, keep)?;
        if is_wanted {
            let missed = all.len() as u64 - found;
            let before = self.work.recalled.take().unwrap_or_default();
            let (by_content, missed) = (before.by_content + found, before.missed + missed);
            self.work.recalled = Some(RecallCounts { by_content, missed, ..before });
        }
        let warning = self.work.timings.time("store", || known.close());
        self.work.warning = self.work.warning.take().or(warning);
        Ok(all)
    }

    fn recalled<T>(
        &self,
        known: &Known<'_>,
        keep: &dyn Fn(&FileMetrics) -> T,
    ) -> Result<Vec<Option<T>>, SessionError> {
        let all = 0..known.which.len();
        if known.cache.is_none() {
            return Ok(all.map(|_| None).collect());
        }
        let mut recalled = Vec::with_capacity(all.len());
        for first in all.step_by(AT_A_TIME) {
            self.work.go_on()?;
            for metrics in known.find(first) {
                self.work.course.finish(0);
                recalled.push(metrics.map(|metrics| keep(&metrics)));
            }
        }
        Ok(recalled)
    }

    /// Measures what was not recalled.
    fn completed<T: Send>(
        &self,
        history: &History,
        known: &Known<'_>,
        mut recalled: Vec<Option<T>>,
        keep: &(dyn Fn(&FileMetrics) -> T + Sync),
    ) -> Result<Kept<T>, SessionError> {
        let missing: Vec<usize> = (0..recalled.len()).filter(|&at| recalled[at].is_none()).collect();
        let candidates = missing.iter().map(|&at| candidate(history, known.files, known.which[at]));
        let candidates: Vec<Candidate> = candidates.collect::<Result<_, _>>()?;
        let course = &self.work.course;
        course.expect(0, candidates.iter().map(|file| file.size).sum());
        let measured = self.work.timings.time("measure", || {
            measure_each(&candidates, &self.plan.limits, course, &|at, result| {
                let metrics = result?;
                known.add(missing[at], metrics);
                Ok(keep(metrics))
            })
        });
        self.work.go_on()?;
        let mut measured = measured.into_iter().flatten();
        let all = recalled.iter_mut().filter_map(|it| it.take().map(Ok).or_else(|| measured.next()));
        Ok(all.collect())
    }
}

/// A content as a file to measure, under the first path that had it.
fn candidate(history: &History, files: &FileHistory, content: u32) -> Result<Candidate, GitError> {
    let content = &files.contents[content as usize];
    let path = &files.paths[content.path as usize];
    Ok(Candidate {
        path: path.clone(),
        language: content.language,
        size: history.size_of(content, path)?,
        stamp: None,
        named: content.named,
        source: Source::Blob(content.blob.clone()),
        terms: content.terms,
    })
}

/// What the cache knows of contents.
struct Known<'a> {
    cache: Option<Mutex<HistoryCache>>,
    files: &'a FileHistory,
    /// The numbers of those that are asked about.
    which: &'a [u32],
    keys: Vec<ContentKey>,
}

impl<'a> Known<'a> {
    fn new(cache: Option<HistoryCache>, files: &'a FileHistory, which: &'a [u32]) -> Known<'a> {
        let spaces: HashMap<&LanguageSpec, KeySpace> =
            LANGUAGES.iter().map(|row| (row, key_space(row))).collect();
        let asked = if cache.is_some() { which } else { &[] };
        let contents = asked.iter().map(|&content| &files.contents[content as usize]);
        let keys = contents.map(|it| spaces[it.language].blob(it.blob.hash()));
        Known { keys: keys.collect(), cache: cache.map(Mutex::new), files, which }
    }

    /// The next ones from a place on.
    fn find(&self, first: usize) -> Vec<Option<FileMetrics>> {
        let keys = &self.keys[first..self.keys.len().min(first + AT_A_TIME)];
        let Some(cache) = &self.cache else { return Vec::new() };
        cache.lock().unwrap_or_else(PoisonError::into_inner).find(keys)
    }

    fn add(&self, at: usize, metrics: &FileMetrics) {
        if let Some(cache) = &self.cache {
            cache.lock().unwrap_or_else(PoisonError::into_inner).add(self.keys[at], metrics);
        }
    }

    fn close(self) -> Option<String> {
        self.cache?.into_inner().unwrap_or_else(PoisonError::into_inner).close()
    }
}

/// The commits of a walk, as a report names them.
pub(super) fn named(commits: &[Commit]) -> impl Iterator<Item = (CommitInfo, usize)> {
    commits.iter().map(|commit| (commit.info.clone(), commit.covers))
}
