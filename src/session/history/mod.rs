//! Questions about the history of the code: opened here, with the settings that count for it.

mod contents;
mod hotspots;
mod life;
mod since;
mod trend;

pub use hotspots::HotspotsRequest;
pub use trend::TrendRequest;

use super::session::Session;
use super::{ConfigFrom, SessionError};
use crate::discover::git::{Every, History, Walk};

/// Which part of a history a question is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// All commits, not only first parents.
    pub all: bool,
    /// Only one commit for each of these.
    pub every: Option<Every>,
    /// Only what is later: a date, a time ago (`1.year`) or a revision.
    pub since: Option<String>,
}

impl Session {
    /// Opens the repository around the current directory. In one without a work tree the configurations are those of its
    /// last commit.
    fn open_history(&mut self) -> Result<History, SessionError> {
        self.must_name_something()?;
        let history = History::open()?;
        let is_open = self.selection.config == ConfigFrom::Nearest;
        if history.is_bare() && is_open && history.is_revision("HEAD") {
            self.selection.config = ConfigFrom::Revision("HEAD".to_owned());
            self.reconfigure()?;
        }
        Ok(history)
    }
}

impl Window {
    /// What of it git understands.
    fn walk(&self, history: &History) -> Result<Walk, SessionError> {
        let mut walk = Walk { all: self.all, every: self.every, ..Walk::default() };
        if let Some(since) = &self.since {
            match since::seconds(since, chrono::Utc::now()) {
                Some(seconds) => walk.since = Some(seconds),
                None if history.is_revision(since) => walk.after = Some(since.clone()),
                None => return Err(SessionError::Request(since::unknown(since))),
            }
        }
        Ok(walk)
    }
}
