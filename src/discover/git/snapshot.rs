//! Single files as a commit has them.

use super::blob::Store;
use super::objects::Objects;
use super::replace::Replacements;
use super::sound::must_be_bearable_along;
use super::{GitError, WorkTree, revision};
use crate::discover::os::bytes;
use git2::{ErrorCode, Oid};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What git notes of a symbolic link.
const LINK: i32 = 0o120_000;

/// The tree of a commit.
pub struct Snapshot {
    store: Store,
    tree: Oid,
    root: PathBuf,
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Snapshot({})", self.tree)
    }
}

impl WorkTree {
    /// What a revision has.
    ///
    /// # Errors
    ///
    /// An unknown revision.
    pub fn snapshot(&self, name: &str) -> Result<Snapshot, GitError> {
        let repository = self.store.lock();
        let replacements = Replacements::of(&repository, &self.settings)?;
        let tree = replacements.commit(revision::commit(&repository, name)?, &repository)?.tree_id();
        drop(repository);
        Ok(Snapshot::new(&self.store, tree, &self.root))
    }
}

impl Snapshot {
    /// Whether a directory, given by its absolute path without links, is in the work tree of the repository.
    #[must_use]
    pub fn covers(&self, directory: &Path) -> bool {
        directory.starts_with(&self.root)
    }

    /// A tree, whose files have their places below a root.
    pub(super) fn new(store: &Store, tree: Oid, root: &Path) -> Snapshot {
        Snapshot { store: store.clone(), tree, root: root.to_path_buf() }
    }

    /// The content of a file, given by its absolute path; `None` if there is none.
    ///
    /// # Errors
    ///
    /// What is there and no file, an object that is not in the repository, and a file of more than so many bytes.
    pub fn read(&self, path: &Path, most: u64) -> Result<Option<Vec<u8>>, GitError> {
        let Ok(below) = path.strip_prefix(&self.root) else { return Ok(None) };
        let repository = self.store.lock();
        let objects = Objects::of(&repository)?;
        objects.must_be_bearable(self.tree)?;
        let tree = repository.find_tree(self.tree)?;
        must_be_bearable_along(&repository, &tree, &BTreeSet::from([bytes(below)]))?;
        let entry = match tree.get_path(below) {
            Err(error) if error.code() == ErrorCode::NotFound => return Ok(None),
            entry => entry?,
        };
        if entry.filemode() == LINK {
            return Err(GitError::Other("a link, not a regular file".to_owned()));
        }
        let (size, _) = objects.header(entry.id())?;
        if size > most {
            return Err(GitError::Other(format!("larger than {} KiB", most / 1024)));
        }
        objects.must_be_at_most(entry.id(), size)?;
        let blob = repository.find_blob(entry.id())?;
        Ok(Some(blob.content().to_vec()))
    }
}
