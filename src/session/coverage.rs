//! What the tests ran: reads the reports that a selection names, and gives each measured function its part of them.

use super::configured::{Configured, shown};
use super::session::Session;
use super::{Selection, SessionError};
use crate::course::Timings;
use crate::coverage::{Coverage, CoverageOf, FileCoverage, FunctionSpan, Match, MeasuredPath, of_functions};
use crate::model::{Covered, FileMetrics, Location, Outcome, Record, Verdict, printable};
use crate::regular;
use std::collections::{BTreeSet, HashSet};
use std::path::Path;
use std::time::SystemTime;

/// No report is larger that somebody reads; a tool that went wrong may write more.
const LARGEST: u64 = 1 << 30;

/// The reports of a run.
#[derive(Debug)]
pub(super) struct Reports {
    coverage: Coverage,
    /// What their relative paths begin at, if somebody says it.
    root: Option<String>,
}

impl Reports {
    /// Reads all reports that a selection names; `None` if it names none.
    pub(super) fn read(
        selection: &Selection,
        configured: &Configured,
        timings: &Timings,
    ) -> Result<Option<Reports>, SessionError> {
        match selection.coverage.as_slice() {
            [] => Ok(None),
            _ => timings.time("reports", || Reports::read_all(selection, configured)).map(Some),
        }
    }

    fn read_all(selection: &Selection, configured: &Configured) -> Result<Reports, SessionError> {
        let mut coverage = Coverage::default();
        for path in &selection.coverage {
            let place = configured.absolute(path);
            let refused = |why: String| {
                let name = shown(&place, &configured.current);
                SessionError::Request(format!("{name}: {}", printable(&why)))
            };
            let bytes = regular::read(&place, LARGEST).map_err(|error| refused(error.to_string()))?;
            let written = place.metadata().and_then(|it| it.modified()).ok();
            coverage.add(&bytes, written).map_err(|error| refused(error.to_string()))?;
        }
        let root = selection.coverage_root.as_ref().map(|root| with_slashes(&configured.absolute(root)));
        Ok(Reports { coverage, root })
    }

    /// Gives each function of what was measured its part, and says what is not known.
    fn give(&self, outcome: &mut Outcome, configured: &Configured) {
        let path = |record: &Record| MeasuredPath {
            absolute: with_slashes(&configured.absolute(&record.path)),
            in_repository: with_slashes(&configured.in_repository(&record.path)),
        };
        let mut paths: Vec<MeasuredPath> = outcome.records.iter().map(path).collect();
        let measured = paths.len();
        paths.extend(self.others(&paths, configured));
        let joined = CoverageOf::new(&self.coverage, self.root.as_deref(), &paths);
        let mut covered = Covered::default();
        for (record, path) in outcome.records.iter_mut().zip(&paths[..measured]) {
            let known = match joined.file(&path.absolute) {
                Match::Unknown => None,
                Match::Ambiguous(other) => {
                    covered.ambiguous.push((record.path.clone(), other.to_owned()));
                    None
                }
                Match::Known(file) if file.last_line() > last_line(&record.metrics) => {
                    covered.shortened.push(record.path.clone());
                    None
                }
                Match::Known(file) => {
                    covered.files += 1;
                    if is_older(file, &configured.absolute(&record.path)) {
                        covered.outdated.push(record.path.clone());
                    }
                    Some(file)
                }
            };
            give(&mut record.metrics, known, &mut covered);
        }
        outcome.covered = Some(covered);
    }

    /// Files of the repository that the run did not look at and that a report names letter for letter: what is said of
    /// them is said of no other.
    fn others(&self, paths: &[MeasuredPath], configured: &Configured) -> Vec<MeasuredPath> {
        let known: HashSet<&str> = paths.iter().map(|path| path.in_repository.as_str()).collect();
        let unknown = self.coverage.paths().filter(|path| !path.starts_with('/') && !known.contains(path));
        let place = |path: &str| (configured.root.join(path), path.to_owned());
        let there = unknown.map(place).filter(|(absolute, _)| absolute.is_file());
        there
            .map(|(absolute, in_repository)| MeasuredPath {
                absolute: with_slashes(&absolute),
                in_repository,
            })
            .collect()
    }
}

impl Session {
    /// Gives the functions that were measured for a question what the reports know of them.
    pub(super) fn cover(&mut self) {
        if let Some(reports) = &self.reports {
            let outcome = &mut self.measured.outcome;
            self.work.timings.time("coverage", || reports.give(outcome, &self.configured));
        }
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

/// Whether a file on disk changed after a report that speaks of it was written.
fn is_older(report: &FileCoverage, file: &Path) -> bool {
    let changed: Option<SystemTime> = file.metadata().and_then(|it| it.modified()).ok();
    report.written().zip(changed).is_some_and(|(written, changed)| written < changed)
}

fn with_slashes(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        text.into_owned()
    } else {
        text.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_with_slashes() {
        let path: std::path::PathBuf = ["a", "b.py"].iter().collect();
        assert_eq!(with_slashes(&path), "a/b.py");
    }
}
