//! One page that needs nothing else: no network, and without a script most of it can be read. The script is ours, and
//! the policy of the page lets no other one run.

mod content;
mod given;
mod groups;
mod script;

use super::Reporter;
use crate::page::Page;
use crate::summary::Report;
use askama::Template;
use content::{Content, totals};
pub(crate) use given::{FindingLine, Html};
pub(crate) use groups::GroupTable;
use std::io::{self, Write};

impl Html {
    /// Writes a page about something else than what was measured in one state of the code.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub(crate) fn write_alone(&self, out: &mut dyn Write) -> io::Result<()> {
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
