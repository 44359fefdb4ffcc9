//! The cache itself: what it holds, how it is made smaller, and whether what it says is true.

use super::SessionError;
use super::caching::{Directory, today};
use super::plan::CPU_BUDGET;
use super::session::Session;
use crate::cache::{Bounds, Pruned, Store, StoreError, clear, prune};
use crate::model::{CacheStats, printable};
use crate::pipeline::{Generated, Means, default_jobs, verify};
use std::path::{Path, PathBuf};

/// The cache that a session would use.
#[derive(Debug)]
pub struct Upkeep {
    directory: PathBuf,
    bounds: Bounds,
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

impl Session {
    /// The cache that the session would use, for whoever looks after it.
    ///
    /// # Errors
    /// If neither an option, a configuration nor the environment says where it is.
    pub fn upkeep(&self) -> Result<Upkeep, SessionError> {
        let Directory { path, bounds, .. } = Directory::of(&self.configured.settings.cache);
        let unknown = "no directory for the cache; METRICS_CACHE_DIR can name one".to_owned();
        let directory = path.ok_or(SessionError::Request(unknown))?;
        Ok(Upkeep { directory, bounds })
    }
}

impl Upkeep {
    /// Its directory.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// What it holds and what recent runs had of it.
    ///
    /// # Errors
    /// If the database cannot be used.
    pub fn stats(&self) -> Result<CacheStats, SessionError> {
        match self.store()? {
            Some(mut store) => store.stats(today()).map_err(|error| self.failed(error)),
            None => Ok(CacheStats::default()),
        }
    }

    /// Removes what was not used for so many days, and the longest unused above a size in bytes; `None` is what the
    /// settings say. Gives what went, and the size of what stayed.
    ///
    /// # Errors
    /// If the database cannot be used.
    pub fn prune(&self, days: Option<u32>, max_size: Option<u64>) -> Result<(Pruned, u64), SessionError> {
        let bounds = Bounds {
            max_age_days: days.unwrap_or(self.bounds.max_age_days),
            max_size: max_size.unwrap_or(self.bounds.max_size),
        };
        prune(&self.directory, &bounds, today()).map_err(|error| self.failed(error))
    }

    /// Removes everything; whether there was something.
    ///
    /// # Errors
    /// If it cannot be removed.
    pub fn clear(&self) -> Result<bool, SessionError> {
        clear(&self.directory).map_err(|error| self.failed(error))
    }

    /// Measures all files that it knows again; `None` if there is no cache.
    ///
    /// # Errors
    /// If the database cannot be used.
    pub fn verify(&self) -> Result<Option<Verification>, SessionError> {
        let Some(store) = self.store()? else { return Ok(None) };
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

    fn store(&self) -> Result<Option<Store>, SessionError> {
        Store::open_existing(&self.directory).map_err(|error| self.failed(error))
    }

    fn failed(&self, error: StoreError) -> SessionError {
        match error {
            StoreError::Damaged(_) | StoreError::Unusable(_) | StoreError::Held => {
                let directory = printable(&self.directory.to_string_lossy()).into_owned();
                SessionError::Cache { directory, source: error }
            }
            other => SessionError::Store(other),
        }
    }
}
