//! What the cache holds, and how all of it goes. Nothing here reads a record.

use super::damage::{Lock, StoreError, remove};
use super::location;
use super::store::{Files, Store};
use crate::model::{CacheStats, LanguageShare, PastRun, RecallCounts};
use rusqlite::Connection;
use std::path::Path;

/// Makes the sums anew.
pub(super) const RECOUNT: &str = "DELETE FROM totals; INSERT INTO totals \
    SELECT language, count(*), sum(size) FROM measures GROUP BY language;";

impl Store {
    /// Bytes of the database that are in use, by `SQLite`'s own account, whatever the number of rows.
    ///
    /// # Errors
    /// If the database fails.
    pub fn size(&self) -> Result<u64, StoreError> {
        Ok(size(&self.connection)?)
    }

    /// What it holds; the sums are made anew if they disagree with the rows.
    ///
    /// # Errors
    /// If the database fails.
    pub fn stats(&mut self, today: i64) -> Result<CacheStats, StoreError> {
        let number = |sql: &str| self.connection.query_row(sql, [], |row| row.get::<_, Option<i64>>(0));
        let count = |sql: &str| number(sql).map(|number| unsigned(number.unwrap_or(0)));
        let days_since =
            |sql: &str| number(sql).map(|day| day.map(|day| unsigned(today.saturating_sub(day))));
        let stats = CacheStats {
            bytes: self.size()?,
            entries: count("SELECT count(*) FROM measures")?,
            paths: count("SELECT count(*) FROM file_state")?,
            oldest_use_days: days_since("SELECT min(last_seen) FROM measures")?,
            newest_use_days: days_since("SELECT max(last_seen) FROM measures")?,
            languages: Vec::new(),
            runs: self.runs()?,
        };
        if count("SELECT sum(entries) FROM totals")? != stats.entries {
            self.recount()?;
        }
        Ok(CacheStats { languages: self.languages()?, ..stats })
    }

    fn recount(&mut self) -> Result<(), StoreError> {
        self.transact(|transaction, _| transaction.execute_batch(RECOUNT))
    }

    fn languages(&self) -> Result<Vec<LanguageShare>, StoreError> {
        let mut statement = self
            .connection
            .prepare("SELECT language, entries, bytes FROM totals WHERE entries > 0 ORDER BY language")?;
        let rows = statement.query_map([], |row| {
            let (entries, bytes) = (unsigned(row.get(1)?), unsigned(row.get(2)?));
            Ok(LanguageShare { language: row.get(0)?, entries, bytes })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn runs(&self) -> Result<Vec<PastRun>, StoreError> {
        let mut statement = self.connection.prepare(
            "SELECT ended, by_stat, by_content, stale, missed, retried FROM runs ORDER BY id DESC",
        )?;
        let rows = statement.query_map([], |row| {
            let number = |column| row.get(column).map(unsigned);
            let counts = RecallCounts {
                by_stat: number(1)?,
                by_content: number(2)?,
                stale: number(3)?,
                missed: number(4)?,
                retried: number(5)?,
            };
            Ok(PastRun { ended: number(0)?, counts, efficiency: counts.efficiency() })
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

/// Removes the whole cache in a directory, whatever its state; tells whether there was one.
///
/// # Errors
/// If another process has it open, or its files cannot be removed.
pub fn clear(directory: &Path) -> Result<bool, StoreError> {
    if directory.symlink_metadata().is_err() {
        return Ok(false);
    }
    location::check(directory)?;
    let files = Files::in_directory(directory);
    files.check()?;
    let was_there = files.database.symlink_metadata().is_ok();
    let _alone = Lock::alone(&files.lock)?;
    remove(&files.database).map_err(|source| StoreError::Lock { path: files.database.clone(), source })?;
    Ok(was_there)
}

pub(super) fn size(connection: &Connection) -> Result<u64, rusqlite::Error> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let pages = pragma("page_count")? - pragma("freelist_count")?;
    Ok(unsigned(pages * pragma("page_size")?))
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
