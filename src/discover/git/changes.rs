//! The differences that git found, as pairs of what was and what is.

use super::places::Places;
use super::{Blob, GitError, Store};
use crate::discover::{Source, os};
use crate::model::{SkipReason, Skipped};
use git2::{Delta, Diff, DiffDelta, DiffFile, FileMode, Index, IndexEntryExtendedFlag};
use std::collections::BTreeSet;
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
    /// Whether one of its sides has this path or is below it.
    pub(super) fn is_below(&self, path: &Path) -> bool {
        [&self.before, &self.after].into_iter().flatten().any(|side| side.path.starts_with(path))
    }
}

impl Changes {
    /// Whether nothing changed at all, whatever was asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty() && self.skipped.is_empty() && self.intended.is_empty()
    }

    pub(super) fn new(
        diff: &Diff<'_>,
        index: &Index,
        places: &Places,
        store: &Store,
        new: New,
    ) -> Result<Changes, GitError> {
        let conflicts = if new == New::Index { conflicts(index)? } else { BTreeSet::new() };
        let mut found = Found { places, store, new, index, changes: Changes::default() };
        for delta in diff.deltas() {
            found.take(&delta, &conflicts)?;
        }
        let conflict = |path: PathBuf| Skipped {
            path,
            reason: SkipReason::Conflict,
            detail: "has merge conflicts in the index".to_owned(),
        };
        let mut changes = found.changes;
        let paths = conflicts.iter().map(|bytes| path(bytes)).collect::<Result<Vec<_>, _>>()?;
        let wanted = paths.iter().filter(|path| places.wants(path));
        changes.skipped = wanted.map(|path| conflict(places.show(path))).collect();
        Ok(changes)
    }
}

/// What was found so far.
struct Found<'a> {
    places: &'a Places,
    store: &'a Store,
    new: New,
    index: &'a Index,
    changes: Changes,
}

impl Found<'_> {
    fn take(&mut self, delta: &DiffDelta<'_>, conflicts: &BTreeSet<Vec<u8>>) -> Result<(), GitError> {
        let is_conflict =
            |file: &DiffFile<'_>| file.path_bytes().is_some_and(|path| conflicts.contains(path));
        let (old, new) = (delta.old_file(), delta.new_file());
        if is_conflict(&old) || is_conflict(&new) {
            return Ok(());
        }
        let (has_old, has_new) = match delta.status() {
            Delta::Added | Delta::Untracked | Delta::Copied => (false, true),
            Delta::Deleted => (true, false),
            Delta::Modified | Delta::Renamed | Delta::Typechange => (true, true),
            _ => return Ok(()),
        };
        let before = if has_old { self.side(&old, New::Commit)? } else { None };
        let after = if has_new && !self.is_intended(&new)? { self.side(&new, self.new)? } else { None };
        if before.is_some() || after.is_some() {
            self.changes.list.push(Change { before, after });
        }
        Ok(())
    }

    /// A link, a submodule and a directory have no side.
    fn side(&self, file: &DiffFile<'_>, new: New) -> Result<Option<Side>, GitError> {
        let is_regular =
            matches!(file.mode(), FileMode::Blob | FileMode::BlobExecutable | FileMode::BlobGroupWritable);
        let Some(bytes) = file.path_bytes().filter(|_| is_regular) else { return Ok(None) };
        let place = path(bytes)?;
        let source = match new {
            New::Index | New::Commit => Source::Blob(Blob::new(file.id(), self.store)),
            New::File => Source::File,
        };
        let (wanted, named) = (self.places.wants(&place), self.places.names(&place));
        Ok(Some(Side { path: self.places.show(&place), source, wanted, named }))
    }

    /// Whether `git add -N` made the entry: a commit will not have it.
    fn is_intended(&mut self, file: &DiffFile<'_>) -> Result<bool, GitError> {
        let Some(bytes) = file.path_bytes().filter(|_| self.new == New::Index) else { return Ok(false) };
        let place = path(bytes)?;
        let entry = self.index.get_path(&place, 0);
        let is_intended = entry.is_some_and(|entry| entry.flags_extended & INTENT_TO_ADD.bits() != 0);
        if is_intended && self.places.wants(&place) {
            self.changes.intended.push(self.places.show(&place));
        }
        Ok(is_intended)
    }
}

const INTENT_TO_ADD: IndexEntryExtendedFlag = IndexEntryExtendedFlag::INTENT_TO_ADD;

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

fn path(bytes: &[u8]) -> Result<PathBuf, GitError> {
    os::path(bytes).map_err(|error| GitError::Other(format!("{}: {error}", String::from_utf8_lossy(bytes))))
}
