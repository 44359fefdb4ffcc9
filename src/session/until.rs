//! Measures no more than it takes: the first files at first, and then twice as many each time, until one has what is
//! looked for.

use super::SessionError;
use super::check::CheckRequest;
use super::measured::Measured;
use super::session::Session;
use super::verdict::{Rigour, is_known_error, verdict};
use crate::discover::Candidate;
use crate::model::{Finding, Outcome};
use std::path::PathBuf;

/// The errors of a part of what is measured, which end the measuring if there are any.
pub(super) type Errors<'a> = &'a dyn Fn(&Session, &Measured) -> Result<Vec<Finding>, SessionError>;

impl Session {
    /// Measures what is asked for, but not those files behind the first that has an error.
    ///
    /// That is for a check without a baseline: where a function was is looked for in all files, so that what a baseline
    /// knows of a part of them says nothing of what it knows of all.
    pub(super) fn look_until_error(&mut self, request: &CheckRequest) -> Result<(), SessionError> {
        let rigour = Rigour { allow_skipped: request.allow_skipped, fail_fast: true };
        self.look_until(&request.extent, request.whole_files, &|session, part| {
            let found = verdict(&session.configured, part, rigour)?;
            Ok(found.findings.into_iter().filter(is_known_error).collect())
        })
    }

    /// Measures files in the order of their paths until some have an error; gives the files that are left.
    ///
    /// Which files these are depends on the number of threads and on nothing else; which of the others is the first to
    /// have one depends on nothing at all.
    pub(super) fn measure_until(
        &self,
        mut files: Vec<Candidate>,
        errors: Errors<'_>,
    ) -> Result<(Outcome, Vec<PathBuf>), SessionError> {
        files.sort_by(|a, b| a.path.as_os_str().cmp(b.path.as_os_str()));
        let (mut all, mut rest, mut next) =
            (Outcome::default(), files.as_slice(), self.plan.limits.jobs.max(1));
        while !rest.is_empty() {
            let (now, later) = rest.split_at(next.min(rest.len()));
            let part = Measured { outcome: self.measure_files(now)?, ..Measured::default() };
            let is_enough = !errors(self, &part)?.is_empty();
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
