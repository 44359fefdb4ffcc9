//! What a session holds between two questions: settings, texts, the cache, and what was measured.

use super::configured::Configured;
use super::coverage::Reports;
use super::measured::Measured;
use super::plan::Plan;
use super::work::Work;
use super::{Extent, NothingToMeasure, Selection, SessionError};
use crate::cache::HistoryCache;
use crate::config::Settings;
use crate::course::{Course, Stop};
use crate::discover::{Candidate, Source, as_reported, read_from};
use crate::model::{Outcome, Record, RunStats, Skipped};
use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Answers questions about the files of a selection.
///
/// See [the module](super) for how to use it.
#[derive(Debug)]
pub struct Session {
    pub(super) selection: Selection,
    pub(super) configured: Configured,
    pub(super) plan: Plan,
    /// What was given under the name that the selection says.
    pub(super) given: Option<Result<Candidate, Skipped>>,
    pub(super) work: Work,
    /// What was measured for the last question.
    pub(super) measured: Measured,
    /// What was measured of all files, while a question about a change is answered.
    pub(super) set_aside: Option<Measured>,
    /// Whether all files were measured for the last question.
    pub(super) knows_all: bool,
    /// The directories that were entered, if somebody wants to know.
    pub(super) entered: Option<Vec<PathBuf>>,
    /// Whether only the records are wanted that can matter to a verdict.
    pub(super) is_lean: bool,
    /// Whether the next run that asks the same may need fewer.
    pub(super) may_be_lean: bool,
    /// What counts instead of files, by absolute path.
    pub(super) texts: BTreeMap<PathBuf, Arc<[u8]>>,
    /// Records that were read for what was.
    pub(super) earlier: Option<Vec<Record>>,
    /// Files as they were in a commit, by their paths.
    pub(super) former: HashMap<PathBuf, (Source, Record)>,
    /// What the tests ran, if the selection names reports of that.
    pub(super) reports: Option<Reports>,
}

/// What a session has done since it was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// Directories that were listed.
    pub listed: u64,
    /// Files whose bytes were read, on disk, in git or as a text.
    pub read: u64,
    /// Files that were parsed.
    pub parsed: u64,
}

const _: () = {
    const fn is_shared<T: Send + Sync>() {}
    is_shared::<Session>();
};

/// What there is to say of a session at its end.
#[derive(Debug)]
pub struct Closing {
    /// Counts and times.
    pub stats: RunStats,
    /// What a person should know of the cache, in one line.
    pub warning: Option<String>,
}

impl Session {
    /// Reads the configurations and reports on coverage that count for a selection, and looks at no other file.
    ///
    /// # Errors
    /// If a configuration, a pattern or a report is wrong.
    pub fn open(selection: Selection) -> Result<Session, SessionError> {
        let work = Work::start();
        let configured = Configured::new(&selection)?;
        let plan = Plan::new(&selection, &configured.settings, &work.stop);
        let reports = Reports::read(&selection, &configured, &plan, &work.timings)?;
        Ok(Session {
            selection,
            configured,
            plan,
            given: None,
            work,
            measured: Measured::default(),
            set_aside: None,
            knows_all: false,
            entered: None,
            is_lean: false,
            may_be_lean: false,
            texts: BTreeMap::new(),
            earlier: None,
            former: HashMap::new(),
            reports,
        })
    }

    /// Takes a text to its end, no more of it than a file may have, in place of the file that the selection names.
    ///
    /// # Errors
    /// If the selection names none, or its language is not known.
    pub fn give(&mut self, text: impl Read) -> Result<(), SessionError> {
        let Some(name) = self.selection.text.as_deref().map(as_reported) else {
            return Err(SessionError::Request("there is no name for the text".to_owned()));
        };
        let settings = self.configured.of_file(&name)?;
        let text = read_from(text, &name, settings.max_file_size.value);
        self.given = Some(self.plan.text(name, text, &settings)?);
        Ok(())
    }

    /// Measures what an extent of the selection says.
    ///
    /// # Errors
    /// If what was asked for is not there, a configuration on the way is wrong, or a signal came. If there is nothing
    /// to measure, that is an error for [`Extent::All`] and none for a change.
    pub fn measure(&mut self, extent: &Extent) -> Result<&Measured, SessionError> {
        self.look(extent)?;
        self.measured.must_be_something(extent.is_change())?;
        Ok(&self.measured)
    }

    /// An error for a list of paths with nothing in it, which does not stand for everything.
    pub(super) fn must_name_something(&self) -> Result<(), SessionError> {
        let is_empty = self.selection.is_list && self.selection.paths.is_empty();
        if is_empty { Err(NothingToMeasure::default().into()) } else { Ok(()) }
    }

    /// Writes to the cache what is still to be written, and closes it. The session can go on.
    pub fn close(&mut self) -> Closing {
        let (stats, warning) = self.work.close(&self.measured.outcome);
        Closing { stats, warning }
    }

    /// The records of contents that files had in former commits, looked up and stored in bulk; `None` if no cache is
    /// wanted or nobody says where one is. Opening it neither needs nor disturbs the cache of files as they are.
    #[must_use]
    pub fn history_cache(&self) -> Option<HistoryCache> {
        self.plan.cache.as_ref()?.open_history()
    }

    /// What the session has done since it was opened.
    #[must_use]
    pub fn counters(&self) -> Counters {
        let (listed, read, parsed) = self.work.course.counts();
        Counters { listed, read, parsed }
    }

    /// Reads the configurations again; what was measured stays.
    pub(super) fn reconfigure(&mut self) -> Result<(), SessionError> {
        self.configured = Configured::new(&self.selection)?;
        self.plan = Plan::new(&self.selection, &self.configured.settings, &self.work.stop);
        Ok(())
    }

    /// Whether the selection names a text that was not given yet.
    #[must_use]
    pub fn awaits_text(&self) -> bool {
        self.selection.text.is_some() && self.given.is_none()
    }

    /// The records, for whoever asks nothing more.
    #[must_use]
    pub fn into_outcome(self) -> Outcome {
        self.measured.outcome
    }

    /// An error if a signal has asked the session to stop.
    ///
    /// # Errors
    /// [`SessionError::Stopped`].
    pub fn go_on(&self) -> Result<(), SessionError> {
        self.work.go_on()
    }

    /// Does something and adds how long it takes to a phase of the session.
    pub fn time<T>(&self, phase: &'static str, job: impl FnOnce() -> T) -> T {
        self.work.timings.time(phase, job)
    }

    /// What ends the work of the session when it is set.
    #[must_use]
    pub fn stop(&self) -> &Stop {
        &self.work.stop
    }

    /// How far the work is.
    #[must_use]
    pub fn course(&self) -> &Arc<Course> {
        &self.work.course
    }

    /// What was measured for the last question.
    #[must_use]
    pub fn measured(&self) -> &Measured {
        &self.measured
    }

    /// The settings that count for the session as a whole.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.configured.settings
    }

    /// The same as the configurations say it, whatever the selection makes of the place of the baseline.
    #[must_use]
    pub fn configured(&self) -> Arc<Settings> {
        self.configured.of_run()
    }

    /// The settings that govern a file.
    ///
    /// # Errors
    /// If one of its configurations is wrong.
    pub fn settings_of(&self, file: &Path) -> Result<Arc<Settings>, SessionError> {
        Ok(self.configured.of_file(file)?)
    }

    /// The settings that govern what stands in a directory.
    ///
    /// # Errors
    /// If one of its configurations is wrong.
    pub fn settings_in(&self, directory: &Path) -> Result<Arc<Settings>, SessionError> {
        self.settings_of(&directory.join("x"))
    }

    /// The files with a name of a configuration that are another program's, with the reasons; each is told once.
    #[must_use]
    pub fn passed_over(&self) -> Vec<String> {
        self.configured.passed_over()
    }

    /// The directory that relative paths are relative to.
    #[must_use]
    pub fn current(&self) -> &Path {
        &self.configured.current
    }

    /// The content of a file as it was measured, unless it has changed since.
    #[must_use]
    pub fn content(&self, path: &Path) -> Option<Vec<u8>> {
        if let Some(text) = self.texts.get(&self.configured.absolute(path)) {
            return Some(text.to_vec());
        }
        if let Some(Ok(given)) = self.given.as_ref().filter(|it| it.as_ref().is_ok_and(|it| it.path == path))
        {
            return given.read(u64::MAX).ok().flatten();
        }
        let most = self.configured.of_file(path).map_or(0, |it| it.max_file_size.value);
        self.measured.content(path, most)
    }
}
