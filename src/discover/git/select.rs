//! From what changed to what is measured: both sides of the files whose language is known, under the rules of a walk.

use super::renames::{self, Pair};
use super::{Change, Changes, GitError, Side};
use crate::discover::filter::{Filter, Govern};
use crate::discover::forced::Forced;
use crate::discover::rules::Search;
use crate::discover::script::may_be_script;
use crate::discover::{Candidate, Hidden, Request, Source};
use crate::language::LanguageSpec;
use crate::model::Skipped;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Tells the language of a file on one side of a change.
pub(crate) type DetectSide<'a> = &'a dyn Fn(&Path, &Source, &Filter) -> Option<&'static LanguageSpec>;

/// Both sides of what changed.
#[derive(Debug, Default)]
pub(crate) struct ChangedFiles {
    /// The files as they are.
    pub after: Vec<Candidate>,
    /// The files as they were, under their old names.
    pub before: Vec<Candidate>,
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
    /// Files that were asked for and are passed over.
    pub hidden: Vec<Hidden>,
    /// Files that were asked for and are in no known language.
    pub unknown: Vec<PathBuf>,
    /// Files that were named and are not staged, to be judged as a whole.
    pub named: Vec<PathBuf>,
    /// Those of them that are in the index alone.
    pub stored: Vec<Candidate>,
    /// The same of each further version that the change is compared with.
    pub against: Vec<FurtherFiles>,
}

/// What differs from a further version.
#[derive(Debug)]
pub(crate) struct FurtherFiles {
    /// The files as they were.
    pub before: Vec<Candidate>,
    /// The old name of each file that has an old side; one that did not change since has its own.
    pub origins: BTreeMap<PathBuf, PathBuf>,
    /// The files that did not change since, as they are.
    pub unchanged: BTreeSet<PathBuf>,
    /// Files that changed since and are none of `after`: they only tell what was moved, and where to.
    pub others: Vec<Candidate>,
}

/// Chooses what to measure; what our own ignore files or a pattern hide from a walk is hidden here too, unless it was
/// named. What git's ignore files say does not matter: git tracks it.
///
/// # Errors
///
/// An object that has to be read and is not in the repository.
pub(crate) fn select(
    changes: Changes,
    request: &Request,
    govern: Govern<'_>,
    detect: DetectSide<'_>,
) -> Result<ChangedFiles, GitError> {
    let search = &Search::new(request, govern);
    let mut selection =
        Selection { forced: Forced::new(search), search, detect, files: ChangedFiles::default() };
    let fetch = changes.fetch.clone();
    let told = |error| match error {
        GitError::Missing { what, .. } => GitError::Missing { what, fetch },
        error => error,
    };
    selection.all(changes).map_err(told)?;
    Ok(selection.files)
}

struct Selection<'a> {
    forced: Forced<'a>,
    search: &'a Search<'a>,
    detect: DetectSide<'a>,
    files: ChangedFiles,
}

impl Selection<'_> {
    fn all(&mut self, changes: Changes) -> Result<(), GitError> {
        let (wanted, pairs) = self.pairs(changes.list)?;
        for pair in pairs {
            self.add(pair, &wanted);
        }
        self.note_hidden(&wanted);
        for list in changes.against {
            let further = self.further(list)?;
            self.files.against.push(further);
        }
        self.files.named = changes.named;
        for side in changes.stored {
            let stored = self.candidate(Some(side))?;
            self.files.stored.extend(stored);
        }
        for row in changes.skipped {
            if self.knows(&row.path) && !self.is_hidden(&row.path, false) {
                self.files.skipped.push(row);
            }
        }
        self.files.intended = changes.intended.into_iter().filter(|path| self.knows(path)).collect();
        Ok(())
    }

    /// Both sides of what changed, and the paths of those that were asked for.
    fn pairs(&mut self, list: Vec<Change>) -> Result<(BTreeSet<PathBuf>, Vec<Pair>), GitError> {
        let (mut wanted, mut pairs) = (BTreeSet::new(), Vec::new());
        for change in list {
            let sides = [&change.before, &change.after].into_iter().flatten();
            wanted.extend(sides.filter(|side| side.wanted).map(|side| side.path.clone()));
            let noted = (self.files.hidden.len(), self.files.unknown.len());
            let before = self.candidate(change.before)?;
            // What is gone is nothing to look at.
            self.files.hidden.truncate(noted.0);
            self.files.unknown.truncate(noted.1);
            pairs.push((before, self.candidate(change.after)?));
        }
        renames::join(&mut pairs);
        Ok((wanted, pairs))
    }

    /// What is hidden matters only where it was asked for and is still there.
    fn note_hidden(&mut self, wanted: &BTreeSet<PathBuf>) {
        self.files.hidden.retain(|it| wanted.contains(&it.path));
        self.files.unknown.retain(|path| wanted.contains(path));
    }

    fn further(&mut self, list: Vec<Change>) -> Result<FurtherFiles, GitError> {
        let changed: BTreeSet<PathBuf> =
            list.iter().filter_map(|change| Some(change.after.as_ref()?.path.clone())).collect();
        let known: BTreeSet<&PathBuf> = self.files.after.iter().map(|file| &file.path).collect();
        let unchanged: BTreeSet<PathBuf> =
            known.iter().filter(|path| !changed.contains(**path)).map(|&path| path.clone()).collect();
        let known: BTreeSet<PathBuf> = known.into_iter().cloned().collect();
        let noted = (std::mem::take(&mut self.files.hidden), std::mem::take(&mut self.files.unknown));
        let (_, pairs) = self.pairs(list)?;
        (self.files.hidden, self.files.unknown) = noted;
        let origins = unchanged.iter().map(|path| (path.clone(), path.clone())).collect();
        let mut further = FurtherFiles { before: Vec::new(), origins, unchanged, others: Vec::new() };
        for (before, after) in pairs {
            if let (Some(before), Some(after)) = (&before, &after) {
                further.origins.insert(after.path.clone(), before.path.clone());
            }
            further.before.extend(before);
            further.others.extend(after.filter(|file| !known.contains(&file.path)));
        }
        Ok(further)
    }

    /// A file that was renamed is wanted under its new name.
    fn add(&mut self, (before, after): Pair, wanted: &BTreeSet<PathBuf>) {
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
            Ok(None) => false,
            Ok(Some(rule)) => {
                let path = path.to_path_buf();
                self.files.hidden.push(Hidden { path, is_directory: false, rule, was_asked_for: true });
                true
            }
            Err(trap) => {
                self.files.skipped.push(trap);
                true
            }
        }
    }

    fn candidate(&mut self, side: Option<Side>) -> Result<Option<Candidate>, GitError> {
        let Some(side) = side else { return Ok(None) };
        let filter = self.search.filter_of(&side.path);
        let Some(language) = (self.detect)(&side.path, &side.source, &filter) else {
            // Who cannot read it cannot tell that it is no script.
            if may_be_script(&side.path) {
                size(&side)?;
            }
            self.files.unknown.push(side.path);
            return Ok(None);
        };
        if self.is_hidden(&side.path, side.named) {
            return Ok(None);
        }
        Ok(Some(Candidate {
            size: size(&side)?,
            path: side.path,
            language,
            stamp: None,
            named: side.named,
            source: side.source,
            terms: filter.terms,
        }))
    }
}

/// The size of a file on one side; of what cannot be read for another reason, reading it will say why.
fn size(side: &Side) -> Result<u64, GitError> {
    match &side.source {
        Source::Text(text) => Ok(text.len() as u64),
        Source::File => Ok(side.path.symlink_metadata().map_or(0, |state| state.len())),
        Source::Blob(blob) => match blob.stored_size() {
            Err(GitError::Missing { .. }) => {
                let what = format!("{} (blob {})", side.path.display(), blob.id());
                Err(GitError::Missing { what, fetch: None })
            }
            stored => Ok(stored.unwrap_or(0)),
        },
    }
}
