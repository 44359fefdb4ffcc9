//! The cache itself: what it holds, how it is made smaller, and whether what it says is true.

use super::SessionError;
use super::caching::{Directory, today};
use super::session::Session;
use crate::cache::{
    Bounds, CacheClass, CachePlace, ImportError, Imported, Pruned, Store, StoreError, clear, export, import,
    inspect, past_runs, prune,
};
use crate::model::{CacheShare, CacheStats, RecentRuns, printable};
use crate::pipeline::{Generated, Means, default_jobs, verify};
use crate::regular;
use crate::report::Destination;
use crate::text::CPU_BUDGET;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The cache that a session would use.
#[derive(Debug)]
pub struct Upkeep {
    place: CachePlace,
    bounds: Bounds,
    history: Bounds,
}

/// How much of the cache is to stay; `None` is what the settings say.
#[derive(Clone, Copy, Debug, Default)]
pub struct KeepOptions {
    /// Days since the last use after which an entry goes, of files as they are; 0 for all.
    pub days: Option<u32>,
    /// Size in bytes of the same, above which the longest unused go.
    pub max_size: Option<u64>,
    /// The same for the records of former commits.
    pub history_days: Option<u32>,
    /// And its size.
    pub history_max_size: Option<u64>,
}

/// What the cache says, held against what is measured now.
#[derive(Debug)]
pub struct Verification {
    /// Files that have the content that the cache knows, and were measured again.
    pub compared: u64,
    /// Rows of files that are gone or have changed, or of other ways of measuring.
    pub passed_over: u64,
    /// Files for which the cache has something else than is measured.
    pub different: Vec<PathBuf>,
    /// What is wrong with the database, if anything is.
    pub fault: Option<String>,
}

/// What of the cache is exported.
#[derive(Clone, Copy, Debug, Default)]
pub struct ExportRequest {
    /// Contents that were used today or in so many days before; `None` is as long as the settings keep those of files as
    /// they are, and that counts for those of former commits, too.
    pub days: Option<u32>,
    /// Whether those of former commits are exported, too.
    pub history: bool,
}

/// Opens a regular file, without waiting for anybody.
fn open(path: &Path) -> io::Result<File> {
    let file = regular::open(path, true)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("not a regular file")) }
}

impl Session {
    /// The cache that the session would use, for whoever looks after it.
    ///
    /// # Errors
    /// If neither an option, a configuration nor the environment says where it is.
    pub fn upkeep(&self) -> Result<Upkeep, SessionError> {
        let Directory { path, bounds, history, wait, .. } = Directory::of(&self.configured.settings.cache);
        let unknown = "no directory for the cache; METRICS_CACHE_DIR can name one".to_owned();
        let directory = path.ok_or(SessionError::Request(unknown))?;
        let place = CachePlace { directory, class: CacheClass::Tree, wait };
        Ok(Upkeep { place, bounds, history })
    }
}

impl Upkeep {
    /// Its directory.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.place.directory
    }

    /// What it holds and what recent runs had of it.
    ///
    /// # Errors
    /// If the database cannot be used.
    pub fn stats(&self) -> Result<CacheStats, SessionError> {
        let runs = past_runs(&self.place);
        Ok(CacheStats {
            tree: self.share(CacheClass::Tree)?,
            history: self.share(CacheClass::History)?,
            recent: RecentRuns::of(&runs),
            runs,
        })
    }

    fn share(&self, class: CacheClass) -> Result<CacheShare, SessionError> {
        match self.store(class)? {
            Some(store) => store.stats(today()).map_err(|error| self.failed(error)),
            None => Ok(CacheShare::default()),
        }
    }

    /// Removes what was not used for long, and the longest unused above a size. Gives what went of all classes, and the
    /// size of what stayed.
    ///
    /// # Errors
    /// If the database cannot be used.
    pub fn prune(&self, keep: &KeepOptions) -> Result<(Pruned, u64), SessionError> {
        let bounds = |usual: &Bounds, days: Option<u32>, size: Option<u64>| Bounds {
            max_age_days: days.unwrap_or(usual.max_age_days),
            max_size: size.unwrap_or(usual.max_size),
        };
        let (mut pruned, mut left) = (Pruned::default(), 0);
        for (class, bounds) in [
            (CacheClass::Tree, bounds(&self.bounds, keep.days, keep.max_size)),
            (CacheClass::History, bounds(&self.history, keep.history_days, keep.history_max_size)),
        ] {
            let done = prune(&self.place_of(class), &bounds, today());
            let (some, size) = done.map_err(|error| self.failed(error))?;
            pruned += some;
            left += size;
        }
        Ok((pruned, left))
    }

    /// Removes everything; whether there was something.
    ///
    /// # Errors
    /// If it cannot be removed.
    pub fn clear(&self) -> Result<bool, SessionError> {
        clear(&self.place).map_err(|error| self.failed(error))
    }

    /// Measures all files that it knows again; `None` if there is no cache.
    ///
    /// # Errors
    /// If the database cannot be used.
    pub fn verify(&self) -> Result<Option<Verification>, SessionError> {
        let Some(store) = self.store(CacheClass::Tree)? else { return Ok(None) };
        // files may have been measured under a larger limit than the default
        let limits = Means {
            jobs: default_jobs(),
            max_file_size: u64::from(u32::MAX),
            cpu_budget: CPU_BUDGET,
            generated: Generated::Measure,
        };
        let verified = verify(&store, &limits).map_err(|error| self.failed(error))?;
        let integrity = store.integrity().map_err(|error| self.failed(error))?;
        Ok(Some(Verification {
            compared: verified.compared,
            passed_over: verified.passed_over,
            different: verified.different,
            fault: (integrity != "ok").then_some(integrity),
        }))
    }

    /// Writes the contents that were used in the last days to a file, for another machine or the next job; tells how many.
    ///
    /// # Errors
    /// If the database cannot be used or the file cannot be written, which is then as it was.
    pub fn export(&self, file: &Path, request: &ExportRequest) -> Result<u64, SessionError> {
        let classes: &[CacheClass] = if request.history { &CacheClass::ALL } else { &[CacheClass::Tree] };
        let places: Vec<_> = classes.iter().map(|class| self.place_of(*class)).collect();
        let since = today().saturating_sub(i64::from(request.days.unwrap_or(self.bounds.max_age_days)));
        let mut count = 0;
        let write = |out: &mut dyn Write| {
            count = export(&places, since, out)?;
            Ok(())
        };
        Destination::File(file.to_path_buf()).write(write, || true)?;
        Ok(count)
    }

    /// Takes in what other machines or jobs have exported: all of the files, or none of them. What is known already
    /// stays.
    ///
    /// # Errors
    /// If a file is no export or not as it was written, or the database cannot be used.
    pub fn import(&self, files: &[PathBuf]) -> Result<Imported, SessionError> {
        for path in files {
            let checked = open(path).map_err(ImportError::from).and_then(inspect);
            checked.map_err(|error| self.not_imported(path, error))?;
        }
        let bounded = [
            (self.place_of(CacheClass::Tree), self.bounds),
            (self.place_of(CacheClass::History), self.history),
        ];
        let mut all = Imported::default();
        for path in files {
            let done = open(path).map_err(ImportError::from).and_then(|it| import(it, &bounded, today()));
            let Imported { new, known } = done.map_err(|error| self.not_imported(path, error))?;
            all = Imported { new: all.new + new, known: all.known + known };
        }
        Ok(all)
    }

    fn not_imported(&self, path: &Path, error: ImportError) -> SessionError {
        match error {
            ImportError::Store(error) => self.failed(error),
            source => SessionError::Import { path: printable(&path.to_string_lossy()).into_owned(), source },
        }
    }

    fn place_of(&self, class: CacheClass) -> CachePlace {
        CachePlace { class, ..self.place.clone() }
    }

    fn store(&self, class: CacheClass) -> Result<Option<Store>, SessionError> {
        Store::open_existing(&self.place_of(class)).map_err(|error| self.failed(error))
    }

    fn failed(&self, error: StoreError) -> SessionError {
        match error {
            StoreError::Damaged(_) | StoreError::Unusable(_) | StoreError::Held => {
                let directory = printable(&self.directory().to_string_lossy()).into_owned();
                SessionError::Cache { directory, source: error }
            }
            other => SessionError::Store(other),
        }
    }
}
