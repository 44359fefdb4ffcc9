//! One line for each finding as pylint writes them: what many editors and hosts can read.

use super::FindingsReporter;
use super::concise::{message, path};
use crate::model::{Verdict, printable};
use std::io::{self, Write};

/// `path:line: [metric] message`.
pub(crate) struct Pylint;

impl FindingsReporter for Pylint {
    fn write(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
        for finding in &verdict.findings {
            let (path, line, rule) = (path(finding), finding.location.line, finding.rule());
            writeln!(out, "{path}:{line}: [{rule}] {}", printable(&message(finding)))?;
        }
        Ok(())
    }
}
