//! The question of a diff: what a change did to the numbers.

use super::changes::Revisions;
use super::session::Session;
use super::{Measured, SessionError};
use crate::compare::{Difference, Movement};

impl Session {
    /// Measures both sides of what changed between two versions, and compares them.
    ///
    /// # Errors
    /// As [`Session::measure`].
    pub fn diff(&mut self, revisions: &Revisions) -> Result<Difference<'_>, SessionError> {
        self.measure_between(revisions)?;
        Ok(self.difference())
    }

    /// Measures both sides of what changed between two versions.
    ///
    /// # Errors
    /// As [`Session::measure`].
    pub fn measure_between(&mut self, revisions: &Revisions) -> Result<&Measured, SessionError> {
        self.must_name_something()?;
        self.work.begin();
        self.keep_all();
        self.open_cache(&[]);
        let changes = || revisions.changes(&self.configured, &self.selection.paths);
        let changes = self.work.timings.time("git", changes)?;
        let files = self.choose(changes)?;
        self.measured = self.measure_sides(files)?;
        Ok(&self.measured)
    }

    /// What the change that was measured last did to the numbers; nothing if both sides were not measured.
    #[must_use]
    pub fn difference(&self) -> Difference<'_> {
        let mut difference = self.measured.comparison().map(|it| Difference::new(&it)).unwrap_or_default();
        difference.retain(|path| self.measured.is_wanted(path));
        difference
    }

    /// Whether the change that was measured last took complexity away, or only moved it.
    #[must_use]
    pub fn movements(&self) -> Vec<Movement> {
        self.measured.comparison().map(|it| Movement::all(&it)).unwrap_or_default()
    }
}
