//! What an edit did: what got worse, and what it lets pass that did not pass before.

use super::{Balance, Finding, UnjudgedBudget};

/// What an edit, or all edits since a commit, did.
#[derive(Clone, Debug, Default)]
pub struct Edited {
    /// What the edit is to blame for, the worst first: errors alone.
    pub worse: Vec<Worse>,
    /// What passes now and did not before, each with its place: limits, comments, entries of the baseline.
    pub loosened: Vec<String>,
    /// Whether there was nothing to compare with, outside of any repository, so that files were judged as they are.
    pub whole: bool,
    /// Number of files that were judged.
    pub judged: usize,
    /// Number of those that keep every limit, so that nobody asked what they were before.
    pub not_compared: usize,
    /// Budgets that nobody should take for kept: they need all of their files.
    pub unjudged_budgets: Vec<UnjudgedBudget>,
    /// What became of the files that were named, or that git says changed.
    pub balance: Balance,
}

/// A finding that an edit is to blame for.
#[derive(Clone, Debug)]
pub struct Worse {
    /// The finding.
    pub finding: Finding,
    /// The lines that add most to the value and how much they add, the most expensive first; empty where lines add
    /// nothing, or where nobody looked.
    pub costly: Vec<(u32, i64)>,
}

impl Edited {
    /// What was not judged, a line each: files, and budgets.
    pub fn missing(&self) -> impl Iterator<Item = String> {
        self.balance.missing().into_iter().chain(UnjudgedBudget::told(&self.unjudged_budgets))
    }

    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_fine(&self) -> bool {
        self.worse.is_empty() && self.loosened.is_empty()
    }
}
