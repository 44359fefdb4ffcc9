//! The tables of the database, and their version.

use super::fault;

/// Version of the tables, and part of the name of the file: versions live side by side and never convert each other.
const SCHEMA: i32 = 2;

pub(super) const TABLES: &str = include_str!("tables.sql");
pub(super) const INDEXES: &str = include_str!("indexes.sql");

/// The version this build reads and writes.
pub(super) fn schema() -> i32 {
    fault::schema(SCHEMA)
}
