//! Service messages of `TeamCity`: an inspection for each finding, and before them what is inspected.

use super::FindingsReporter;
use super::concise::{in_repository, message};
use crate::model::{Finding, Metric, Severity, Verdict, printable};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

/// One `inspectionType` for each rule, one `inspection` for each finding.
pub(crate) struct Teamcity;

impl FindingsReporter for Teamcity {
    fn write(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
        let rules: BTreeSet<&'static str> = verdict.findings.iter().map(Finding::rule).collect();
        for rule in rules {
            let summary = Metric::find(rule).map_or(rule, |metric| metric.summary);
            let (rule, summary) = (value(rule), value(summary));
            writeln!(
                out,
                "##teamcity[inspectionType id='{rule}' name='{rule}' description='{summary}' category='metrics']"
            )?;
        }
        verdict.findings.iter().try_for_each(|finding| writeln!(out, "{}", inspection(finding)))
    }
}

fn inspection(finding: &Finding) -> String {
    let severity = match finding.severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
    };
    format!(
        "##teamcity[inspection typeId='{}' message='{}' file='{}' line='{}' SEVERITY='{severity}']",
        value(finding.rule()),
        value(&message(finding)),
        value(&in_repository(finding)),
        finding.location.line.max(1),
    )
}

/// Escapes a value.
fn value(text: &str) -> String {
    let mut out = String::new();
    for c in printable(text).chars() {
        match c {
            '|' | '\'' | '[' | ']' => out.extend(['|', c]),
            c if c.is_ascii() => out.push(c),
            c => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    let _ = write!(out, "|0x{unit:04X}");
                }
            }
        }
    }
    out
}
