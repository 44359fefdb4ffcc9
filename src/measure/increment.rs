//! A score is a sum of increments: this is one of them, as a metric meets it.

use crate::model::Role;

/// One increment, by the mark that causes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// The innermost function or class that it counts for, by its place in the outline; `None` for the module.
    pub(super) unit: Option<usize>,
    /// Index of the mark that causes it.
    pub(super) mark: usize,
    /// The rule: the role for which the mark counts.
    pub(super) rule: Role,
    /// How much it adds; a rule may take a point back.
    pub(super) points: i32,
    /// How much of it is due to nesting.
    pub(super) nesting: u32,
}
