//! What a run says on standard error: what was skipped, what was only partly understood, and what took how long.

use super::escape::escaped;
use super::row::display;
use crate::model::{Outcome, RunStats};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How much is said.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch")]
pub struct Messages {
    /// Nothing but what was asked for by its own option.
    pub quiet: bool,
    /// Everything by name.
    pub verbose: bool,
    /// How long each phase took.
    pub timings: bool,
    /// Whether files with parse errors are worth a word.
    pub partial: bool,
}

impl Messages {
    /// Writes what there is to say after a run.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub fn write(
        self,
        outcome: &Outcome,
        unrecognised: &[PathBuf],
        stats: &RunStats,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if !self.quiet {
            skipped(outcome, out)?;
            if self.partial {
                self.partial(outcome, stats.partial, out)?;
            }
            self.unrecognised(unrecognised, out)?;
        }
        if self.timings { timings(stats, out) } else { Ok(()) }
    }

    fn partial(self, outcome: &Outcome, partial: usize, out: &mut dyn Write) -> io::Result<()> {
        if self.verbose {
            for record in outcome.records.iter().filter(|record| record.metrics.parse_errors > 0) {
                writeln!(
                    out,
                    "partial: {}: {} parse errors",
                    shown(&record.path),
                    record.metrics.parse_errors
                )?;
            }
        } else if partial > 0 {
            writeln!(out, "warning: {} with parse errors: `-v` names them", files(partial))?;
        }
        Ok(())
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

fn skipped(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    for file in &outcome.skipped {
        writeln!(out, "skipped: {}: {}: {}", shown(&file.path), file.reason.word(), escaped(&file.detail))?;
    }
    if outcome.skipped.is_empty() {
        return Ok(());
    }
    writeln!(out, "warning: {} skipped", files(outcome.skipped.len()))
}

fn timings(stats: &RunStats, out: &mut dyn Write) -> io::Result<()> {
    for phase in &stats.phases {
        writeln!(out, "time: {:<8} {:>9.3} ms", phase.name, phase.seconds * 1e3)?;
    }
    Ok(())
}

fn files(count: usize) -> String {
    format!("{count} {}", if count == 1 { "file" } else { "files" })
}

fn shown(path: &Path) -> String {
    escaped(&display(path)).into_owned()
}

/// Writes counts and times of a run as JSON.
///
/// # Errors
/// If the bytes cannot be written.
pub fn write_stats(stats: &RunStats, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, stats)?;
    out.write_all(b"\n")
}
