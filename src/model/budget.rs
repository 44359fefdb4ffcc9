//! A budget that is spent: what several files together came to, and what of it came last.

use super::{Figure, counted};
use std::fmt;

/// What a budget allows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BudgetBound {
    /// No more than so much.
    Max(f64),
    /// A change may add no more than so much.
    MayGrow(f64),
}

/// A budget that is spent.
#[derive(Clone, Debug, PartialEq)]
pub struct BudgetBreach {
    /// The files that it is about, as the configuration says it: `paths src/`, `owner @org/team`.
    pub group: String,
    /// What is added up: the id of a metric, or `over_limit` and `excess` with that of another one.
    pub measure: String,
    /// What it was before the change that is judged.
    pub before: Option<f64>,
    /// What it is.
    pub value: f64,
    /// What is allowed.
    pub bound: BudgetBound,
    /// What grew it most or, where no change is judged, what is most of it: places, and how much each.
    pub most: Vec<(String, f64)>,
    /// Why there is the budget.
    pub reason: String,
}

/// A budget that nobody judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnjudgedBudget {
    /// Its files and its measure.
    pub budget: String,
    /// What was not seen.
    pub why: &'static str,
}

impl UnjudgedBudget {
    /// How many budgets nobody judged, and why; `None` if there are none.
    #[must_use]
    pub fn told(all: &[UnjudgedBudget]) -> Option<String> {
        let first = all.first()?;
        Some(format!("{} not judged ({})", counted(all.len(), "budget", "budgets"), first.why))
    }
}

impl BudgetBound {
    /// Its key in the configuration and its number.
    #[must_use]
    pub fn parts(self) -> (&'static str, f64) {
        match self {
            BudgetBound::Max(most) => ("max", most),
            BudgetBound::MayGrow(most) => ("may_grow", most),
        }
    }
}

impl BudgetBreach {
    /// How far it is beyond what is allowed.
    #[must_use]
    pub fn excess(&self) -> f64 {
        match self.bound {
            BudgetBound::Max(most) => self.value - most,
            BudgetBound::MayGrow(most) => self.value - self.before.unwrap_or(0.0) - most,
        }
    }
}

impl fmt::Display for BudgetBreach {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let BudgetBreach { group, measure, before, value, bound, most, reason } = self;
        write!(out, "budget of {group}: {measure} ")?;
        match (bound, before) {
            (BudgetBound::Max(allowed), None) => {
                write!(
                    out,
                    "{} is {} over its max of {}",
                    Figure(*value),
                    Figure(self.excess()),
                    Figure(*allowed)
                )?;
            }
            (BudgetBound::Max(allowed), Some(before)) => {
                let (from, to) = (Figure(*before), Figure(*value));
                write!(
                    out,
                    "{from} → {to} is {} over its max of {}",
                    Figure(self.excess()),
                    Figure(*allowed)
                )?;
            }
            (BudgetBound::MayGrow(allowed), before) => {
                let before = before.unwrap_or(0.0);
                let (from, to) = (Figure(before), Figure(*value));
                write!(
                    out,
                    "{from} → {to} grew by {}, and may by {}",
                    Figure(value - before),
                    Figure(*allowed)
                )?;
            }
        }
        let sign = |by: f64| if before.is_some() && by > 0.0 { "+" } else { "" };
        let told = most.iter().map(|(place, by)| format!("{place} {}{}", sign(*by), Figure(*by)));
        let told: Vec<String> = told.collect();
        if !told.is_empty() {
            write!(out, ", most by {}", told.join(", "))?;
        }
        write!(out, " ({reason})")
    }
}
