//! Logging commands of Azure Pipelines, which make an issue of each finding.

use super::FindingsReporter;
use super::concise::{character, in_repository, message};
use crate::model::{Finding, Verdict, printable};
use std::io::{self, Write};

/// One `task.logissue` for each finding.
pub(crate) struct Azure;

impl FindingsReporter for Azure {
    fn write(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
        verdict.findings.iter().try_for_each(|finding| writeln!(out, "{}", command(finding)))
    }
}

fn command(finding: &Finding) -> String {
    let location = &finding.location;
    let column = character(location.column).map(|column| format!("columnnumber={column};"));
    format!(
        "##vso[task.logissue type={};sourcepath={};linenumber={};{}code={};]{}",
        finding.severity.word(),
        property(&in_repository(finding)),
        location.line.max(1),
        column.unwrap_or_default(),
        finding.rule(),
        data(&message(finding)),
    )
}

/// Escapes the message of a command.
fn data(text: &str) -> String {
    let text = text.replace('%', "%AZP25").replace('\r', "%0D").replace('\n', "%0A");
    printable(&text).into_owned()
}

/// Escapes a property of a command.
fn property(text: &str) -> String {
    data(text).replace(']', "%5D").replace(';', "%3B")
}
