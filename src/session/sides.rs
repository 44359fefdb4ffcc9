//! Measures both sides of a change in the order of the paths, and stops at the first error that nothing in the rest of
//! the change can take back.
//!
//! A function may have come from another file that changed. Where it could have is told by the letters of that file as
//! it was: a body that went somewhere else is there line by line, and what is known by its surroundings keeps its name.
//! To read a text is a small part of parsing it. An error of which that cannot be told does not stop anything.

use super::SessionError;
use super::find::asked;
use super::measured::{Former, Measured};
use super::session::Session;
use super::until::Errors;
use crate::compare::{Comparison, Trace};
use crate::discover::Candidate;
use crate::discover::git::ChangedFiles;
use crate::model::{Cause, Finding, Scope};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;

impl Session {
    /// As [`Session::measure_sides`] of a change with one former version, and no more than it takes.
    pub(super) fn measure_sides_until(
        &mut self,
        changed: ChangedFiles,
        errors: Errors<'_>,
    ) -> Result<Measured, SessionError> {
        let order: HashMap<PathBuf, usize> =
            changed.before.iter().enumerate().map(|(at, file)| (file.path.clone(), at)).collect();
        let mut unread: BTreeMap<PathBuf, Candidate> =
            changed.before.into_iter().map(|file| (file.path.clone(), file)).collect();
        let (mut files, others): (Vec<_>, Vec<_>) =
            changed.after.into_iter().partition(|file| changed.wanted.contains(&file.path));
        let named = self.find_named(changed.named, changed.stored)?;
        let whole = named.candidates.iter().map(|file| file.path.clone()).collect();
        files.extend(named.candidates);
        files.sort_by(|a, b| a.path.as_os_str().cmp(b.path.as_os_str()));
        let asked = asked(&files, changed.skipped.iter().chain(&named.skipped));
        let (wanted, wanted_before, origins) = (changed.wanted, changed.wanted_before, changed.origins);
        let (before, further) = (Vec::new(), Vec::new());
        let former = Former { before, origins, others: Vec::new(), wanted, wanted_before, whole, further };
        let hidden = changed.hidden.into_iter().chain(named.hidden).collect();
        let (intended, unknown, former) = (changed.intended, changed.unknown, Some(former));
        let mut measured =
            Measured { intended, hidden, asked, unknown, files, former, ..Measured::default() };
        measured.outcome.skipped = changed.skipped.into_iter().chain(named.skipped).collect();
        if !self.step_by_step(&mut measured, &mut unread, errors)? {
            let before = self.measure_files(&unread.into_values().collect::<Vec<_>>())?.records;
            let others = self.measure_files(&others)?.records;
            if let Some(former) = &mut measured.former {
                former.before.extend(before);
                former.before.sort_by_key(|record| order.get(&record.path).copied());
                former.others = others;
            }
        }
        measured.outcome.sort();
        Ok(measured)
    }

    /// Measures more and more files with what they were, and says whether some have an error that is one.
    fn step_by_step(
        &mut self,
        measured: &mut Measured,
        unread: &mut BTreeMap<PathBuf, Candidate>,
        errors: Errors<'_>,
    ) -> Result<bool, SessionError> {
        let files = measured.files.clone();
        let (mut rest, mut next) = (files.as_slice(), self.plan.limits.jobs.max(1));
        let mut done = (0, 0);
        while !rest.is_empty() {
            let (now, later) = rest.split_at(next.min(rest.len()));
            let earlier = self.work.course.done();
            measured.outcome.absorb(self.measure_files(now)?);
            let after = self.work.course.done();
            done = (done.0 + after.0 - earlier.0, done.1 + after.1 - earlier.1);
            self.work.asked = Some(done);
            measured.outcome.sort();
            if let Some(former) = &mut measured.former {
                let old = now.iter().filter_map(|file| unread.remove(former.origins.get(&file.path)?));
                let old: Vec<Candidate> = old.collect();
                former.before.extend(self.measure_files(&old)?.records);
            }
            let found = errors(self, measured)?;
            if is_settled(measured, &found, unread) {
                measured.left = later.iter().map(|file| file.path.clone()).collect();
                return Ok(true);
            }
            (rest, next) = (later, next * 2);
        }
        Ok(false)
    }
}

/// Whether the first error is one whatever else changed.
fn is_settled(measured: &Measured, errors: &[Finding], unread: &BTreeMap<PathBuf, Candidate>) -> bool {
    let place = |it: &&Finding| (it.path.clone(), it.location.line, it.location.column);
    let Some(error) = errors.iter().min_by_key(place) else { return false };
    let (Some(former), Some(comparison)) = (&measured.former, measured.comparison()) else { return false };
    let trace = match suspect(error, measured, &comparison) {
        Suspect::Certain => return true,
        Suspect::Unknown => return false,
        Suspect::Function(trace) => trace,
    };
    let heirs: HashSet<&PathBuf> = former.origins.values().collect();
    !unread.iter().any(|(path, file)| {
        let text = file.read(u64::MAX).ok().flatten().filter(|text| is_plain(file, text));
        text.is_none_or(|text| trace.may_lead_to(&text, !heirs.contains(path)))
    })
}

/// An error, and what in another file could take it back.
enum Suspect {
    /// Nothing.
    Certain,
    /// That a function came from there.
    Function(Box<Trace>),
    /// That cannot be told.
    Unknown,
}

fn suspect(error: &Finding, measured: &Measured, comparison: &Comparison<'_>) -> Suspect {
    let is_whole = measured.former.as_ref().is_none_or(|former| former.whole.contains(&error.path));
    if !matches!(error.cause, Cause::Limit(_)) || error.scope == Scope::File || is_whole {
        return Suspect::Certain;
    }
    let trace = || {
        let compared = comparison.file(&error.path).filter(|_| error.scope == Scope::Function)?;
        let file = measured.files.iter().find(|file| file.path == error.path)?;
        let text = file.read(u64::MAX).ok().flatten().filter(|text| is_plain(file, text))?;
        Trace::of(compared, &error.name, error.location, &text)
    };
    trace().map_or(Suspect::Unknown, |trace| Suspect::Function(Box::new(trace)))
}

/// Whether the letters of a file are what is hashed: those of a notebook are in quotes.
fn is_plain(file: &Candidate, text: &[u8]) -> bool {
    !file.language.extensions.contains(&NOTEBOOK) && std::str::from_utf8(text).is_ok()
}

const NOTEBOOK: &str = "ipynb";
