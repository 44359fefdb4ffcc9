//! The thread that owns the database: it loads, answers, collects rows and writes them in batches.

use super::damage::{StoreError, warning};
use super::key::ContentKey;
use super::known::Known;
use super::setup::CacheSetup;
use super::store::{Files, Reach, Store, StoredRow, rebuild};
use crate::model::RecallCounts;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::time::{Duration, Instant};

/// A transaction takes no more rows than this, and waits no longer than this for them.
const ROWS_AT_A_TIME: usize = 1000;
const LONGEST_WAIT: Duration = Duration::from_millis(100);

/// How long tidying up may keep a run from ending; what is left waits for the next run.
const TIDY_FOR: Duration = Duration::from_millis(100);

const DAY: i64 = 86_400_000_000_000;

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
    /// `None` when the run goes on without it.
    store: Option<Store>,
    warning: Option<String>,
    pending: Vec<StoredRow>,
    /// Whether the run has stored anything.
    has_written: bool,
    /// Whether a write was given up because of another process; no further one is tried.
    is_held: bool,
}

impl Database {
    pub(super) fn new(settings: CacheSetup) -> Database {
        let today = (settings.clock)().div_euclid(DAY);
        Database {
            settings,
            today,
            store: None,
            warning: None,
            pending: Vec::new(),
            has_written: false,
            is_held: false,
        }
    }

    /// Serves a run from its beginning to its end.
    pub(super) fn run(
        mut self,
        scopes: &[Reach],
        done: &SyncSender<Opened>,
        commands: &Receiver<Command>,
    ) -> Finished {
        self.open();
        let known = self.load(scopes);
        let is_empty = self.attempt(Store::is_empty).unwrap_or(true);
        // a run that is gone has no use for the answer
        let _ = done.send(Opened { known, is_open: self.store.is_some(), is_empty, today: self.today });
        self.serve(commands);
        Finished { warning: self.warning }
    }

    fn open(&mut self) {
        match Store::open(&self.settings.directory) {
            Ok((store, was_rebuilt)) => {
                self.store = Some(store);
                if was_rebuilt {
                    self.warn(REBUILT.to_owned());
                }
            }
            Err(error) => self.warn(warning(&error)),
        }
    }

    fn load(&mut self, scopes: &[Reach]) -> Known {
        let mut known = Known::default();
        for scope in scopes {
            self.attempt(|store| store.load(scope, |found| known.add(&found)));
        }
        known
    }

    fn serve(&mut self, commands: &Receiver<Command>) {
        let mut oldest: Option<Instant> = None;
        loop {
            let wait = oldest.map_or(LONGEST_WAIT, |since| LONGEST_WAIT.saturating_sub(since.elapsed()));
            match commands.recv_timeout(wait) {
                Ok(Command::Find(keys, reply)) => {
                    let found = keys.iter().map(|key| self.attempt(|store| store.find(key)).flatten());
                    let _ = reply.send(found.collect());
                }
                Ok(Command::Store(mut rows)) => {
                    self.pending.append(&mut rows);
                    oldest.get_or_insert_with(Instant::now);
                }
                Ok(Command::Finish { used, counts }) => return self.finish(&used, &counts),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return self.flush(),
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
        let rows = std::mem::take(&mut self.pending);
        let mut rest = rows.as_slice();
        while !rest.is_empty() {
            let batch = &rest[..rest.len().min(ROWS_AT_A_TIME)];
            let today = self.today;
            let Some(written) = self.attempt_to_write(|store| store.write(batch, today)) else { return };
            rest = &rest[written..];
            self.has_written = true;
        }
    }

    fn finish(&mut self, used: &[Vec<u8>], counts: &RecallCounts) {
        self.flush();
        let today = self.today;
        let mut rest: Vec<&[u8]> = used.iter().map(Vec::as_slice).collect();
        while !rest.is_empty() {
            let batch = &rest[..rest.len().min(ROWS_AT_A_TIME)];
            let Some(touched) = self.attempt_to_write(|store| store.touch(batch, today)) else { return };
            rest.drain(..touched);
            self.has_written = true;
        }
        if self.has_written {
            self.tidy(counts);
        }
    }

    /// Keeps the cache within its bounds, when a run has changed it anyway.
    fn tidy(&mut self, counts: &RecallCounts) {
        let (bounds, today, ended) =
            (self.settings.bounds, self.today, (self.settings.clock)() / 1_000_000_000);
        self.attempt_to_write(|store| store.remember(counts, ended));
        let start = Instant::now();
        self.attempt_to_write(|store| store.prune(&bounds, today, &|| start.elapsed() > TIDY_FOR));
    }

    /// Tries once more if another process is writing; a second failure ends the writing of this run.
    fn attempt_to_write<T>(
        &mut self,
        mut work: impl FnMut(&mut Store) -> Result<T, StoreError>,
    ) -> Option<T> {
        if self.is_held {
            return None;
        }
        let mut first = work(self.store.as_mut()?);
        if matches!(&first, Err(error) if error.is_busy()) {
            first = work(self.store.as_mut()?);
        }
        self.is_held = matches!(&first, Err(error) if error.is_busy());
        if self.is_held {
            self.warn(
                "cache: another process is writing all the time, so not all results were stored".to_owned(),
            );
            return None;
        }
        self.settle(first)
    }

    fn attempt<T>(&mut self, work: impl FnOnce(&Store) -> Result<T, StoreError>) -> Option<T> {
        let result = work(self.store.as_ref()?);
        self.settle(result)
    }

    /// Deals with an error: a damaged cache is replaced by an empty one, any other is not used any more.
    fn settle<T>(&mut self, result: Result<T, StoreError>) -> Option<T> {
        let error = match result {
            Ok(value) => return Some(value),
            Err(error) => error,
        };
        // the connection holds the lock that a rebuild needs
        self.store = None;
        match error {
            StoreError::Damaged(_) => match rebuild(&Files::in_directory(&self.settings.directory)) {
                Ok(()) => self.warn(REBUILT.to_owned()),
                Err(error) => self.warn(warning(&error)),
            },
            error => self.warn(warning(&error)),
        }
        None
    }

    /// Only the first thing that goes wrong is told.
    fn warn(&mut self, text: String) {
        self.warning.get_or_insert(text);
    }
}

const REBUILT: &str = "cache: it was damaged and has been started anew";
