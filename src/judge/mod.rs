//! Records and policies in, findings out. It touches nothing else, and it cannot fail.

mod budget;
mod excuse;
mod exemptions;
mod file;
mod judged;
#[cfg(test)]
mod list_tests;
mod loosened;
mod policy;
mod quiet;
#[cfg(test)]
mod tests;

pub(crate) use budget::{Aggregate, BudgetRule, BudgetScope, Excesses};
pub(crate) use exemptions::{overrides, suppressions};
pub(crate) use file::{expired, judge, worst_first};
pub(crate) use judged::Judged;
pub(crate) use loosened::{is_as_strict, looser_in_file, looser_limit, looser_limits, new_suppressions};
pub(crate) use policy::{InForce, NameGlobs, Policy, Rule};
pub(crate) use quiet::{is_quiet, keeps_coverage};
