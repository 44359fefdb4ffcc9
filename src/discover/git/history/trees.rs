//! Which files differ between two trees, by the hashes that git stores in them. What has the same hash is not opened.
//!
//! libgit2's own comparison makes an object of each entry and a list of all deltas with both paths; over a history of
//! some thousand commits that is most of the work.

use crate::discover::git::GitError;
use crate::discover::git::count::{MOST_FILES, must_be_countable, too_many};
use crate::discover::git::objects::Objects;
use git2::{Oid, Repository};
use std::cmp::Ordering;
use std::collections::HashMap;
use std::rc::Rc;

/// No tree of files is deeper.
const DEEPEST: usize = 512;

/// Where so many files differ, it is asked how many there are.
const SUSPICIOUS: u64 = 100_000;

/// So many bytes of trees are kept between two comparisons.
const KEPT: usize = 32 << 20;

/// A file that differs, with what it holds on each side where it is one: no link, no submodule.
pub(super) struct Differing<'a> {
    /// Its path as seen from the root.
    pub(super) path: &'a [u8],
    pub(super) before: Option<Oid>,
    pub(super) after: Option<Oid>,
}

/// Takes each file that differs.
pub(super) type Take<'a> = &'a mut dyn FnMut(Differing<'_>) -> Result<(), GitError>;

/// Says whether a directory, with a slash behind it, can have files that anybody wants.
pub(super) type Enters<'r> = Box<dyn Fn(&[u8]) -> bool + 'r>;

/// Compares trees, and keeps those that it has read: the next comparison begins where this one ends.
pub(super) struct Trees<'r> {
    repository: &'r Repository,
    objects: Objects<'r>,
    known: HashMap<Oid, Rc<[u8]>>,
    bytes: usize,
    /// Files that the comparison at hand has met.
    met: u64,
    /// The second tree of it.
    whole: Option<Oid>,
    enters: Enters<'r>,
}

impl<'r> Trees<'r> {
    pub(super) fn new(repository: &'r Repository, enters: Enters<'r>) -> Result<Trees<'r>, GitError> {
        let objects = Objects::of(repository)?;
        Ok(Trees { repository, objects, known: HashMap::new(), bytes: 0, met: 0, whole: None, enters })
    }

    /// Gives every file of which two trees differ; without a first one, every file of the second.
    pub(super) fn compare(
        &mut self,
        before: Option<Oid>,
        after: Option<Oid>,
        take: Take<'_>,
    ) -> Result<(), GitError> {
        (self.met, self.whole) = (0, after);
        self.directory(before, after, &mut Vec::new(), 0, take)
    }

    fn directory(
        &mut self,
        before: Option<Oid>,
        after: Option<Oid>,
        path: &mut Vec<u8>,
        depth: usize,
        take: Take<'_>,
    ) -> Result<(), GitError> {
        if before == after {
            return Ok(());
        }
        if depth > DEEPEST {
            return Err(GitError::Other(format!("a tree is more than {DEEPEST} directories deep")));
        }
        let (before, after) = (self.read(before)?, self.read(after)?);
        let (mut old, mut new) = (Entries(&before).peekable(), Entries(&after).peekable());
        loop {
            let order = match (old.peek(), new.peek()) {
                (None, None) => return Ok(()),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(old), Some(new)) => old.order(new),
            };
            let was = if order.is_le() { old.next() } else { None };
            let is = if order.is_ge() { new.next() } else { None };
            let same = |was: &Entry<'_>, is: &Entry<'_>| was.id == is.id && was.mode == is.mode;
            if was.as_ref().zip(is.as_ref()).is_some_and(|(was, is)| same(was, is)) {
                continue;
            }
            let Some(entry) = was.as_ref().or(is.as_ref()) else { continue };
            self.met += 1;
            if self.met == SUSPICIOUS {
                self.whole.map_or(Ok(()), |tree| must_be_countable(self.repository, tree))?;
            } else if self.met > MOST_FILES {
                return Err(too_many());
            }
            let length = path.len();
            path.extend_from_slice(entry.name);
            if entry.is_tree() {
                path.push(b'/');
                if (self.enters)(path) {
                    let id = |it: Option<Entry<'_>>| it.map(|it| it.oid()).transpose();
                    self.directory(id(was)?, id(is)?, path, depth + 1, take)?;
                }
            } else {
                let leaf = |it: Option<Entry<'_>>| it.map(|it| it.leaf()).transpose();
                let (before, after) = (leaf(was)?.flatten(), leaf(is)?.flatten());
                if before != after {
                    take(Differing { path, before, after })?;
                }
            }
            path.truncate(length);
        }
    }

    /// The bytes of a tree, none of no tree.
    fn read(&mut self, id: Option<Oid>) -> Result<Rc<[u8]>, GitError> {
        let Some(id) = id else { return Ok(Rc::from([])) };
        if let Some(known) = self.known.get(&id) {
            return Ok(Rc::clone(known));
        }
        self.objects.must_be_bearable(id)?;
        let object = self.objects.read(id)?;
        let bytes: Rc<[u8]> = object.data().into();
        if self.bytes + bytes.len() > KEPT {
            self.known.clear();
            self.bytes = 0;
        }
        self.bytes += bytes.len();
        self.known.insert(id, Rc::clone(&bytes));
        Ok(bytes)
    }
}

/// The entries of a tree as git stores them: mode, name and hash, in the order of the names.
struct Entries<'a>(&'a [u8]);

struct Entry<'a> {
    mode: &'a [u8],
    name: &'a [u8],
    id: &'a [u8],
}

impl<'a> Iterator for Entries<'a> {
    type Item = Entry<'a>;

    /// What is no entry ends the tree, as there is nothing to be read behind it.
    fn next(&mut self) -> Option<Entry<'a>> {
        const HASH: usize = 20;
        let space = memchr::memchr(b' ', self.0)?;
        let (mode, rest) = (&self.0[..space], &self.0[space + 1..]);
        let end = memchr::memchr(0, rest)?;
        let (name, rest) = (&rest[..end], &rest[end + 1..]);
        let (id, rest) = rest.split_at_checked(HASH)?;
        self.0 = rest;
        Some(Entry { mode, name, id })
    }
}

impl Entry<'_> {
    fn is_tree(&self) -> bool {
        self.mode == b"40000" || self.mode == b"040000"
    }

    /// Git's order, in which a directory has a slash behind its name.
    fn order(&self, other: &Entry<'_>) -> Ordering {
        let slash = |it: &Entry<'_>| it.is_tree().then_some(b'/');
        let ours = self.name.iter().copied().chain(slash(self));
        ours.cmp(other.name.iter().copied().chain(slash(other)))
    }

    fn oid(&self) -> Result<Oid, GitError> {
        Ok(Oid::from_bytes(self.id)?)
    }

    /// Nothing for a link and a submodule.
    fn leaf(&self) -> Result<Option<Oid>, GitError> {
        if !self.mode.starts_with(b"100") {
            return Ok(None);
        }
        self.oid().map(Some)
    }
}
