//! Keeps the cache within its bounds: some rows at a time beside a run, or everything that must go at once.

use super::compact::compact;
use super::damage::StoreError;
use super::store::Store;
use super::write::Sums;
use rusqlite::Transaction;
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
const MANY: u64 = 20_000;

/// Memory for pages, in KiB as `SQLite` wants it: below zero.
pub(super) const PAGES_KEPT: i32 = -65_536;

/// Brings the cache in a directory within its bounds; tells what was removed, and how many bytes are in use after it.
///
/// The file itself shrinks when most of it goes; otherwise new rows use the space again.
///
/// # Errors
/// If the database fails or another process has it; what was removed by then stays removed.
pub fn prune(directory: &Path, bounds: &Bounds, today: i64) -> Result<(Pruned, u64), StoreError> {
    let mut pruned = Pruned::default();
    while let Some(mut store) = Store::open_existing(directory)? {
        let excess = store.excess(bounds, today)?;
        if excess == Pruned::default() {
            return Ok((pruned, store.size()?));
        }
        // rows that go touch the same pages again and again
        store.connection.pragma_update(None, "cache_size", PAGES_KEPT)?;
        let is_most = excess.measures >= store.count("measures", i64::MAX)? / 2;
        pruned += if is_most {
            compact(store, directory, excess)?
        } else {
            store.remove(excess, MANY, &|| false)?
        };
    }
    Ok((pruned, 0))
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
        self.remove(self.excess(bounds, today)?, FEW, is_time_up)
    }

    /// How many rows are beyond the bounds: those that are too old, or the share of all by which it is too large.
    fn excess(&self, bounds: &Bounds, today: i64) -> Result<Pruned, StoreError> {
        let oldest = today.saturating_sub(i64::from(bounds.max_age_days));
        let mut excess =
            Pruned { measures: self.count("measures", oldest)?, paths: self.count("file_state", oldest)? };
        let size = self.size()?;
        if size > bounds.max_size {
            // a tenth of room, so that the next run does not prune again
            let surplus = size - (bounds.max_size - bounds.max_size / 10);
            excess.measures = excess.measures.max(share(self.count("measures", i64::MAX)?, surplus, size));
            excess.paths = excess.paths.max(share(self.count("file_state", i64::MAX)?, surplus, size));
        }
        Ok(excess)
    }

    /// How many rows of a table were last used before a day.
    fn count(&self, table: &str, before: i64) -> Result<u64, StoreError> {
        let sql = format!("SELECT count(*) FROM {table} WHERE last_seen < ?1");
        let count: i64 = self.connection.prepare_cached(&sql)?.query_row([before], |row| row.get(0))?;
        Ok(count.cast_unsigned())
    }

    /// Removes so many of the rows that were not used for longest, some in each transaction.
    pub(super) fn remove(
        &mut self,
        mut excess: Pruned,
        at_a_time: u64,
        is_time_up: &dyn Fn() -> bool,
    ) -> Result<Pruned, StoreError> {
        let mut pruned = Pruned::default();
        while excess != Pruned::default() && !is_time_up() {
            let some =
                Pruned { measures: excess.measures.min(at_a_time), paths: excess.paths.min(at_a_time) };
            pruned += self.transact(|transaction, _| {
                Ok(Pruned {
                    measures: remove_measures(transaction, some.measures)?,
                    paths: remove_paths(transaction, some.paths)?,
                })
            })?;
            excess = Pruned { measures: excess.measures - some.measures, paths: excess.paths - some.paths };
        }
        Ok(pruned)
    }
}

impl AddAssign for Pruned {
    fn add_assign(&mut self, other: Pruned) {
        self.measures += other.measures;
        self.paths += other.paths;
    }
}

/// The part of a number that another part is of its whole, rounded up.
fn share(number: u64, part: u64, whole: u64) -> u64 {
    let share = (u128::from(number) * u128::from(part)).div_ceil(u128::from(whole));
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
