//! From `--staged` and `--since` to what changed, measured.

use super::args::ChangeArgs;
use super::configured::Configured;
use super::select::{Found, Selection};
use crate::compare::Comparison;
use crate::discover::git::{ChangedFiles, Changes, Range, WorkTree, select};
use crate::discover::{Candidate, Links, read};
use crate::language::LanguageSpec;
use crate::model::{Outcome, printable};
use crate::pipeline::measure_all;
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What changed, chosen and not yet measured.
#[derive(Debug)]
pub(super) struct Changed {
    files: ChangedFiles<&'static LanguageSpec>,
}

impl Changed {
    /// Asks git; `None` if nobody asked for changes, and if files were named of which there is nothing staged, nor of
    /// any other: these are to be taken as they are. So does pre-commit when it runs over all files.
    pub(super) fn find(
        options: &ChangeArgs,
        given: &[PathBuf],
        selection: &Selection,
        configured: &mut Configured,
    ) -> Result<Option<Changed>> {
        if !options.is_some() {
            return Ok(None);
        }
        let changes = changes(options, given)?;
        if options.staged && changes.is_empty() && given.iter().any(|path| path.is_file()) {
            return Ok(None);
        }
        let mut files = select(changes, &selection.request, &|path| selection.language(path))?;
        let hidden = configured.passed_over(selection.walked(&files.after))?;
        files.after.retain(|file| !hidden.contains(&file.path));
        announce(&files.intended)?;
        Ok(Some(Changed { files }))
    }

    /// Measures what was asked for, as it is.
    pub(super) fn measure_whole(mut self, selection: &Selection) -> Measured {
        let wanted = self.files.wanted;
        self.files.after.retain(|file| wanted.contains(&file.path));
        let is_empty = self.files.after.is_empty() && self.files.skipped.is_empty();
        let mut outcome = measure_all(&self.files.after, &selection.limits);
        outcome.skipped.extend(self.files.skipped);
        outcome.sort();
        Measured { outcome, is_empty, files: self.files.after, former: None }
    }

    /// Measures everything that changed, as it is and as it was.
    pub(super) fn measure_sides(self, selection: &Selection) -> Measured {
        let ChangedFiles { after: files, before, origins, wanted, skipped, .. } = self.files;
        let is_empty = wanted.is_empty() && skipped.is_empty();
        let mut outcome = measure_all(&files, &selection.limits);
        outcome.skipped.extend(skipped);
        outcome.sort();
        let before = measure_all(&before, &selection.limits);
        let unwanted = files.iter().map(|file| &file.path).filter(|path| !wanted.contains(*path));
        let former = Former { outcome: before, origins, unwanted: unwanted.cloned().collect() };
        Measured { outcome, is_empty, files, former: Some(former) }
    }
}

/// What was measured, and what it was before.
#[derive(Debug)]
pub(super) struct Measured {
    pub(super) outcome: Outcome,
    pub(super) is_empty: bool,
    /// What may have to be read again to show it.
    files: Vec<Candidate<&'static LanguageSpec>>,
    former: Option<Former>,
}

/// The other side of a change.
#[derive(Debug)]
struct Former {
    outcome: Outcome,
    /// The old path of each file that had one.
    origins: BTreeMap<PathBuf, PathBuf>,
    /// Files that changed and were not asked for: they only tell what was moved, and where to.
    unwanted: BTreeSet<PathBuf>,
}

impl Measured {
    /// Measures files of which nobody asks what they were.
    pub(super) fn new(selection: &Selection, found: Found) -> Measured {
        let is_empty = found.candidates.is_empty() && found.skipped.is_empty();
        Measured { outcome: selection.measure(found), is_empty, files: Vec::new(), former: None }
    }

    pub(super) fn is_judged(&self, path: &Path) -> bool {
        self.former.as_ref().is_none_or(|former| !former.unwanted.contains(path))
    }

    /// What of it was what, if that was asked for.
    pub(super) fn comparison(&self) -> Option<Comparison<'_>> {
        let former = self.former.as_ref()?;
        Some(Comparison::new(&self.outcome, &former.outcome, &former.origins))
    }

    /// The content of a file as it was measured, unless it has changed since.
    pub(super) fn content(&self, path: &Path, most: u64) -> Option<Vec<u8>> {
        let known = self.files.iter().find(|file| file.path == path);
        known.map_or_else(|| read(path, Links::Follow, most), |file| file.read(most)).ok().flatten()
    }
}

fn changes(options: &ChangeArgs, paths: &[PathBuf]) -> Result<Changes> {
    let work_tree = WorkTree::open()?;
    let range = match options.since.as_deref() {
        Some("auto") => Some(Range::of_environment()?),
        Some(since) => Some(Range { since: since.to_owned(), until: None }),
        // pre-commit's hooks for a push judge commits, with the index that happens to be there.
        None => Range::of_push(),
    };
    Ok(match range {
        Some(range) => {
            let until = options.until.clone().or(range.until);
            work_tree.since(&Range { since: range.since, until }, paths)?
        }
        None => work_tree.staged(paths)?,
    })
}

fn announce(intended: &[PathBuf]) -> Result<()> {
    let mut err = std::io::stderr().lock();
    for path in intended {
        let path = path.to_string_lossy();
        writeln!(err, "note: {}: its content is not staged, only the intention to add it", printable(&path))?;
    }
    Ok(())
}
