//! What to do about an error of the database: rebuild it if it is damaged, run without it otherwise.
//!
//! Only two codes of `SQLite` mean damage. Everything else may pass by itself, and nothing is ever deleted for it.

use super::location::LocationError;
use crate::regular;
use rusqlite::ErrorCode;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Why the cache cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Its directory or a file in it.
    #[error(transparent)]
    Location(#[from] LocationError),
    /// The file through which processes agree on a rebuild.
    #[error("{}", path.display())]
    Lock {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// Another process is rebuilding it, or has it open so that this one cannot.
    #[error("another process holds it")]
    Held,
    /// Its content is not what `SQLite` wrote.
    #[error("damaged: {0}")]
    Damaged(rusqlite::Error),
    /// `SQLite` cannot work with it, now or ever.
    #[error("{0}")]
    Unusable(rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Damaged(error),
            _ => StoreError::Unusable(error),
        }
    }
}

impl StoreError {
    /// Whether another process has it for the moment.
    #[must_use]
    pub(crate) fn is_busy(&self) -> bool {
        let StoreError::Unusable(error) = self else { return matches!(self, StoreError::Held) };
        matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
    }
}

/// One line about an error that leaves a run without its cache.
pub(super) fn warning(error: &StoreError) -> String {
    let causes = std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source());
    let causes: Vec<String> = causes.map(ToString::to_string).collect();
    format!("cache not used: {}", causes.join(": ")).replace('\n', " ")
}

/// Held shared by every open connection, and alone by whoever rebuilds: nobody pulls the files from under another.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "the open file is the lock")] File);

impl Lock {
    pub(super) fn shared(path: &Path, patience: Duration) -> Result<Lock, StoreError> {
        Lock::acquire(path, patience, File::try_lock_shared)
    }

    pub(super) fn alone(path: &Path, patience: Duration) -> Result<Lock, StoreError> {
        Lock::acquire(path, patience, File::try_lock)
    }

    fn acquire(
        path: &Path,
        patience: Duration,
        attempt: fn(&File) -> Result<(), TryLockError>,
    ) -> Result<Lock, StoreError> {
        let lock = |source| StoreError::Lock { path: path.to_path_buf(), source };
        let file = open_lock(path).map_err(lock)?;
        let start = Instant::now();
        loop {
            match attempt(&file) {
                Ok(()) => return Ok(Lock(file)),
                Err(TryLockError::WouldBlock) if start.elapsed() < patience => {
                    sleep(Duration::from_millis(2));
                }
                Err(TryLockError::WouldBlock) => return Err(StoreError::Held),
                Err(TryLockError::Error(source)) => return Err(lock(source)),
            }
        }
    }
}

/// A lock needs no right to write, only a file.
fn open_lock(path: &Path) -> io::Result<File> {
    let open = || File::options().read(true).write(true).create(true).truncate(false).open(path);
    open().or_else(|error| regular::open(path, true).map_err(|_| error))
}

/// Puts a database and its companions out of the way; the last damaged one is kept beside the new one.
///
/// The caller holds the lock alone. The log goes with its database: `SQLite` would replay it into the next one.
pub(super) fn set_aside(database: &Path) -> io::Result<()> {
    for suffix in ["", "-wal", "-shm"] {
        let from = with_suffix(database, suffix);
        match fs::rename(&from, with_suffix(&from, ".damaged")) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        super::fault::point("rebuild");
    }
    Ok(())
}

/// Removes a database and its companions; the caller holds the lock alone.
pub(super) fn remove(database: &Path) -> io::Result<()> {
    const COMPANIONS: [&str; 7] = ["", "-wal", "-shm", ".damaged", "-wal.damaged", "-shm.damaged", ".new"];
    COMPANIONS.iter().try_for_each(|suffix| remove_file(&with_suffix(database, suffix)))
}

/// Removes a file if it is there.
pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(code: i32) -> StoreError {
        rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None).into()
    }

    #[test]
    fn two_codes_mean_damage_and_no_other() {
        let damage = (1..=28).filter(|&code| matches!(error(code), StoreError::Damaged(_)));
        assert_eq!(damage.collect::<Vec<_>>(), [11, 26]);
        assert!(matches!(error(0x10b), StoreError::Damaged(_)), "extended codes too");
        assert!(error(5).is_busy() && error(0x205).is_busy() && error(6).is_busy() && !error(8).is_busy());
    }

    #[test]
    fn whoever_is_alone_keeps_the_others_out() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("lock");
        let shared = || Lock::shared(&path, Duration::from_millis(20));
        let alone = || Lock::alone(&path, Duration::ZERO);
        let (first, second) = (shared().unwrap(), shared().unwrap());
        assert!(matches!(alone(), Err(StoreError::Held)));
        drop((first, second));
        let held = alone().unwrap();
        let start = Instant::now();
        assert!(matches!(shared(), Err(StoreError::Held)));
        assert!(start.elapsed() >= Duration::from_millis(20), "it waits as long as it is told to");
        drop(held);
        shared().unwrap();
    }

    #[test]
    fn what_is_set_aside_replaces_the_last() {
        let directory = tempfile::tempdir().unwrap();
        let database = directory.path().join("db");
        for content in ["first", "second"] {
            fs::write(&database, content).unwrap();
            fs::write(with_suffix(&database, "-wal"), "log").unwrap();
            set_aside(&database).unwrap();
            assert!(!database.exists() && !with_suffix(&database, "-wal").exists());
        }
        assert_eq!(fs::read_to_string(with_suffix(&database, ".damaged")).unwrap(), "second");
        remove(&database).unwrap();
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
    }
}
