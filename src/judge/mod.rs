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

pub(crate) use budget::Excesses;
pub use budget::{Aggregate, BudgetRule, BudgetScope};
pub use exemptions::{overrides, suppressions};
pub(crate) use file::worst_first;
pub use file::{expired, judge};
pub use judged::Judged;
pub(crate) use loosened::{looser_limit, looser_limits, new_suppressions};
pub use policy::{InForce, NameGlobs, Policy, Rule};
pub use quiet::{is_quiet, keeps_coverage};
