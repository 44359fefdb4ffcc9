//! What becomes of a baseline: the only questions that write one.

use super::configured::shown;
use super::ratchet::{Ratchet, View, in_repository};
use super::session::Session;
use super::verdict::{Rigour, verdict};
use super::{Extent, SessionError, Unusable};
use crate::baseline::{BaselineEntry, EntryCounts, Update, complete, update, write};
use crate::model::{Definitions, Verdict};
use crate::report::Destination;
use std::path::Path;

/// A baseline as it was written.
#[derive(Debug)]
pub struct Written {
    /// The file as a person would type it.
    pub path: String,
    /// How many entries it has.
    pub entries: usize,
    /// How many of them became what.
    pub changes: EntryCounts,
    /// Whether the whole repository was looked at; if not, nothing was dropped.
    pub is_whole: bool,
}

impl Session {
    /// Writes down everything that is beyond its limit now.
    ///
    /// # Errors
    /// As [`Session::measure`]; and if there is a baseline already, unless it is to be replaced, or if entries of
    /// files that were not looked at would be lost.
    pub fn create_baseline(&mut self, replace: bool) -> Result<Written, SessionError> {
        let (verdict, is_whole) = self.judged()?;
        let path = &self.configured.settings.baseline.value;
        let shown = shown(path, &self.configured.current);
        match path.symlink_metadata() {
            Ok(_) if !replace => return Err(Unusable::Present(shown).into()),
            Ok(_) if !is_whole => return Err(Unusable::Whole(shown).into()),
            _ => {}
        }
        let entries = self.entries(&verdict);
        save(path, &entries, Some(&Definitions::current()))?;
        Ok(Written { path: shown, entries: entries.len(), changes: EntryCounts::default(), is_whole })
    }

    /// Takes over what an update allows; what nothing is left of is dropped if the whole repository was looked at.
    ///
    /// # Errors
    /// As [`Session::measure`], and if there is no baseline.
    pub fn update_baseline(&mut self, allowed: Update) -> Result<Written, SessionError> {
        let (verdict, is_whole) = self.judged()?;
        let old = self.existing_baseline()?;
        let now = self.entries(&verdict);
        let view = View::new(&self.configured, &verdict, is_whole);
        let matching = old.compare(&now, &view, &self.measured.outcome.records);
        // What a partial run does not find may be in a file that it did not look at.
        let outdated = if is_whole { view.outdated(&matching, &old.entries) } else { Vec::new() };
        let (entries, changes) = update(&old.entries, &now, &matching, &outdated, allowed);
        // What was refused may be new because of a definition, which only the old ones tell.
        let current = (is_whole && allowed.follow && changes.refused == 0).then(Definitions::current);
        let definitions = current.or_else(|| old.definitions.clone());
        let is_rewritten = !old.is_current || definitions != old.definitions;
        if entries != old.entries || is_rewritten && allowed.follow {
            save(&old.path, &entries, definitions.as_ref())?;
        }
        let path = shown(&old.path, &self.configured.current);
        Ok(Written { path, entries: entries.len(), changes, is_whole })
    }

    /// The entries of the baseline.
    ///
    /// # Errors
    /// If there is none, or it cannot be read.
    pub fn baseline(&self) -> Result<Vec<BaselineEntry>, SessionError> {
        Ok(self.existing_baseline()?.entries)
    }

    /// An entry of each finding, with what it is known again by.
    fn entries(&self, verdict: &Verdict) -> Vec<BaselineEntry> {
        let mut entries: Vec<BaselineEntry> = verdict.findings.iter().filter_map(BaselineEntry::of).collect();
        complete(&mut entries, &in_repository(&self.measured.outcome.records, &self.configured));
        entries
    }

    fn existing_baseline(&self) -> Result<Ratchet, SessionError> {
        let missing =
            || Unusable::Missing(shown(&self.configured.settings.baseline.value, &self.configured.current));
        Ok(Ratchet::read(&self.configured)?.ok_or_else(missing)?)
    }

    /// Judges what is selected as a check would, without a baseline.
    ///
    /// That there is nothing to measure any more is no error: then everything was worked off. A list of paths with
    /// nothing in it is one: nobody has looked.
    fn judged(&mut self) -> Result<(Verdict, bool), SessionError> {
        self.must_name_something()?;
        self.look(&Extent::All)?;
        let is_gone = self.measured.nothing.as_ref().is_some_and(|nothing| nothing.unknown.is_none());
        self.measured.must_be_something(is_gone)?;
        let mut verdict = verdict(&self.configured, &self.measured, Rigour::default())?;
        verdict.covered.clone_from(&self.measured.outcome.covered);
        Ok((verdict, self.is_whole()))
    }
}

fn save(
    path: &Path,
    entries: &[BaselineEntry],
    definitions: Option<&Definitions>,
) -> Result<(), SessionError> {
    Ok(Destination::File(path.to_owned()).write(|out| write(entries, definitions, out), || true)?)
}
