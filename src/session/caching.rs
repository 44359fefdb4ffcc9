//! The cache of a run, as the options and the environment want it.

use crate::cache::{
    Bounds, Cache, CacheClass, CachePlace, CacheSetup, Compression, First, HistoryCache, Kept, KeySpace,
    Starting, default_directory, now,
};
use crate::config::{CacheDirectory, CacheSettings, Packing};
use crate::language::NAMES;
use crate::model::RecallCounts;
use std::env::var_os;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

/// Where a cache is, and how it is kept.
#[derive(Clone, Debug)]
pub(super) struct Directory {
    /// `None` if the environment names none.
    pub(super) path: Option<PathBuf>,
    pub(super) bounds: Bounds,
    pub(super) history: Bounds,
    pub(super) wait: Duration,
    compression: Compression,
}

impl Directory {
    /// None if no cache is wanted.
    pub(super) fn new(settings: &CacheSettings) -> Option<Directory> {
        settings.enabled.value.then(|| Directory::of(settings))
    }

    /// The one that the settings name, whether or not it is used.
    pub(super) fn of(settings: &CacheSettings) -> Directory {
        let bounds = |days: u32, megabytes: u32| Bounds {
            max_age_days: days,
            max_size: u64::from(megabytes) * 1_000_000,
        };
        Directory {
            path: match &settings.directory.value {
                CacheDirectory::At(path) => Some(path.clone()),
                CacheDirectory::Usual => default_directory(|name| var_os(name)),
            },
            bounds: bounds(settings.max_age_days.value, settings.max_size_mb.value),
            history: bounds(settings.history_max_age_days.value, settings.history_max_size_mb.value),
            wait: Duration::from_millis(settings.wait_ms.value.into()),
            compression: match settings.compression.value {
                Packing::None => Compression::None,
                Packing::Gzip => Compression::Gzip,
            },
        }
    }

    /// How a run uses a class of it; `None` if the environment names no directory.
    fn setup(&self, class: CacheClass) -> Option<CacheSetup> {
        let directory = self.path.clone()?;
        Some(CacheSetup {
            place: CachePlace { directory, class, wait: self.wait },
            bounds: if class == CacheClass::History { self.history } else { self.bounds },
            compression: self.compression,
            trust_stamps: !is_ci(),
            languages: &NAMES,
            clock: now,
        })
    }

    /// Where what is derived from files that are no sources is kept; `None` if there is no directory for a cache.
    pub(super) fn kept(&self, space: KeySpace, files: Vec<PathBuf>) -> Option<Kept> {
        self.setup(CacheClass::Tree).map(|setup| Kept::new(setup, space, files))
    }

    /// The records of contents that files had in former commits; `None` if there is no directory for a cache.
    pub(super) fn open_history(&self) -> Option<HistoryCache> {
        self.setup(CacheClass::History).map(HistoryCache::open)
    }
}

/// Days since 1970.
pub(super) fn today() -> i64 {
    now().div_euclid(86_400_000_000_000)
}

/// A cache from its opening to its closing, or the reason why there is none.
#[derive(Debug, Default)]
pub(super) struct Caching {
    /// Still to be waited for.
    starting: Mutex<Option<Box<Starting>>>,
    open: OnceLock<Option<Box<Cache>>>,
    /// Why there is none, though one is wanted.
    failed: Option<String>,
    is_wanted: bool,
}

impl Caching {
    /// Begins to load what is known of the paths.
    pub(super) fn start(directory: &Directory, paths: &[PathBuf]) -> Caching {
        Caching::start_with(directory, paths, First::Records)
    }

    /// The same, beginning with what is wanted first.
    pub(super) fn start_with(directory: &Directory, paths: &[PathBuf], first: First) -> Caching {
        let wanted = Caching { is_wanted: true, ..Caching::default() };
        let Some(setup) = directory.setup(CacheClass::Tree) else {
            let failed = "cache not used: no directory for it; METRICS_CACHE_DIR can name one".to_owned();
            return Caching { failed: Some(failed), ..wanted };
        };
        match Starting::with(setup, paths, first) {
            Ok(starting) => Caching { starting: Mutex::new(Some(Box::new(starting))), ..wanted },
            Err(error) => Caching { failed: Some(format!("cache not used: {error}")), ..wanted },
        }
    }

    pub(super) fn is_wanted(&self) -> bool {
        self.is_wanted
    }

    /// The cache, once everything is loaded.
    pub(super) fn wait(&self) -> Option<&Cache> {
        let opened = || {
            let starting = self.starting.lock().unwrap_or_else(PoisonError::into_inner).take();
            starting.map(|starting| Box::new(starting.wait()))
        };
        self.open.get_or_init(opened).as_deref()
    }

    pub(super) fn counts(&self) -> Option<RecallCounts> {
        self.open.get()?.as_deref().map(Cache::counts)
    }

    /// Closes it; gives what a person should know, in one line.
    pub(super) fn finish(&mut self) -> Option<String> {
        let Caching { open, failed, .. } = std::mem::take(self);
        failed.or_else(|| open.into_inner()??.finish())
    }
}

impl Caching {
    /// Closes an opening beside that of the session; what is wrong with it is told of the other one.
    pub(super) fn finish_beside(self) {
        if let Some(cache) = self.open.into_inner().flatten() {
            let _ = cache.finish_beside();
        }
    }
}

/// In continuous integration a file system is put together from images and archives, and a verdict counts.
fn is_ci() -> bool {
    var_os("CI").is_some_and(|value| !value.is_empty() && value != "0" && value != "false")
}
