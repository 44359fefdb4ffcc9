//! How many files a tree has, before libgit2 lists them one by one: a few trees that hold each other many times stand for
//! more files than any machine has room for.

use super::GitError;
use super::objects::Objects;
use git2::{Oid, Repository};
use std::collections::HashMap;

/// More files than any repository has.
pub(super) const MOST_FILES: u64 = 4_000_000;

/// No tree of files is deeper.
const DEEPEST: usize = 512;

/// Fails for a tree of more files than are listed; each tree in it is read once, however often it is there.
///
/// # Errors
/// As said, and an object that is not here or too large.
pub(super) fn must_be_countable(repository: &Repository, tree: Oid) -> Result<(), GitError> {
    let objects = &Objects::of(repository)?;
    match (Counting { objects, known: HashMap::new() }).files(tree, 0)? {
        count if count > MOST_FILES => Err(too_many()),
        _ => Ok(()),
    }
}

pub(super) fn too_many() -> GitError {
    GitError::Other(format!("a commit has more than {MOST_FILES} files, or differs in more from another"))
}

struct Counting<'o, 'r> {
    objects: &'o Objects<'r>,
    known: HashMap<Oid, u64>,
}

impl Counting<'_, '_> {
    fn files(&mut self, id: Oid, depth: usize) -> Result<u64, GitError> {
        if let Some(&known) = self.known.get(&id) {
            return Ok(known);
        }
        if depth > DEEPEST {
            return Err(GitError::Other(format!("a tree is more than {DEEPEST} directories deep")));
        }
        self.objects.must_be_bearable(id)?;
        let (mut count, mut below) = (0_u64, Vec::new());
        let object = self.objects.read(id)?;
        let mut rest = object.data();
        while let Some((is_tree, id, behind)) = entry(rest) {
            if is_tree {
                below.push(id);
            } else {
                count += 1;
            }
            rest = behind;
        }
        drop(object);
        for id in below {
            count = count.saturating_add(self.files(id, depth + 1)?);
        }
        self.known.insert(id, count);
        Ok(count)
    }
}

/// Whether the first entry of a tree is a tree, its hash, and what follows; what is no entry ends the tree.
fn entry(tree: &[u8]) -> Option<(bool, Oid, &[u8])> {
    const HASH: usize = 20;
    let end = memchr::memchr(0, tree)?;
    let (id, rest) = tree[end + 1..].split_at_checked(HASH)?;
    Some((tree.starts_with(b"4"), Oid::from_bytes(id).ok()?, rest))
}
