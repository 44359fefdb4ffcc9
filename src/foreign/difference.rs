//! A number that differs, why, and how many do.

use crate::model::Scope;

/// Why a number of a tool is another one than ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ToolReason {
    /// We did not understand all of the file: our number is the best that could be done.
    Partial,
    /// The tool has another version than the one whose numbers ours are.
    Version,
    /// radon on a `CPython` before 3.12 reads f-strings in another way, which moves counts of lines and what is made of them.
    Python,
    /// The tool computes it from the same counts by another formula: of an estimated length, the part whose count is not 0
    /// remains there, and radon and we say 0.
    Formula,
}

impl ToolReason {
    /// Its word in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            ToolReason::Partial => "partial",
            ToolReason::Version => "version",
            ToolReason::Python => "python",
            ToolReason::Formula => "formula",
        }
    }
}

/// A number that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolDifference {
    /// Name of the tool.
    pub tool: &'static str,
    /// The file, as it was found.
    pub path: String,
    /// What it is about.
    pub scope: Scope,
    /// Qualified name, or the tool's name for what only it has; empty for a file.
    pub name: String,
    /// Line where it begins, 1-based; `None` where it is not known.
    pub line: Option<u32>,
    /// Id of the metric.
    pub metric: &'static str,
    /// Our number; `None` where only the tool has one.
    pub ours: Option<f64>,
    /// The tool's number; `None` where only we have one.
    pub theirs: Option<f64>,
    /// Why, where it is known.
    pub reason: Option<ToolReason>,
}

/// How the numbers of a metric compare.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ToolTally {
    /// How many are equal.
    pub equal: usize,
    /// How many differ for a known reason.
    pub explained: usize,
    /// How many differ, and nobody knows why.
    pub unexplained: usize,
    /// How many we have of what the tool does not list at all, such as functions in functions.
    pub unlisted: usize,
}

impl ToolTally {
    /// How many were compared.
    #[must_use]
    pub fn compared(&self) -> usize {
        self.equal + self.explained + self.unexplained
    }
}
