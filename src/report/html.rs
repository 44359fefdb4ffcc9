//! One page that needs nothing else: no network, and without a script most of it can be read. The script is ours, and
//! the policy of the page lets no other one run.

mod content;
mod groups;
mod script;

use super::Reporter;
use crate::model::Tool;
use crate::page::{Chart, ExplainedFunction, Page};
use crate::summary::Report;
use askama::Template;
pub use content::FindingLine;
use content::{Content, totals};
pub use groups::GroupTable;
use std::io::{self, Write};

/// A page about what was measured.
#[derive(Debug, Default)]
pub struct Html {
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

impl Html {
    /// Writes a page about something else than what was measured in one state of the code.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub fn write_alone(&self, out: &mut dyn Write) -> io::Result<()> {
        Content::new(self, Vec::new(), &Page::empty(), None).write_into(out)
    }
}

impl Reporter for Html {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        let page = Page::new(report);
        let groups = self.groups.clone().or_else(|| GroupTable::of_report(report));
        Content::new(self, totals(&report.totals), &page, groups.as_ref()).write_into(out)
    }
}
