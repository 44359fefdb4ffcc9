//! The differences that git found, as pairs of what was and what is.

use super::GitError;
use super::blob::{Blob, Store};
use super::index_file::file_mode;
use super::places::Places;
use super::untracked::Hiding;
use crate::discover::{Source, os};
use crate::model::{SkipReason, Skipped};
use git2::{
    Delta as Status, Diff, DiffDelta, DiffFile, DiffOptions, FileMode, Index, IndexEntry,
    IndexEntryExtendedFlag, Oid,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What changed.
#[derive(Debug, Default)]
pub struct Changes {
    /// Regular files that were added, modified, renamed, removed, or that were or became something else.
    pub list: Vec<Change>,
    /// Files that stand in the index with merge conflicts.
    pub skipped: Vec<Skipped>,
    /// Files that git only knows somebody intends to add: their content is not staged.
    pub intended: Vec<PathBuf>,
    /// What differs from each further version that the change is compared with: the other commits of a merge, the
    /// other common ancestors. A function is to blame for what is new in comparison with all of them.
    pub against: Vec<Vec<Change>>,
    /// Files that were named and of which nothing is staged: those in the work tree.
    pub named: Vec<PathBuf>,
    /// And those in the index alone.
    pub stored: Vec<Side>,
    /// The command that fetches what is missing, where something may be missing by intention.
    pub(super) fetch: Option<String>,
}

/// A regular file before and after; at least one of the two is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// As it was, under its old name.
    pub before: Option<Side>,
    /// As it is.
    pub after: Option<Side>,
}

/// A file on one side of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// As one would type it in the current directory.
    pub path: PathBuf,
    /// Where its bytes are.
    pub source: Source,
    /// Whether it is among the paths that were asked for.
    pub wanted: bool,
    /// Whether it was given by its own name.
    pub named: bool,
}

/// Where the new side of a difference has its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum New {
    /// In the object database, as the index says.
    Index,
    /// In the object database, as a commit says.
    Commit,
    /// In the work tree.
    File,
}

impl Change {
    /// The paths of its sides, and the directories above them.
    pub(super) fn places(&self) -> impl Iterator<Item = &Path> {
        [&self.before, &self.after].into_iter().flatten().flat_map(|side| side.path.ancestors())
    }
}

impl Changes {
    /// Whether nothing changed at all, whatever was asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty() && self.skipped.is_empty() && self.intended.is_empty()
    }

    /// Whether both name the same files with the same content, in whatever order.
    pub(super) fn is_as(&self, other: &Changes) -> bool {
        let sides = |changes: &Changes| {
            let list = changes.list.iter().flat_map(|it| [(0, it.before.clone()), (1, it.after.clone())]);
            let side =
                |(at, side): (u8, Option<Side>)| side.map(|it| (it.path, at, format!("{:?}", it.source)));
            list.filter_map(side).collect::<BTreeSet<_>>()
        };
        sides(self) == sides(other) && self.skipped == other.skipped && self.intended == other.intended
    }

    /// What the differences mean for whoever asked for certain paths.
    pub(super) fn new(deltas: Deltas, places: &Places, store: &Store, new: New) -> Result<Changes, GitError> {
        let mut changes = Changes::default();
        let sides = Sides { places, store };
        for Delta { before, after } in deltas.list {
            let before = before.map(|entry| sides.of(&entry, New::Commit)).transpose()?.flatten();
            let of_index = |entry: &Entry| deltas.left_out.contains(&entry.path);
            let side = |entry: Entry| sides.of(&entry, if of_index(&entry) { New::Index } else { new });
            let after = after.map(side).transpose()?.flatten();
            if before.is_some() || after.is_some() {
                changes.list.push(Change { before, after });
            }
        }
        for path in places.wanted(&deltas.conflicts)? {
            let detail = "has merge conflicts in the index".to_owned();
            changes.skipped.push(Skipped { path, reason: SkipReason::Conflict, detail });
        }
        changes.intended = places.wanted(&deltas.intended)?;
        Ok(changes)
    }
}

/// The differences between two versions of all files.
#[derive(Debug, Default)]
pub(super) struct Deltas {
    pub(super) list: Vec<Delta>,
    /// Paths with merge conflicts in the index, which are in no delta.
    conflicts: BTreeSet<Vec<u8>>,
    /// Paths of which the index has only the intention to add them.
    intended: BTreeSet<Vec<u8>>,
    /// Paths that a sparse checkout leaves out, which are as the index has them.
    left_out: BTreeSet<Vec<u8>>,
}

/// A path of which two versions differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Delta {
    pub(super) before: Option<Entry>,
    pub(super) after: Option<Entry>,
}

impl Delta {
    fn path(&self) -> &[u8] {
        self.after.as_ref().or(self.before.as_ref()).map_or(&[], |entry| &entry.path)
    }
}

/// What git knows of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// As seen from the root.
    pub(super) path: Vec<u8>,
    pub(super) mode: FileMode,
    pub(super) id: Oid,
}

impl From<Vec<Delta>> for Deltas {
    /// An index without anything unusual in it.
    fn from(list: Vec<Delta>) -> Deltas {
        Deltas { list, ..Deltas::default() }
    }
}

impl Deltas {
    /// What libgit2 found, in which the index is the new side if it is given.
    pub(super) fn new(diff: &Diff<'_>, index: Option<&Index>) -> Result<Deltas, GitError> {
        Deltas::hiding(diff, index, None)
    }

    /// The same, where ignore files decide which of the files that git does not track are new.
    pub(super) fn hiding(
        diff: &Diff<'_>,
        index: Option<&Index>,
        mut hiding: Option<&mut Hiding>,
    ) -> Result<Deltas, GitError> {
        let mut deltas = Deltas::default();
        if let Some(index) = index {
            deltas.conflicts = conflicts(index)?;
        }
        for delta in diff.deltas() {
            let is_tracked = !matches!(delta.status(), Status::Untracked | Status::Ignored);
            let path = || delta.new_file().path_bytes().unwrap_or_default();
            if !is_tracked && hiding.as_mut().is_some_and(|it| it.hides(path())) {
                continue;
            }
            let Some(Delta { before, mut after }) = sides(&delta) else { continue };
            if [&before, &after].into_iter().flatten().any(|entry| deltas.conflicts.contains(&entry.path)) {
                continue;
            }
            let is_intended = |entry: &mut Entry| index.is_some_and(|index| is_intended(index, &entry.path));
            deltas.intended.extend(after.take_if(is_intended).map(|entry| entry.path));
            deltas.list.push(Delta { before, after });
        }
        Ok(deltas)
    }
}

impl Deltas {
    /// Takes out what the index has in conflict, of which no version is the one to judge.
    pub(super) fn set_conflicts_aside(&mut self, index: &Index) -> Result<(), GitError> {
        self.conflicts = conflicts(index)?;
        let sides = |delta: &Delta| [delta.before.clone(), delta.after.clone()].into_iter().flatten();
        self.list.retain(|delta| !sides(delta).any(|entry| self.conflicts.contains(&entry.path)));
        Ok(())
    }
}

impl Deltas {
    /// Takes files that a sparse checkout leaves out for what the index has, where libgit2 takes them for gone; of `only`
    /// some paths, if no other can differ.
    pub(super) fn take_from_index(
        &mut self,
        index: &Index,
        only: Option<&BTreeSet<Vec<u8>>>,
        is_there: impl Fn(&Path) -> bool,
    ) {
        let is_left_out = |entry: &IndexEntry| {
            entry.flags_extended & IndexEntryExtendedFlag::SKIP_WORKTREE.bits() != 0
                && only.is_none_or(|only| only.contains(&entry.path))
                && path_of(&entry.path).is_ok_and(|path| !is_there(&path))
        };
        let entry = |it: IndexEntry| Entry { path: it.path, mode: file_mode(it.mode), id: it.id };
        let left_out: Vec<Entry> = index.iter().filter(is_left_out).map(entry).collect();
        if left_out.is_empty() {
            return;
        }
        self.left_out = left_out.iter().map(|entry| entry.path.clone()).collect();
        let is_gone = |delta: &mut Delta| {
            let path = delta.before.as_ref().filter(|_| delta.after.is_none()).map(|entry| &entry.path);
            path.is_some_and(|path| self.left_out.contains(path))
        };
        let gone = self.list.extract_if(.., is_gone).filter_map(|delta| delta.before);
        let mut gone: BTreeMap<Vec<u8>, Entry> = gone.map(|entry| (entry.path.clone(), entry)).collect();
        for after in left_out {
            let before = gone.remove(&after.path);
            if before.as_ref() != Some(&after) {
                self.list.push(Delta { before, after: Some(after) });
            }
        }
        self.list.sort_by(|a, b| a.path().cmp(b.path()));
    }
}

fn sides(delta: &DiffDelta<'_>) -> Option<Delta> {
    let (has_old, has_new) = match delta.status() {
        Status::Added | Status::Untracked | Status::Ignored => (false, true),
        Status::Deleted => (true, false),
        Status::Modified | Status::Typechange => (true, true),
        _ => return None,
    };
    let side = |has: bool, file: &DiffFile<'_>| {
        let path = file.path_bytes().filter(|_| has)?.to_vec();
        Some(Entry { path, mode: file.mode(), id: file.id() })
    };
    Some(Delta { before: side(has_old, &delta.old_file()), after: side(has_new, &delta.new_file()) })
}

/// Whether `git add -N` made the entry: a commit will not have it.
fn is_intended(index: &Index, path: &[u8]) -> bool {
    let entry = path_of(path).ok().and_then(|path| index.get_path(&path, 0));
    entry.is_some_and(|entry| entry.flags_extended & INTENT_TO_ADD.bits() != 0)
}

/// Makes sides of what git knows.
struct Sides<'a> {
    places: &'a Places,
    store: &'a Store,
}

impl Sides<'_> {
    /// A link, a submodule and a directory have no side.
    fn of(&self, entry: &Entry, new: New) -> Result<Option<Side>, GitError> {
        let regular = [FileMode::Blob, FileMode::BlobExecutable, FileMode::BlobGroupWritable];
        if !regular.contains(&entry.mode) {
            return Ok(None);
        }
        let place = path_of(&entry.path)?;
        let source = match new {
            New::Index | New::Commit => Source::Blob(Blob::new(entry.id, self.store)),
            New::File => Source::File,
        };
        let (wanted, named) = (self.places.wants(&place), self.places.names(&place));
        Ok(Some(Side { path: self.places.show(&place), source, wanted, named }))
    }
}

impl Places {
    /// Those of some paths that were asked for, as they are shown.
    fn wanted(&self, paths: &BTreeSet<Vec<u8>>) -> Result<Vec<PathBuf>, GitError> {
        let paths: Vec<PathBuf> = paths.iter().map(|bytes| path_of(bytes)).collect::<Result<_, _>>()?;
        Ok(paths.iter().filter(|path| self.wants(path)).map(|path| self.show(path)).collect())
    }
}

const INTENT_TO_ADD: IndexEntryExtendedFlag = IndexEntryExtendedFlag::INTENT_TO_ADD;

/// What libgit2 is asked for: changes of type, and nothing that needs a look into a blob or a submodule.
pub(super) fn diff_options() -> DiffOptions {
    let mut options = DiffOptions::new();
    options.include_typechange(true).ignore_submodules(true).skip_binary_check(true);
    options
}

fn conflicts(index: &Index) -> Result<BTreeSet<Vec<u8>>, GitError> {
    if !index.has_conflicts() {
        return Ok(BTreeSet::new());
    }
    let mut paths = BTreeSet::new();
    for conflict in index.conflicts()? {
        let conflict = conflict?;
        let stages = [conflict.ancestor, conflict.our, conflict.their];
        paths.extend(stages.into_iter().flatten().map(|entry| entry.path));
    }
    Ok(paths)
}

fn path_of(bytes: &[u8]) -> Result<PathBuf, GitError> {
    os::path(bytes).map_err(|error| GitError::Other(format!("{}: {error}", String::from_utf8_lossy(bytes))))
}
