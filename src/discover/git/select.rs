//! From what changed to what is measured: both sides of the files whose language is known, under the rules of a walk.

use super::renames::{self, Pair};
use super::{Changes, Side};
use crate::discover::filter::{Filter, Govern};
use crate::discover::forced::Forced;
use crate::discover::rules::Search;
use crate::discover::{Candidate, Request, Source};
use crate::model::Skipped;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Tells the language of a file on one side of a change.
pub type DetectSide<'a, L> = &'a dyn Fn(&Path, &Source, &Filter) -> Option<L>;

/// Both sides of what changed.
#[derive(Debug)]
pub struct ChangedFiles<L> {
    /// The files as they are.
    pub after: Vec<Candidate<L>>,
    /// The files as they were, under their old names.
    pub before: Vec<Candidate<L>>,
    /// The old name of each file that has an old side.
    pub origins: BTreeMap<PathBuf, PathBuf>,
    /// Which files of `after` were asked for: the others only tell what was moved, and where to.
    pub wanted: BTreeSet<PathBuf>,
    /// Which files of `before` belong to what was asked for.
    pub wanted_before: BTreeSet<PathBuf>,
    /// Files in conflict, and ignore files that must not be opened.
    pub skipped: Vec<Skipped>,
    /// Files whose content is not staged, only the intention to add them.
    pub intended: Vec<PathBuf>,
}

impl<L> ChangedFiles<L> {
    fn empty() -> ChangedFiles<L> {
        ChangedFiles {
            after: Vec::new(),
            before: Vec::new(),
            origins: BTreeMap::new(),
            wanted: BTreeSet::new(),
            wanted_before: BTreeSet::new(),
            skipped: Vec::new(),
            intended: Vec::new(),
        }
    }
}

/// Chooses what to measure; what an ignore file or a pattern hides from a walk is hidden here too, unless it was named.
pub fn select<L: Copy>(
    changes: Changes,
    request: &Request,
    govern: Govern<'_>,
    detect: DetectSide<'_, L>,
) -> ChangedFiles<L> {
    let search = &Search::new(request, govern);
    let mut selection =
        Selection { forced: Forced::new(search), search, detect, files: ChangedFiles::empty() };
    let mut wanted = BTreeSet::new();
    let mut pairs: Vec<Pair<L>> = Vec::new();
    for change in changes.list {
        let sides = [&change.before, &change.after].into_iter().flatten();
        wanted.extend(sides.filter(|side| side.wanted).map(|side| side.path.clone()));
        pairs.push((selection.candidate(change.before), selection.candidate(change.after)));
    }
    renames::join(&mut pairs);
    for pair in pairs {
        selection.add(pair, &wanted);
    }
    for row in changes.skipped {
        if selection.knows(&row.path) && !selection.is_hidden(&row.path, false) {
            selection.files.skipped.push(row);
        }
    }
    let intended = changes.intended.into_iter().filter(|path| selection.knows(path)).collect();
    ChangedFiles { intended, ..selection.files }
}

struct Selection<'a, L> {
    forced: Forced<'a>,
    search: &'a Search<'a>,
    detect: DetectSide<'a, L>,
    files: ChangedFiles<L>,
}

impl<L: Copy> Selection<'_, L> {
    /// A file that was renamed is wanted under its new name.
    fn add(&mut self, (before, after): Pair<L>, wanted: &BTreeSet<PathBuf>) {
        let wanted = after.as_ref().or(before.as_ref()).is_some_and(|file| wanted.contains(&file.path));
        if let Some(before) = before.as_ref().filter(|_| wanted) {
            self.files.wanted_before.insert(before.path.clone());
        }
        if let Some(after) = &after {
            if wanted {
                self.files.wanted.insert(after.path.clone());
            }
            if let Some(before) = &before {
                self.files.origins.insert(after.path.clone(), before.path.clone());
            }
        }
        self.files.after.extend(after);
        self.files.before.extend(before);
    }

    /// Whether the language of a file in the work tree is known.
    fn knows(&self, path: &Path) -> bool {
        (self.detect)(path, &Source::File, &self.search.filter_of(path)).is_some()
    }

    /// Whether a walk would not have met it; an ignore file that must not be opened becomes a row.
    fn is_hidden(&mut self, path: &Path, named: bool) -> bool {
        if named && !self.search.request.force_exclude {
            return false;
        }
        match self.forced.hide(path) {
            Ok(hidden) => hidden,
            Err(trap) => {
                self.files.skipped.push(trap);
                true
            }
        }
    }

    fn candidate(&mut self, side: Option<Side>) -> Option<Candidate<L>> {
        let side = side?;
        let filter = self.search.filter_of(&side.path);
        let language = (self.detect)(&side.path, &side.source, &filter)?;
        if self.is_hidden(&side.path, side.named) {
            return None;
        }
        let bytes = match &side.source {
            Source::Blob(blob) => blob.size(),
            Source::Text(text) => text.len() as u64,
            Source::File => side.path.symlink_metadata().map_or(0, |state| state.len()),
        };
        Some(Candidate {
            path: side.path,
            language,
            size: bytes,
            stamp: None,
            named: side.named,
            source: side.source,
            terms: filter.terms,
        })
    }
}
