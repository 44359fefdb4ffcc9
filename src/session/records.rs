//! Records in the place of files: what was measured anywhere is judged, shown and compared here, once.

use super::measured::{Former, Measured};
use super::parts::merged;
use super::session::Session;
use super::{Extent, NothingToMeasure, SessionError};
use crate::model::Outcome;
use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

impl Session {
    /// Whether the selection names records, which were not read yet.
    #[must_use]
    pub fn awaits_records(&self) -> bool {
        let Session { selection, knows_all, earlier, .. } = self;
        !selection.records.is_empty() && !knows_all
            || !selection.records_before.is_empty() && earlier.is_none()
    }

    /// Reads the records that the selection names; `given` is read for the part named `-`. From now on they stand for all
    /// files of the selection, and what a walk would find does not count.
    ///
    /// # Errors
    /// If a part cannot be read, a line of it is no record, two parts have one file, or the numbers follow another
    /// definition of a metric.
    pub fn read_records(&mut self, mut given: impl Read) -> Result<(), SessionError> {
        if !self.selection.records.is_empty() {
            let outcome = self.work.timings.time("read", || merged(&self.selection.records, &mut given))?;
            self.configured.settle(paths(&outcome))?;
            self.count(&outcome);
            let is_empty = outcome.records.is_empty() && outcome.skipped.is_empty();
            let nothing =
                is_empty.then(|| NothingToMeasure { in_records: true, ..NothingToMeasure::default() });
            self.measured = Measured { outcome, nothing, notes_hidden: true, ..Measured::default() };
            self.knows_all = true;
            self.cover();
        }
        if !self.selection.records_before.is_empty() {
            let earlier =
                self.work.timings.time("read", || merged(&self.selection.records_before, &mut given))?;
            self.earlier = Some(earlier.records);
        }
        Ok(())
    }

    fn count(&self, outcome: &Outcome) {
        let files = outcome.records.len() + outcome.skipped.len();
        self.work.course.expect(files, 0);
        (0..files).for_each(|_| self.work.course.finish(0));
    }

    /// Compares the records that were read for what was with those for what is, or else with the files as they are.
    ///
    /// A file is the one that has its path: what was renamed is gone and new, and what it holds is known by what it says.
    ///
    /// # Errors
    /// As [`Session::measure`].
    pub fn measure_since_records(&mut self) -> Result<&Measured, SessionError> {
        self.look(&Extent::All)?;
        self.measured.must_be_something(true)?;
        let before = self.earlier.take().unwrap_or_default();
        let wanted: BTreeSet<PathBuf> =
            self.measured.outcome.records.iter().map(|it| it.path.clone()).collect();
        let wanted_before: BTreeSet<PathBuf> = before.iter().map(|it| it.path.clone()).collect();
        let both = wanted.intersection(&wanted_before);
        let origins = both.map(|path| (path.clone(), path.clone())).collect();
        let (others, whole, further) = (Vec::new(), BTreeSet::new(), Vec::new());
        self.measured.former =
            Some(Former { before, origins, others, wanted, wanted_before, whole, further });
        self.knows_all = false;
        Ok(&self.measured)
    }
}

fn paths(outcome: &Outcome) -> impl Iterator<Item = &Path> {
    let records = outcome.records.iter().map(|record| &*record.path);
    records.chain(outcome.skipped.iter().map(|skipped| &*skipped.path))
}
