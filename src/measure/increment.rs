//! A score is a sum of increments: this is one of them.

use crate::model::Role;

/// One reason why a score is as high as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Increment {
    /// The innermost function or class that it counts for, by its place in the outline; `None` for the module.
    pub unit: Option<usize>,
    /// Index of the mark that causes it.
    pub mark: usize,
    /// The rule: the role for which the mark counts.
    pub rule: Role,
    /// How much it adds; a rule may take a point back.
    pub points: i32,
    /// How much of it is due to nesting.
    pub nesting: u32,
}
