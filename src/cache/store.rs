//! The database: open, look up, write. One connection, in one thread.

use super::damage::{Lock, StoreError, set_aside};
use super::fault;
use super::key::ContentKey;
use super::location::{check, prepare};
use super::place::{CachePlace, Files};
use super::schema::{INDEXES, TABLES, schema};
use super::stat::FileState;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long one transaction may keep other processes from writing.
const LONGEST_TRANSACTION: Duration = Duration::from_millis(100);

/// An open cache.
#[derive(Debug)]
pub struct Store {
    pub(super) connection: Connection,
    /// Declared after the connection, so that it is given up after it.
    _lock: Lock,
}

/// What a lookup by path finds.
#[derive(Debug)]
pub struct Found<'a> {
    /// The absolute path.
    pub path: &'a [u8],
    /// Day of the last use, of the path or of its measures: the earlier one.
    pub last_seen: i64,
    /// The state as stored.
    pub state: &'a [u8],
    /// The sealed record, if it was asked for and is still there.
    pub record: Option<&'a [u8]>,
}

/// A content with the day of its last use.
#[derive(Debug)]
pub(super) struct UsedContent<'a> {
    pub(super) key: ContentKey,
    pub(super) language: &'a str,
    /// Days since 1970.
    pub(super) last_seen: i64,
    /// The sealed record.
    pub(super) record: &'a [u8],
}

/// Which paths a run will ask for; all are absolute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// One file.
    File(Vec<u8>),
    /// Everything below a directory, which ends in a separator.
    Below(Vec<u8>),
    /// Everything there is.
    Everything,
}

/// What is to be stored of one file.
#[derive(Clone, Debug)]
pub struct StoredRow {
    /// The absolute path with its state and the digest of its record, unless the file changed while it was read.
    pub state: Option<(Vec<u8>, FileState, Vec<u8>)>,
    /// The key, the language and the sealed record, if it was measured anew.
    pub record: Option<(ContentKey, &'static str, Vec<u8>)>,
}

impl Store {
    /// Opens a database, whose directory is made if need be. A damaged one is rebuilt, which is told.
    ///
    /// # Errors
    /// If it cannot be used in this run.
    pub fn open(place: &CachePlace) -> Result<(Store, bool), StoreError> {
        prepare(&place.directory)?;
        let files = place.files();
        files.check()?;
        match Store::open_files(&files) {
            Err(StoreError::Damaged(_)) => {
                rebuild(&files)?;
                Ok((Store::open_files(&files)?, true))
            }
            opened => Ok((opened?, false)),
        }
    }

    /// Opens a database if there is one; a damaged one is an error.
    ///
    /// # Errors
    /// If it cannot be used.
    pub fn open_existing(place: &CachePlace) -> Result<Option<Store>, StoreError> {
        if place.directory.symlink_metadata().is_err() {
            return Ok(None);
        }
        check(&place.directory)?;
        let files = place.files();
        files.check()?;
        if files.database.symlink_metadata().is_err() {
            return Ok(None);
        }
        Store::open_files(&files).map(Some)
    }

    fn open_files(files: &Files) -> Result<Store, StoreError> {
        let lock = Lock::shared(&files.lock, files.wait_for_rebuild())?;
        let start = Instant::now();
        loop {
            match connect(files) {
                // where two make a new database at once, SQLite tells one of them without a wait
                Err(error) if error.is_busy() && start.elapsed() < files.wait => {
                    sleep(Duration::from_millis(2));
                }
                connected => return Ok(Store { connection: connected?, _lock: lock }),
            }
        }
    }

    /// Keeps few pages at hand until something is written: a run reads most of them once, and memory for each costs more
    /// than to read some again.
    ///
    /// # Errors
    /// If the database fails.
    pub(super) fn keep_few_pages(&self) -> Result<(), StoreError> {
        Ok(self.connection.execute_batch("PRAGMA cache_size = -256")?)
    }

    /// Gives every row of a scope to a function, with its record.
    ///
    /// # Errors
    /// If the database fails.
    pub fn load(&self, scope: &Reach, each: impl FnMut(Found<'_>)) -> Result<(), StoreError> {
        const COLUMNS: &str = "SELECT f.path, min(f.last_seen, ifnull(m.last_seen, f.last_seen)), f.state, m.record \
            FROM file_state f LEFT JOIN measures m ON m.id = f.measure";
        self.select(COLUMNS, scope, each)
    }

    /// The same without the records. The day of use of a path is never later than that of its measures.
    pub(super) fn load_states(&self, scope: &Reach, each: impl FnMut(Found<'_>)) -> Result<(), StoreError> {
        self.select("SELECT f.path, f.last_seen, f.state, NULL FROM file_state f", scope, each)
    }

    fn select(
        &self,
        columns: &str,
        scope: &Reach,
        mut each: impl FnMut(Found<'_>),
    ) -> Result<(), StoreError> {
        const ALL: &str = "?1 IS NULL AND ?2 IS NULL";
        let (condition, first, last) = match scope {
            Reach::Everything => (ALL, None, None),
            Reach::File(path) => ("f.path = ?1 AND ?2 IS NULL", Some(path), None),
            Reach::Below(root) => ("f.path > ?1 AND f.path < ?2", Some(root), Some(after_all_below(root))),
        };
        let mut statement = self.connection.prepare_cached(&format!("{columns} WHERE {condition}"))?;
        let mut rows = statement.query(params![first, last])?;
        while let Some(row) = rows.next()? {
            each(Found {
                path: row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?,
                last_seen: row.get(1)?,
                state: row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?,
                record: row.get_ref(3)?.as_blob_or_null().map_err(rusqlite::Error::from)?,
            });
        }
        Ok(())
    }

    /// The sealed record of a content.
    ///
    /// # Errors
    /// If the database fails.
    pub fn find(&self, key: &ContentKey) -> Result<Option<Vec<u8>>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT record FROM measures WHERE key = ?1")?;
        Ok(statement.query_row([&key.0], |row| row.get(0)).optional()?)
    }

    /// The same, with the day of its last use.
    pub(super) fn find_used(&self, key: &ContentKey) -> Result<Option<(Vec<u8>, i64)>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT record, last_seen FROM measures WHERE key = ?1")?;
        Ok(statement.query_row([&key.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
    }

    /// Gives each content that was used since a day, in the order of the keys.
    pub(super) fn each_since(
        &self,
        since: i64,
        each: &mut dyn FnMut(&UsedContent<'_>),
    ) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare(
            "SELECT key, language, last_seen, record FROM measures WHERE last_seen >= ?1 ORDER BY key",
        )?;
        let mut rows = statement.query([since])?;
        while let Some(row) = rows.next()? {
            each(&UsedContent {
                key: ContentKey(row.get(0)?),
                language: row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?,
                last_seen: row.get(2)?,
                record: row.get_ref(3)?.as_blob().map_err(rusqlite::Error::from)?,
            });
        }
        Ok(())
    }

    /// Whether it holds no measures at all.
    ///
    /// # Errors
    /// If the database fails.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT NOT EXISTS (SELECT 1 FROM measures)")?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// Does work in one transaction that can ask whether its time is up.
    ///
    /// # Errors
    /// If the database fails; then nothing is changed.
    pub(super) fn transact<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>, &dyn Fn() -> bool) -> Result<T, rusqlite::Error>,
    ) -> Result<T, StoreError> {
        // as many pages as SQLite keeps by itself: with fewer a transaction writes pages several times
        self.connection.execute_batch("PRAGMA cache_size = -2000")?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let start = Instant::now();
        let done = work(&transaction, &|| start.elapsed() > LONGEST_TRANSACTION)?;
        fault::point("commit");
        transaction.commit()?;
        Ok(done)
    }
}

/// The first path after all those that begin with a directory: its separator is replaced by the next byte.
fn after_all_below(root: &[u8]) -> Vec<u8> {
    let mut end = root.to_vec();
    if let Some(separator) = end.last_mut() {
        *separator += 1;
    }
    end
}

/// Opens a database and makes its tables if need be, and takes the lock for writing only for that.
fn connect(files: &Files) -> Result<Connection, StoreError> {
    let mut connection = open(&files.database)?;
    fault::point("open");
    connection.busy_handler(Some(patience(files.wait)))?;
    // After a loss of power, what was written is worth no more than the seals of the rows; nobody waits for the disk,
    // neither to make a new database, for which the change of its journal would.
    connection.execute_batch("PRAGMA synchronous = OFF; PRAGMA journal_size_limit = 67108864;")?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    let wanted = schema();
    if version(&connection)? != wanted {
        create(&mut connection, wanted)?;
    }
    Ok(connection)
}

/// Opens a database that may have been written by somebody else, or by nobody.
pub(super) fn open(path: &Path) -> Result<Connection, rusqlite::Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection
        .execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;")?;
    Ok(connection)
}

fn version(connection: &Connection) -> Result<i32, rusqlite::Error> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

fn create(connection: &mut Connection, wanted: i32) -> Result<(), rusqlite::Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // another process may have been faster
    if version(&transaction)? != wanted {
        transaction.execute_batch(TABLES)?;
        fault::point("schema");
        transaction.execute_batch(INDEXES)?;
        transaction.pragma_update(None, "user_version", wanted)?;
    }
    transaction.commit()
}

/// Waits for another process: twice as long each time up to 32 ms, less a random part, and only so long in all.
fn patience(in_all: Duration) -> impl FnMut(i32) -> bool + Send + 'static {
    const LONGEST: Duration = Duration::from_millis(32);
    let random = RandomState::new();
    let mut start = Instant::now();
    move |attempt| {
        if attempt == 0 {
            start = Instant::now();
        }
        let step = Duration::from_millis(1 << attempt.clamp(0, 5)).min(LONGEST);
        let part = u32::try_from(random.hash_one((attempt, start)) % 512).unwrap_or(0);
        sleep((step * (512 + part) / 1024).min(in_all.saturating_sub(start.elapsed())));
        start.elapsed() < in_all
    }
}

/// Replaces a damaged cache by an empty one, unless another process has just done so.
pub(super) fn rebuild(files: &Files) -> Result<(), StoreError> {
    let _alone = Lock::alone(&files.lock, files.wait_for_rebuild())?;
    if matches!(is_sound(files), Ok(true)) {
        return Ok(());
    }
    set_aside(&files.database).map_err(|source| StoreError::Lock { path: files.database.clone(), source })?;
    connect(files).map(drop)
}

fn is_sound(files: &Files) -> Result<bool, StoreError> {
    let connection = connect(files)?;
    let verdict: String = connection.pragma_query_value(None, "quick_check", |row| row.get(0))?;
    Ok(verdict == "ok")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::CacheClass;

    #[test]
    fn few_pages_are_kept_until_something_is_written() {
        let directory = tempfile::tempdir().unwrap();
        let (directory, class) = (directory.path().join("cache"), CacheClass::Tree);
        let place = CachePlace { directory, class, wait: Duration::from_secs(1) };
        let (mut store, _) = Store::open(&place).unwrap();
        let pages = |store: &Store| -> i64 {
            store.connection.pragma_query_value(None, "cache_size", |row| row.get(0)).unwrap()
        };
        let usual = pages(&store);
        store.keep_few_pages().unwrap();
        assert_eq!(pages(&store), -256);
        store.write(&[], 1).unwrap();
        assert_eq!(pages(&store), usual);
    }
}
