//! Measures no more than it takes: the first files at first, and then twice as many each time, until one has what is
//! looked for.

use super::SessionError;
use super::check::CheckRequest;
use super::measured::Measured;
use super::ratchet::{Ratchet, View};
use super::session::Session;
use super::verdict::{Rigour, is_known_error, verdict};
use crate::discover::Candidate;
use crate::model::Outcome;
use std::path::PathBuf;

/// Whether a part of what is measured has what is looked for.
pub(super) type Wanted<'a> = &'a dyn Fn(&Session, &Measured) -> Result<bool, SessionError>;

impl Session {
    /// Measures all files, but not those behind the first that has an error.
    ///
    /// What the baseline knows is none. Before everything is measured it may know more than it does afterwards, as what
    /// a function was is looked for in all files, but never less.
    pub(super) fn look_until_error(
        &mut self,
        request: &CheckRequest,
        ratchet: Option<&Ratchet>,
    ) -> Result<(), SessionError> {
        let rigour = Rigour { allow_skipped: request.allow_skipped, fail_fast: ratchet.is_none() };
        self.look_until(&|session, part| {
            let mut found = verdict(&session.configured, part, rigour)?;
            if let Some(ratchet) = ratchet {
                let view = View::new(&session.configured, &found, false);
                ratchet.apply(&mut found, &view, &part.outcome.records, false);
            }
            Ok(found.findings.iter().any(is_known_error))
        })
    }

    /// Measures files in the order of their paths until some have what is looked for; gives the files that are left.
    ///
    /// Which files these are depends on the number of threads and on nothing else; which of the others is the first to
    /// have it depends on nothing at all.
    pub(super) fn measure_until(
        &self,
        mut files: Vec<Candidate>,
        has_it: Wanted<'_>,
    ) -> Result<(Outcome, Vec<PathBuf>), SessionError> {
        files.sort_by(|a, b| a.path.as_os_str().cmp(b.path.as_os_str()));
        let (mut all, mut rest, mut next) =
            (Outcome::default(), files.as_slice(), self.plan.limits.jobs.max(1));
        while !rest.is_empty() {
            let (now, later) = rest.split_at(next.min(rest.len()));
            let part = Measured { outcome: self.measure_files(now)?, ..Measured::default() };
            let is_enough = has_it(self, &part)?;
            all.absorb(part.outcome);
            rest = later;
            if is_enough {
                break;
            }
            next *= 2;
        }
        Ok((all, rest.iter().map(|file| file.path.clone()).collect()))
    }
}
