//! The question of an agent: what did my edit, or my turn, make worse, and what does it let pass?

use super::balance::hidden as told;
use super::check::{CheckRequest, Checked};
use super::configured::shown;
use super::let_pass::{COMMIT, is_ignore_file};
use super::measured::Measured;
use super::session::Session;
use super::{Extent, SessionError, languages};
use crate::config::{Settings, is_configuration};
use crate::discover::git::GitError;
use crate::discover::{Hidden, Request, as_reported, hides};
use crate::judge::{is_quiet, new_suppressions};
use crate::model::{
    Asked, Balance, Digest, Edited, Exemption, Explanation, Finding, Outcome, PassedOver, Record, Scope,
    Severity, UnitRow, Unjudged, Worse,
};
use crate::pipeline::explain_file;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Findings whose lines are looked at.
const LOOKED_INTO: usize = 3;

/// Lines of each.
const LINES: usize = 3;

/// Bytes from which on measuring a text takes longer than opening the cache.
const WORTH_A_CACHE: u64 = 16 << 10;

/// Why the scores of some files are what they are.
type Explanations = BTreeMap<PathBuf, Explanation>;

impl Session {
    /// Judges edits of some files by what they did since the last commit; source, configurations and baselines.
    ///
    /// What is no source, is passed over by a walk, or is not there any more is none of its business. What was not in
    /// the commit is new. Outside of a repository files are judged as they are.
    ///
    /// # Errors
    /// As [`Session::check_file`].
    pub fn check_edits(&mut self, paths: &[PathBuf]) -> Result<Edited, SessionError> {
        self.work.begin();
        let mut edited = Edited::default();
        let distinct: BTreeSet<PathBuf> = paths.iter().map(|path| as_reported(path)).collect();
        let (ignores, others): (Vec<_>, Vec<_>) = distinct.iter().partition(|path| is_ignore_file(path));
        let (rulebooks, files): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|path| self.is_rulebook(path));
        let explained = self.check_files(&files, &mut edited)?;
        let directories: BTreeSet<PathBuf> = rulebooks.into_iter().map(|path| self.above(path)).collect();
        if !directories.is_empty() {
            edited.loosened.extend(self.loosened_in(&directories)?);
        }
        edited.loosened.extend(self.newly_ignored(ignores.into_iter().map(PathBuf::as_path))?);
        self.look_into(&mut edited, explained)?;
        Ok(edited)
    }

    /// Judges everything that changed since the last commit, as at the end of an agent's turn.
    ///
    /// Before the first commit everything is new. Outside of a repository there is nothing to say.
    ///
    /// # Errors
    /// As [`Session::check`].
    pub fn check_turn(&mut self) -> Result<Edited, SessionError> {
        let since = Extent::Since { since: Some(COMMIT.to_owned()), until: None };
        let checked = match self.check(&CheckRequest { extent: since, ..CheckRequest::default() }) {
            Err(SessionError::Git(GitError::NoRepository)) => {
                return Ok(Edited { whole: true, ..Edited::default() });
            }
            Err(SessionError::Git(GitError::UnknownRevision { .. })) => {
                self.check(&CheckRequest { allow_empty: true, ..CheckRequest::default() })?
            }
            checked => checked?,
        };
        let mut edited = Edited::default();
        edited.loosened.extend(self.new_comments(&self.measured)?);
        let mut directories: BTreeSet<PathBuf> =
            self.measured.outcome.records.iter().map(|record| self.above(&record.path)).collect();
        directories.insert(self.configured.root.clone());
        edited.loosened.extend(self.loosened_in(&directories)?);
        let changed = self.measured.unknown.iter().map(PathBuf::as_path);
        edited.loosened.extend(self.newly_ignored(changed.filter(|path| is_ignore_file(path)))?);
        add(checked, &mut edited);
        self.look_into(&mut edited, BTreeMap::new())?;
        Ok(edited)
    }

    /// The directory that a file stands in.
    fn above(&self, path: &Path) -> PathBuf {
        let path = self.configured.absolute(path);
        path.parent().unwrap_or(&path).to_owned()
    }

    /// Judges files: those that keep every limit as they are, the others by what they were in the commit. Gives why the
    /// scores of the others are what they are.
    fn check_files(&mut self, paths: &[&PathBuf], edited: &mut Edited) -> Result<Explanations, SessionError> {
        let mut all = Vec::new();
        for path in paths {
            match self.not_measured(path) {
                None => all.push(self.explained(path)?),
                Some(balance) => edited.balance.absorb(balance),
            }
        }
        let mut explained = Explanations::new();
        for (measured, why) in all {
            if self.keeps_every_limit(&measured)? {
                let files = measured.outcome.records.len();
                edited.judged += files;
                edited.not_compared += files;
                edited.balance.absorb(Balance { asked: Asked::Named, judged: files, ..Balance::default() });
            } else {
                explained.extend(why.map(|why| (measured.files[0].path.clone(), why)));
                self.check_edit(measured, edited)?;
            }
        }
        if edited.judged > 0 {
            edited.unjudged_budgets = self.budgets_not_judged();
        }
        // what a commit has is asked for again after the next edit
        if self.work.caching.counts().is_some_and(|counts| counts.missed > 0) {
            self.close();
        }
        Ok(explained)
    }

    /// A file as it is: what somebody has just written is in no cache. A second parse for what only some findings need
    /// would cost as much as this one.
    fn explained(&self, path: &Path) -> Result<(Measured, Option<Explanation>), SessionError> {
        let file = self.file_at(path)?;
        let mut outcome = Outcome::default();
        let why = match explain_file(&file, &self.plan.limits, &self.work.course) {
            Ok(why) => why,
            Err(skipped) => {
                outcome.skipped.push(skipped);
                None
            }
        };
        self.work.go_on()?;
        let record = |why: &Explanation| Record { path: file.path.clone(), metrics: why.metrics.clone() };
        outcome.records.extend(why.as_ref().map(record));
        let asked = std::iter::once(file.path.clone()).collect();
        Ok((Measured { outcome, asked, files: vec![file], ..Measured::default() }, why))
    }

    /// Whether an edit that led to this cannot be to blame for anything, whatever was there before it.
    fn keeps_every_limit(&self, measured: &Measured) -> Result<bool, SessionError> {
        for record in &measured.outcome.records {
            let settings = self.configured.of_file(&record.path)?;
            let absolute = self.configured.absolute(&record.path);
            if !is_quiet(&settings.policy, &absolute, &Digest::of(&record.metrics)) {
                return Ok(false);
            }
        }
        Ok(measured.outcome.skipped.is_empty())
    }

    fn check_edit(&mut self, mut measured: Measured, edited: &mut Edited) -> Result<(), SessionError> {
        let file = &measured.files[0];
        measured.former = match self.file_before(file, COMMIT) {
            Err(SessionError::Git(GitError::NoRepository | GitError::Elsewhere { .. })) => {
                edited.whole = true;
                None
            }
            before => {
                let before = before?;
                if before.as_ref().is_some_and(|before| before.size >= WORTH_A_CACHE) {
                    self.open_cache(&[]);
                }
                Some(self.former_from(&file.path, before)?)
            }
        };
        let checked = self.judge_file(&measured, &CheckRequest::default())?;
        if measured.former.is_some() {
            edited.loosened.extend(self.new_comments(&measured)?);
        }
        add(checked, edited);
        Ok(())
    }

    /// Judges everything as it is, where there is nothing to compare with.
    ///
    /// # Errors
    /// As [`Session::check`].
    pub fn check_as_it_is(&mut self) -> Result<Edited, SessionError> {
        let checked = self.check(&CheckRequest { allow_empty: true, ..CheckRequest::default() })?;
        let mut edited = Edited { whole: true, ..Edited::default() };
        add(checked, &mut edited);
        self.look_into(&mut edited, BTreeMap::new())?;
        Ok(edited)
    }

    /// Finds the expensive lines of the worst, once all are known, where nobody has explained them yet.
    fn look_into(&self, edited: &mut Edited, mut explained: Explanations) -> Result<(), SessionError> {
        edited.worse.sort_by(|a, b| b.finding.weight().total_cmp(&a.finding.weight()));
        for worse in edited.worse.iter_mut().take(LOOKED_INTO) {
            if worse.finding.scope != Scope::Function {
                continue;
            }
            let path = &worse.finding.path;
            if !explained.contains_key(path) {
                explained.insert(path.clone(), self.explanation(path)?);
            }
            worse.costly = costly(&worse.finding, &explained[path]);
        }
        Ok(())
    }

    /// What became of a file that a walk would not measure, or that is not there; `None` if it would.
    fn not_measured(&self, path: &Path) -> Option<Balance> {
        let filter = self.configured.filter(path.parent().unwrap_or(Path::new("")));
        let is_there = || self.texts.contains_key(&self.configured.absolute(path)) || path.is_file();
        let request = Request { force_exclude: true, ..self.plan.request.clone() };
        let govern = |directory: &Path| self.configured.filter(directory);
        if languages::of_named(path, &filter).is_none() {
            return Some(Balance { asked: Asked::Named, unknown: vec![path.into()], ..Balance::default() });
        }
        let fate = match hides(&request, &govern, path) {
            Ok(Some(rule)) => {
                let hidden = Hidden { path: path.into(), is_directory: false, rule, was_asked_for: true };
                told(&self.configured, &self.selection, &hidden)
            }
            _ if is_there() => return None,
            _ => PassedOver::Vanished,
        };
        let unjudged = vec![Unjudged { path: path.into(), fate }];
        Some(Balance { asked: Asked::Named, unjudged, ..Balance::default() })
    }

    fn new_comments(&self, measured: &Measured) -> Result<Vec<String>, SessionError> {
        let mut found = Vec::new();
        for record in &measured.outcome.records {
            let compat = self.configured.of_file(&record.path)?.compat.value;
            let new = new_suppressions(measured.before(&record.path), record, compat);
            let place = shown(&self.configured.absolute(&record.path), &self.configured.current);
            let line = |it: Exemption| {
                format!("{place}:{}: a comment excuses {}", it.line.unwrap_or_default(), it.what)
            };
            found.extend(new.into_iter().map(line));
        }
        Ok(found)
    }

    /// Whether a file says what counts: a configuration or the baseline.
    fn is_rulebook(&self, path: &Path) -> bool {
        let absolute = self.configured.absolute(path);
        let says =
            |settings: &Settings| settings.files.iter().any(|it| self.configured.absolute(it) == absolute);
        is_configuration(path)
            || absolute == self.configured.settings.baseline.value
            || self.configured.met().iter().any(|settings| says(settings))
    }
}

/// The lines that add most to the value that a finding is about.
fn costly(finding: &Finding, why: &Explanation) -> Vec<(u32, i64)> {
    let increments = match finding.rule() {
        "cyclomatic" => &why.cyclomatic,
        "cyclomatic_mccabe" => &why.cyclomatic_mccabe,
        "cognitive" => &why.cognitive,
        _ => return Vec::new(),
    };
    let is_meant = |row: &UnitRow| match row {
        UnitRow::Function(row) => why.metrics.functions[*row].location == finding.location,
        UnitRow::Class(_) => false,
    };
    let unit = why.units.iter().position(is_meant);
    let mut lines: BTreeMap<u32, i64> = BTreeMap::new();
    for increment in increments.iter().filter(|it| unit.is_some() && it.unit == unit) {
        *lines.entry(increment.line).or_default() += i64::from(increment.points);
    }
    let mut lines: Vec<(u32, i64)> = lines.into_iter().collect();
    lines.sort_by_key(|&(line, points)| (-points, line));
    lines.truncate(LINES);
    lines
}

fn add(checked: Checked, edited: &mut Edited) {
    edited.judged += checked.verdict.judged.len();
    edited.unjudged_budgets = checked.verdict.unjudged_budgets;
    edited.balance.absorb(checked.verdict.balance);
    let errors = checked.verdict.findings.into_iter().filter(|it| it.severity == Severity::Error);
    edited.worse.extend(errors.map(|finding| Worse { finding, costly: Vec::new() }));
}
