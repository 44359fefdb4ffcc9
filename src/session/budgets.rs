//! Budgets of a run: which of them it can see, what they come to, and what grew them.

use super::budget_view::BudgetView;
use super::configured::{Configured, shown};
use super::left_alone::LeftAlone;
use super::measured::Former;
use super::session::Session;
use super::{CheckRequest, SessionError};
use crate::compare::{ComparedFile, Comparison};
use crate::judge::{Aggregate, BudgetRule, Excesses, worst_first};
use crate::model::{
    BudgetBound, BudgetBreach, Cause, Finding, FunctionMetrics, Origin, Record, Severity, UnjudgedBudget,
    Verdict,
};
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::path::Path;

/// Why a budget is not judged by some of its files.
const PART: &str = "only a part of its files was looked at";

/// So many places are named that grew a budget.
const NAMED: usize = 3;

/// A budget that came to more than it may, or what stands in the way of judging it.
enum Judgement {
    Kept,
    Spent(BudgetBreach),
    Unseen(&'static str),
    /// No file is in it.
    Empty,
}

impl Session {
    /// Judges the budgets of the configurations that count, and says which the run cannot see.
    pub(super) fn judge_budgets(
        &self,
        request: &CheckRequest,
        verdict: &mut Verdict,
    ) -> Result<(), SessionError> {
        let budgets = self.budgets();
        if budgets.is_empty() || request.first_error && verdict.errors() > 0 {
            return Ok(());
        }
        let judging = Judging {
            view: BudgetView::new(self, &request.extent, &budgets),
            comparison: self.measured.comparison(),
            left_alone: OnceCell::new(),
        };
        for (at, budget) in budgets.iter().enumerate() {
            let findings = match judging.judge(at, budget)? {
                Judgement::Kept => None,
                Judgement::Spent(breach) => {
                    Some(finding(&self.configured, budget, Severity::Error, Cause::Budget(breach)))
                }
                Judgement::Empty => {
                    let what = format!("the budget of {}", budget.scope.told());
                    Some(finding(&self.configured, budget, Severity::Warning, Cause::Idle { what }))
                }
                Judgement::Unseen(why) => {
                    verdict.unjudged_budgets.push(UnjudgedBudget { budget: budget.told(), why });
                    None
                }
            };
            verdict.findings.extend(findings.flatten());
            verdict.findings.extend(expired(&self.configured, budget, request));
        }
        worst_first(&mut verdict.findings);
        Ok(())
    }

    /// The same budgets, where only files that somebody named were looked at: none of them is judged.
    pub(super) fn budgets_not_judged(&self) -> Vec<UnjudgedBudget> {
        let unjudged = |it: &BudgetRule| UnjudgedBudget { budget: it.told(), why: PART };
        self.budgets().iter().map(unjudged).collect()
    }

    /// The budgets of all configurations that were met, each once.
    fn budgets(&self) -> Vec<BudgetRule> {
        let met = self.configured.met();
        let mut seen = BTreeSet::new();
        let all = met.iter().flat_map(|settings| &settings.budgets);
        let key = |it: &BudgetRule| {
            let (bound, number) = it.bound.parts();
            (it.origin.to_string(), it.told(), bound, number.to_bits())
        };
        all.filter(|it| seen.insert(key(it))).cloned().collect()
    }
}

/// A finding at the place where a budget stands.
fn finding(
    configured: &Configured,
    budget: &BudgetRule,
    severity: Severity,
    cause: Cause,
) -> Option<Finding> {
    let Origin::File(path, line) = &budget.origin else { return None };
    let line = u32::try_from(*line).unwrap_or(u32::MAX);
    Some(Finding::about_line(path, configured.in_repository(path), line, severity, cause))
}

/// A budget that is past its last day; a change did not bring that about.
fn expired(configured: &Configured, budget: &BudgetRule, request: &CheckRequest) -> Option<Finding> {
    let expires = budget.expires.clone()?;
    let is_over = expires.as_str() < super::verdict::date().as_str() && !request.extent.is_change();
    let reason = format!("budget of {}: {}", budget.told(), budget.reason);
    let cause = Cause::ExpiredOverride { expires, reason };
    is_over.then(|| finding(configured, budget, Severity::Error, cause)).flatten()
}

/// Judges budgets by what a run sees of them.
struct Judging<'a> {
    view: BudgetView<'a>,
    comparison: Option<Comparison<'a>>,
    /// What the change left alone, if that has to be known.
    left_alone: OnceCell<LeftAlone>,
}

impl Judging<'_> {
    fn judge(&self, at: usize, budget: &BudgetRule) -> Result<Judgement, SessionError> {
        if self.view.extent.is_change() {
            self.judge_change(at, budget)
        } else {
            Ok(self.judge_whole(budget))
        }
    }

    /// What all files come to, without another side.
    fn judge_whole(&self, budget: &BudgetRule) -> Judgement {
        if !self.sees_all(budget) {
            return Judgement::Unseen(PART);
        }
        let records = &self.view.session.measured.outcome.records;
        let files: Vec<&Record> = records.iter().filter(|it| self.view.counts(budget, &it.path)).collect();
        if files.is_empty() {
            return Judgement::Empty;
        }
        let BudgetBound::Max(max) = budget.bound else {
            return Judgement::Unseen("how it grew is known of a change alone");
        };
        let value = self.view.value(budget, &files);
        if value <= max {
            return Judgement::Kept;
        }
        let parts = files.iter().flat_map(|file| self.parts(budget, file));
        Judgement::Spent(breach(budget, None, value, largest(parts.collect())))
    }

    /// Whether all that a budget may be about was looked at.
    fn sees_all(&self, budget: &BudgetRule) -> bool {
        let session = self.view.session;
        session.selection.is_all_of(&budget.base, |path| session.configured.absolute(path))
    }

    /// How a change made it grow.
    fn judge_change(&self, at: usize, budget: &BudgetRule) -> Result<Judgement, SessionError> {
        let measured = &self.view.session.measured;
        let selection = &self.view.session.selection;
        let Some(former) = &measured.former else {
            return Ok(Judgement::Unseen("what was before the change was not looked at"));
        };
        let is_open = selection.paths.is_empty() && !selection.is_list && selection.exclude.is_empty();
        if !is_open && !self.sees_all(budget) {
            return Ok(Judgement::Unseen(PART));
        }
        let after: Vec<&Record> = measured.outcome.records.iter().collect();
        let after: Vec<&Record> = after.into_iter().filter(|it| self.view.counts(budget, &it.path)).collect();
        let before: Vec<&Record> =
            former.before.iter().filter(|it| self.view.counts(budget, self.view.heir(&it.path))).collect();
        if after.is_empty() && before.is_empty() {
            return Ok(Judgement::Kept);
        }
        let (mut was, mut is) = (self.view.value(budget, &before), self.view.value(budget, &after));
        if budget.measure.is_sum() {
            let grew = is - was;
            match budget.bound {
                BudgetBound::MayGrow(allowed) if grew <= allowed => return Ok(Judgement::Kept),
                BudgetBound::Max(_) if grew <= 0.0 => return Ok(Judgement::Kept),
                _ => {}
            }
        }
        let left_alone = self.left_alone(former)?;
        (was, is) = (left_alone.with(&self.view, at, &before), left_alone.with(&self.view, at, &after));
        let is_spent = match budget.bound {
            BudgetBound::Max(max) => is > max && is > was,
            BudgetBound::MayGrow(allowed) => is - was > allowed,
        };
        if !is_spent {
            return Ok(Judgement::Kept);
        }
        Ok(Judgement::Spent(breach(budget, Some(was), is, largest(self.grown(budget)))))
    }

    /// What the files that the change left alone come to; it is looked for once.
    fn left_alone(&self, former: &Former) -> Result<&LeftAlone, SessionError> {
        if self.left_alone.get().is_none() {
            let _ = self.left_alone.set(LeftAlone::of(&self.view, former)?);
        }
        Ok(self.left_alone.get_or_init(LeftAlone::default))
    }

    /// What the functions of a file add to a budget or, where it is a total of files, the file.
    fn parts(&self, budget: &BudgetRule, file: &Record) -> Vec<(String, f64)> {
        let place = self.place(&file.path);
        let functions = |values: Vec<f64>| -> Vec<(String, f64)> {
            let names = file.metrics.functions.iter().map(|it| named(&place, it));
            names.zip(values).collect()
        };
        match budget.measure {
            Aggregate::Total(metric) => {
                let value = metric.of_files(&[&file.metrics]).unwrap_or(0.0);
                vec![(place, value)]
            }
            Aggregate::OverLimit(metric) => functions(
                self.view.excesses(file, metric).into_iter().map(|it| f64::from(it > 0.0)).collect(),
            ),
            Aggregate::Excess(metric) => functions(self.view.excesses(file, metric)),
        }
    }

    /// What grew by how much.
    fn grown(&self, budget: &BudgetRule) -> Vec<(String, f64)> {
        let Some(comparison) = &self.comparison else { return Vec::new() };
        let files = comparison.files.iter().filter(|file| self.view.counts(budget, &file.after.path));
        files.flat_map(|file| self.grown_in(budget, file)).filter(|(_, by)| *by > 0.0).collect()
    }

    fn grown_in(&self, budget: &BudgetRule, file: &ComparedFile<'_>) -> Vec<(String, f64)> {
        let place = self.place(&file.after.path);
        let metric = match budget.measure {
            Aggregate::Total(metric) => {
                let value = |it: &Record| metric.of_files(&[&it.metrics]).unwrap_or(0.0);
                return vec![(place, value(file.after) - file.before.map_or(0.0, value))];
            }
            Aggregate::OverLimit(metric) | Aggregate::Excess(metric) => metric,
        };
        let counted = |excess: f64| match budget.measure {
            Aggregate::OverLimit(_) => f64::from(excess > 0.0),
            _ => excess,
        };
        let former = |path: &Path, it: &FunctionMetrics| {
            let path = self.view.heir(path);
            let settings = self.view.session.configured.of_file(path).ok()?;
            let absolute = self.view.session.configured.absolute(path);
            let language = file.after.metrics.language;
            self.view
                .counts(budget, path)
                .then(|| Excesses::new(&settings.policy, &absolute, language, metric).of(it).unwrap_or(0.0))
        };
        let now = self.view.excesses(file.after, metric);
        let rows = file.after.metrics.functions.iter().zip(now).zip(&file.functions);
        rows.map(|((function, now), was)| {
            let was = was.and_then(|was| former(was.path, was.metrics)).unwrap_or(0.0);
            (named(&place, function), counted(now) - counted(was))
        })
        .collect()
    }

    fn place(&self, path: &Path) -> String {
        shown(&self.view.session.configured.absolute(path), &self.view.session.configured.current)
    }
}

fn named(place: &str, function: &FunctionMetrics) -> String {
    format!("{place}:{} {}", function.location.in_file().line, function.qualified_name)
}

fn breach(budget: &BudgetRule, before: Option<f64>, value: f64, most: Vec<(String, f64)>) -> BudgetBreach {
    BudgetBreach {
        group: budget.scope.told(),
        measure: budget.measure.told(),
        before,
        value,
        bound: budget.bound,
        most,
        reason: budget.reason.clone(),
    }
}

/// The largest parts, the first of equal ones first.
fn largest(mut parts: Vec<(String, f64)>) -> Vec<(String, f64)> {
    parts.retain(|(_, by)| *by > 0.0);
    parts.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    parts.truncate(NAMED);
    parts
}
