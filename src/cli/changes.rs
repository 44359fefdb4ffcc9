//! From `--staged` and `--since` to what changed, measured.

use super::args::ChangeArgs;
use super::caching::Caching;
use super::configured::Configured;
use super::run::Run;
use super::select::{Measured, Selection, language_of};
use crate::compare::Comparison;
use crate::discover::git::{ChangedFiles, Changes, Range, WorkTree, select};
use crate::discover::{Candidate, Hidden, Links, read};
use crate::language::LanguageSpec;
use crate::model::{Outcome, Record, printable};
use crate::pipeline::measure_or_recall;
use crate::watch::Progress;
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What changed, chosen and not yet measured.
#[derive(Debug)]
pub(super) struct Changed {
    files: ChangedFiles<&'static LanguageSpec>,
    progress: Option<Progress>,
}

impl Changed {
    /// Asks git; `None` if nobody asked for changes, and if files were named of which there is nothing staged, nor of
    /// any other: these are to be taken as they are. So does pre-commit when it runs over all files.
    pub(super) fn find(
        options: &ChangeArgs,
        given: &[PathBuf],
        selection: &Selection,
        run: &mut Run<'_>,
        configured: &Configured,
    ) -> Result<Option<Changed>> {
        if !options.is_some() {
            return Ok(None);
        }
        run.heed_signals()?;
        // No path is asked for: what git has stored is known by its content.
        run.caching = Caching::start(selection.cache.clone(), &[]);
        let changes = run.timings.time("git", || changes(options, given))?;
        if options.staged && changes.is_empty() && given.iter().any(|path| path.is_file()) {
            // two connections of one process would be in each other's way
            run.caching.wait();
            run.caching.finish();
            return Ok(None);
        }
        Changed::new(changes, selection, run, configured).map(Some)
    }

    /// Chooses what to measure of what changed.
    pub(super) fn new(
        changes: Changes,
        selection: &Selection,
        run: &mut Run<'_>,
        configured: &Configured,
    ) -> Result<Changed> {
        let govern = |directory: &Path| configured.filter(directory);
        let request = &selection.request;
        let files = run.timings.time("discover", || select(changes, request, &govern, &language_of));
        configured.settle(files.after.iter().map(|file| &*file.path))?;
        announce(&files.intended)?;
        run.go_on()?;
        Ok(Changed { files, progress: run.progress() })
    }

    /// Measures what was asked for, as it is.
    pub(super) fn measure_whole(self, selection: &Selection, run: &mut Run<'_>) -> Result<Compared> {
        let Changed { files, progress: _progress } = self;
        let ChangedFiles { after: mut files, wanted, skipped, .. } = files;
        files.retain(|file| wanted.contains(&file.path));
        let mut outcome = measure(&files, selection, run)?;
        outcome.skipped.extend(skipped);
        outcome.sort();
        Ok(Compared { outcome, files, ..Compared::default() })
    }

    /// Measures everything that changed, as it is and as it was.
    pub(super) fn measure_sides(self, selection: &Selection, run: &mut Run<'_>) -> Result<Compared> {
        let Changed { files, progress: _progress } = self;
        let ChangedFiles { after: files, before, origins, wanted, wanted_before, skipped, .. } = files;
        let (files, others): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|file| wanted.contains(&file.path));
        let mut outcome = measure(&files, selection, run)?;
        outcome.skipped.extend(skipped);
        outcome.sort();
        run.asked = Some(run.watch.done());
        let others = measure(&others, selection, run)?.records;
        let before = measure(&before, selection, run)?.records;
        let former = Former { before, origins, others, wanted, wanted_before };
        Ok(Compared { outcome, files, former: Some(former), ..Compared::default() })
    }
}

fn measure(files: &[File], selection: &Selection, run: &mut Run<'_>) -> Result<Outcome> {
    run.timings.time("load", || run.caching.wait());
    let (watch, cache) = (&run.watch, run.caching.cache());
    let measure = || measure_or_recall(files, &selection.limits, watch, cache);
    let outcome = run.timings.time("measure", measure);
    run.go_on()?;
    Ok(outcome)
}

type File = Candidate<&'static LanguageSpec>;

/// What was measured, and what it was before.
#[derive(Debug, Default)]
pub(super) struct Compared {
    pub(super) outcome: Outcome,
    /// Files that were named and are in no known language.
    pub(super) unrecognised: Vec<PathBuf>,
    /// What a walk passed over.
    pub(super) hidden: Vec<Hidden>,
    /// What may have to be read again to show it.
    files: Vec<File>,
    former: Option<Former>,
}

/// The other side of a change.
#[derive(Debug)]
struct Former {
    before: Vec<Record>,
    /// The old path of each file that had one.
    origins: BTreeMap<PathBuf, PathBuf>,
    /// Files that changed and were not asked for: they only tell what was moved, and where to.
    others: Vec<Record>,
    /// The files that were asked for, under their new names and under their old ones.
    wanted: BTreeSet<PathBuf>,
    wanted_before: BTreeSet<PathBuf>,
}

impl Compared {
    /// What of it was what, if that was asked for.
    pub(super) fn comparison(&self) -> Option<Comparison<'_>> {
        let former = self.former.as_ref()?;
        let after = self.outcome.records.iter().chain(&former.others);
        Some(Comparison::new(after, &former.before, &former.origins))
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
}

impl From<Measured> for Compared {
    fn from(measured: Measured) -> Compared {
        let Measured { outcome, unrecognised, hidden } = measured;
        Compared { outcome, unrecognised, hidden, ..Compared::default() }
    }
}

impl From<Compared> for Measured {
    fn from(compared: Compared) -> Measured {
        let Compared { outcome, unrecognised, hidden, .. } = compared;
        Measured { outcome, unrecognised, hidden }
    }
}

fn changes(options: &ChangeArgs, paths: &[PathBuf]) -> Result<Changes> {
    let work_tree = WorkTree::open()?;
    let range = match options.since.as_deref() {
        Some("auto") => Some(Range::of_environment()?),
        Some(since) => Some(Range::since(since.to_owned(), None)),
        // pre-commit's hooks for a push judge commits, with the index that happens to be there.
        None => Range::of_push(),
    };
    Ok(match range {
        Some(range) => {
            let until = options.until.clone().or(range.until);
            work_tree.since(&Range { until, ..range }, paths)?
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
