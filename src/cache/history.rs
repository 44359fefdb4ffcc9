//! Records of contents that a file had in former commits: a class of its own, looked up and stored in bulk.
//!
//! A content is known by the name that git has for it ([`KeySpace::blob`]), so that nothing has to be read to find its
//! record. No paths and no stamps are kept. Whatever goes wrong is one warning at the end; a run goes on without it.
//!
//! ```no_run
//! # use code_metrics::cache::{CacheSetup, HistoryCache, KeySpace};
//! # fn measured(_: &[u8; 20]) -> Option<code_metrics::model::FileMetrics> { None }
//! # fn trend(setup: CacheSetup, space: &KeySpace, blobs: &[[u8; 20]]) {
//! let mut cache = HistoryCache::open(setup);
//! let keys: Vec<_> = blobs.iter().map(|id| space.blob(id)).collect();
//! let known = cache.find(&keys); // in the order of the keys
//! for ((blob, key), known) in blobs.iter().zip(keys).zip(known) {
//!     let Some(metrics) = known.or_else(|| measured(blob)) else { continue };
//!     cache.add(key, &metrics); // new ones are stored a thousand at a time
//! }
//! let warning = cache.close();
//! # let _ = warning;
//! # }
//! ```

use super::access::{Access, ROWS_AT_A_TIME};
use super::key::ContentKey;
use super::record::{seal, unseal};
use super::setup::CacheSetup;
use super::store::{Store, StoredRow};
use super::thread::{DAY, TIDY_FOR};
use crate::model::FileMetrics;
use std::collections::HashSet;
use std::time::Instant;

/// The records of former contents, for one run.
#[derive(Debug)]
pub struct HistoryCache {
    setup: CacheSetup,
    access: Access,
    today: i64,
    pending: Vec<StoredRow>,
    /// What is there already, or will be.
    known: HashSet<ContentKey>,
    /// Those whose day of use is not today's.
    used: Vec<ContentKey>,
    has_written: bool,
}

impl HistoryCache {
    /// Opens the database that the setup names, which is made if need be.
    #[must_use]
    pub fn open(setup: CacheSetup) -> HistoryCache {
        let today = (setup.clock)().div_euclid(DAY);
        let access = Access::open(setup.place.clone());
        let (pending, known, used) = (Vec::new(), HashSet::new(), Vec::new());
        HistoryCache { setup, access, today, pending, known, used, has_written: false }
    }

    /// The record of each content that has one, in the order of the keys.
    #[must_use]
    pub fn find(&mut self, keys: &[ContentKey]) -> Vec<Option<FileMetrics>> {
        keys.iter().map(|key| self.find_one(key)).collect()
    }

    fn find_one(&mut self, key: &ContentKey) -> Option<FileMetrics> {
        let (sealed, last_seen) = self.access.attempt(|store| store.find_used(key)).flatten()?;
        let metrics = unseal(key, &sealed, self.setup.languages)?;
        if self.known.insert(*key) && last_seen < self.today {
            self.used.push(*key);
        }
        Some(metrics)
    }

    /// Stores the record of a content, unless it came from here.
    pub fn add(&mut self, key: ContentKey, metrics: &FileMetrics) {
        if !self.access.is_open() || !self.known.insert(key) {
            return;
        }
        let sealed = seal(&key, metrics, self.setup.compression);
        self.pending.push(StoredRow { state: None, record: Some((key, metrics.language, sealed)) });
        if self.pending.len() >= ROWS_AT_A_TIME {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let (rows, today) = (std::mem::take(&mut self.pending), self.today);
        self.has_written |= !rows.is_empty();
        self.access.write_all(&rows, |store, batch| store.write(batch, today));
    }

    /// Writes what is left to write; gives what a person should know, in one line.
    #[must_use]
    pub fn close(mut self) -> Option<String> {
        self.flush();
        let (bounds, today) = (self.setup.bounds, self.today);
        self.has_written |= !self.used.is_empty();
        self.access.write_all(&self.used, |store, batch| store.touch_measures(batch, today));
        if self.has_written {
            let start = Instant::now();
            let prune = |store: &mut Store| store.prune(&bounds, today, &|| start.elapsed() > TIDY_FOR);
            self.access.attempt_to_write(prune);
        }
        self.access.into_warning()
    }
}
