//! What is staged, from the index file itself: a directory that git noted with the tree that it is compared with is
//! passed over, and one that is a single entry of a sparse index is compared as the tree that it stands for.

use super::changes::{Delta, Deltas, Entry, diff_options};
use super::count::{MOST_FILES, must_be_countable};
use super::index_file::{DEEPEST, Entries, Noted, parse};
use super::objects::Objects;
use crate::discover::{Links, read};
use git2::{FileMode, Oid, Repository, Tree, TreeEntry};
use std::path::Path;

/// Twenty million entries; libgit2 may try its luck with more.
const LARGEST: u64 = 2 << 30;

/// The bytes of an index, `None` if only libgit2 can read it.
pub(super) fn index_at(path: &Path) -> Option<Vec<u8>> {
    read(path, Links::Follow, LARGEST).ok()?
}

/// What differs between a tree and the index, `None` if only libgit2 can tell.
pub(super) fn staged(repository: &Repository, index: &[u8], tree: Option<&Tree<'_>>) -> Option<Vec<Delta>> {
    let (entries, noted) = parse(index)?;
    let objects = Objects::of(repository).ok()?;
    let mut walk = Walk { repository, objects, entries, prefix: Vec::new(), depth: 0, deltas: Vec::new() };
    walk.directory(tree, Some(&noted))?;
    walk.entries.path().is_none().then_some(walk.deltas)
}

/// The index and a tree, side by side.
struct Walk<'a> {
    repository: &'a Repository,
    objects: Objects<'a>,
    entries: Entries<'a>,
    /// The directory at hand, with a slash at its end.
    prefix: Vec<u8>,
    depth: usize,
    deltas: Vec<Delta>,
}

/// A name in a directory; git sorts directories as if a slash ended their names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Name(Vec<u8>);

impl Name {
    fn is_directory(&self) -> bool {
        self.0.ends_with(b"/")
    }

    fn of(entry: &TreeEntry<'_>) -> Name {
        let mut name = entry.name_bytes().to_vec();
        if entry.filemode() == i32::from(FileMode::Tree) {
            name.push(b'/');
        }
        Name(name)
    }
}

impl<'a> Walk<'a> {
    /// Compares everything below the directory at hand.
    fn directory(&mut self, tree: Option<&Tree<'_>>, noted: Option<&Noted<'_>>) -> Option<()> {
        if let (Some((count, id)), Some(tree)) = (noted.and_then(|noted| noted.tree), tree)
            && id == tree.id()
        {
            return self.pass_over(count);
        }
        let mut old = tree.into_iter().flat_map(Tree::iter).peekable();
        loop {
            let was = old.peek().map(Name::of);
            let Some(name) = [self.name(), was.clone()].into_iter().flatten().min() else { return Some(()) };
            let was = old.next_if(|_| was.as_ref() == Some(&name));
            let is = self.name().as_ref() == Some(&name);
            if name.is_directory() {
                self.enter(&name, was.as_ref(), noted)?;
            } else {
                self.compare(&name, was.as_ref(), is)?;
            }
        }
    }

    /// The name below the directory at hand that the next entry of the index has there.
    fn name(&self) -> Option<Name> {
        let rest = self.entries.path()?.strip_prefix(self.prefix.as_slice())?;
        let length = memchr::memchr(b'/', rest).map_or(rest.len(), |slash| slash + 1);
        Some(Name(rest[..length].to_vec()))
    }

    fn pass_over(&mut self, count: u32) -> Option<()> {
        for _ in 0..count {
            if !self.is_inside() {
                return None;
            }
            self.entries.next()?;
        }
        // What is left of the directory would be there twice.
        (!self.is_inside()).then_some(())
    }

    fn is_inside(&self) -> bool {
        self.entries.path().is_some_and(|path| path.starts_with(&self.prefix))
    }

    fn enter(&mut self, name: &Name, was: Option<&TreeEntry<'_>>, noted: Option<&Noted<'_>>) -> Option<()> {
        let tree = match was {
            Some(was) => Some(self.tree(was.id())?),
            None => None,
        };
        let own = name.0.strip_suffix(b"/")?;
        let noted = noted.and_then(|noted| noted.below(own));
        if self.depth == DEEPEST {
            return None;
        }
        self.depth += 1;
        let length = self.prefix.len();
        self.prefix.extend_from_slice(&name.0);
        if self.entries.path() == Some(&self.prefix) {
            self.compare_trees(tree.as_ref())?;
        } else {
            self.directory(tree.as_ref(), noted)?;
        }
        self.prefix.truncate(length);
        self.depth -= 1;
        Some(())
    }

    /// Compares a directory with the entry at hand, which stands for all that is in it.
    fn compare_trees(&mut self, was: Option<&Tree<'_>>) -> Option<()> {
        let is = self.entries.id()?;
        self.entries.next()?;
        if was.is_some_and(|was| was.id() == is) {
            return Some(());
        }
        let is = self.tree(is)?;
        must_be_countable(self.repository, is.id()).ok()?;
        let diff = self.repository.diff_tree_to_tree(was, Some(&is), Some(&mut diff_options())).ok()?;
        for delta in Deltas::new(&diff, None).ok()?.list {
            let below =
                |entry: Entry| Entry { path: [self.prefix.as_slice(), &entry.path].concat(), ..entry };
            self.deltas.push(Delta { before: delta.before.map(below), after: delta.after.map(below) });
        }
        Some(())
    }

    fn tree(&self, id: Oid) -> Option<Tree<'a>> {
        self.objects.must_be_bearable(id).ok()?;
        self.repository.find_tree(id).ok()
    }

    fn compare(&mut self, name: &Name, was: Option<&TreeEntry<'_>>, is: bool) -> Option<()> {
        let path = [self.prefix.as_slice(), &name.0].concat();
        let before =
            was.map(|was| Some(Entry { path: path.clone(), mode: mode(was.filemode())?, id: was.id() }));
        let before = if let Some(before) = before { Some(before?) } else { None };
        let mut after = None;
        if is {
            after = Some(Entry { path, mode: self.entries.mode(), id: self.entries.id()? });
            self.entries.next()?;
        }
        if before != after {
            self.deltas.push(Delta { before, after });
        }
        // the last word is that of the one who counts
        (self.deltas.len() as u64 <= MOST_FILES).then_some(())?;
        Some(())
    }
}

/// As the index has it, which knows no file that a group may write.
fn mode(mode: i32) -> Option<FileMode> {
    let known = [FileMode::Blob, FileMode::BlobExecutable, FileMode::Link, FileMode::Commit];
    match mode {
        mode if mode == i32::from(FileMode::BlobGroupWritable) => Some(FileMode::Blob),
        mode => known.into_iter().find(|&known| mode == i32::from(known)),
    }
}
