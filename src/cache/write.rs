//! Puts rows into the database: new measures, new states of paths, new days of use, and the sums over them.

use super::damage::StoreError;
use super::key::ContentKey;
use super::store::{Store, StoredRow};
use crate::model::RecallCounts;
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::BTreeMap;

type Result<T> = std::result::Result<T, rusqlite::Error>;

/// How many runs the history keeps.
const RUNS_KEPT: i64 = 50;

/// A change of the sums of one language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Change {
    entries: i64,
    bytes: i64,
}

impl Store {
    /// Writes rows as seen on a day, as many from the front as fit one transaction, and tells how many.
    ///
    /// # Errors
    /// If the database fails; then none of them is written.
    pub fn write(&mut self, rows: &[StoredRow], today: i64) -> std::result::Result<usize, StoreError> {
        self.transact(|transaction, is_time_up| {
            let mut sums = Sums::default();
            let mut written = 0;
            for row in rows {
                sums.write(transaction, row, today)?;
                written += 1;
                if is_time_up() {
                    break;
                }
            }
            sums.save(transaction)?;
            Ok(written)
        })
    }

    /// Notes the day of use of paths and their measures.
    ///
    /// # Errors
    /// If the database fails.
    pub fn touch(&mut self, paths: &[&[u8]], today: i64) -> std::result::Result<usize, StoreError> {
        self.transact(|transaction, is_time_up| {
            let mut measure = transaction.prepare_cached(
                "UPDATE measures SET last_seen = ?2 WHERE last_seen < ?2 \
                 AND id = (SELECT measure FROM file_state WHERE path = ?1)",
            )?;
            let mut state = transaction
                .prepare_cached("UPDATE file_state SET last_seen = ?2 WHERE path = ?1 AND last_seen < ?2")?;
            let mut touched = 0;
            for path in paths {
                measure.execute(params![path, today])?;
                state.execute(params![path, today])?;
                touched += 1;
                if is_time_up() {
                    break;
                }
            }
            Ok(touched)
        })
    }

    /// Adds a run to the history, which keeps the last ones.
    ///
    /// # Errors
    /// If the database fails.
    pub fn remember(&mut self, counts: &RecallCounts, ended: i64) -> std::result::Result<(), StoreError> {
        self.transact(|transaction, _| {
            let columns = [
                ended,
                count(counts.by_stat),
                count(counts.by_content),
                count(counts.stale),
                count(counts.missed),
                count(counts.retried),
            ];
            transaction.execute(
                "INSERT INTO runs (ended, by_stat, by_content, stale, missed, retried) VALUES (?, ?, ?, ?, ?, ?)",
                columns,
            )?;
            transaction
                .execute("DELETE FROM runs WHERE id <= (SELECT max(id) FROM runs) - ?1", [RUNS_KEPT])?;
            Ok(())
        })
    }
}

fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// How much the measures of each language grow or shrink in a transaction.
#[derive(Debug, Default)]
pub(super) struct Sums(BTreeMap<String, Change>);

impl Sums {
    pub(super) fn add(&mut self, language: &str, entries: i64, bytes: i64) {
        if !self.0.contains_key(language) {
            self.0.insert(language.to_owned(), Change::default());
        }
        if let Some(change) = self.0.get_mut(language) {
            change.entries += entries;
            change.bytes += bytes;
        }
    }

    pub(super) fn save(&self, transaction: &Transaction<'_>) -> Result<()> {
        let mut statement = transaction.prepare_cached(
            "INSERT INTO totals (language, entries, bytes) VALUES (?1, ?2, ?3) ON CONFLICT (language) \
             DO UPDATE SET entries = entries + ?2, bytes = bytes + ?3",
        )?;
        for (language, change) in &self.0 {
            statement.execute(params![language, change.entries, change.bytes])?;
        }
        Ok(())
    }

    fn write(&mut self, transaction: &Transaction<'_>, row: &StoredRow, today: i64) -> Result<()> {
        if let Some((key, language, record)) = &row.record {
            self.write_record(transaction, key, language, record, today)?;
        }
        let Some((path, state)) = &row.state else { return Ok(()) };
        let measure = if state.measured { used(transaction, &state.key, today)? } else { None };
        let mut statement = transaction.prepare_cached(
            "INSERT INTO file_state (path, last_seen, measure, state) VALUES (?1, ?2, ?3, ?4) \
             ON CONFLICT (path) DO UPDATE SET last_seen = ?2, measure = ?3, state = ?4",
        )?;
        statement.execute(params![path, today, measure, state.encode(path)])?;
        Ok(())
    }

    fn write_record(
        &mut self,
        transaction: &Transaction<'_>,
        key: &ContentKey,
        language: &str,
        record: &[u8],
        today: i64,
    ) -> Result<()> {
        let size = i64::try_from(record.len()).unwrap_or(i64::MAX);
        let mut insert = transaction.prepare_cached(
            "INSERT OR IGNORE INTO measures (key, language, last_seen, size, record) VALUES (?, ?, ?, ?, ?)",
        )?;
        if insert.execute(params![key.0, language, today, size, record])? > 0 {
            self.add(language, 1, size);
            return Ok(());
        }
        // another process was faster, or the record there does not open and is replaced
        let mut replace =
            transaction.prepare_cached("UPDATE measures SET record = ?2, size = ?3 WHERE key = ?1")?;
        let mut old = transaction.prepare_cached("SELECT size FROM measures WHERE key = ?1")?;
        let before: i64 = old.query_row([&key.0], |row| row.get(0))?;
        replace.execute(params![key.0, record, size])?;
        self.add(language, 0, size - before);
        Ok(())
    }
}

/// The number of the measures of a content, whose day of use is noted.
fn used(transaction: &Transaction<'_>, key: &ContentKey, today: i64) -> Result<Option<i64>> {
    let mut find = transaction.prepare_cached("SELECT id, last_seen FROM measures WHERE key = ?1")?;
    let found: Option<(i64, i64)> =
        find.query_row([&key.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((id, last_seen)) = found else { return Ok(None) };
    if last_seen < today {
        transaction
            .prepare_cached("UPDATE measures SET last_seen = ?2 WHERE id = ?1")?
            .execute([id, today])?;
    }
    Ok(Some(id))
}
