//! Whether a file keeps every limit, told by the extremes of its record alone.

use super::file::{breach, is_judged};
use super::policy::{InForce, Policy, in_force};
use crate::model::{Digest, Direction, Extreme, Scope, TestedFile};
use std::path::Path;

/// Whether judging a file would find nothing, whatever its record has beside what the digest says, unless it is by what
/// the tests ran. `false` may only mean that the digest does not tell.
#[must_use]
pub(crate) fn is_quiet(policy: &Policy, absolute: &Path, digest: &Digest) -> bool {
    if digest.is_special {
        return false;
    }
    let rules = policy.for_file(absolute, digest.language);
    // which function a rule means by its name stands in the record
    if rules.iter().any(|rule| rule.functions.is_some()) {
        return false;
    }
    in_force(&rules, None).iter().all(|limit| {
        let scopes = limit.metric.scopes().iter().filter(|scope| is_judged(limit.metric, **scope));
        scopes.copied().all(|scope| keeps(limit, digest, scope))
    })
}

/// Whether it would find nothing by what the tests ran of a file. `false` may only mean that nobody can tell.
#[must_use]
pub(crate) fn keeps_coverage(policy: &Policy, absolute: &Path, digest: &Digest, tested: &TestedFile) -> bool {
    let mut limited = policy.rules.iter().flat_map(|rule| &rule.limits);
    if !limited.any(|(metric, _)| metric.needs_coverage()) {
        return true;
    }
    let rules = policy.for_file(absolute, digest.language);
    if digest.is_special || rules.iter().any(|rule| rule.functions.is_some()) {
        return false;
    }
    let limits = in_force(&rules, None);
    let mut limits = limits.iter().filter(|limit| limit.metric.needs_coverage());
    limits.all(|limit| {
        let extremes = tested.extreme(limit.metric);
        extremes.is_none_or(|(low, high)| breach(limit, low).is_none() && breach(limit, high).is_none())
    })
}

fn keeps(limit: &InForce<'_>, digest: &Digest, scope: Scope) -> bool {
    match digest.extreme(limit.metric, scope) {
        Extreme::Unknown => false,
        Extreme::Absent => true,
        Extreme::Exact(value) => breach(limit, value).is_none(),
        Extreme::Largest(value) => {
            let is_minimum = limit.metric.direction == Direction::HigherIsBetter;
            let has_minimum = limit.bounds.min.is_some() || is_minimum && limit.warning.warn.is_some();
            !has_minimum && breach(limit, value).is_none()
        }
    }
}
