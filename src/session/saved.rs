//! The question of a watcher: what did these edits do to what was known?

use super::SessionError;
use super::check::{CheckRequest, Checked};
use super::measured::{Former, Measured};
use super::ratchet::Ratchet;
use super::session::Session;
use super::update::{Again, Edit, Updated};
use crate::model::{Outcome, Record};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What edits did.
#[derive(Debug)]
pub struct Saved {
    /// What was measured again.
    pub updated: Updated,
    /// The verdict on it: only what got worse since the last question is to blame, the rest is inherited. `None` if a
    /// configuration or an ignore file changed, or nothing was known before: only a check of everything answers then.
    pub checked: Option<Checked>,
}

impl Session {
    /// Takes note of edits as [`Session::update`] does, and judges what they did to what was known.
    ///
    /// [`Session::difference`] then has the functions that changed. The extent of the request does not count.
    ///
    /// # Errors
    /// As [`Session::update`], and if the baseline cannot be used.
    pub fn check_update(
        &mut self,
        edits: impl IntoIterator<Item = Edit>,
        request: &CheckRequest,
    ) -> Result<Saved, SessionError> {
        let Some(touched) = self.take_note(edits) else {
            return Ok(Saved { updated: self.rescan()?, checked: None });
        };
        self.keep_all();
        if self.set_aside.is_none() {
            return Ok(Saved { updated: Updated::default(), checked: None });
        }
        let Again { updated, before, after } = self.look_again(&touched)?;
        self.measured = compared(before, after);
        let ratchet = if request.no_baseline { None } else { Ratchet::read(&self.configured)? };
        let checked = self.judge(&self.measured, request, ratchet.as_ref(), false)?;
        Ok(Saved { updated, checked: Some(checked) })
    }
}

/// Files as they are and as they were, under the same names.
fn compared(before: Vec<Record>, outcome: Outcome) -> Measured {
    let names = |records: &[Record]| records.iter().map(|it| it.path.clone()).collect::<BTreeSet<PathBuf>>();
    let (wanted, wanted_before) = (names(&outcome.records), names(&before));
    let origins = wanted.intersection(&wanted_before).map(|path| (path.clone(), path.clone())).collect();
    let (others, whole, further) = (Vec::new(), BTreeSet::new(), Vec::new());
    let former = Some(Former { before, origins, others, wanted, wanted_before, whole, further });
    Measured { outcome, former, ..Measured::default() }
}
