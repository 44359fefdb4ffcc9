//! What was measured, and what it was before: the one result that judging, comparing and reporting start from.

use super::NothingToMeasure;
use crate::compare::Comparison;
use crate::discover::{Candidate, Discovery, Hidden, HiddenBy, Links, as_reported, read};
use crate::model::{Looked, Outcome, Record};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};

/// What was measured, and what it was before.
#[derive(Debug, Default)]
pub struct Measured {
    /// The records, and the files that could not be measured.
    pub outcome: Outcome,
    /// Files that were named and are in no known language.
    pub unrecognised: Vec<PathBuf>,
    /// Directories that were named beside other paths and have no file to measure, as they stand in reports.
    pub barren: Vec<PathBuf>,
    /// Files that git only knows somebody intends to add: what is in them is not staged.
    pub intended: Vec<PathBuf>,
    /// Set if there was nothing to measure, which is an error unless it is expected.
    pub nothing: Option<NothingToMeasure>,
    /// What a walk looked at that found nothing.
    pub(super) looked: Looked,
    /// What a walk passed over.
    pub(super) hidden: Vec<Hidden>,
    /// The files that git or the caller named and that nothing hides.
    pub(super) asked: BTreeSet<PathBuf>,
    /// Files that were not measured, because one before them had what was looked for.
    pub(super) left: Vec<PathBuf>,
    /// Files that git named and are in no known language.
    pub(super) unknown: Vec<PathBuf>,
    /// Whether that is everything it passed over, and not only what patterns hide.
    pub(super) notes_hidden: bool,
    /// What may have to be read again to show it.
    pub(super) files: Vec<Candidate>,
    pub(super) former: Option<Former>,
}

/// The other side of a change.
#[derive(Debug)]
pub(super) struct Former {
    pub(super) before: Vec<Record>,
    /// The old path of each file that had one.
    pub(super) origins: BTreeMap<PathBuf, PathBuf>,
    /// Files that changed and were not asked for: they only tell what was moved, and where to.
    pub(super) others: Vec<Record>,
    /// The files that were asked for, under their new names and under their old ones.
    pub(super) wanted: BTreeSet<PathBuf>,
    pub(super) wanted_before: BTreeSet<PathBuf>,
    /// Files that were named and are not changed, which are judged as a whole.
    pub(super) whole: BTreeSet<PathBuf>,
    /// The further versions that the change is compared with.
    pub(super) further: Vec<Further>,
}

/// A further version that a change is compared with: another parent of a merge, another common ancestor.
#[derive(Debug)]
pub(super) struct Further {
    pub(super) before: Vec<Record>,
    pub(super) origins: BTreeMap<PathBuf, PathBuf>,
    pub(super) others: Vec<Record>,
}

impl Former {
    /// The other side of one file, which had no other name.
    pub(super) fn of_file(path: &Path, before: Option<Record>) -> Former {
        let origins: BTreeMap<PathBuf, PathBuf> =
            before.iter().map(|record| (path.to_owned(), record.path.clone())).collect();
        let wanted = std::iter::once(path.to_owned()).collect();
        let wanted_before = origins.values().cloned().collect();
        let before = before.into_iter().collect();
        let (whole, further) = (BTreeSet::new(), Vec::new());
        Former { before, origins, others: Vec::new(), wanted, wanted_before, whole, further }
    }
}

impl Measured {
    /// What of it was what, if that was asked for.
    pub(super) fn comparison(&self) -> Option<Comparison<'_>> {
        let former = self.former.as_ref()?;
        let after = self.changed(former).chain(&former.others);
        Some(Comparison::new(after, &former.before, &former.origins))
    }

    /// What a file was before the change, under its old name if it has another one now.
    pub(super) fn before(&self, path: &Path) -> Option<&Record> {
        let former = self.former.as_ref()?;
        let old = former.origins.get(path).map_or(path, PathBuf::as_path);
        former.before.iter().find(|record| record.path == old)
    }

    /// The same for each version that the change is compared with.
    pub(super) fn comparisons(&self) -> Vec<Comparison<'_>> {
        let Some(former) = &self.former else { return Vec::new() };
        let further = former.further.iter().map(|it| {
            let after = self.changed(former).chain(&it.others);
            Comparison::new(after, &it.before, &it.origins)
        });
        self.comparison().into_iter().chain(further).collect()
    }

    /// The records of what changed.
    fn changed<'a>(&'a self, former: &'a Former) -> impl Iterator<Item = &'a Record> {
        self.outcome.records.iter().filter(|record| !former.whole.contains(&record.path))
    }

    /// Whether a file of one side belongs to what was asked for.
    pub(super) fn is_wanted(&self, path: &Path) -> bool {
        let holds = |it: &Former| it.wanted.contains(path) || it.wanted_before.contains(path);
        self.former.as_ref().is_none_or(holds)
    }

    /// The content of a file as it was measured, unless it has changed since.
    pub(super) fn content(&self, path: &Path, most: u64) -> Option<Vec<u8>> {
        let known = self.files.iter().find(|file| file.path == path);
        known.map_or_else(|| read(path, Links::Follow, most), |file| file.read(most)).ok().flatten()
    }

    /// An error if there was nothing to measure; forgets what little was found if that is expected.
    pub(super) fn must_be_something(&mut self, may_be_empty: bool) -> Result<(), NothingToMeasure> {
        match self.nothing.take() {
            None => Ok(()),
            Some(_) if may_be_empty => {
                let (looked, hidden) = (std::mem::take(&mut self.looked), std::mem::take(&mut self.hidden));
                *self = Measured { looked, hidden, ..Measured::default() };
                Ok(())
            }
            Some(nothing) => Err(nothing),
        }
    }
}

/// The named directories in which nothing was found, not even what a pattern excludes. Of one that was named alone the
/// error for a run without files tells.
pub(super) fn barren(named: &[PathBuf], found: &Discovery) -> Vec<PathBuf> {
    if named.len() < 2 {
        return Vec::new();
    }
    let named: HashSet<PathBuf> = named.iter().map(|path| as_reported(path)).collect();
    let entered = found.directories.iter().map(PathBuf::as_path);
    let mut barren: BTreeSet<&Path> = entered.filter(|path| named.contains(*path)).collect();
    let excluded = found.hidden.iter().filter(|it| it.rule == HiddenBy::Pattern).map(|it| &it.path);
    let files = found.candidates.iter().map(|file| &file.path);
    for path in files.chain(found.skipped.iter().map(|file| &file.path)).chain(excluded) {
        barren.remove(Path::new("."));
        for above in path.ancestors() {
            barren.remove(above);
        }
    }
    barren.into_iter().map(Path::to_path_buf).collect()
}
