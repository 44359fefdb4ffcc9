//! What a page is given beside what was measured.

use super::GroupTable;
use crate::model::Tool;
use crate::page::{Chart, ExplainedFunction};

/// A page about what was measured.
#[derive(Debug, Default)]
pub(crate) struct Html {
    /// What the page is about, for its head.
    pub title: String,
    /// The tool that it names as its author.
    pub tool: Tool,
    /// Sentences below the totals.
    pub notes: Vec<String>,
    /// What a check found.
    pub findings: Vec<FindingLine>,
    /// Groups of files, if they were asked for.
    pub groups: Option<GroupTable>,
    /// Why the worst functions score what they score.
    pub explained: Vec<ExplainedFunction>,
    /// Charts of more than one state of the code.
    pub figures: Vec<Chart>,
    /// The report as a terminal shows it.
    pub text: String,
}

/// A finding of a check.
#[derive(Clone, Debug)]
pub(crate) struct FindingLine {
    /// `error` or `warning`.
    pub severity: &'static str,
    /// File and line.
    pub place: String,
    /// What was found.
    pub message: String,
}
