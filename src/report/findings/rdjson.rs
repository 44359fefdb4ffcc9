//! The diagnostic format of reviewdog, as one document: <https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>.

use super::FindingsReporter;
use super::concise::{in_repository, message};
use crate::model::{Finding, Severity, Verdict, printable};
use crate::report::json_text::write_line;
use serde_json::{Value, json};
use std::io::{self, Write};

/// One JSON document for `reviewdog -f=rdjson`.
pub struct Rdjson;

impl FindingsReporter for Rdjson {
    fn write(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
        let document = json!({
            "source": { "name": "metrics" },
            "diagnostics": verdict.findings.iter().map(diagnostic).collect::<Vec<_>>(),
        });
        write_line(&document, out)
    }
}

/// reviewdog shows a finding if a change touches one of the lines from its start to its end.
fn diagnostic(finding: &Finding) -> Value {
    let location = &finding.location;
    let line = location.line.max(1);
    json!({
        "message": printable(&message(finding)),
        "location": {
            "path": in_repository(finding),
            "range": {
                "start": { "line": line, "column": location.column + 1 },
                "end": { "line": location.end_line.max(line) },
            },
        },
        "severity": match finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
        },
        "code": { "value": finding.rule() },
    })
}
