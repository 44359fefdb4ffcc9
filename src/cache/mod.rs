//! What was measured before, so that it need not be measured again. It can be lost at any time, a result never.
//!
//! | class | database | for | recognised by |
//! |---|---|---|---|
//! | [`CacheClass::Tree`] | `cache-v2.db` | files as they are ([`Cache`]) | path and stamp, else the content |
//! | [`CacheClass::History`] | `cache-v2-history.db` | contents of former commits ([`HistoryCache`]) | git's name of a blob |
//!
//! Each has its bounds, its lock and its own damage. What past runs had of it stands beside them in `cache-v2.runs`, and what reports on
//! coverage say in `cache-v2-kept-…` (`Kept`).
//!
//! A file is recognised by its stamp ([`FileState::proves`]), else by its content ([`ContentKey`]). Records hold no path
//! and no limit. One thread owns the database ([`Cache`]); nothing that goes wrong with it is more than a warning.

mod access;
mod bounds;
mod compact;
mod damage;
mod digest;
mod encode;
mod fault;
mod history;
mod kept;
mod key;
mod known;
mod location;
mod maintenance;
mod open;
mod place;
mod prune;
mod record;
mod runs;
mod schema;
mod setup;
mod stat;
mod store;
mod system;
mod thread;
mod tracked;
mod transfer;
mod write;

pub use bounds::{Bounds, Pruned};
pub use damage::StoreError;
pub use encode::{decode, encode};
pub use history::HistoryCache;
pub(crate) use kept::{Kept, ReadSource};
pub use key::{ContentKey, KeySpace};
pub use location::LocationError;
pub(crate) use location::default_directory;
pub use maintenance::clear;
pub(crate) use open::Matters;
pub use open::{Cache, Content, Recalled, Starting};
pub use place::{CacheClass, CachePlace};
pub use prune::prune;
pub use record::{Compression, seal, unseal};
pub(crate) use runs::past_runs;
pub use setup::CacheSetup;
pub use stat::{FileState, FileSystem};
pub use store::{Found, Reach, Store, StoredRow};
pub use system::{Clock, file_system, host, now};
pub use thread::First;
pub(crate) use transfer::inspect;
pub use transfer::{ImportError, Imported, export, import};
