//! One line for each finding, as compilers write them: for editors and for `grep`.

use super::FindingsReporter;
use crate::model::{Cause, Finding, Verdict, display, printable};
use crate::report::row::at_line_start;
use std::io::{self, Write};

/// One line for each finding.
#[derive(Debug, Default)]
pub(crate) struct Concise {
    /// Whether what a change is not to blame for is listed too, after the rest.
    pub show_inherited: bool,
}

impl FindingsReporter for Concise {
    fn write(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
        list(&verdict.findings, out)?;
        if self.show_inherited {
            list(&verdict.inherited, out)?;
        }
        writeln!(out, "{}", verdict.summary())
    }
}

/// A line for each finding.
pub(in crate::report) fn list(findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
    findings.iter().try_for_each(|finding| writeln!(out, "{}", line(finding)))
}

/// `path:line:column: error[metric]: what is the matter (where the limit was set)`.
pub(super) fn line(finding: &Finding) -> String {
    let (severity, rule) = (finding.severity.word(), finding.rule());
    format!("{}: {severity}[{rule}]: {}", place(finding), printable(&message(finding)))
}

/// What is the matter, and where the limit was set.
pub(super) fn message(finding: &Finding) -> String {
    match origin(finding) {
        Some(origin) => format!("{} ({origin})", finding.message()),
        None => finding.message(),
    }
}

/// The path from the root of the repository, as programs that are not ours take it.
pub(super) fn in_repository(finding: &Finding) -> String {
    display(&finding.in_repository).into_owned()
}

/// `path:line:column`, the column counted from 1.
pub(super) fn place(finding: &Finding) -> String {
    let location = &finding.location;
    format!("{}:{}:{}", path(finding), location.line, location.column + 1)
}

/// A column from 1 for a program that counts characters, where it is known: what is known is the bytes before it, which are
/// as many characters where there are none.
pub(super) fn character(column: u32) -> Option<u32> {
    (column == 0).then_some(1)
}

/// The path for a line of its own: a name cannot pass for a command to the log of a CI system.
pub(super) fn path(finding: &Finding) -> String {
    at_line_start(&finding.path)
}

/// Where the limit was set.
pub(super) fn origin(finding: &Finding) -> Option<String> {
    match &finding.cause {
        Cause::Limit(breach) => Some(printable(&breach.origin.to_string()).into_owned()),
        _ => None,
    }
}
