//! Writes what stays into a new database, which takes the place of the old one: cheaper than removing most of its rows,
//! and the file becomes as small as its content.

use super::damage::{Lock, StoreError, remove_file, with_suffix};
use super::fault;
use super::maintenance::RECOUNT;
use super::prune::{PAGES_KEPT, Pruned};
use super::store::{Files, INDEXES, Store, TABLES, open, schema};
use std::path::Path;
use std::{fs, io};

/// Removes so many of the rows that were not used for longest. A database that others have open stays where it is, and
/// they are removed in it.
pub(super) fn compact(store: Store, directory: &Path, excess: Pruned) -> Result<Pruned, StoreError> {
    // its log goes with the last connection, and its lock would be in the way
    drop(store);
    let files = Files::in_directory(directory);
    if let Ok(_alone) = Lock::alone_at_once(&files.lock)
        && replace(&files, excess)?
    {
        return Ok(excess);
    }
    match Store::open_existing(directory)? {
        Some(mut store) => store.remove(excess, excess.measures.max(excess.paths), &|| false),
        None => Ok(Pruned::default()),
    }
}

/// Tells whether it was replaced; otherwise it is as it was.
fn replace(files: &Files, excess: Pruned) -> Result<bool, StoreError> {
    let failed = |source: io::Error| StoreError::Lock { path: files.database.clone(), source };
    let Some(old) = files.database.to_str() else { return Ok(false) };
    let new = with_suffix(&files.database, ".new");
    remove_file(&new).map_err(failed)?;
    copy(old, &new, excess)?;
    fault::point("compact");
    // a log that could not be written back would be taken for one of the new database
    let is_whole = with_suffix(&files.database, "-wal").symlink_metadata().is_err();
    if is_whole { fs::rename(&new, &files.database) } else { remove_file(&new) }.map_err(failed)?;
    Ok(is_whole)
}

/// Copies all but so many of the rows that were not used for longest.
fn copy(old: &str, new: &Path, excess: Pruned) -> Result<(), rusqlite::Error> {
    let mut connection = open(new)?;
    connection.execute_batch(
        "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;",
    )?;
    connection.pragma_update(None, "cache_size", PAGES_KEPT)?;
    connection.execute("ATTACH ?1 AS old", [old])?;
    let transaction = connection.transaction()?;
    transaction.execute_batch(TABLES)?;
    transaction.execute(
        "INSERT INTO main.measures SELECT * FROM old.measures NOT INDEXED WHERE (last_seen, id) >= \
         (SELECT last_seen, id FROM old.measures ORDER BY last_seen, id LIMIT 1 OFFSET ?1) ORDER BY id",
        [excess.measures.cast_signed()],
    )?;
    transaction.execute(
        "INSERT INTO main.file_state SELECT * FROM old.file_state NOT INDEXED WHERE (last_seen, path) >= \
         (SELECT last_seen, path FROM old.file_state ORDER BY last_seen, path LIMIT 1 OFFSET ?1) ORDER BY path",
        [excess.paths.cast_signed()],
    )?;
    transaction.execute("INSERT INTO main.runs SELECT * FROM old.runs", [])?;
    transaction.execute_batch(INDEXES)?;
    transaction.execute_batch(RECOUNT)?;
    transaction.pragma_update(None, "user_version", schema())?;
    transaction.commit()
}
