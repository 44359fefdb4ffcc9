//! How much a cache may hold, and how much of it is beyond that.

use rusqlite::Connection;
use std::ops::AddAssign;

/// How much it may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Days since the last use after which a row goes; after 0 days all of them do.
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

/// Memory for pages, in KiB as `SQLite` wants it: below zero.
pub(super) const PAGES_KEPT: i32 = -65_536;

/// How many rows are beyond the bounds: those that are too old, or the share of all by which it is too large.
pub(super) fn excess(
    connection: &Connection,
    bounds: &Bounds,
    today: i64,
) -> Result<Pruned, rusqlite::Error> {
    let oldest = match bounds.max_age_days {
        0 => i64::MAX,
        days => today.saturating_sub(i64::from(days)),
    };
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
pub(super) fn count(connection: &Connection, table: &str, before: i64) -> Result<u64, rusqlite::Error> {
    let sql = format!("SELECT count(*) FROM {table} WHERE last_seen < ?1");
    let count: i64 = connection.prepare_cached(&sql)?.query_row([before], |row| row.get(0))?;
    Ok(count.cast_unsigned())
}

/// Bytes of a database that are in use, by `SQLite`'s own account.
pub(super) fn size(connection: &Connection) -> Result<u64, rusqlite::Error> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let pages = pragma("page_count")? - pragma("freelist_count")?;
    Ok(u64::try_from(pages * pragma("page_size")?).unwrap_or(0))
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
