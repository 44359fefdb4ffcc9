//! The thread that owns the database: it loads, answers, collects rows and writes them in batches.

use super::access::{Access, ROWS_AT_A_TIME};
use super::key::ContentKey;
use super::known::Known;
use super::runs::{self, Began};
use super::setup::CacheSetup;
use super::store::{Found, Reach, Store, StoredRow};
use crate::model::RecallCounts;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::time::{Duration, Instant};

/// Rows wait no longer than this for others.
const LONGEST_WAIT: Duration = Duration::from_millis(100);

/// How long tidying up may keep a run from ending; what is left waits for the next run.
pub(super) const TIDY_FOR: Duration = Duration::from_millis(100);

const SECOND: i64 = 1_000_000_000;
pub(super) const DAY: i64 = 86_400 * SECOND;

/// What is loaded beside the walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// States with their records: all of these are wanted.
    Records,
    /// States with their digests: few records are wanted, and those are asked for by their contents.
    Digests,
}

/// What the run asks of the thread.
#[derive(Debug)]
pub(super) enum Command {
    /// The sealed records of contents.
    Find(Vec<ContentKey>, SyncSender<Vec<Option<Vec<u8>>>>),
    /// Rows to store.
    Store(Vec<StoredRow>),
    /// Nothing more comes.
    Finish {
        /// Paths whose day of use is to be noted.
        used: Vec<Vec<u8>>,
        counts: RecallCounts,
        /// When the run began, if it is to be noted.
        began: Option<Began>,
    },
}

/// What the run learns when everything is loaded.
#[derive(Debug, Default)]
pub(super) struct Opened {
    pub(super) known: Known,
    /// Whether there is a database to store in.
    pub(super) is_open: bool,
    /// Whether there is nothing to look up by content.
    pub(super) is_empty: bool,
    /// Days since 1970.
    pub(super) today: i64,
}

/// What the run learns in the end.
#[derive(Debug, Default)]
pub(super) struct Finished {
    pub(super) warning: Option<String>,
}

pub(super) struct Database {
    settings: CacheSetup,
    today: i64,
    access: Access,
    pending: Vec<StoredRow>,
    /// Whether the run has stored anything.
    has_written: bool,
}

impl Database {
    /// Serves a run from its beginning to its end.
    pub(super) fn serve(
        settings: CacheSetup,
        (scopes, first): (&[Reach], First),
        done: &SyncSender<Opened>,
        commands: &Receiver<Command>,
    ) -> Finished {
        let today = (settings.clock)().div_euclid(DAY);
        let access = Access::open(settings.place.clone());
        let mut database = Database { settings, today, access, pending: Vec::new(), has_written: false };
        database.access.attempt(Store::keep_few_pages);
        let known = database.load(scopes, first);
        let is_empty = database.access.attempt(Store::is_empty).unwrap_or(true);
        // a run that is gone has no use for the answer
        let _ = done.send(Opened { known, is_open: database.access.is_open(), is_empty, today });
        database.answer(commands);
        Finished { warning: database.access.into_warning() }
    }

    fn load(&mut self, scopes: &[Reach], first: First) -> Known {
        let mut known = Known::default();
        for scope in scopes {
            let add = |found: Found<'_>| known.add(&found);
            self.access.attempt(|store| match first {
                First::Records => store.load(scope, add),
                First::Digests => store.load_states(scope, add),
            });
        }
        known
    }

    fn answer(&mut self, commands: &Receiver<Command>) {
        let mut oldest: Option<Instant> = None;
        loop {
            let wait = oldest.map_or(LONGEST_WAIT, |since| LONGEST_WAIT.saturating_sub(since.elapsed()));
            match commands.recv_timeout(wait) {
                Ok(Command::Find(keys, reply)) => {
                    let find = |key| self.access.attempt(|store| store.find(key)).flatten();
                    let _ = reply.send(keys.iter().map(find).collect());
                }
                Ok(Command::Store(mut rows)) => {
                    self.pending.append(&mut rows);
                    oldest.get_or_insert_with(Instant::now);
                }
                Ok(Command::Finish { used, counts, began }) => return self.finish(&used, &counts, began),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    self.flush();
                    return;
                }
            }
            let is_due = oldest.is_some_and(|since| since.elapsed() >= LONGEST_WAIT);
            if is_due || self.pending.len() >= ROWS_AT_A_TIME {
                self.flush();
                oldest = None;
            }
        }
    }

    /// Writes what is pending.
    fn flush(&mut self) {
        let (rows, today) = (std::mem::take(&mut self.pending), self.today);
        self.has_written |= !rows.is_empty();
        self.access.write_all(&rows, |store, batch| store.write(batch, today));
    }

    fn finish(&mut self, used: &[Vec<u8>], counts: &RecallCounts, began: Option<Began>) {
        self.flush();
        let today = self.today;
        let used: Vec<&[u8]> = used.iter().map(Vec::as_slice).collect();
        self.has_written |= !used.is_empty();
        self.access.write_all(&used, |store, batch| store.touch(batch, today));
        if self.has_written {
            self.tidy();
        }
        if let Some(began) = began.filter(|_| self.access.is_open()) {
            runs::note(&self.settings.place, (self.settings.clock)() / SECOND, counts, began.took());
        }
    }

    /// Keeps the cache within its bounds, when a run has changed it anyway.
    fn tidy(&mut self) {
        let (bounds, today) = (self.settings.bounds, self.today);
        let start = Instant::now();
        self.access.attempt_to_write(|store| store.prune(&bounds, today, &|| start.elapsed() > TIDY_FOR));
    }
}
