//! What all commands do around their question: heed signals, show progress, and say at the end what there is to say.

use super::args::{CheckArgs, RunArgs};
use super::failure::unless_closed;
use super::terminal::{choose, told};
use crate::course::{Progress, heed_signals};
use crate::model::{Covered, Verdict, printable};
use crate::report::{Destination, Messages, escaped, named_twice, write_stats};
use crate::session::{Closing, NO_FILE, Selection, Session, SessionError};
use anyhow::{Result, bail};
use std::collections::HashSet;
use std::io::{Write, stdin};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

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
    ignored_errors: HashSet<PathBuf>,
    /// Whether files that could not be measured are listed; else the command calls them errors.
    lists_not_done: bool,
    /// Whether it is worth a word that a file was named whose language is not known.
    counts_unrecognised: bool,
}

impl Run<'_> {
    /// Opens a session, whose settings decide about colour from now on.
    pub(super) fn open(options: &RunArgs, selection: Selection) -> Result<(Run<'_>, Session)> {
        let session = Session::open(selection)?;
        choose(session.settings().color.value);
        Ok((
            Run { options, ignored_errors: HashSet::new(), lists_not_done: true, counts_unrecognised: true },
            session,
        ))
    }

    /// Asks a session something: with a bar, and until a signal comes.
    ///
    /// While standard input is read a signal ends the process at once.
    pub(super) fn attend<T>(
        &self,
        session: &mut Session,
        ask: impl FnOnce(&mut Session) -> Result<T, SessionError>,
    ) -> Result<T> {
        if session.awaits_text() {
            session.give(stdin().lock())?;
        }
        if session.awaits_records() {
            session.read_records(stdin().lock())?;
        }
        let progress = self.begin(session)?;
        let answer = ask(session)?;
        drop(progress);
        unless_closed(self.note(session).map_err(Into::into))?;
        Ok(answer)
    }

    /// Heeds signals from now on, and shows how far the work is.
    pub(super) fn begin(&self, session: &Session) -> std::io::Result<Option<Progress>> {
        heed_signals(session.stop())?;
        Ok(if self.options.quiet { None } else { Progress::start(session.course()) })
    }

    /// Says what a session met that nobody asked about.
    pub(super) fn note(&self, session: &Session) -> std::io::Result<()> {
        for note in session.passed_over().iter().filter(|_| !self.options.quiet) {
            writeln!(told(), "note: {}", printable(note))?;
        }
        for path in &session.measured().intended {
            let path = path.to_string_lossy();
            let what = "its content is not staged, only the intention to add it";
            writeln!(told(), "note: {}: {what}", printable(&path))?;
        }
        Ok(())
    }

    /// Says what is doubtful of the reports on coverage.
    pub(super) fn doubt_coverage(&self, session: &Session) -> Result<()> {
        let covered = session.measured().outcome.covered.iter();
        for doubt in covered.flat_map(Covered::doubts).filter(|_| !self.options.quiet) {
            writeln!(told(), "warning: {}", printable(&doubt))?;
        }
        Ok(())
    }

    /// Leaves to the report of a check what it tells itself.
    pub(super) fn leave_to(&mut self, verdict: &Verdict, options: &CheckArgs) {
        self.ignored_errors.clone_from(&verdict.ignored_errors);
        self.lists_not_done = options.allow_skipped;
        self.counts_unrecognised = !options.is_of_hook();
    }

    /// Writes what was asked for besides the report.
    pub(super) fn finish(self, session: Session) -> Result<()> {
        // The process ends here: to take every record apart first is an eighth of a run that the cache answers.
        let mut session = ManuallyDrop::new(session);
        let Closing { stats, warning } = session.close();
        let messages = Messages {
            quiet: self.options.quiet,
            verbose: self.options.verbose,
            timings: self.options.timings,
            ignored_errors: &self.ignored_errors,
            not_done: self.lists_not_done,
        };
        if let Some(warning) = warning.filter(|_| !self.options.quiet) {
            writeln!(told(), "warning: {}", escaped(&warning))?;
        }
        let measured = session.measured();
        for directory in measured.barren.iter().filter(|_| !self.options.quiet) {
            writeln!(told(), "warning: {}: {NO_FILE}", escaped(&directory.to_string_lossy()))?;
        }
        let counts = self.counts_unrecognised || self.options.verbose;
        let unrecognised = if counts { measured.unrecognised.as_slice() } else { &[] };
        messages.write(&measured.outcome, unrecognised, &stats, &mut told())?;
        if let Some(path) = &self.options.stats_file {
            Destination::File(path.clone())
                .write(|out| write_stats(&stats, out), || session.go_on().is_ok())?;
        }
        Ok(session.go_on()?)
    }
}
