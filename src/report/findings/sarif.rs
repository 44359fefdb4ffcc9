//! SARIF 2.1.0, within what GitHub takes: every result has a place, URIs are relative, fingerprints do not move.

use super::FindingsReporter;
use super::uri::relative_uri;
use crate::model::{Cause, EXPIRED_OVERRIDE, Finding, Metric, Number, Severity, Verdict};
use serde_json::{Value, json};
use std::io::{self, Write};

/// GitHub refuses a run with more results.
const MOST_RESULTS: usize = 25_000;
/// More notifications than a person reads.
const MOST_NOTIFICATIONS: usize = 1_000;

/// A SARIF log with one run.
pub struct Sarif;

impl FindingsReporter for Sarif {
    fn write(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
        let mut rules: Vec<&'static str> = verdict.findings.iter().map(Finding::rule).collect();
        rules.sort_unstable();
        rules.dedup();
        let shown = &verdict.findings[..verdict.findings.len().min(MOST_RESULTS)];
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": driver(&rules) },
                "automationDetails": { "id": "metrics/" },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": { "SRCROOT": { "description": { "text": "The root of the repository" } } },
                "invocations": [{
                    "executionSuccessful": verdict.not_done().next().is_none(),
                    "toolExecutionNotifications": notifications(verdict),
                }],
                "results": shown.iter().map(|finding| result(finding, &rules)).collect::<Vec<_>>(),
            }]
        });
        serde_json::to_writer(&mut *out, &log)?;
        out.write_all(b"\n")
    }
}

fn driver(rules: &[&'static str]) -> Value {
    json!({
        "name": "metrics",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules.iter().map(|id| rule(id)).collect::<Vec<_>>(),
    })
}

fn rule(id: &str) -> Value {
    let (summary, help) = match Metric::find(id) {
        Some(metric) => (metric.summary, format!("{} = {}. {}.", metric.id, metric.formula, metric.source)),
        None => (
            "An override of limits has outlived its date",
            "Renew the date with its reason, or remove the override and repair what it excused.".to_owned(),
        ),
    };
    json!({
        "id": id,
        "name": id,
        "shortDescription": { "text": format!("{summary}.") },
        "fullDescription": { "text": format!("{summary}.") },
        "help": { "text": help, "markdown": help },
        "defaultConfiguration": { "level": "error" },
        "properties": {
            "tags": ["maintainability"],
            "precision": "very-high",
            "problem.severity": if id == EXPIRED_OVERRIDE { "warning" } else { "recommendation" },
        },
    })
}

fn result(finding: &Finding, rules: &[&'static str]) -> Value {
    let location = &finding.location;
    let name = if finding.name.is_empty() {
        json!([])
    } else {
        json!([{ "fullyQualifiedName": finding.name, "kind": finding.scope.word() }])
    };
    json!({
        "ruleId": finding.rule(),
        "ruleIndex": rules.binary_search(&finding.rule()).unwrap_or_default(),
        "level": match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "message": { "text": message(finding) },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": { "uri": relative_uri(&finding.in_repository), "uriBaseId": "SRCROOT" },
                "region": { "startLine": location.line.max(1), "endLine": location.end_line.max(location.line).max(1) },
            },
            "logicalLocations": name,
        }],
        "partialFingerprints": {
            "primaryLocationLineHash": finding.fingerprint(true),
            "metricsFunctionHash/v1": finding.fingerprint(false),
        },
        "properties": properties(finding),
    })
}

fn message(finding: &Finding) -> String {
    match &finding.cause {
        Cause::Limit(breach) => format!("{}, set by {}", finding.message(), breach.origin),
        Cause::ExpiredOverride { .. } => finding.message(),
    }
}

fn properties(finding: &Finding) -> Value {
    match &finding.cause {
        Cause::Limit(breach) => json!({
            "value": breach.value,
            "limit": breach.limit,
            "limitOrigin": breach.origin.to_string(),
            "excess": Number(breach.excess()).to_string(),
        }),
        Cause::ExpiredOverride { expires, reason } => json!({ "expires": expires, "reason": reason }),
    }
}

/// What was not measured, and what is not shown.
fn notifications(verdict: &Verdict) -> Vec<Value> {
    let note = |level: &str, text: String| json!({ "level": level, "message": { "text": text } });
    let skipped = verdict.skipped.iter().map(|file| {
        let level = if file.reason.is_policy() { "note" } else { "error" };
        note(level, format!("skipped: {}: {}: {}", file.path.display(), file.reason.word(), file.detail))
    });
    let partial =
        verdict.partial.iter().map(|path| note("warning", format!("parse errors: {}", path.display())));
    let mut all: Vec<_> = skipped.chain(partial).take(MOST_NOTIFICATIONS).collect();
    if verdict.findings.len() > MOST_RESULTS {
        let text = format!("only the worst {MOST_RESULTS} of {} findings are listed", verdict.findings.len());
        all.push(note("warning", text));
    }
    all
}
