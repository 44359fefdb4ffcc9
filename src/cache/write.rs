//! Puts rows into the database: new measures, new states of paths, new days of use.

use super::damage::StoreError;
use super::key::ContentKey;
use super::store::{Store, StoredRow};
use super::transfer::Parcel;
use rusqlite::{OptionalExtension, Transaction, params};

type Result<T> = std::result::Result<T, rusqlite::Error>;

impl Store {
    /// Writes rows as seen on a day, as many from the front as fit one transaction, and tells how many.
    ///
    /// # Errors
    /// If the database fails; then none of them is written.
    pub fn write(&mut self, rows: &[StoredRow], today: i64) -> std::result::Result<usize, StoreError> {
        self.transact(|transaction, is_time_up| {
            let mut written = 0;
            for row in rows {
                write(transaction, row, today)?;
                written += 1;
                if is_time_up() {
                    break;
                }
            }
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

    /// Notes the day of use of measures.
    ///
    /// # Errors
    /// If the database fails.
    pub(super) fn touch_measures(
        &mut self,
        keys: &[ContentKey],
        today: i64,
    ) -> std::result::Result<usize, StoreError> {
        self.transact(|transaction, is_time_up| {
            let mut touched = 0;
            for key in keys {
                used(transaction, key, today)?;
                touched += 1;
                if is_time_up() {
                    break;
                }
            }
            Ok(touched)
        })
    }
}

impl Store {
    /// Takes in contents that were stored elsewhere, as many from the front as fit one transaction; tells how many that
    /// were, and how many of them were not known.
    pub(super) fn take_in(
        &mut self,
        rows: &[&Parcel],
        today: i64,
    ) -> std::result::Result<(usize, u64), StoreError> {
        self.transact(|transaction, is_time_up| {
            let mut insert = transaction.prepare_cached(
                "INSERT INTO measures (key, language, last_seen, size, record) VALUES (?, ?, ?, ?, ?) \
                 ON CONFLICT (key) DO NOTHING",
            )?;
            let mut touch = transaction
                .prepare_cached("UPDATE measures SET last_seen = ?2 WHERE key = ?1 AND last_seen < ?2")?;
            let (mut done, mut new) = (0, 0);
            for row in rows {
                let size = i64::try_from(row.record.len()).unwrap_or(i64::MAX);
                // a day in the future would keep it for ever
                let day = row.last_seen.min(today);
                if insert.execute(params![row.key.0, row.language, day, size, row.record])? > 0 {
                    new += 1;
                } else {
                    touch.execute(params![row.key.0, day])?;
                }
                done += 1;
                if is_time_up() {
                    break;
                }
            }
            Ok((done, new))
        })
    }
}

fn write(transaction: &Transaction<'_>, row: &StoredRow, today: i64) -> Result<()> {
    if let Some((key, language, record)) = &row.record {
        write_record(transaction, key, language, record, today)?;
    }
    let Some((path, state, digest)) = &row.state else { return Ok(()) };
    let measure = if state.measured { used(transaction, &state.key, today)? } else { None };
    let mut statement = transaction.prepare_cached(
        "INSERT INTO file_state (path, last_seen, measure, state) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (path) DO UPDATE SET last_seen = ?2, measure = ?3, state = ?4",
    )?;
    statement.execute(params![path, today, measure, state.encode(path, digest)])?;
    Ok(())
}

/// Another process may have been faster, or the record there does not open and is replaced.
fn write_record(
    transaction: &Transaction<'_>,
    key: &ContentKey,
    language: &str,
    record: &[u8],
    today: i64,
) -> Result<()> {
    let size = i64::try_from(record.len()).unwrap_or(i64::MAX);
    let mut insert = transaction.prepare_cached(
        "INSERT INTO measures (key, language, last_seen, size, record) VALUES (?, ?, ?, ?, ?) \
         ON CONFLICT (key) DO UPDATE SET record = excluded.record, size = excluded.size",
    )?;
    insert.execute(params![key.0, language, today, size, record])?;
    Ok(())
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
