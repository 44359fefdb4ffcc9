//! Writes what stays into a new database, which takes the place of the old one: cheaper than removing most of its rows,
//! and the file becomes as small as its content.

use super::bounds::{Bounds, PAGES_KEPT, Pruned, excess};
use super::damage::{Lock, StoreError, remove_file, with_suffix};
use super::fault;
use super::place::Files;
use super::schema::{INDEXES, TABLES, schema};
use super::store::open;
use std::path::Path;
use std::time::Duration;
use std::{fs, io};

/// Removes what is beyond the bounds; `None` if the database must stay where it is, because others have it open, or if
/// there is no room for a copy. Then it is as it was.
pub(super) fn compact(files: &Files, bounds: &Bounds, today: i64) -> Result<Option<Pruned>, StoreError> {
    let Ok(_alone) = Lock::alone(&files.lock, Duration::ZERO) else { return Ok(None) };
    let Some(old) = files.database.to_str() else { return Ok(None) };
    let failed = |source: io::Error| StoreError::Lock { path: files.database.clone(), source };
    let new = with_suffix(&files.database, ".new");
    // what an earlier process left
    remove_file(&new).map_err(failed)?;
    let excess = excess(&open(&files.database)?, bounds, today)?;
    let copied = copy(old, &new, excess).map_err(StoreError::from);
    fault::point("compact");
    // a log that could not be written back would be taken for one of the new database
    let is_whole = with_suffix(&files.database, "-wal").symlink_metadata().is_err();
    if copied.is_ok() && is_whole {
        fs::rename(&new, &files.database).map_err(failed)?;
        return Ok(Some(excess));
    }
    remove_file(&new).map_err(failed)?;
    match copied {
        Err(error @ StoreError::Damaged(_)) => Err(error),
        _ => Ok(None),
    }
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
    transaction.execute_batch(INDEXES)?;
    transaction.pragma_update(None, "user_version", schema())?;
    transaction.commit()
}
