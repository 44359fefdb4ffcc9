//! What is staged, from the index file itself: a directory that git noted with the tree that it is compared with is
//! passed over, and one that is a single entry of a sparse index is compared as the tree that it stands for.

use super::changes::{Delta, Deltas, Entry, diff_options};
use super::count::{MOST_FILES, must_be_countable};
use super::index_file::{DEEPEST, Entries, Place, noted, parse};
use super::objects::Objects;
use crate::discover::{Links, read};
use crate::regular;
use git2::{FileMode, Oid, Repository, Tree, TreeEntry};
use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;

/// Twenty million entries; libgit2 may try its luck with more.
const LARGEST: u64 = 2 << 30;

/// The bytes of an index, `None` if only libgit2 can read it.
pub(super) fn index_at(path: &Path) -> Option<Vec<u8>> {
    read(path, Links::Follow, LARGEST).ok()?
}

/// The same, to be read piece by piece.
pub(super) fn index_in(path: &Path) -> Option<File> {
    let file = regular::open(path, true).ok()?;
    file.metadata().ok().filter(|about| about.is_file() && about.len() <= LARGEST)?;
    Some(file)
}

/// What differs between a tree and the index, `None` if only libgit2 can tell.
pub(super) fn staged<R: Read + Seek>(
    repository: &Repository,
    index: R,
    tree: Option<&Tree<'_>>,
) -> Option<Vec<Delta>> {
    let (entries, behind) = parse(index)?;
    let noted = noted(&behind)?;
    let objects = Objects::of(repository).ok()?;
    let mut walk = Walk { repository, objects, entries, prefix: Vec::new(), depth: 0, deltas: Vec::new() };
    walk.root(tree, noted.root())?;
    walk.entries.path().is_none().then_some(walk.deltas)
}

/// The index and a tree, side by side.
struct Walk<'a, R> {
    repository: &'a Repository,
    objects: Objects<'a>,
    entries: Entries<R>,
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

impl<'a, R: Read> Walk<'a, R> {
    fn root(&mut self, tree: Option<&Tree<'_>>, noted: Place<'_, '_>) -> Option<()> {
        match is_noted(Some(noted), tree.map(Tree::id)) {
            Some(count) => self.pass_over(count),
            None => self.directory(tree, Some(noted)),
        }
    }

    /// Compares everything below the directory at hand.
    fn directory(&mut self, tree: Option<&Tree<'_>>, noted: Option<Place<'_, '_>>) -> Option<()> {
        let noted = noted.map(Place::directories).unwrap_or_default();
        let mut old = tree.into_iter().flat_map(Tree::iter).peekable();
        loop {
            let was = old.peek().map(Name::of);
            let Some(name) = [self.name(), was.clone()].into_iter().flatten().min() else { return Some(()) };
            let was = old.next_if(|_| was.as_ref() == Some(&name));
            let is = self.name().as_ref() == Some(&name);
            if name.is_directory() {
                let own = name.0.strip_suffix(b"/")?;
                let noted = noted.binary_search_by_key(&own, |(name, _)| name).ok().map(|at| noted[at].1);
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

    fn enter(
        &mut self,
        name: &Name,
        was: Option<&TreeEntry<'_>>,
        noted: Option<Place<'_, '_>>,
    ) -> Option<()> {
        if self.depth == DEEPEST {
            return None;
        }
        self.depth += 1;
        let length = self.prefix.len();
        self.prefix.extend_from_slice(&name.0);
        let was = was.map(TreeEntry::id);
        if self.entries.path() == Some(&self.prefix) {
            self.compare_trees(was)?;
        } else if let Some(count) = is_noted(noted, was) {
            self.pass_over(count)?;
        } else {
            let tree = if let Some(was) = was { Some(self.tree(was)?) } else { None };
            self.directory(tree.as_ref(), noted)?;
        }
        self.prefix.truncate(length);
        self.depth -= 1;
        Some(())
    }

    /// Compares a directory with the entry at hand, which stands for all that is in it.
    fn compare_trees(&mut self, was: Option<Oid>) -> Option<()> {
        let is = self.entries.id()?;
        self.entries.next()?;
        if was == Some(is) {
            return Some(());
        }
        let was = if let Some(was) = was { Some(self.tree(was)?) } else { None };
        let is = self.tree(is)?;
        must_be_countable(self.repository, is.id()).ok()?;
        let diff =
            self.repository.diff_tree_to_tree(was.as_ref(), Some(&is), Some(&mut diff_options())).ok()?;
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

/// How many entries a directory has, if it is noted with the tree that it is compared with.
fn is_noted(noted: Option<Place<'_, '_>>, was: Option<Oid>) -> Option<u32> {
    let (count, id) = noted?.tree()?;
    (was?.as_bytes() == id).then_some(count)
}

/// As the index has it, which knows no file that a group may write.
fn mode(mode: i32) -> Option<FileMode> {
    let known = [FileMode::Blob, FileMode::BlobExecutable, FileMode::Link, FileMode::Commit];
    match mode {
        mode if mode == i32::from(FileMode::BlobGroupWritable) => Some(FileMode::Blob),
        mode => known.into_iter().find(|&known| mode == i32::from(known)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_directory_that_is_noted_as_it_was_is_not_read() {
        let directory = tempfile::tempdir().unwrap();
        let repository = Repository::init(directory.path()).unwrap();
        let mut index = repository.index().unwrap();
        let mut stage = |name: &str, text: &str| {
            let path = directory.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
            index.add_path(Path::new(name)).unwrap();
            let tree = (text == "2").then(|| index.write_tree().unwrap());
            index.write().unwrap();
            tree
        };
        stage("same/below/a.py", "1");
        let tree = repository.find_tree(stage("other/b.py", "2").unwrap()).unwrap();
        stage("other/b.py", "3");
        let same = tree.get_name("same").unwrap().id().to_string();
        fs::remove_file(repository.path().join("objects").join(&same[..2]).join(&same[2..])).unwrap();
        let index = index_in(&repository.path().join("index")).unwrap();
        let deltas = staged(&repository, index, Some(&tree)).unwrap();
        assert_eq!(deltas.len(), 1);
        assert_eq!(deltas[0].after.as_ref().unwrap().path, b"other/b.py");
    }
}
