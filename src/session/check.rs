//! The question of a check: what is beyond its limit, and what of it is news.

use super::balance::{balance, unbalanced};
use super::coverage::{Reports, uncovered};
use super::idle::idle;
use super::loosened::loosened;
use super::ratchet::{Ratchet, View};
use super::session::Session;
use super::verdict::{Rigour, first_error, is_known_error, nothing_behind, verdict};
use super::{ConfigFrom, Extent, Grouping, Measured, SessionError};
use crate::judge::worst_first;
use crate::model::{Finding, Verdict};

/// What is judged, and how strictly.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct CheckRequest {
    /// How much is looked at.
    pub extent: Extent,
    /// Of a change: whether changed files are judged as a whole, not only by what the change made worse.
    pub whole_files: bool,
    /// Whether the baseline is left out of it, so that everything is reported, known or not.
    pub no_baseline: bool,
    /// Whether entries of the baseline that nothing is left of are findings.
    pub strict_baseline: bool,
    /// Whether the first error, in the order of the paths, is enough.
    pub first_error: bool,
    /// Whether a file that could not be measured is only a warning.
    pub allow_skipped: bool,
    /// Whether a file that git or the caller named has to be judged, unless somebody or a policy says otherwise.
    pub strict: bool,
    /// Whether it is no error if there is nothing to measure; for a change it never is.
    pub allow_empty: bool,
    /// Whether nothing is asked afterwards: records that cannot matter to the verdict then stay in the cache, and
    /// [`Session::measured`] does not have them.
    pub verdict_only: bool,
    /// By which groups of files the findings are counted, too.
    pub by: Option<Grouping>,
}

/// What a check came to.
#[derive(Debug)]
pub struct Checked {
    /// The findings, the worst first, and what was looked at.
    pub verdict: Verdict,
    /// Whether the whole repository was looked at.
    pub is_whole: bool,
    /// Whether a baseline was applied.
    pub has_baseline: bool,
    /// Nested configurations that name a baseline, which only the one of the run does: where they stand.
    pub idle_baselines: Vec<String>,
    /// Where a revision says what counts: what the work tree would let pass, and does not.
    pub loosened: Vec<String>,
}

impl Session {
    /// Measures and judges.
    ///
    /// # Errors
    /// As [`Session::measure`], and if the baseline cannot be used.
    pub fn check(&mut self, request: &CheckRequest) -> Result<Checked, SessionError> {
        let ratchet = if request.no_baseline { None } else { Ratchet::read(&self.configured)? };
        self.may_be_lean = request.verdict_only
            && !request.first_error
            && request.by.is_none()
            && ratchet.is_none()
            && self.may_be_lean();
        self.is_lean = self.may_be_lean && self.reports.as_ref().is_none_or(Reports::knows_files);
        // what reports say and what a baseline knows is known of all files at once
        if request.first_error && self.reports.is_none() && ratchet.is_none() {
            self.look_until_error(request)?;
        } else {
            self.look_at_it_all(request)?;
        }
        (self.is_lean, self.may_be_lean) = (false, false);
        let mut checked = self.judge_what_was_looked_at(request, ratchet.as_ref())?;
        // Nobody may pass whose files were not looked at.
        if !self.measured.left.is_empty() && !checked.verdict.findings.iter().any(is_known_error) {
            self.look_at_it_all(request)?;
            checked = self.judge_what_was_looked_at(request, ratchet.as_ref())?;
        }
        self.judge_budgets(request, &mut checked.verdict)?;
        if let Some(by) = request.by {
            checked.verdict.groups = self.group_findings(by, &checked.verdict);
        }
        Ok(checked)
    }

    fn look_at_it_all(&mut self, request: &CheckRequest) -> Result<(), SessionError> {
        if request.whole_files { self.look(&request.extent) } else { self.look_at_both(&request.extent) }
    }

    fn judge_what_was_looked_at(
        &mut self,
        request: &CheckRequest,
        ratchet: Option<&Ratchet>,
    ) -> Result<Checked, SessionError> {
        self.measured.must_be_something(request.allow_empty || request.extent.is_change())?;
        let is_whole = !request.extent.is_change() && self.measured.left.is_empty() && self.is_whole();
        // taken and not copied: they are many, and who asks again measures again
        let found = std::mem::take(&mut self.measured.outcome.found);
        self.judge_with(found, &self.measured, request, (ratchet, is_whole))
    }

    /// Judges what was measured.
    pub(super) fn judge(
        &self,
        measured: &Measured,
        request: &CheckRequest,
        ratchet: Option<&Ratchet>,
        is_whole: bool,
    ) -> Result<Checked, SessionError> {
        self.judge_with(Vec::new(), measured, request, (ratchet, is_whole))
    }

    /// The same, where some was found already.
    fn judge_with(
        &self,
        found: Vec<Finding>,
        measured: &Measured,
        request: &CheckRequest,
        (ratchet, is_whole): (Option<&Ratchet>, bool),
    ) -> Result<Checked, SessionError> {
        let fail_fast = request.first_error && ratchet.is_none();
        let rigour = Rigour { allow_skipped: request.allow_skipped, fail_fast };
        let mut verdict = verdict(&self.configured, measured, rigour)?;
        verdict.findings.extend(found);
        verdict.covered.clone_from(&measured.outcome.covered);
        verdict.uncovered = uncovered(&self.configured, &verdict);
        if is_whole {
            verdict.findings.extend(idle(&self.configured, measured));
        }
        if let Some(ratchet) = ratchet {
            let view = View::new(&self.configured, &verdict, is_whole);
            ratchet.apply(&mut verdict, &view, &measured.outcome.records, request.strict_baseline);
        }
        if request.first_error {
            first_error(&mut verdict);
            nothing_behind(&mut verdict, &measured.outcome);
        }
        let asked = (&self.configured, &self.selection);
        let known = measured.outcome.records.len() + measured.outcome.quiet.len();
        verdict.left = measured.left.len() + known.saturating_sub(verdict.judged.len());
        verdict.balance = balance(asked, &request.extent, measured, &verdict);
        if request.strict {
            let barren = if request.allow_empty { &[] } else { measured.barren.as_slice() };
            let unbalanced = unbalanced(&self.configured, &verdict.balance, barren, request.allow_skipped);
            verdict.findings.extend(unbalanced);
        }
        for findings in [&mut verdict.findings, &mut verdict.inherited, &mut verdict.suppressed] {
            worst_first(findings);
        }
        let idle_baselines = self.configured.idle_baselines();
        let loosened = match self.selection.config {
            ConfigFrom::Revision(_) => loosened(&self.selection, &self.configured, measured),
            _ => Vec::new(),
        };
        Ok(Checked { verdict, is_whole, has_baseline: ratchet.is_some(), idle_baselines, loosened })
    }

    /// Whether the values of a file say what its record could say to a verdict: nothing is compared with anything or given to it.
    fn may_be_lean(&self) -> bool {
        self.texts.is_empty() && !matches!(self.selection.config, ConfigFrom::Revision(_))
    }

    /// Whether the selection is the whole repository, so that what it does not find is nowhere.
    pub(super) fn is_whole(&self) -> bool {
        self.selection.is_all_of(&self.configured.root, |path| self.configured.absolute(path))
    }
}
