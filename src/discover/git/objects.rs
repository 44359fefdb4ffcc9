//! The objects of a repository, which libgit2 reads as a whole: each is looked at before, its header and the file that it
//! has for itself.

use super::GitError;
use super::openable::{MOST_OF_TEXT, must_be_file};
use crate::discover::os;
use crate::regular;
use git2::{ObjectType, Odb, OdbObject, Oid, Repository};
use std::path::PathBuf;
use std::sync::Arc;

/// Bytes that an object other than a file's content may have, packed or not.
pub(super) const MOST_OF_OBJECT: u64 = 256 << 20;

/// Other stores that a store names, and those that they name.
const MOST_STORES: usize = 64;

/// The objects of a repository.
pub(super) struct Objects<'r> {
    all: Odb<'r>,
    /// Where those lie that have a file for themselves.
    stores: Arc<[PathBuf]>,
}

impl<'r> Objects<'r> {
    pub(super) fn of(repository: &'r Repository) -> Result<Objects<'r>, GitError> {
        let stores = named_stores(repository.commondir().join("objects"))?;
        Objects::in_stores(repository, stores.into())
    }

    /// The same, where it is known where they lie.
    pub(super) fn in_stores(
        repository: &'r Repository,
        stores: Arc<[PathBuf]>,
    ) -> Result<Objects<'r>, GitError> {
        Ok(Objects { all: repository.odb()?, stores })
    }

    /// Where they lie.
    pub(super) fn stores(&self) -> Arc<[PathBuf]> {
        Arc::clone(&self.stores)
    }

    pub(super) fn exists(&self, id: Oid) -> bool {
        self.all.exists(id)
    }

    /// The size of an object and its type, by its header.
    ///
    /// # Errors
    /// If it is not there, damaged, or its file is none.
    pub(super) fn header(&self, id: Oid) -> Result<(u64, ObjectType), GitError> {
        self.look(id, u64::MAX)?;
        let (size, kind) = self.all.read_header(id)?;
        Ok((size as u64, kind))
    }

    /// Looks at an object other than a file's content, before it is read as a whole.
    ///
    /// # Errors
    /// As [`Objects::header`], and if it is too large.
    pub(super) fn must_be_bearable(&self, id: Oid) -> Result<(), GitError> {
        self.must_be_at_most(id, MOST_OF_OBJECT)
    }

    /// The same for another size.
    ///
    /// # Errors
    /// As [`Objects::must_be_bearable`].
    pub(super) fn must_be_at_most(&self, id: Oid, most: u64) -> Result<(), GitError> {
        self.must_lie_in(id, most)?;
        match self.all.read_header(id)?.0 as u64 {
            size if size > most => Err(GitError::Other(format!("object {id}: {size} bytes, too large"))),
            _ => Ok(()),
        }
    }

    /// Looks at the file of an object of which it is known that it has no more bytes: it is hardly larger than what is packed
    /// in it, unless something else stands behind.
    ///
    /// # Errors
    /// If it is no file, or larger.
    pub(super) fn must_lie_in(&self, id: Oid, most: u64) -> Result<(), GitError> {
        /// What the form of a file adds to bytes that cannot be packed.
        const ROOM: u64 = 64 << 10;
        self.look(id, most.saturating_add(most / 64).saturating_add(ROOM))
    }

    /// The bytes of an object that was looked at.
    pub(super) fn read(&self, id: Oid) -> Result<OdbObject<'_>, GitError> {
        Ok(self.all.read(id)?)
    }

    fn look(&self, id: Oid, most: u64) -> Result<(), GitError> {
        let name = id.to_string();
        let (start, rest) = name.split_at(2);
        self.stores.iter().try_for_each(|store| must_be_file(&store.join(start).join(rest), most))
    }
}

/// A store of objects, and those that it names.
///
/// # Errors
/// If they are many more than anybody has.
pub(super) fn named_stores(first: PathBuf) -> Result<Vec<PathBuf>, GitError> {
    let (mut all, mut at) = (vec![first], 0);
    while let Some(store) = all.get(at).cloned() {
        at += 1;
        let alternates = store.join("info/alternates");
        let text = regular::read(&alternates, MOST_OF_TEXT).unwrap_or_default();
        let lines = text.split(|&byte| byte == b'\n').filter(|it| !it.is_empty() && !it.starts_with(b"#"));
        all.extend(lines.filter_map(|line| Some(store.join(os::path(line).ok()?))));
        if all.len() > MOST_STORES {
            let why = format!("it names more than {MOST_STORES} stores of objects");
            return Err(GitError::Unsound { path: alternates, why });
        }
    }
    Ok(all)
}
