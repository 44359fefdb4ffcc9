//! The diagnostic format of reviewdog, as one document: <https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>.

use super::FindingsReporter;
use super::concise::{in_repository, message};
use crate::model::{Cause, Finding, Severity, Verdict, explanation_of, printable};
use crate::report::json_text::write_line;
use serde_json::{Value, json};
use std::io::{self, Write};

/// One JSON document for `reviewdog -f=rdjson`.
pub(crate) struct Rdjson;

impl FindingsReporter for Rdjson {
    fn write(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
        let document = json!({
            "source": { "name": "metrics" },
            "diagnostics": verdict.findings.iter().map(diagnostic).collect::<Vec<_>>(),
        });
        write_line(&document, out)
    }
}

/// Lines are meant whole and to the last one, as neither end has a column; a place that was not understood has one.
fn range(finding: &Finding) -> Value {
    let location = &finding.location;
    let line = location.line.max(1);
    match finding.cause {
        Cause::ParseErrors { .. } => json!({ "start": { "line": line, "column": location.column + 1 } }),
        _ => json!({ "start": { "line": line }, "end": { "line": location.end_line.max(line) } }),
    }
}

/// reviewdog shows a finding if a change touches one of its lines.
fn diagnostic(finding: &Finding) -> Value {
    json!({
        "message": printable(&message(finding)),
        "location": {
            "path": in_repository(finding),
            "range": range(finding),
        },
        "severity": match finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
        },
        "code": { "value": finding.rule(), "url": explanation_of(finding.rule()) },
    })
}
