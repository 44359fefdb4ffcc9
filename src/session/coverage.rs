//! What the tests ran: reads the reports that a selection names, and gives each measured function its part of them.

use super::configured::Configured;
use super::coverage_base::Bases;
use super::plan::Plan;
use super::reports::{ReportFiles, modified};
use super::{Selection, SessionError};
use crate::course::Timings;
use crate::coverage::{
    FileCoverage, FunctionSpan, MeasuredPath, Placed, ReportedFile, is_absolute, of_functions, place,
};
use crate::discover::Candidate;
use crate::model::{
    Covered, Digest, FileMetrics, Location, Outcome, QuietFile, Skipped, TestedFile, Verdict, display,
    with_slashes,
};
use hashbrown::{HashMap, HashSet};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

/// The reports of a run, and which of their files are files of the run.
#[derive(Debug)]
pub(super) struct Reports {
    files: ReportFiles,
    /// What relative paths begin at, if somebody says it.
    root: Option<String>,
    /// The files of a walk, once it is known what there is.
    walk: Option<Walked>,
}

/// Files that a walk found.
#[derive(Debug)]
struct Walked {
    placed: HashMap<OsString, Placed>,
    /// Those that may have changed after the oldest report was written.
    is_newer: HashSet<OsString>,
    /// Of each file of the reports, whether what it came to is all that anybody asks of it.
    is_told: Vec<AtomicBool>,
}

impl Reports {
    /// Reads all reports that a selection names; `None` if it names none.
    pub(super) fn read(
        selection: &Selection,
        configured: &Configured,
        plan: &Plan,
        timings: &Timings,
    ) -> Result<Option<Reports>, SessionError> {
        if selection.coverage.is_empty() {
            return Ok(None);
        }
        let files = timings
            .time("reports", || ReportFiles::read(&selection.coverage, configured, plan.cache.as_ref()))?;
        let root =
            selection.coverage_root.as_ref().map(|root| display(&configured.absolute(root)).into_owned());
        Ok(Some(Reports { files, root, walk: None }))
    }

    /// Whether it is known what most files of the reports came to.
    pub(super) fn knows_files(&self) -> bool {
        self.files.knows_files()
    }

    /// Takes note of what a walk found, before any of it is measured.
    pub(super) fn prepare(&mut self, files: &[Candidate], skipped: &[Skipped], configured: &Configured) {
        let paths = files.iter().map(|file| &*file.path).chain(skipped.iter().map(|file| &*file.path));
        let placed = self.placed(&paths.collect::<Vec<_>>(), configured);
        let oldest = self.files.oldest();
        let is_newer = |file: &&Candidate| {
            oldest.zip(file.stamp).is_none_or(|(written, stamp)| written < stamp.modified)
        };
        let is_newer = files.iter().filter(is_newer).map(|file| file.path.as_os_str().to_owned()).collect();
        let is_told = (0..self.files.coverage.len()).map(|_| AtomicBool::new(false)).collect();
        self.walk = Some(Walked { placed, is_newer, is_told });
    }

    /// Whether the record of a file of the walk is needed for what the tests ran of it. `keeps`: whether nothing would be
    /// found by what it came to, so that what they ran of each function matters to nobody.
    pub(super) fn matters(&self, path: &Path, digest: &Digest, keeps: impl Fn(&TestedFile) -> bool) -> bool {
        let Some(walk) = &self.walk else { return true };
        let Some(Placed::Known(number)) = walk.placed.get(path.as_os_str()).copied() else {
            return !keeps(&TestedFile { unknown: digest.functions, ..TestedFile::default() });
        };
        let is_told = self.files.tested(number, digest).is_some_and(|tested| keeps(&tested));
        walk.is_told[number].store(is_told, Ordering::Relaxed);
        !is_told
    }

    /// Gives each function of what was measured its part, and says what is not known. `keeps`: whether it is worth
    /// keeping what each file came to.
    pub(super) fn give(&mut self, outcome: &mut Outcome, configured: &Configured, keeps: bool) {
        let (placed, is_newer, is_told) = match self.walk.take() {
            Some(Walked { placed, is_newer, is_told }) => (placed, Some(is_newer), is_told),
            None => (self.placed(&paths_of(outcome), configured), None, Vec::new()),
        };
        let (files, covered) = (&mut self.files, Covered::default());
        let mut giving = Giving { files, configured, placed, is_newer, is_told, covered };
        for record in &mut outcome.records {
            giving.record(&record.path, &mut record.metrics, keeps);
        }
        outcome.quiet.iter().for_each(|file| giving.quiet(file));
        let mut covered = giving.covered;
        covered.outdated.sort();
        covered.ambiguous.sort();
        outcome.covered = Some(covered);
        if keeps {
            self.files.keep();
        }
    }

    /// Which files of the reports some files of the run are.
    fn placed(&self, paths: &[&Path], configured: &Configured) -> HashMap<OsString, Placed> {
        let naming = Naming::new(configured);
        let mut measured: Vec<MeasuredPath> = paths.iter().map(|path| naming.of(path)).collect();
        let (root, current) =
            (display(&configured.root).into_owned(), display(&configured.current).into_owned());
        let bases = match &self.root {
            Some(_) => None,
            None => Some(Bases::find(&self.files.coverage, &measured, &[&root, &current])),
        };
        let base = |file: ReportedFile<'_>| match &bases {
            Some(bases) => bases.of(file),
            None => self.root.as_deref(),
        };
        measured.extend(self.others(&measured, &naming, |file| base(file).unwrap_or(&root)));
        let placed = place(&self.files.coverage, base, &measured);
        paths.iter().map(|path| path.as_os_str().to_owned()).zip(placed).collect()
    }

    /// Files of the repository that the run did not look at and that a report names letter for letter: what is said of
    /// them is said of no other.
    fn others<'a>(
        &self,
        paths: &[MeasuredPath],
        naming: &Naming<'_>,
        base: impl Fn(ReportedFile<'_>) -> &'a str,
    ) -> Vec<MeasuredPath> {
        let known: HashSet<&str> = paths.iter().map(|path| path.absolute.as_str()).collect();
        let reported = self.files.coverage.files().filter(|file| !is_absolute(file.path()));
        let all = reported.map(|file| format!("{}/{}", base(file), file.path()));
        let there = all.filter(|path| !known.contains(path.as_str()) && Path::new(path).is_file());
        there.map(|path| naming.of(Path::new(&path))).collect()
    }
}

/// Gives what reports say to files, one by one.
struct Giving<'a> {
    files: &'a mut ReportFiles,
    configured: &'a Configured,
    placed: HashMap<OsString, Placed>,
    /// The files that may be newer than a report; `None` if all may.
    is_newer: Option<HashSet<OsString>>,
    /// Of each file of the reports, whether it is enough to count what it came to; empty if of none.
    is_told: Vec<AtomicBool>,
    covered: Covered,
}

impl Giving<'_> {
    fn placed(&mut self, path: &Path) -> Option<usize> {
        match self.placed.get(path.as_os_str()).copied().unwrap_or(Placed::Unknown) {
            Placed::Unknown => None,
            Placed::Known(number) => Some(number),
            Placed::Ambiguous(number) => {
                let other = self.files.coverage.file(number).map(|it| it.path().to_owned());
                self.covered.ambiguous.push((path.to_owned(), other.unwrap_or_default()));
                None
            }
        }
    }

    fn record(&mut self, path: &Path, metrics: &mut FileMetrics, keeps: bool) {
        let number = self.placed(path);
        if let Some(number) =
            number.filter(|it| self.is_told.get(*it).is_some_and(|it| it.load(Ordering::Relaxed)))
        {
            return self.count(path, number);
        }
        let known = number.and_then(|number| self.files.coverage.file(number));
        let is_of_it = known.is_none_or(|file| file.last_line() <= last_line(metrics));
        if !is_of_it {
            self.covered.shortened.push(path.to_owned());
        }
        let known = known.filter(|_| is_of_it);
        if let Some(file) = known {
            self.covered.files += 1;
            if self.is_outdated(path, file) {
                self.covered.outdated.push(path.to_owned());
            }
        }
        let known = known.map(|file| file.coverage());
        give(metrics, known.as_ref(), &mut self.covered);
        if let Some(number) = number.filter(|_| keeps && known.is_some()) {
            self.files.note(number, metrics);
        }
    }

    /// A file of which nobody needs the record: what it came to is known.
    fn quiet(&mut self, quiet: &QuietFile) {
        match self.placed(&quiet.path) {
            Some(number) => self.count(&quiet.path, number),
            None => self.covered.unknown += quiet.functions,
        }
    }

    /// Counts a file of which it is known what it came to.
    fn count(&mut self, path: &Path, number: usize) {
        let known = self.files.known(number);
        self.covered.files += 1;
        self.covered.functions += known.functions as usize;
        self.covered.unknown += known.unknown as usize;
        let file = self.files.coverage.file(number);
        if file.is_some_and(|file| self.is_outdated(path, file)) {
            self.covered.outdated.push(path.to_owned());
        }
    }

    /// Whether a file on disk changed after a report that speaks of it was written.
    fn is_outdated(&self, path: &Path, file: ReportedFile<'_>) -> bool {
        let may_be = self.is_newer.as_ref().is_none_or(|newer| newer.contains(path.as_os_str()));
        let changed = || modified(&self.configured.absolute(path));
        may_be && self.files.written(file).is_some_and(|written| changed().is_some_and(|it| written < it))
    }
}

/// The metrics that a configuration limits and that nobody can judge, because no report was given.
pub(super) fn uncovered(configured: &Configured, verdict: &Verdict) -> Vec<&'static str> {
    if verdict.covered.is_some() {
        return Vec::new();
    }
    let met = configured.met();
    let limits = met.iter().flat_map(|it| &it.policy.rules).flat_map(|rule| &rule.limits);
    let limits = limits.filter(|(metric, limit)| metric.needs_coverage() && !limit.is_lifted());
    limits.map(|(metric, _)| metric.id).collect::<BTreeSet<_>>().into_iter().collect()
}

fn give(metrics: &mut FileMetrics, file: Option<&FileCoverage>, covered: &mut Covered) {
    let Some(file) = file else {
        metrics.functions.iter_mut().for_each(|function| function.coverage = None);
        covered.unknown += metrics.functions.len();
        return;
    };
    let spans: Vec<FunctionSpan> = metrics.functions.iter().map(|function| span(function.location)).collect();
    for (function, coverage) in metrics.functions.iter_mut().zip(of_functions(file, &spans)) {
        function.coverage = coverage;
        covered.functions += usize::from(coverage.is_some());
        covered.unknown += usize::from(coverage.is_none());
    }
}

/// Where a function stands; where one of several lines ends in its last line does not matter to anybody.
fn span(location: Location) -> FunctionSpan {
    let place = location.in_file();
    let width = place.end_byte - place.start_byte;
    let end_column = (place.line == place.end_line).then_some(place.column + width);
    FunctionSpan { lines: place.line..=place.end_line, column: place.column, end_column }
}

/// The last line that a file has; of a component or a notebook only the code in it is counted.
fn last_line(metrics: &FileMetrics) -> u32 {
    let ends = metrics.functions.iter().map(|function| function.location.in_file().end_line);
    ends.max().unwrap_or(0).max(metrics.raw.loc)
}

fn paths_of(outcome: &Outcome) -> Vec<&Path> {
    let records = outcome.records.iter().map(|record| &*record.path);
    let others =
        outcome.quiet.iter().map(|file| &*file.path).chain(outcome.skipped.iter().map(|it| &*it.path));
    records.chain(others).collect()
}

/// Says how reports may name a file of the run.
struct Naming<'a> {
    configured: &'a Configured,
    /// The current directory with a slash behind it, and where in it what is below the root of the repository begins; none
    /// if it is elsewhere.
    current: Option<(String, usize)>,
}

impl<'a> Naming<'a> {
    fn new(configured: &'a Configured) -> Naming<'a> {
        let behind = |path: &Path| {
            let path = display(path).into_owned();
            if path.ends_with('/') { path } else { path + "/" }
        };
        let (current, root) = (behind(&configured.current), behind(&configured.root));
        let is_inside = current.starts_with(&root);
        Naming { configured, current: is_inside.then_some((current, root.len())) }
    }

    fn of(&self, path: &Path) -> MeasuredPath {
        // most paths are that of a walk, and need not be taken apart
        let is_plain = |text: &&str| path.is_relative() && !text.starts_with('.') && !text.contains("/.");
        if let Some(((current, inside), text)) = self.current.as_ref().zip(path.to_str().filter(is_plain)) {
            return MeasuredPath {
                absolute: format!("{current}{}", with_slashes(text.into())),
                inside: *inside,
            };
        }
        let absolute = self.configured.absolute(path);
        let below = absolute.strip_prefix(&self.configured.root);
        let inside = below.map_or(0, |below| absolute.as_os_str().len() - below.as_os_str().len());
        let absolute = display(&absolute).into_owned();
        // a path with letters that are none is another text, and is not cut
        let inside = if absolute.is_char_boundary(inside) { inside } else { 0 };
        MeasuredPath { absolute, inside }
    }
}
