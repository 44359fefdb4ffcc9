//! What the cache holds, and how it stays within its bounds. Nothing here reads a record.

use super::damage::{Lock, StoreError, remove};
use super::location;
use super::store::{Files, Store};
use super::write::Sums;
use crate::model::{CacheStats, LanguageShare, PastRun, RecallCounts};
use rusqlite::{Transaction, params};
use std::path::Path;

/// How much it may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Days since the last use after which a row goes.
    pub max_age_days: u32,
    /// Size of the database in bytes, above which the rows that were not used for longest go.
    pub max_size: u64,
}

/// What was removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Measures of a content.
    pub measures: u64,
    /// States of a path.
    pub paths: u64,
}

/// Removing more at a time would keep others from writing for too long.
const AT_A_TIME: i64 = 1000;

impl Store {
    /// Bytes of the database that are in use, by `SQLite`'s own account, whatever the number of rows.
    ///
    /// # Errors
    /// If the database fails.
    pub fn size(&self) -> Result<u64, StoreError> {
        let pragma = |name| self.connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        let pages = pragma("page_count")? - pragma("freelist_count")?;
        Ok(u64::try_from(pages * pragma("page_size")?).unwrap_or(0))
    }

    /// Removes what was last used before a day, then what was not used for longest until the size fits; it ends
    /// earlier, between two steps, when told to stop.
    ///
    /// # Errors
    /// If the database fails; what was removed by then stays removed.
    pub fn prune(
        &mut self,
        bounds: &Bounds,
        today: i64,
        stop: &dyn Fn() -> bool,
    ) -> Result<Pruned, StoreError> {
        let mut pruned = Pruned::default();
        let oldest = today.saturating_sub(i64::from(bounds.max_age_days));
        while !stop() && self.remove_batch(oldest, &mut pruned)? {}
        if self.size()? > bounds.max_size {
            // a tenth of room, so that the next run does not prune again
            let target = bounds.max_size - bounds.max_size / 10;
            while self.size()? > target && !stop() && self.remove_batch(i64::MAX, &mut pruned)? {}
        }
        Ok(pruned)
    }

    /// Removes some of the rows that were last used before a day; tells whether there were any.
    fn remove_batch(&mut self, before: i64, pruned: &mut Pruned) -> Result<bool, StoreError> {
        let (measures, paths) = self.transact(|transaction, _| {
            Ok((remove_measures(transaction, before)?, remove_paths(transaction, before)?))
        })?;
        pruned.measures += measures;
        pruned.paths += paths;
        Ok(measures + paths > 0)
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

    /// Makes the sums anew.
    fn recount(&mut self) -> Result<(), StoreError> {
        self.transact(|transaction, _| {
            transaction.execute_batch(
                "DELETE FROM totals; INSERT INTO totals \
                 SELECT language, count(*), sum(size) FROM measures GROUP BY language;",
            )
        })
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

    /// Gives the space of removed rows back to the file system.
    ///
    /// # Errors
    /// If the database fails, or another process has it open and busy.
    pub fn shrink(&self) -> Result<(), StoreError> {
        Ok(self.connection.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")?)
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

fn remove_measures(transaction: &Transaction<'_>, before: i64) -> Result<u64, rusqlite::Error> {
    let mut statement = transaction.prepare_cached(
        "DELETE FROM measures WHERE id IN (SELECT id FROM measures INDEXED BY measures_by_use \
         WHERE last_seen < ?1 ORDER BY last_seen, id LIMIT ?2) RETURNING language, size",
    )?;
    let mut rows = statement.query(params![before, AT_A_TIME])?;
    let (mut sums, mut removed) = (Sums::default(), 0);
    while let Some(row) = rows.next()? {
        sums.add(row.get_ref(0)?.as_str()?, -1, -row.get::<_, i64>(1)?);
        removed += 1;
    }
    sums.save(transaction)?;
    Ok(removed)
}

fn remove_paths(transaction: &Transaction<'_>, before: i64) -> Result<u64, rusqlite::Error> {
    let mut statement = transaction.prepare_cached(
        "DELETE FROM file_state WHERE path IN \
         (SELECT path FROM file_state WHERE last_seen < ?1 ORDER BY last_seen LIMIT ?2)",
    )?;
    Ok(statement.execute(params![before, AT_A_TIME])? as u64)
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
