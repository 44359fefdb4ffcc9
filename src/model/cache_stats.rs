//! What the cache holds, as a person or a script asks for it.

use super::RecallCounts;
use serde::Serialize;

/// What the cache holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CacheStats {
    /// Bytes of the database that are in use.
    pub bytes: u64,
    /// Number of contents with measures.
    pub entries: u64,
    /// Number of paths with a known content.
    pub paths: u64,
    /// Days since the least recent use of an entry, none when there is no entry.
    pub oldest_use_days: Option<u64>,
    /// Days since the most recent use of an entry.
    pub newest_use_days: Option<u64>,
    /// What there is of each language, by its name.
    pub languages: Vec<LanguageShare>,
    /// The last runs that stored something, newest first; a run that finds everything known stores nothing.
    pub runs: Vec<PastRun>,
}

/// The part of a language in the cache.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LanguageShare {
    /// Its name.
    pub language: String,
    /// Number of contents.
    pub entries: u64,
    /// Bytes of their records.
    pub bytes: u64,
}

/// A run as the cache remembers it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PastRun {
    /// When it ended, in seconds since 1970.
    pub ended: u64,
    /// How its files came to their numbers.
    #[serde(flatten)]
    pub counts: RecallCounts,
    /// Part of the files that were recognised, from 0 to 1; none without a file that could be.
    pub efficiency: Option<f64>,
}
