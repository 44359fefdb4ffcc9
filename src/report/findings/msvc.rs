//! One line for each finding as Microsoft's compilers write them: for Visual Studio and `MSBuild`.

use super::FindingsReporter;
use super::concise::{character, message, path};
use crate::model::{Finding, Verdict, printable};
use std::io::{self, Write};

/// `path(line,column): error metric: message`, the column where it is known.
pub(crate) struct Msvc;

impl FindingsReporter for Msvc {
    fn write(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
        verdict.findings.iter().try_for_each(|finding| writeln!(out, "{}", line(finding)))
    }
}

fn line(finding: &Finding) -> String {
    let (path, location, rule) = (path(finding), &finding.location, finding.rule());
    let (line, severity) = (location.line, finding.severity.word());
    let column = character(location.column).map_or_else(String::new, |column| format!(",{column}"));
    format!("{path}({line}{column}): {severity} {rule}: {}", printable(&message(finding)))
}
