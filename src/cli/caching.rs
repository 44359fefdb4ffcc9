//! The cache of a run, as the options and the environment want it.

use super::args::SelectionArgs;
use crate::cache::{Bounds, Cache, Compression, Settings, Starting, default_directory, now};
use crate::config::{CacheDirectory, CacheSettings, Compression as Packing};
use crate::language::NAMES;
use crate::model::RecallCounts;
use std::env::var_os;
use std::path::PathBuf;

/// Where a cache is, and how it is kept.
#[derive(Clone, Debug)]
pub(super) struct Directory {
    /// `None` if the environment names none.
    pub(super) path: Option<PathBuf>,
    pub(super) bounds: Bounds,
    compression: Compression,
}

impl Directory {
    /// None if no cache is wanted.
    pub(super) fn new(options: &SelectionArgs, settings: &CacheSettings) -> Option<Directory> {
        settings.enabled.value.then(|| Directory::of(options.cache_dir.as_ref(), settings))
    }

    /// The one that was given, or else the one of the settings.
    pub(super) fn of(given: Option<&PathBuf>, settings: &CacheSettings) -> Directory {
        let configured = || match &settings.directory.value {
            CacheDirectory::At(path) => Some(path.clone()),
            CacheDirectory::Usual => default_directory(|name| var_os(name)),
        };
        let megabytes = u64::from(settings.max_size_mb.value);
        Directory {
            path: given.cloned().or_else(configured),
            bounds: Bounds { max_age_days: settings.max_age_days.value, max_size: megabytes * 1_000_000 },
            compression: match settings.compression.value {
                Packing::None => Compression::None,
                Packing::Gzip => Compression::Gzip,
            },
        }
    }
}

/// Days since 1970.
pub(super) fn today() -> i64 {
    now().div_euclid(86_400_000_000_000)
}

/// A cache from its opening to its closing, or the reason why there is none.
#[derive(Debug, Default)]
pub(super) enum Caching {
    #[default]
    Unwanted,
    Starting(Box<Starting>),
    Open(Box<Cache>),
    Failed(String),
}

impl Caching {
    /// Begins to load what is known of the paths.
    pub(super) fn start(directory: Option<Directory>, paths: &[PathBuf]) -> Caching {
        match directory {
            None => Caching::Unwanted,
            Some(Directory { path: None, .. }) => Caching::Failed(
                "cache not used: no directory for it; METRICS_CACHE_DIR can name one".to_owned(),
            ),
            Some(Directory { path: Some(directory), bounds, compression }) => {
                let settings = Settings {
                    directory,
                    bounds,
                    compression,
                    trust_stamps: !is_ci(),
                    languages: &NAMES,
                    clock: now,
                };
                match Starting::new(settings, paths) {
                    Ok(starting) => Caching::Starting(Box::new(starting)),
                    Err(error) => Caching::Failed(format!("cache not used: {error}")),
                }
            }
        }
    }

    pub(super) fn is_wanted(&self) -> bool {
        !matches!(self, Caching::Unwanted)
    }

    /// Waits until everything is loaded.
    pub(super) fn wait(&mut self) {
        *self = match std::mem::take(self) {
            Caching::Starting(starting) => Caching::Open(Box::new(starting.wait())),
            other => other,
        };
    }

    pub(super) fn cache(&self) -> Option<&Cache> {
        match self {
            Caching::Open(cache) => Some(cache),
            _ => None,
        }
    }

    pub(super) fn counts(&self) -> Option<RecallCounts> {
        self.cache().map(Cache::counts)
    }

    /// Closes it; gives what a person should know, in one line.
    pub(super) fn finish(&mut self) -> Option<String> {
        match std::mem::take(self) {
            Caching::Open(cache) => cache.finish(),
            Caching::Failed(warning) => Some(warning),
            Caching::Unwanted | Caching::Starting(_) => None,
        }
    }
}

/// In continuous integration a file system is put together from images and archives, and a verdict counts.
fn is_ci() -> bool {
    var_os("CI").is_some_and(|value| !value.is_empty() && value != "0" && value != "false")
}
