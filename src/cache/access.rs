//! A database that a run may lose: whatever goes wrong with it is one warning, and the run goes on.

use super::damage::{StoreError, warning};
use super::place::CachePlace;
use super::store::{Store, rebuild};

/// A database from its opening to the end of a run.
#[derive(Debug)]
pub(super) struct Access {
    place: CachePlace,
    /// `None` when the run goes on without it.
    store: Option<Store>,
    warning: Option<String>,
    /// Whether a write was given up because of another process; no further one is tried.
    is_held: bool,
}

impl Access {
    /// Opens a database; a damaged one is rebuilt.
    pub(super) fn open(place: CachePlace) -> Access {
        let opened = Store::open(&place);
        let mut access = Access { place, store: None, warning: None, is_held: false };
        match opened {
            Ok((store, was_rebuilt)) => {
                access.store = Some(store);
                if was_rebuilt {
                    access.warn(REBUILT.to_owned());
                }
            }
            Err(error) => access.warn(warning(&error)),
        }
        access
    }

    /// Whether there is a database.
    pub(super) fn is_open(&self) -> bool {
        self.store.is_some()
    }

    /// What a person should know, in one line.
    pub(super) fn into_warning(self) -> Option<String> {
        self.warning
    }

    /// Tries once more if another process is writing; a second failure ends the writing of this run.
    pub(super) fn attempt_to_write<T>(
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

    /// Does as much at a time as one transaction takes, until all of it is done or cannot be; tells whether it was.
    pub(super) fn write_all<T>(
        &mut self,
        all: &[T],
        mut work: impl FnMut(&mut Store, &[T]) -> Result<usize, StoreError>,
    ) -> bool {
        let mut rest = all;
        while !rest.is_empty() {
            let batch = &rest[..rest.len().min(ROWS_AT_A_TIME)];
            let Some(done) = self.attempt_to_write(|store| work(store, batch)) else { return false };
            rest = &rest[done..];
        }
        true
    }

    pub(super) fn attempt<T>(&mut self, work: impl FnOnce(&Store) -> Result<T, StoreError>) -> Option<T> {
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
            StoreError::Damaged(_) => match rebuild(&self.place.files()) {
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

/// A transaction takes no more rows than this.
pub(super) const ROWS_AT_A_TIME: usize = 1000;

const REBUILT: &str = "cache: it was damaged and has been started anew";
