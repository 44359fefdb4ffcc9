//! What a run says on standard error: what was skipped, what was only partly understood, and what took how long.

use super::escape::escaped;
use super::json_text::write_pretty;
use crate::model::display;
use crate::model::{Outcome, RecallCounts, Record, RunStats, Skipped, counted};
use std::collections::HashSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How much is said.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch")]
pub(crate) struct Messages<'a> {
    /// Nothing but what was asked for by its own option.
    pub quiet: bool,
    /// Everything by name.
    pub verbose: bool,
    /// How long each phase took.
    pub timings: bool,
    /// Files whose parse errors are not worth a word.
    pub ignored_errors: &'a HashSet<PathBuf>,
    /// Whether files that could not be measured are listed here; else somebody calls them errors.
    pub not_done: bool,
}

impl Messages<'_> {
    /// Writes what there is to say after a run.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub(crate) fn write(
        self,
        outcome: &Outcome,
        unrecognised: &[PathBuf],
        stats: &RunStats,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if !self.quiet {
            self.skipped(outcome, out)?;
            self.partial(outcome, out)?;
            self.unrecognised(unrecognised, out)?;
        }
        if let Some(counts) = stats.cache.filter(|_| self.verbose || self.timings) {
            recalled(&counts, out)?;
        }
        if self.timings { timings(stats, out) } else { Ok(()) }
    }

    fn skipped(self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        let listed = |file: &&Skipped| self.not_done || file.reason.is_policy();
        for file in outcome.skipped.iter().filter(listed) {
            writeln!(
                out,
                "skipped: {}: {}: {}",
                shown(&file.path),
                file.reason.word(),
                escaped(&file.detail)
            )?;
        }
        match outcome.skipped.iter().filter(listed).count() {
            0 => Ok(()),
            number => writeln!(out, "warning: {} skipped", files(number)),
        }
    }

    fn partial(self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        let is_worth_a_word =
            |it: &&Record| it.metrics.parse_errors > 0 && !self.ignored_errors.contains(&it.path);
        let partial = outcome.records.iter().filter(is_worth_a_word);
        if self.verbose {
            return partial.into_iter().try_for_each(|record| {
                let (place, amount) = not_understood(record);
                writeln!(out, "partial: {place}: {amount}")
            });
        }
        let all: Vec<&Record> = partial.collect();
        match all.as_slice() {
            [] => Ok(()),
            [only] => {
                let (place, amount) = not_understood(only);
                writeln!(out, "warning: 1 file with parse errors: {place}: {amount}")
            }
            more => {
                let (place, _) = not_understood(more[0]);
                writeln!(
                    out,
                    "warning: {} with parse errors, the first at {place}: `-v` names them",
                    files(more.len())
                )
            }
        }
    }

    fn unrecognised(self, unrecognised: &[PathBuf], out: &mut dyn Write) -> io::Result<()> {
        if self.verbose {
            for path in unrecognised {
                writeln!(out, "not measured: {}: in no known language", shown(path))?;
            }
        } else if !unrecognised.is_empty() {
            writeln!(out, "warning: {} in no known language: `-v` names them", files(unrecognised.len()))?;
        }
        Ok(())
    }
}

/// Where a file was not understood, and how much of it.
fn not_understood(record: &Record) -> (String, String) {
    let (path, errors) = (shown(&record.path), record.metrics.parse_errors);
    match record.metrics.parse_error {
        Some(it) => (format!("{path}:{}:{}", it.line, it.column + 1), it.amount(errors)),
        None => (path, counted(errors as usize, "parse error", "parse errors")),
    }
}

fn recalled(counts: &RecallCounts, out: &mut dyn Write) -> io::Result<()> {
    let RecallCounts { by_stat, by_content, stale, missed, retried } = counts;
    write!(
        out,
        "cache: {by_stat} by stat, {by_content} by content, {stale} stale, {missed} missed, {retried} retried"
    )?;
    match counts.efficiency() {
        Some(part) => writeln!(out, ": {:.1} % recognised", part * 100.0),
        None => writeln!(out),
    }
}

fn timings(stats: &RunStats, out: &mut dyn Write) -> io::Result<()> {
    for phase in &stats.phases {
        writeln!(out, "time: {:<8} {:>9.3} ms", phase.name, phase.seconds * 1e3)?;
    }
    Ok(())
}

fn files(number: usize) -> String {
    counted(number, "file", "files")
}

fn shown(path: &Path) -> String {
    escaped(&display(path)).into_owned()
}

/// Writes counts and times of a run as JSON.
///
/// # Errors
/// If the bytes cannot be written.
pub(crate) fn write_stats(stats: &RunStats, out: &mut dyn Write) -> io::Result<()> {
    write_pretty(stats, out)
}
