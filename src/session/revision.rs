//! The revision whose configurations, ignore files and baseline count, if it is not the work tree: a change cannot
//! loosen what judges it.

use super::SessionError;
use crate::config::Files;
use crate::discover::EarlierIgnores;
use crate::discover::git::{GitError, History, Range, Snapshot, WorkTree};
use crate::model::printable;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// The revision that the configuration is taken from: of `auto` what a merge request is to be merged into.
///
/// # Errors
///
/// If it is `auto`, and the environment of pre-commit, GitHub or GitLab names none: the last commit would be that of the
/// request itself.
pub fn judging_revision(revision: &str) -> Result<String, SessionError> {
    Ok(match revision {
        "auto" => Range::of_environment("--config-from")?.since,
        name => name.to_owned(),
    })
}

/// Files as a commit has them.
#[derive(Debug)]
pub(super) struct AtRevision {
    snapshot: Snapshot,
    /// Lines of ignore files that the work tree has and the commit has not.
    ignored: Mutex<BTreeSet<String>>,
}

impl AtRevision {
    /// A revision, in the repository that git would use here or of a place `elsewhere`.
    pub(super) fn new(name: &str, elsewhere: Option<&Path>) -> Result<AtRevision, SessionError> {
        let name = judging_revision(name)?;
        let snapshot = match elsewhere.map_or_else(WorkTree::open, WorkTree::around) {
            Err(GitError::Bare(_)) => History::open()?.snapshot(&name)?,
            work_tree => work_tree?.snapshot(&name)?,
        };
        Ok(AtRevision { snapshot, ignored: Mutex::default() })
    }

    /// What ignore files of the work tree would hide besides, as far as somebody looked: each is told once.
    pub(super) fn ignored(&self) -> BTreeSet<String> {
        self.ignored.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn content(&self, path: &Path, most: u64) -> Result<Option<Vec<u8>>, String> {
        self.snapshot.read(path, most).map_err(|error| error.to_string())
    }
}

impl Files for AtRevision {
    fn read(&self, path: &Path, most: u64) -> Result<Option<Vec<u8>>, String> {
        self.content(path, most)
    }
}

impl EarlierIgnores for AtRevision {
    fn covers(&self, directory: &Path) -> bool {
        self.snapshot.covers(directory)
    }

    fn read(&self, path: &Path, most: u64) -> Result<Option<Vec<u8>>, String> {
        self.content(path, most)
    }

    fn differs(&self, file: &Path, what: &str) {
        let line = format!("{}: {what}", file.to_string_lossy());
        let mut ignored = self.ignored.lock().unwrap_or_else(PoisonError::into_inner);
        ignored.insert(printable(&line).into_owned());
    }
}
