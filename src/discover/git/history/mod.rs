//! The history of a repository, with a work tree or without one: its commits, and what each did to which files. Nothing
//! is checked out, and what did not change is not looked at.

mod commits;
mod ignored;
mod survey;
mod trees;

pub use commits::{Commit, Every, Walk, WalkedCommits};
pub use survey::{FileContent, FileHistory, Survey};

use super::blob::Store;
use super::open::Opened;
use super::replace::Replacements;
use super::settings::Settings;
use super::snapshot::Snapshot;
use super::{GitError, is_partial, revision};
use std::path::PathBuf;

/// The command that fetches everything that a partial clone has left out.
const FETCH: &str = "git fetch --refetch --no-filter";

/// A repository whose history is read.
pub struct History {
    store: Store,
    root: PathBuf,
    here: PathBuf,
    settings: Settings,
    replacements: Replacements,
    is_bare: bool,
}

impl std::fmt::Debug for History {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "History({})", self.root.display())
    }
}

impl History {
    /// Opens the repository that git would use here. One without a work tree is read as if its files were in the current
    /// directory.
    ///
    /// # Errors
    ///
    /// As [`WorkTree::open`](super::WorkTree::open), but for a bare repository.
    pub fn open() -> Result<History, GitError> {
        let (Opened { repository, root, here, settings, .. }, is_bare) = Opened::here_or_bare()?;
        let replacements = Replacements::of(&repository, &settings)?;
        Ok(History { store: Store::new(repository), root, here, settings, replacements, is_bare })
    }

    /// Whether it has no work tree.
    #[must_use]
    pub(crate) fn is_bare(&self) -> bool {
        self.is_bare
    }

    /// Whether git knows a commit by this name.
    #[must_use]
    pub(crate) fn is_revision(&self, name: &str) -> bool {
        revision::commit(&self.store.lock(), name).is_ok()
    }

    /// What a revision has.
    ///
    /// # Errors
    ///
    /// An unknown revision.
    pub fn snapshot(&self, name: &str) -> Result<Snapshot, GitError> {
        let tree = {
            let repository = self.store.lock();
            self.replacements.commit(revision::commit(&repository, name)?, &repository)?.tree_id()
        };
        Ok(Snapshot::new(&self.store, tree, &self.root))
    }

    /// Says how to fetch what is missing, where it is missing by intention.
    fn told(&self, error: GitError) -> GitError {
        match error {
            GitError::Missing { what, .. } => {
                GitError::Missing { what, fetch: is_partial(&self.settings).then(|| FETCH.to_owned()) }
            }
            error => error,
        }
    }
}
