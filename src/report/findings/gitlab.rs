//! GitLab's code quality report, a subset of Code Climate's: fingerprints are unique, paths relative.

use super::FindingsReporter;
use super::concise::in_repository;
use crate::model::{Finding, Severity, Verdict};
use crate::report::json_text::write_line;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::io::{self, Write};

/// An array of issues.
pub(crate) struct Gitlab;

impl FindingsReporter for Gitlab {
    fn write(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
        let mut seen = HashSet::new();
        let issues: Vec<_> = verdict.findings.iter().map(|finding| issue(finding, &mut seen)).collect();
        write_line(&issues, out)
    }
}

fn issue(finding: &Finding, seen: &mut HashSet<String>) -> Value {
    let mut fingerprint = finding.fingerprint(true);
    // GitLab shows only the first of equal ones.
    while !seen.insert(fingerprint.clone()) {
        fingerprint.push('+');
    }
    json!({
        "type": "issue",
        "check_name": finding.rule(),
        "description": format!("{}: {}", finding.rule(), finding.message()),
        "categories": ["Complexity"],
        "fingerprint": fingerprint,
        "severity": severity(finding),
        "location": {
            "path": in_repository(finding),
            "lines": { "begin": finding.location.line.max(1), "end": finding.location.end_line.max(1) },
        },
    })
}

/// Twice the limit is critical.
fn severity(finding: &Finding) -> &'static str {
    match finding.severity {
        Severity::Warning => "minor",
        Severity::Error if finding.weight() >= 1.0 => "critical",
        Severity::Error => "major",
    }
}
