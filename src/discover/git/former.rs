//! One file as it was in a commit: all that has to be asked for to judge what one edit did to it.

use super::blob::Store;
use super::objects::Objects;
use super::open::{IndexFile, variable};
use super::settings::{Places, Settings};
use super::sound::{must_be_bearable_along, must_be_sound, must_be_sound_at, tree_of};
use super::{Blob, GitError, WorkTree, owner, revision};
use crate::discover::os::bytes;
use git2::{ErrorCode, ObjectType, Repository, RepositoryOpenFlags};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::Path;

impl WorkTree {
    /// Opens the repository that a directory is in, wherever the current directory is.
    ///
    /// # Errors
    ///
    /// As [`WorkTree::open`].
    pub fn around(directory: &Path) -> Result<WorkTree, GitError> {
        git2::opts::strict_hash_verification(false);
        owner::let_us_decide();
        must_be_sound(directory, variable("GIT_DIR").as_deref())?;
        let flags = RepositoryOpenFlags::FROM_ENV;
        let repository = Repository::open_ext(directory, flags, std::iter::empty::<&OsStr>())
            .map_err(|error| GitError::of_opening(&error, directory))?;
        let bare = || GitError::Bare(repository.path().to_path_buf());
        let root = repository.workdir().ok_or_else(bare)?;
        let root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
        let here = directory.canonicalize().unwrap_or_else(|_| directory.to_path_buf());
        owner::must_be_trusted(&repository, &here)?;
        let places =
            Places { own: repository.path().to_path_buf(), common: repository.commondir().to_path_buf() };
        let index = IndexFile::of(&repository, &root);
        let settings = Settings::of(&places);
        must_be_sound_at(&root, &settings)?;
        Ok(WorkTree { store: Store::new(repository), root, here, index, settings })
    }

    /// A file as it was in a commit; `None` if it was not there, or was no regular file, and for `HEAD` before the first
    /// commit. The path begins at the root
    /// of the file system.
    ///
    /// # Errors
    ///
    /// An unknown revision, a damaged repository, a content that is not here, and a path outside the work tree.
    pub fn former(&self, commit: &str, path: &Path) -> Result<Option<Blob>, GitError> {
        let elsewhere = || GitError::Elsewhere { work_tree: self.root.clone(), path: path.to_path_buf() };
        let above = path.parent().ok_or_else(elsewhere)?;
        let above = above.canonicalize().unwrap_or_else(|_| above.to_path_buf());
        let place = above.join(path.file_name().ok_or_else(elsewhere)?);
        let place = place.strip_prefix(&self.root).map_err(|_| elsewhere())?;
        let repository = self.store.lock();
        if commit == "HEAD" && is_unborn(&repository) {
            return Ok(None);
        }
        let tree = tree_of(&revision::commit(&repository, commit)?, &repository)?;
        must_be_bearable_along(&repository, &tree, &BTreeSet::from([bytes(place)]))?;
        match tree.get_path(place) {
            Ok(entry) if entry.kind() == Some(ObjectType::Blob) => {
                Objects::of(&repository)?.header(entry.id())?;
                Ok(Some(Blob::new(entry.id(), &self.store)))
            }
            Ok(_) => Ok(None),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// Whether there is no commit yet.
fn is_unborn(repository: &Repository) -> bool {
    repository.head().is_err_and(|error| error.code() == ErrorCode::UnbornBranch)
}
