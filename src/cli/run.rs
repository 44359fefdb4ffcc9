//! What all commands do around their work: heed signals, show progress, and say at the end what there is to say.

use super::args::RunArgs;
use super::caching::Caching;
use crate::model::{Outcome, RunStats};
use crate::report::{Destination, Messages, escaped, named_twice, write_stats};
use crate::watch::{Progress, Stop, Timings, Watch, heed_signals};
use anyhow::{Result, bail};
use std::collections::HashSet;
use std::io::{Write, stderr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A signal ended the run.
#[derive(Debug, thiserror::Error)]
#[error("stopped by signal {0}")]
pub(super) struct Stopped(pub(super) usize);

/// An error if two of the files that a run writes would be one, whose first content would be lost.
pub(super) fn distinct<'a>(reports: impl IntoIterator<Item = &'a Path>, options: &'a RunArgs) -> Result<()> {
    match named_twice(reports.into_iter().chain(options.stats_file.as_deref())) {
        Some(twice) => bail!("{}: two reports cannot go to one file", twice.display()),
        None => Ok(()),
    }
}

/// A run of a command.
pub(super) struct Run<'a> {
    options: &'a RunArgs,
    /// Files whose parse errors are not worth a word.
    pub(super) ignored_errors: HashSet<PathBuf>,
    /// Whether files that could not be measured are listed; else the command calls them errors.
    pub(super) lists_not_done: bool,
    pub(super) stop: Stop,
    pub(super) watch: Arc<Watch>,
    pub(super) timings: Timings,
    pub(super) caching: Caching,
    /// The files and bytes that were asked for, where what they are compared with is looked into as well.
    pub(super) asked: Option<(u64, u64)>,
}

impl Run<'_> {
    pub(super) fn start(options: &RunArgs) -> Run<'_> {
        let stop = Stop::default();
        Run {
            options,
            ignored_errors: HashSet::new(),
            lists_not_done: true,
            watch: Arc::new(Watch::new(stop.clone())),
            stop,
            timings: Timings::start(),
            caching: Caching::default(),
            asked: None,
        }
    }

    /// From now on a signal ends the run in order; before, it may wait for input and ends at once.
    pub(super) fn heed_signals(&self) -> Result<()> {
        Ok(heed_signals(&self.stop)?)
    }

    pub(super) fn progress(&self) -> Option<Progress> {
        if self.options.quiet { None } else { Progress::start(&self.watch) }
    }

    /// An error if a signal has come.
    pub(super) fn go_on(&self) -> Result<()> {
        self.stop.signal().map_or(Ok(()), |signal| Err(Stopped(signal).into()))
    }

    /// Writes what was asked for besides the report.
    pub(super) fn finish(mut self, outcome: &Outcome, unrecognised: &[PathBuf]) -> Result<()> {
        let (files, bytes) = self.asked.unwrap_or_else(|| self.watch.done());
        let cache = self.caching.counts();
        let mut warning = None;
        if self.caching.is_wanted() {
            warning = self.timings.time("store", || self.caching.finish());
        }
        let stats = RunStats { cache, ..RunStats::new(outcome, files, bytes, self.timings.phases()) };
        let messages = Messages {
            quiet: self.options.quiet,
            verbose: self.options.verbose,
            timings: self.options.timings,
            ignored_errors: &self.ignored_errors,
            not_done: self.lists_not_done,
        };
        if let Some(warning) = warning.filter(|_| !self.options.quiet) {
            writeln!(stderr(), "warning: {}", escaped(&warning))?;
        }
        messages.write(outcome, unrecognised, &stats, &mut stderr().lock())?;
        if let Some(path) = &self.options.stats_file {
            Destination::File(path.clone())
                .write(|out| write_stats(&stats, out), || self.stop.signal().is_none())?;
        }
        self.go_on()
    }
}
