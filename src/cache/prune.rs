//! Keeps the cache within its bounds: some rows at a time beside a run, or everything that must go at once.

use super::bounds::{Bounds, PAGES_KEPT, Pruned, count, excess, with_room};
use super::compact::compact;
use super::damage::StoreError;
use super::place::CachePlace;
use super::store::Store;
use rusqlite::Transaction;

/// Beside a run; removing more at a time would keep others from writing for too long.
const FEW: u64 = 1000;

/// When asked for. Rows that go together share the pages that have to be written again.
const MANY: u64 = 10_000;

/// Brings a database within its bounds; tells what was removed, and how many bytes are in use after it.
///
/// The file itself shrinks when most of it goes; otherwise new rows use the space again.
///
/// # Errors
/// If the database fails or another process has it; what was removed by then stays removed.
pub fn prune(place: &CachePlace, bounds: &Bounds, today: i64) -> Result<(Pruned, u64), StoreError> {
    let files = place.files();
    let mut pruned = Pruned::default();
    if let Some(store) = Store::open_existing(place)? {
        let bounds = with_room(&store.connection, bounds)?;
        let goes = excess(&store.connection, &bounds, today)?.measures;
        let is_most = goes > 0 && goes >= count(&store.connection, "measures", i64::MAX)? / 2;
        // its log goes with the last connection, and its lock would be in the way
        drop(store);
        if is_most {
            pruned += compact(&files, &bounds, today)?.unwrap_or_default();
        }
    }
    let Some(mut store) = Store::open_existing(place)? else { return Ok((pruned, 0)) };
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

fn remove_measures(transaction: &Transaction<'_>, count: u64) -> Result<u64, rusqlite::Error> {
    let mut statement = transaction.prepare_cached(
        "DELETE FROM measures WHERE id IN (SELECT id FROM measures INDEXED BY measures_by_use \
         ORDER BY last_seen, id LIMIT ?1)",
    )?;
    Ok(statement.execute([count.cast_signed()])? as u64)
}

fn remove_paths(transaction: &Transaction<'_>, count: u64) -> Result<u64, rusqlite::Error> {
    let mut statement = transaction.prepare_cached(
        "DELETE FROM file_state WHERE path IN \
         (SELECT path FROM file_state INDEXED BY file_state_by_use ORDER BY last_seen LIMIT ?1)",
    )?;
    Ok(statement.execute([count.cast_signed()])? as u64)
}
