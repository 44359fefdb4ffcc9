//! What was measured before, so that it need not be measured again. It can be lost at any time, a result never.
//!
//! A file is recognised by its stamp ([`FileState::proves`]), else by its content ([`ContentKey`]). Records hold no path
//! and no limit. One thread owns the database ([`Cache`]); nothing that goes wrong with it is more than a warning.

mod bounds;
mod compact;
mod damage;
mod encode;
mod fault;
mod key;
mod known;
mod location;
mod maintenance;
mod open;
mod prune;
mod record;
mod setup;
mod stat;
mod store;
mod system;
mod thread;
mod tracked;
mod write;

pub use bounds::{Bounds, Pruned};
pub use damage::StoreError;
pub use encode::{decode, encode};
pub use key::{ContentKey, KeySpace};
pub use location::{LocationError, default_directory};
pub use maintenance::clear;
pub use open::{Cache, Content, Starting};
pub use prune::prune;
pub use record::{Compression, seal, unseal};
pub use setup::CacheSetup;
pub use stat::{FileState, FileSystem, is_settled};
pub use store::{Found, Reach, Store, StoredRow};
pub use system::{Clock, file_system, host, now};
