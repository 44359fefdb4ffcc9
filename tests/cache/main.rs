//! The cache on real files and real processes: `store` the tables and their bounds.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod store;
