//! The database: open, look up, write. One connection, in one thread.

use super::damage::{Lock, StoreError, set_aside, with_suffix};
use super::fault;
use super::key::ContentKey;
use super::location::{FILES, check, check_file, prepare};
use super::stat::FileState;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Version of the tables, and part of the name of the file: versions live side by side and never convert each other.
const SCHEMA: i32 = 1;

pub(super) const TABLES: &str = include_str!("tables.sql");
pub(super) const INDEXES: &str = include_str!("indexes.sql");

/// How long a process waits for another one.
const IN_ALL: Duration = Duration::from_millis(250);

/// How long one transaction may keep other processes from writing.
const LONGEST_TRANSACTION: Duration = Duration::from_millis(100);

/// An open cache.
#[derive(Debug)]
pub struct Store {
    pub(super) connection: Connection,
    /// Declared after the connection, so that it is given up after it.
    _lock: Lock,
}

/// The files of a cache in a directory.
#[derive(Clone, Debug)]
pub(super) struct Files {
    pub(super) database: PathBuf,
    pub(super) lock: PathBuf,
}

impl Files {
    pub(super) fn in_directory(directory: &Path) -> Files {
        let stem = format!("{FILES}{}", schema());
        Files { database: directory.join(format!("{stem}.db")), lock: directory.join(format!("{stem}.lock")) }
    }

    /// Checks that none of them is something else than a plain file of this user.
    pub(super) fn check(&self) -> Result<(), StoreError> {
        check_file(&self.lock)?;
        for suffix in ["", "-wal", "-shm"] {
            check_file(&with_suffix(&self.database, suffix))?;
        }
        Ok(())
    }
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
    /// The sealed record, if it is still there.
    pub record: Option<&'a [u8]>,
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
    /// The absolute path with its state, unless the file changed while it was read.
    pub state: Option<(Vec<u8>, FileState)>,
    /// The key, the language and the sealed record, if it was measured anew.
    pub record: Option<(ContentKey, &'static str, Vec<u8>)>,
}

impl Store {
    /// Opens the cache in a directory, which is made if need be. A damaged one is rebuilt, which is told.
    ///
    /// # Errors
    /// If it cannot be used in this run.
    pub fn open(directory: &Path) -> Result<(Store, bool), StoreError> {
        prepare(directory)?;
        let files = Files::in_directory(directory);
        files.check()?;
        match Store::open_files(&files) {
            Err(StoreError::Damaged(_)) => {
                rebuild(&files)?;
                Ok((Store::open_files(&files)?, true))
            }
            opened => Ok((opened?, false)),
        }
    }

    /// Opens the cache in a directory if there is one; a damaged one is an error.
    ///
    /// # Errors
    /// If it cannot be used.
    pub fn open_existing(directory: &Path) -> Result<Option<Store>, StoreError> {
        if directory.symlink_metadata().is_err() {
            return Ok(None);
        }
        check(directory)?;
        let files = Files::in_directory(directory);
        files.check()?;
        if files.database.symlink_metadata().is_err() {
            return Ok(None);
        }
        Store::open_files(&files).map(Some)
    }

    fn open_files(files: &Files) -> Result<Store, StoreError> {
        let lock = Lock::shared(&files.lock)?;
        let start = Instant::now();
        loop {
            match connect(&files.database) {
                // where two make a new database at once, SQLite tells one of them without a wait
                Err(error) if error.is_busy() && start.elapsed() < IN_ALL => sleep(Duration::from_millis(2)),
                connected => return Ok(Store { connection: connected?, _lock: lock }),
            }
        }
    }

    /// Gives every row of a scope to a function.
    ///
    /// # Errors
    /// If the database fails.
    pub fn load(&self, scope: &Reach, mut each: impl FnMut(Found<'_>)) -> Result<(), StoreError> {
        const COLUMNS: &str = "SELECT f.path, min(f.last_seen, ifnull(m.last_seen, f.last_seen)), f.state, m.record \
            FROM file_state f LEFT JOIN measures m ON m.id = f.measure";
        const ALL: &str = "?1 IS NULL AND ?2 IS NULL";
        let (condition, first, last) = match scope {
            Reach::Everything => (ALL, None, None),
            Reach::File(path) => ("f.path = ?1 AND ?2 IS NULL", Some(path), None),
            Reach::Below(root) => ("f.path > ?1 AND f.path < ?2", Some(root), Some(after_all_below(root))),
        };
        let mut statement = self.connection.prepare_cached(&format!("{COLUMNS} WHERE {condition}"))?;
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
fn connect(path: &Path) -> Result<Connection, StoreError> {
    let mut connection = open(path)?;
    fault::point("open");
    connection.busy_handler(Some(patience()))?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    // After a loss of power, what was written is worth no more than the seals of the rows; nobody waits for the disk.
    connection.execute_batch("PRAGMA synchronous = OFF; PRAGMA journal_size_limit = 67108864;")?;
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

/// The version this build reads and writes.
pub(super) fn schema() -> i32 {
    fault::schema(SCHEMA)
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

/// Waits for another process: twice as long each time up to 32 ms, less a random part, and at most 250 ms in all.
fn patience() -> impl FnMut(i32) -> bool + Send + 'static {
    const LONGEST: Duration = Duration::from_millis(32);
    let random = RandomState::new();
    let mut start = Instant::now();
    move |attempt| {
        if attempt == 0 {
            start = Instant::now();
        }
        let step = Duration::from_millis(1 << attempt.clamp(0, 5)).min(LONGEST);
        let part = u32::try_from(random.hash_one((attempt, start)) % 512).unwrap_or(0);
        sleep((step * (512 + part) / 1024).min(IN_ALL.saturating_sub(start.elapsed())));
        start.elapsed() < IN_ALL
    }
}

/// Replaces a damaged cache by an empty one, unless another process has just done so.
pub(super) fn rebuild(files: &Files) -> Result<(), StoreError> {
    let _alone = Lock::alone(&files.lock)?;
    if matches!(is_sound(&files.database), Ok(true)) {
        return Ok(());
    }
    set_aside(&files.database).map_err(|source| StoreError::Lock { path: files.database.clone(), source })?;
    connect(&files.database).map(drop)
}

fn is_sound(database: &Path) -> Result<bool, StoreError> {
    let connection = connect(database)?;
    let verdict: String = connection.pragma_query_value(None, "quick_check", |row| row.get(0))?;
    Ok(verdict == "ok")
}
