//! From a selection to what was measured: finds the files, recalls or measures them, and for a change what they were.

use super::caching::Caching;
use super::changes;
use super::early::early;
use super::languages;
use super::measured::{Former, Further, Measured, barren};
use super::session::Session;
use super::until::Errors;
use super::work::Work;
use super::{Extent, NothingToMeasure, SessionError};
use crate::cache::First;
use crate::discover::git::{ChangedFiles, Changes, FurtherFiles, select};
use crate::discover::{Candidate, Discovery, Filter, Hidden, Request, as_reported, discover, hides};
use crate::judge::{is_quiet, keeps_coverage};
use crate::model::{Digest, Looked, Outcome, Record, Skipped, TestedFile};
use crate::pipeline::{Wanted, measure_what_matters};
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

impl Session {
    /// Measures all files or, of a change, what was asked for as it is.
    pub(super) fn look(&mut self, extent: &Extent) -> Result<(), SessionError> {
        self.work.begin();
        if !self.is_known(extent) {
            match self.changed(extent)? {
                Some(changed) => self.measured = self.measure_whole(changed, None)?,
                None => self.look_at_all(extent)?,
            }
        }
        self.cover();
        Ok(())
    }

    /// Measures all files or, of a change, both sides.
    pub(super) fn look_at_both(&mut self, extent: &Extent) -> Result<(), SessionError> {
        self.work.begin();
        if !self.is_known(extent) {
            match self.changed(extent)? {
                Some(changed) => self.measured = self.measure_sides(changed)?,
                None => self.look_at_all(extent)?,
            }
        }
        self.cover();
        Ok(())
    }

    /// Gives the functions that were measured for a question what the reports know of them.
    pub(super) fn cover(&mut self) {
        if let Some(reports) = &mut self.reports {
            let (outcome, keeps) = (&mut self.measured.outcome, self.may_be_lean);
            self.work.timings.time("coverage", || reports.give(outcome, &self.configured, keeps));
        }
    }

    fn look_at_all(&mut self, extent: &Extent) -> Result<(), SessionError> {
        self.measured = self.measure_all(None)?;
        let is_complete = self.measured.nothing.is_none() && self.measured.outcome.quiet.is_empty();
        self.knows_all = !extent.is_change() && is_complete;
        Ok(())
    }

    /// Measures in the order of the paths, and no more once a file has an error; of a change with several former
    /// versions everything, because an error is one only in comparison with each.
    pub(super) fn look_until(
        &mut self,
        extent: &Extent,
        whole_files: bool,
        errors: Errors<'_>,
    ) -> Result<(), SessionError> {
        self.work.begin();
        if !self.is_known(extent) {
            self.measured = match self.changed(extent)? {
                Some(changed) if whole_files => self.measure_whole(changed, Some(errors))?,
                Some(changed) if changed.against.is_empty() => self.measure_sides_until(changed, errors)?,
                Some(changed) => self.measure_sides(changed)?,
                None => self.measure_all(Some(errors))?,
            };
            let is_complete = self.measured.nothing.is_none() && self.measured.left.is_empty();
            self.knows_all = !extent.is_change() && is_complete;
        }
        self.cover();
        Ok(())
    }

    /// Whether the answer is at hand already; what is known of all files is kept while something else is asked.
    fn is_known(&mut self, extent: &Extent) -> bool {
        if extent.is_change() {
            self.keep_all();
            return false;
        }
        if let Some(all) = self.take_all().filter(|all| all.notes_hidden >= self.plan.request.note_hidden) {
            (self.measured, self.knows_all) = (all, true);
        }
        self.knows_all
    }

    /// What is known of all files, if it is.
    pub(super) fn take_all(&mut self) -> Option<Measured> {
        if std::mem::take(&mut self.knows_all) {
            return Some(std::mem::take(&mut self.measured));
        }
        self.set_aside.take()
    }

    /// Keeps what is known of all files while something else is measured.
    pub(super) fn keep_all(&mut self) {
        if let Some(all) = self.take_all() {
            self.set_aside = Some(all);
        }
    }

    /// Asks git what changed, beside the cache that is being opened; `None` if all files are to be taken as they are.
    fn changed(&mut self, extent: &Extent) -> Result<Option<ChangedFiles>, SessionError> {
        if !extent.is_change() {
            return Ok(None);
        }
        // If files are named, what git says decides whether the cache is asked for them.
        let names_files = *extent == Extent::Staged && self.selection.paths.iter().any(|path| path.is_file());
        if !names_files {
            self.open_cache(&[]);
        }
        let changes =
            self.work.timings.time("git", || changes::of(extent, &self.configured, &self.selection.paths))?;
        if names_files && changes.is_empty() {
            return Ok(None);
        }
        self.choose(changes).map(Some)
    }

    /// Chooses what to measure of what changed. No path is asked for: what git has stored is known by its content.
    pub(super) fn choose(&mut self, changes: Changes) -> Result<ChangedFiles, SessionError> {
        self.open_cache(&[]);
        let (plan, configured) = (&self.plan, &self.configured);
        let govern = |directory: &Path| configured.filter(directory);
        let choose = || select(changes, &plan.request, &govern, &languages::of_side);
        let mut files = self.work.timings.time("discover", choose)?;
        self.overlay(&mut files.after);
        configured.settle(files.after.iter().map(|file| &*file.path))?;
        self.work.go_on()?;
        Ok(files)
    }

    fn measure_whole(
        &mut self,
        changed: ChangedFiles,
        errors: Option<Errors<'_>>,
    ) -> Result<Measured, SessionError> {
        let ChangedFiles {
            after: mut files, wanted, skipped, intended, hidden, named, stored, unknown, ..
        } = changed;
        files.retain(|file| wanted.contains(&file.path));
        let whole = self.find_named(named, stored)?;
        files.extend(whole.candidates);
        let asked = asked(&files, skipped.iter().chain(&whole.skipped));
        let (mut outcome, left) = match errors {
            Some(errors) => self.measure_until(files.clone(), errors)?,
            None => (self.measure_files(&files)?, Vec::new()),
        };
        outcome.skipped.extend(skipped.into_iter().chain(whole.skipped));
        outcome.sort();
        let hidden = hidden.into_iter().chain(whole.hidden).collect();
        Ok(Measured { outcome, intended, hidden, asked, left, unknown, files, ..Measured::default() })
    }

    /// Measures everything that changed, as it is and as it was.
    pub(super) fn measure_sides(&mut self, changed: ChangedFiles) -> Result<Measured, SessionError> {
        let ChangedFiles { after, before, origins, wanted, wanted_before, .. } = changed;
        let (mut files, others): (Vec<_>, Vec<_>) =
            after.into_iter().partition(|file| wanted.contains(&file.path));
        let named = self.find_named(changed.named, changed.stored)?;
        let whole = named.candidates.iter().map(|file| file.path.clone()).collect();
        files.extend(named.candidates);
        let asked = asked(&files, changed.skipped.iter().chain(&named.skipped));
        let mut outcome = self.measure_files(&files)?;
        outcome.skipped.extend(changed.skipped.into_iter().chain(named.skipped));
        outcome.sort();
        self.work.asked = Some(self.work.course.done());
        let others = self.measure_files(&others)?.records;
        let before = self.measure_files(&before)?.records;
        let after = || outcome.records.iter().chain(&others);
        let further = changed.against.into_iter().map(|it| self.measure_further(it, after()));
        let further = further.collect::<Result<_, _>>()?;
        let former = Some(Former { before, origins, others, wanted, wanted_before, whole, further });
        let hidden = changed.hidden.into_iter().chain(named.hidden).collect();
        let (intended, unknown) = (changed.intended, changed.unknown);
        Ok(Measured { outcome, intended, hidden, asked, unknown, files, former, ..Measured::default() })
    }

    /// Measures a further version; what did not change since is as it is.
    fn measure_further<'a>(
        &self,
        files: FurtherFiles,
        after: impl Iterator<Item = &'a Record>,
    ) -> Result<Further, SessionError> {
        let FurtherFiles { before, origins, unchanged, others } = files;
        let mut before = self.measure_files(&before)?.records;
        before.extend(after.filter(|record| unchanged.contains(&record.path)).cloned());
        Ok(Further { before, origins, others: self.measure_files(&others)?.records })
    }

    /// Finds files that were named and of which nothing is staged. A hook names every text file, so that one in no known
    /// language is no news.
    pub(super) fn find_named(
        &self,
        named: Vec<PathBuf>,
        stored: Vec<Candidate>,
    ) -> Result<Discovery, SessionError> {
        if named.is_empty() && stored.is_empty() {
            return Ok(Discovery::default());
        }
        let mut found = self.discover_in(&Request { paths: named, ..self.plan.request.clone() })?;
        found.candidates.extend(stored);
        Ok(found)
    }

    /// Finds all files and measures them, or as many as it takes.
    fn measure_all(&mut self, errors: Option<Errors<'_>>) -> Result<Measured, SessionError> {
        let paths = self.plan.request.paths.clone();
        self.open_cache(&paths);
        let found = self.work.timings.time("discover", || self.discover())?;
        self.work.go_on()?;
        let is_empty = found.candidates.is_empty() && found.skipped.is_empty();
        if is_empty && !self.plan.request.note_hidden && !self.plan.may_be_excluded(&found) {
            let directories = found.directories.len() as u64;
            let looked = Looked { paths, directories, hidden: found.hidden.len() };
            let nothing = Some(NothingToMeasure {
                unknown: found.unrecognised.into_iter().next(),
                looked: looked.clone(),
                in_records: false,
            });
            return Ok(Measured { nothing, looked, hidden: found.hidden, ..Measured::default() });
        }
        let barren = barren(&paths, &found);
        let Discovery { candidates, skipped, unrecognised, hidden, directories } = found;
        self.note_entered(directories);
        let named: HashSet<PathBuf> = paths.iter().map(|path| as_reported(path)).collect();
        let asked = asked(
            candidates.iter().filter(|file| file.named),
            skipped.iter().filter(|file| named.contains(&file.path)),
        );
        if let Some(reports) = &mut self.reports {
            reports.prepare(&candidates, &skipped, &self.configured);
        }
        let (mut outcome, left) = match errors {
            Some(errors) => self.measure_until(candidates, errors)?,
            None => (self.measure_what_matters(&candidates)?, Vec::new()),
        };
        outcome.skipped.extend(skipped);
        outcome.sort();
        let notes_hidden = self.plan.request.note_hidden;
        let known = Measured { outcome, unrecognised, barren, hidden, asked, ..Measured::default() };
        Ok(Measured { left, notes_hidden, ..known })
    }

    /// Finds the files, each by the configuration of its own directory.
    fn discover(&self) -> Result<Discovery, SessionError> {
        let (request, configured) = (&self.plan.request, &self.configured);
        let mut found = self.discover_in(request)?;
        self.add_texts(&mut found.candidates);
        configured.settle(found.candidates.iter().map(|file| &*file.path))?;
        let govern = |directory: &Path| configured.filter(directory);
        if let Some(given) = &self.given {
            let name = configured.absolute(given.as_ref().map_or_else(|it| &*it.path, |it| &*it.path));
            found.candidates.retain(|file| configured.absolute(&file.path) != name);
            found.skipped.retain(|file| configured.absolute(&file.path) != name);
        }
        match &self.given {
            Some(Ok(file)) => match hides(request, &govern, &file.path) {
                Ok(Some(rule)) if request.force_exclude => {
                    let path = file.path.clone();
                    found.hidden.push(Hidden { path, is_directory: false, rule, was_asked_for: true });
                }
                Err(trap) if request.force_exclude => found.skipped.push(trap),
                _ => found.candidates.push(file.clone()),
            },
            Some(Err(skipped)) => {
                self.work.course.expect(1, 0);
                self.work.course.finish(0);
                found.skipped.push(skipped.clone());
            }
            None => {}
        }
        Ok(found)
    }

    pub(super) fn discover_in(&self, request: &Request) -> Result<Discovery, SessionError> {
        let configured = &self.configured;
        let govern = |directory: &Path| configured.filter(directory);
        // `.` and the like name no file, and a set without a path need not be asked for each file of a walk
        let named = request.paths.iter().map(PathBuf::as_path).filter(|path| path.file_name().is_some());
        let named: HashSet<&Path> = named.collect();
        let detect = |path: &Path, filter: &Filter| languages::of_file(path, filter, &named);
        let mut found = discover(request, &govern, &detect)?;
        self.overlay(&mut found.candidates);
        configured.settle(found.candidates.iter().map(|file| &*file.path))?;
        Ok(found)
    }

    /// Begins to load what is known of the paths, unless the cache is open already.
    pub(super) fn open_cache(&mut self, paths: &[PathBuf]) {
        if let Some(directory) = self.plan.cache.as_ref().filter(|_| !self.work.caching.is_wanted()) {
            let first = if self.is_lean { First::Digests } else { First::Records };
            self.work.caching = Caching::start_with(directory, paths, first);
        }
    }

    /// Measures files, leaves those records in the cache of which the settings say that they do not matter, and keeps
    /// of most others what is found in them.
    fn measure_what_matters(&self, files: &[Candidate]) -> Result<Outcome, SessionError> {
        let matters = |path: &Path, digest: &Digest| {
            let Ok(settings) = self.configured.of_file(path) else { return true };
            let (policy, absolute) = (&settings.policy, self.configured.absolute(path));
            let keeps = |tested: &TestedFile| keeps_coverage(policy, &absolute, digest, tested);
            let by_coverage = self.reports.as_ref().is_some_and(|it| it.matters(path, digest, keeps));
            by_coverage || !is_quiet(policy, &absolute, digest)
        };
        // a budget counts what keeps every limit as well
        let has_budgets = self.configured.met().iter().any(|it| !it.budgets.is_empty());
        let judge = |record: &Record| early(&self.configured, record);
        let wanted = Wanted {
            matters: if self.is_lean && !has_budgets { Some(&matters) } else { None },
            // what the tests ran is given to the records later
            judge: if self.is_lean && !has_budgets && self.reports.is_none() { Some(&judge) } else { None },
        };
        self.measure_in(files, &self.work.caching, wanted)
    }

    pub(super) fn measure_files(&self, files: &[Candidate]) -> Result<Outcome, SessionError> {
        self.measure_in(files, &self.work.caching, Wanted::default())
    }

    /// The same with another opening of the cache.
    pub(super) fn measure_in(
        &self,
        files: &[Candidate],
        caching: &Caching,
        wanted: Wanted<'_>,
    ) -> Result<Outcome, SessionError> {
        let Work { course, timings, .. } = &self.work;
        let cache = if caching.is_wanted() { timings.time("load", || caching.wait()) } else { None };
        let measure = || measure_what_matters(files, &self.plan.limits, course, cache, wanted);
        let outcome = timings.time("measure", measure);
        self.work.go_on()?;
        Ok(outcome)
    }
}

/// The files that were asked for and that nothing hides, whether or not they can be measured.
pub(super) fn asked<'a>(
    files: impl IntoIterator<Item = &'a Candidate>,
    skipped: impl Iterator<Item = &'a Skipped>,
) -> BTreeSet<PathBuf> {
    let files = files.into_iter().map(|file| &file.path);
    files.chain(skipped.map(|file| &file.path)).cloned().collect()
}
