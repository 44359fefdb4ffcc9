//! How a run wants its cache.

use super::bounds::Bounds;
use super::place::CachePlace;
use super::record::Compression;
use super::system::Clock;

/// How a run uses the cache.
#[derive(Clone, Debug)]
pub struct CacheSetup {
    /// Where it stands, and how long another process is waited for.
    pub place: CachePlace,
    /// How much it may hold.
    pub bounds: Bounds,
    /// How records are stored.
    pub compression: Compression,
    /// Whether a file may be recognised without reading it: not where a verdict must not rest on stamps.
    pub trust_stamps: bool,
    /// The languages that records may be in.
    pub languages: &'static [&'static str],
    /// The clock that file stamps are compared with.
    pub clock: Clock,
}
