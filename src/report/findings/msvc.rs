//! One line for each finding as Microsoft's compilers write them: for Visual Studio and `MSBuild`.

use super::FindingsReporter;
use super::concise::{message, path};
use crate::model::{Finding, Verdict, printable};
use std::io::{self, Write};

/// `path(line,column): error metric: message`.
pub(crate) struct Msvc;

impl FindingsReporter for Msvc {
    fn write(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
        verdict.findings.iter().try_for_each(|finding| writeln!(out, "{}", line(finding)))
    }
}

fn line(finding: &Finding) -> String {
    let (path, location, rule) = (path(finding), &finding.location, finding.rule());
    let (line, column, severity) = (location.line, location.column + 1, finding.severity.word());
    format!("{path}({line},{column}): {severity} {rule}: {}", printable(&message(finding)))
}
