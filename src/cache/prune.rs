//! Keeps the cache within its bounds: some rows at a time beside a run, or everything that must go at once.

use super::compact::compact;
use super::damage::StoreError;
use super::maintenance::size;
use super::store::{Files, Store};
use super::write::Sums;
use rusqlite::{Connection, Transaction};
use std::ops::AddAssign;
use std::path::Path;

/// How much it may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Days since the last use after which a row goes.
    pub max_age_days: u32,
    /// Size of the database in bytes, above which the rows that were not used for longest go.
    pub max_size: u64,
}

/// How many rows were removed, or are to be: those that were not used for longest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Measures of a content.
    pub measures: u64,
    /// States of a path.
    pub paths: u64,
}

/// Beside a run; removing more at a time would keep others from writing for too long.
const FEW: u64 = 1000;

/// When asked for. Rows that go together share the pages that have to be written again.
const MANY: u64 = 10_000;

/// Memory for pages, in KiB as `SQLite` wants it: below zero.
pub(super) const PAGES_KEPT: i32 = -65_536;

/// Brings the cache in a directory within its bounds; tells what was removed, and how many bytes are in use after it.
///
/// The file itself shrinks when most of it goes; otherwise new rows use the space again.
///
/// # Errors
/// If the database fails or another process has it; what was removed by then stays removed.
pub fn prune(directory: &Path, bounds: &Bounds, today: i64) -> Result<(Pruned, u64), StoreError> {
    let files = Files::in_directory(directory);
    let mut pruned = Pruned::default();
    if let Some(store) = Store::open_existing(directory)? {
        let bounds = with_room(&store.connection, bounds)?;
        let goes = excess(&store.connection, &bounds, today)?.measures;
        let is_most = goes > 0 && goes >= count(&store.connection, "measures", i64::MAX)? / 2;
        // its log goes with the last connection, and its lock would be in the way
        drop(store);
        if is_most {
            pruned += compact(&files, &bounds, today)?.unwrap_or_default();
        }
    }
    let Some(mut store) = Store::open_existing(directory)? else { return Ok((pruned, 0)) };
    // rows that go touch the same pages again and again
    store.connection.pragma_update(None, "cache_size", PAGES_KEPT)?;
    pruned += store.remove(bounds, today, MANY, &|| false)?;
    Ok((pruned, store.size()?))
}

impl Store {
    /// Removes what is beyond the bounds, as much of it as there is time for.
    ///
    /// # Errors
    /// If the database fails; what was removed by then stays removed.
    pub fn prune(
        &mut self,
        bounds: &Bounds,
        today: i64,
        is_time_up: &dyn Fn() -> bool,
    ) -> Result<Pruned, StoreError> {
        self.remove(bounds, today, FEW, is_time_up)
    }

    /// Removes rows a transaction at a time, each of which asks anew what is beyond the bounds: others may have
    /// removed it, or used it again.
    fn remove(
        &mut self,
        bounds: &Bounds,
        today: i64,
        at_a_time: u64,
        is_time_up: &dyn Fn() -> bool,
    ) -> Result<Pruned, StoreError> {
        let (bounds, mut pruned) = (with_room(&self.connection, bounds)?, Pruned::default());
        while !is_time_up() && excess(&self.connection, &bounds, today)? != Pruned::default() {
            let some = self.transact(|transaction, _| {
                let excess = excess(transaction, &bounds, today)?;
                Ok(Pruned {
                    measures: remove_measures(transaction, excess.measures.min(at_a_time))?,
                    paths: remove_paths(transaction, excess.paths.min(at_a_time))?,
                })
            })?;
            if some == Pruned::default() {
                break;
            }
            pruned += some;
        }
        Ok(pruned)
    }
}

/// How many rows are beyond the bounds: those that are too old, or the share of all by which it is too large.
pub(super) fn excess(
    connection: &Connection,
    bounds: &Bounds,
    today: i64,
) -> Result<Pruned, rusqlite::Error> {
    let oldest = today.saturating_sub(i64::from(bounds.max_age_days));
    let size = size(connection)?;
    let surplus = size.saturating_sub(bounds.max_size);
    let goes = |table| {
        let old = count(connection, table, oldest)?;
        let all = if surplus > 0 { count(connection, table, i64::MAX)? } else { 0 };
        Ok::<_, rusqlite::Error>(old.max(share(all, surplus, size)))
    };
    Ok(Pruned { measures: goes("measures")?, paths: goes("file_state")? })
}

/// The bounds to prune to: a cache that is too large gets a tenth of room, so that the next run does not prune again.
pub(super) fn with_room(connection: &Connection, bounds: &Bounds) -> Result<Bounds, rusqlite::Error> {
    let is_too_large = size(connection)? > bounds.max_size;
    let room = if is_too_large { bounds.max_size / 10 } else { 0 };
    Ok(Bounds { max_size: bounds.max_size - room, ..*bounds })
}

/// How many rows of a table were last used before a day.
fn count(connection: &Connection, table: &str, before: i64) -> Result<u64, rusqlite::Error> {
    let sql = format!("SELECT count(*) FROM {table} WHERE last_seen < ?1");
    let count: i64 = connection.prepare_cached(&sql)?.query_row([before], |row| row.get(0))?;
    Ok(count.cast_unsigned())
}

impl AddAssign for Pruned {
    fn add_assign(&mut self, other: Pruned) {
        self.measures += other.measures;
        self.paths += other.paths;
    }
}

/// The part of a number that another part is of its whole, rounded up.
fn share(number: u64, part: u64, whole: u64) -> u64 {
    let share = (u128::from(number) * u128::from(part)).div_ceil(u128::from(whole.max(1)));
    u64::try_from(share).unwrap_or(number)
}

fn remove_measures(transaction: &Transaction<'_>, count: u64) -> Result<u64, rusqlite::Error> {
    let mut statement = transaction.prepare_cached(
        "DELETE FROM measures WHERE id IN (SELECT id FROM measures INDEXED BY measures_by_use \
         ORDER BY last_seen, id LIMIT ?1) RETURNING language, size",
    )?;
    let mut rows = statement.query([count.cast_signed()])?;
    let (mut sums, mut removed) = (Sums::default(), 0);
    while let Some(row) = rows.next()? {
        sums.add(row.get_ref(0)?.as_str()?, -1, -row.get::<_, i64>(1)?);
        removed += 1;
    }
    sums.save(transaction)?;
    Ok(removed)
}

fn remove_paths(transaction: &Transaction<'_>, count: u64) -> Result<u64, rusqlite::Error> {
    let mut statement = transaction.prepare_cached(
        "DELETE FROM file_state WHERE path IN \
         (SELECT path FROM file_state INDEXED BY file_state_by_use ORDER BY last_seen LIMIT ?1)",
    )?;
    Ok(statement.execute([count.cast_signed()])? as u64)
}
