//! The content of a file as git stored it.

use super::GitError;
use super::objects::Objects;
use crate::discover::read::too_large;
use crate::model::{SkipReason, Skipped};
use git2::{ErrorCode, Oid, Repository};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// A repository that several threads read from, one at a time: reading is a small part of measuring.
#[derive(Clone)]
pub(super) struct Store(Arc<Opened>);

struct Opened {
    repository: Mutex<Repository>,
    /// Where its objects lie, once somebody asks for one.
    stores: OnceLock<Arc<[PathBuf]>>,
}

impl Store {
    pub(super) fn new(repository: Repository) -> Store {
        Store(Arc::new(Opened { repository: Mutex::new(repository), stores: OnceLock::new() }))
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Repository> {
        self.0.repository.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Its objects, of which many are asked for one after the other.
    fn objects<'r>(&self, repository: &'r Repository) -> Result<Objects<'r>, GitError> {
        if let Some(stores) = self.0.stores.get() {
            return Objects::in_stores(repository, Arc::clone(stores));
        }
        let objects = Objects::of(repository)?;
        let _ = self.0.stores.set(objects.stores());
        Ok(objects)
    }
}

/// A blob of a repository.
#[derive(Clone)]
pub struct Blob {
    id: Oid,
    store: Store,
    /// Its size, once git was asked: a name has one content.
    size: OnceLock<u64>,
}

impl Blob {
    pub(super) fn new(id: Oid, store: &Store) -> Blob {
        Blob { id, store: store.clone(), size: OnceLock::new() }
    }

    /// The hash of its content.
    pub(super) fn id(&self) -> Oid {
        self.id
    }

    /// The bytes of that hash, which no other content has.
    #[must_use]
    pub fn hash(&self) -> &[u8] {
        self.id.as_bytes()
    }

    /// Its size in bytes, 0 if git cannot tell, in which case reading it will say why.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.stored_size().unwrap_or(0)
    }

    /// Its size in bytes.
    pub(super) fn stored_size(&self) -> Result<u64, GitError> {
        if let Some(size) = self.size.get() {
            return Ok(*size);
        }
        let (size, _) = self.store.objects(&self.store.lock())?.header(self.id)?;
        Ok(*self.size.get_or_init(|| size))
    }

    /// Reads its content; `path` only names it in a complaint.
    ///
    /// # Errors
    ///
    /// `TooLarge` by its header, before its content is inflated; `Unreadable` if the object is missing or damaged.
    pub fn read(&self, path: &Path, cap: u64) -> Result<Vec<u8>, Skipped> {
        let size = self.size();
        if size > cap {
            return Err(too_large(path, size, cap));
        }
        let repository = self.store.lock();
        // what is no file, or holds less than it is, nobody reads to its end
        let looked = self.store.objects(&repository).and_then(|it| it.must_lie_in(self.id, cap));
        if let Err(error @ GitError::Unsound { .. }) = looked {
            let detail = format!("blob {}: {error}", self.id);
            return Err(Skipped { path: path.to_path_buf(), reason: SkipReason::Unreadable, detail });
        }
        let blob = repository.find_blob(self.id).map_err(|error| self.unreadable(path, &error))?;
        Ok(blob.content().to_vec())
    }

    fn unreadable(&self, path: &Path, error: &git2::Error) -> Skipped {
        let detail = match error.code() {
            ErrorCode::NotFound => format!("blob {} is not in the repository", self.id),
            _ => format!("blob {}: {}", self.id, error.message()),
        };
        Skipped { path: path.to_path_buf(), reason: SkipReason::Unreadable, detail }
    }
}

impl PartialEq for Blob {
    fn eq(&self, other: &Blob) -> bool {
        self.id == other.id
    }
}

impl Eq for Blob {}

impl std::fmt::Debug for Blob {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Blob({})", self.id)
    }
}
