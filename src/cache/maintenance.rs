//! What the cache holds, and how all of it goes. Nothing here reads a record.

use super::bounds::size;
use super::damage::{Lock, StoreError, remove, remove_file};
use super::kept::clear_kept;
use super::location;
use super::place::{CacheClass, CachePlace};
use super::store::Store;
use crate::model::{CacheShare, LanguageShare};

impl Store {
    /// Bytes of the database that are in use, by `SQLite`'s own account, whatever the number of rows.
    ///
    /// # Errors
    /// If the database fails.
    pub fn size(&self) -> Result<u64, StoreError> {
        Ok(size(&self.connection)?)
    }

    /// What it holds.
    ///
    /// # Errors
    /// If the database fails.
    pub fn stats(&self, today: i64) -> Result<CacheShare, StoreError> {
        let number = |sql: &str| self.connection.query_row(sql, [], |row| row.get::<_, Option<i64>>(0));
        let days_since =
            |sql: &str| number(sql).map(|day| day.map(|day| unsigned(today.saturating_sub(day))));
        let languages = self.languages()?;
        Ok(CacheShare {
            bytes: self.size()?,
            entries: languages.iter().map(|share| share.entries).sum(),
            paths: unsigned(number("SELECT count(*) FROM file_state")?.unwrap_or(0)),
            oldest_use_days: days_since("SELECT min(last_seen) FROM measures")?,
            newest_use_days: days_since("SELECT max(last_seen) FROM measures")?,
            languages,
        })
    }

    fn languages(&self) -> Result<Vec<LanguageShare>, StoreError> {
        let mut statement = self.connection.prepare(
            "SELECT language, count(*), sum(size) FROM measures INDEXED BY measures_by_language \
             GROUP BY language ORDER BY language",
        )?;
        let rows = statement.query_map([], |row| {
            let (entries, bytes) = (unsigned(row.get(1)?), unsigned(row.get(2)?));
            Ok(LanguageShare { language: row.get(0)?, entries, bytes })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whether every page is as `SQLite` wrote it; the text says what is not.
    ///
    /// # Errors
    /// If the database fails.
    pub fn integrity(&self) -> Result<String, StoreError> {
        Ok(self.connection.pragma_query_value(None, "integrity_check", |row| row.get(0))?)
    }
}

/// Removes the whole cache of a place, of all classes and whatever its state; tells whether there was one.
///
/// # Errors
/// If another process has it open, or its files cannot be removed.
pub fn clear(place: &CachePlace) -> Result<bool, StoreError> {
    if place.directory.symlink_metadata().is_err() {
        return Ok(false);
    }
    location::check(&place.directory)?;
    let failed = |source| StoreError::Lock { path: place.directory.clone(), source };
    let mut was_there = clear_kept(&place.directory).map_err(failed)?;
    for class in CacheClass::ALL {
        let files = CachePlace { class, ..place.clone() }.files();
        files.check()?;
        let is_there = files.database.symlink_metadata().is_ok();
        was_there |= is_there;
        // of a class that was never used there is nothing to lock
        if is_there || files.lock.symlink_metadata().is_ok() {
            let _alone = Lock::alone(&files.lock, files.wait_for_rebuild())?;
            let failed = |source| StoreError::Lock { path: files.database.clone(), source };
            remove(&files.database).and_then(|()| remove_file(&files.runs)).map_err(failed)?;
        }
    }
    Ok(was_there)
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
