//! Judges files one by one, and brings findings into the order of reports.

use super::excuse::{excuse, unused};
use super::judged::Judged;
use super::policy::{InForce, Policy, Rule, in_force};
use crate::compare::mildest;
use crate::model::{
    Bound, Breach, Cause, Direction, Finding, Location, METRICS, Metric, Origin, Scope, Severity,
};
use hashbrown::HashMap;
use std::path::{Path, PathBuf};

/// Judges a file; the findings stand in the order of the file.
#[must_use]
pub(crate) fn judge(file: Judged<'_>) -> Vec<Finding> {
    let metrics = &file.record.metrics;
    let rules = file.policy.for_file(file.absolute, metrics.language);
    let plain = in_force(&rules, None);
    let by_name = rules.iter().any(|rule| rule.functions.is_some());
    let mut found = Vec::new();
    let whole = Subject { scope: Scope::File, place: 0, name: "", ordinal: 0, location: FIRST_LINE };
    whole.judge(file, &plain, |metric| metric.of_file(metrics), &mut found);
    let mut seen = HashMap::new();
    for (place, class) in metrics.classes.iter().enumerate() {
        let subject = Subject::new(Scope::Class, place, &class.qualified_name, class.location, &mut seen);
        subject.judge(file, &plain, |metric| metric.of_class(class), &mut found);
    }
    let mut seen = HashMap::new();
    for (place, function) in metrics.functions.iter().enumerate() {
        let name = &function.qualified_name;
        let subject = Subject::new(Scope::Function, place, name, function.location, &mut seen);
        let value = |metric: &Metric| metric.of_function(function);
        if by_name {
            subject.judge(file, &in_force(&rules, Some(name)), value, &mut found);
        } else {
            subject.judge(file, &plain, value, &mut found);
        }
    }
    unused(file, &mut found);
    found
}

const FIRST_LINE: Location =
    Location { line: 1, column: 0, end_line: 1, start_byte: 0, end_byte: 0, cell: None };

/// A file, a class or a function.
struct Subject<'a> {
    scope: Scope,
    /// Which of the classes or functions of the record it is.
    place: usize,
    name: &'a str,
    ordinal: usize,
    location: Location,
}

impl<'a> Subject<'a> {
    fn new(
        scope: Scope,
        place: usize,
        name: &'a str,
        location: Location,
        seen: &mut HashMap<&'a str, usize>,
    ) -> Subject<'a> {
        let count = seen.entry(name).or_default();
        *count += 1;
        Subject { scope, place, name, ordinal: *count - 1, location }
    }

    fn judge(
        &self,
        file: Judged<'_>,
        limits: &[InForce<'_>],
        value: impl Fn(&Metric) -> Option<f64>,
        found: &mut Vec<Finding>,
    ) {
        for limit in limits.iter().filter(|limit| is_judged(limit.metric, self.scope)) {
            let metric = limit.metric;
            let breach = value(metric).and_then(|value| breach(limit, value));
            let Some((severity, breach)) = breach else { continue };
            let suppression = excuse(&file, metric, self.scope, self.place).cloned();
            found.push(Finding {
                path: file.record.path.clone(),
                in_repository: file.in_repository.to_owned(),
                scope: self.scope,
                name: self.name.to_owned(),
                ordinal: self.ordinal,
                location: self.location.in_file(),
                severity,
                cause: Cause::Limit(breach),
                standing: mildest(
                    file.compared.iter().filter_map(|it| it.standing(metric, self.scope, self.place)),
                ),
                body: file.record.metrics.body_hash(self.scope, self.place),
                suppression,
            });
        }
    }
}

/// A limit on what functions and files both have is one on functions: no number suits both.
pub(super) fn is_judged(metric: &Metric, scope: Scope) -> bool {
    scope != Scope::File || !metric.scopes().contains(&Scope::Function)
}

pub(super) fn breach(limit: &InForce<'_>, value: f64) -> Option<(Severity, Breach)> {
    let &InForce { metric, bounds, warning } = limit;
    let warn_max = warning.warn.filter(|_| metric.direction != Direction::HigherIsBetter);
    let warn_min = warning.warn.filter(|_| metric.direction == Direction::HigherIsBetter);
    let all = [
        (Severity::Error, Bound::Max, bounds.max, bounds),
        (Severity::Error, Bound::Min, bounds.min, bounds),
        (Severity::Warning, Bound::Max, warn_max, warning),
        (Severity::Warning, Bound::Min, warn_min, warning),
    ];
    let is_beyond = |bound: Bound, limit: f64| match bound {
        Bound::Max => value > limit,
        Bound::Min => value < limit,
    };
    all.into_iter().find_map(|(severity, bound, at, set_by)| {
        let at = at.filter(|at| is_beyond(bound, *at))?;
        Some((severity, Breach { metric, value, bound, limit: at, origin: set_by.origin.clone() }))
    })
}

/// The overrides of a policy that are past their last day, as findings.
#[must_use]
pub(crate) fn expired(
    policy: &Policy,
    today: &str,
    in_repository: impl Fn(&Path) -> PathBuf,
) -> Vec<Finding> {
    let is_expired =
        |rule: &&Rule| rule.expires.as_ref().is_some_and(|(expires, _)| expires.as_str() < today);
    policy.rules.iter().filter(is_expired).filter_map(|rule| finding(rule, &in_repository)).collect()
}

fn finding(rule: &Rule, in_repository: &impl Fn(&Path) -> PathBuf) -> Option<Finding> {
    let (expires, reason) = rule.expires.clone()?;
    let Some(Origin::File(path, line)) = &rule.origin else { return None };
    let line = u32::try_from(*line).unwrap_or(u32::MAX);
    let cause = Cause::ExpiredOverride { expires, reason };
    Some(Finding::about_line(path, in_repository(path), line, Severity::Error, cause))
}

/// Brings findings into the order of reports: errors first, the furthest beyond its limit first.
pub(crate) fn worst_first(findings: &mut [Finding]) {
    let rank = |finding: &Finding| METRICS.iter().position(|metric| metric.id == finding.rule());
    findings.sort_by(|a, b| {
        let by_weight = || b.weight().total_cmp(&a.weight());
        let by_path = || a.path.as_os_str().cmp(b.path.as_os_str());
        let by_place = || (a.location.line, a.location.column).cmp(&(b.location.line, b.location.column));
        let by_rule = || (rank(a), a.scope.word(), &a.name).cmp(&(rank(b), b.scope.word(), &b.name));
        a.severity
            .cmp(&b.severity)
            .then_with(by_weight)
            .then_with(by_path)
            .then_with(by_place)
            .then_with(by_rule)
    });
}
