//! Which database is meant: where it stands, what it is for, and how long another process is waited for.

use super::damage::{StoreError, with_suffix};
use super::location::{FILES, check_file};
use super::schema::schema;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What a database is for. Each class has a database of its own: neither evicts the records of another, and a question
/// about one opens and reads nothing of another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum CacheClass {
    /// Files as they are, on disk or staged.
    #[default]
    Tree,
    /// Contents that a file had in former commits.
    History,
}

impl CacheClass {
    /// All of them.
    pub const ALL: [CacheClass; 2] = [CacheClass::Tree, CacheClass::History];

    fn suffix(self) -> &'static str {
        match self {
            CacheClass::Tree => "",
            CacheClass::History => "-history",
        }
    }
}

/// How long a process waits for another one that writes, unless somebody says.
pub(crate) const USUAL_WAIT: Duration = Duration::from_millis(250);

/// A rebuild, or a copy of some hundred megabytes, takes so many times longer than what a writer is waited for.
const REBUILD: u32 = 4;

/// A database of the cache.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CachePlace {
    /// The directory, which all classes share.
    pub directory: PathBuf,
    /// What it is for.
    pub class: CacheClass,
    /// How long another process is waited for that writes to it; one that rebuilds it, four times as long.
    pub wait: Duration,
}

impl CachePlace {
    /// The database of the files as they are, with the usual patience.
    #[must_use]
    pub fn of_tree(directory: &Path) -> CachePlace {
        CachePlace { directory: directory.to_path_buf(), class: CacheClass::Tree, wait: USUAL_WAIT }
    }

    pub(super) fn files(&self) -> Files {
        let stem = format!("{FILES}{}", schema());
        let own = format!("{stem}{}", self.class.suffix());
        let in_directory = |name: String| self.directory.join(name);
        Files {
            database: in_directory(format!("{own}.db")),
            lock: in_directory(format!("{own}.lock")),
            runs: in_directory(format!("{stem}.runs")),
            wait: self.wait,
        }
    }
}

/// The files of a database, and how long another process is waited for that has them.
#[derive(Clone, Debug)]
pub(super) struct Files {
    pub(super) database: PathBuf,
    pub(super) lock: PathBuf,
    /// What past runs had of the cache, whatever the class.
    pub(super) runs: PathBuf,
    pub(super) wait: Duration,
}

impl Files {
    /// Checks that none of them is something else than a plain file of this user.
    pub(super) fn check(&self) -> Result<(), StoreError> {
        check_file(&self.lock)?;
        for suffix in ["", "-wal", "-shm"] {
            check_file(&with_suffix(&self.database, suffix))?;
        }
        Ok(())
    }

    /// How long a process is waited for that keeps all others out.
    pub(super) fn wait_for_rebuild(&self) -> Duration {
        self.wait * REBUILD
    }
}
