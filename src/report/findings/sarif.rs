//! SARIF 2.1.0, within what GitHub takes: every result has a place, URIs are relative, fingerprints do not move.

use super::FindingsReporter;
use super::concise::character;
use super::uri::relative_uri;
use crate::model::{
    BUDGET, Cause, Covered, EXPIRED_OVERRIDE, Figure, Finding, IDLE_RULE, Metric, NOT_MEASURED,
    OUTDATED_BASELINE, PARSE_ERRORS, Partial, PassedOver, Severity, Standing, UNUSED_SUPPRESSION, Verdict,
    WITHDRAWN, explanation_of,
};
use crate::report::json_text::write_line;
use serde_json::{Value, json};
use std::io::{self, Write};

/// GitHub refuses a run with more results.
const MOST_RESULTS: usize = 25_000;
/// More notifications than a person reads.
const MOST_NOTIFICATIONS: usize = 1_000;

/// A SARIF log with one run.
pub(crate) struct Sarif;

impl FindingsReporter for Sarif {
    fn write(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
        // What stands in the way of nothing comes last, should there be too many.
        let all: Vec<&Finding> =
            verdict.findings.iter().chain(&verdict.suppressed).chain(&verdict.inherited).collect();
        let mut rules: Vec<&'static str> = all.iter().map(|finding| finding.rule()).collect();
        rules.sort_unstable();
        rules.dedup();
        let shown = &all[..all.len().min(MOST_RESULTS)];
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": driver(&rules) },
                "automationDetails": { "id": "metrics/" },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": { "SRCROOT": { "description": { "text": "The root of the repository" } } },
                "invocations": [{
                    "executionSuccessful": !verdict.is_incomplete(),
                    "toolExecutionNotifications": notifications(verdict, all.len()),
                }],
                "results": shown.iter().map(|finding| result(finding, &rules)).collect::<Vec<_>>(),
            }]
        });
        write_line(&log, out)
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
        None if id == UNUSED_SUPPRESSION => (
            "A comment excuses what needs no excuse",
            "Remove the comment, or the names in it that are not needed.".to_owned(),
        ),
        None if id == OUTDATED_BASELINE => (
            "Nothing is left of an entry of the baseline",
            "Remove it with `metrics baseline prune`.".to_owned(),
        ),
        None if id == NOT_MEASURED => (
            "A file could not be measured",
            "See to what is in its way, or accept that with `--allow-skipped`.".to_owned(),
        ),
        None if id == WITHDRAWN => (
            "A change made a file one that is not judged",
            "Undo that, or list the file under `exclude` if it is meant.".to_owned(),
        ),
        None if id == BUDGET => (
            "Some files together are beyond what they may come to",
            "Take away what grew, or change the budget with its reason.".to_owned(),
        ),
        None if id == IDLE_RULE => {
            ("An override or a pattern applies to nothing", "Mend its condition, or remove it.".to_owned())
        }
        None if id == PARSE_ERRORS => (
            "A file was not understood as a whole",
            "Repair its syntax, or check without `--strict`.".to_owned(),
        ),
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
        "helpUri": explanation_of(id),
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
    let name = if finding.name.is_empty() {
        json!([])
    } else {
        json!([{ "fullyQualifiedName": finding.name, "kind": finding.scope.word() }])
    };
    let mut result = json!({
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
                "region": region(finding),
            },
            "logicalLocations": name,
        }],
        "partialFingerprints": {
            "primaryLocationLineHash": finding.fingerprint(true),
            "metricsFunctionHash/v1": finding.fingerprint(false),
        },
        "properties": properties(finding),
    });
    if let Some(state) = finding.standing.map(baseline_state) {
        result["baselineState"] = json!(state);
    }
    if let Some(suppression) = suppression(finding) {
        result["suppressions"] = json!([suppression]);
    }
    result
}

/// The lines of a finding, and the column where one is known: of a place that was not understood.
fn region(finding: &Finding) -> Value {
    let location = &finding.location;
    let (first, last) = (location.line.max(1), location.end_line.max(location.line).max(1));
    let mut region = json!({ "startLine": first, "endLine": last });
    if let (Cause::ParseErrors { .. }, Some(column)) = (&finding.cause, character(location.column)) {
        region["startColumn"] = json!(column);
    }
    region
}

fn baseline_state(standing: Standing) -> &'static str {
    match standing {
        Standing::Introduced => "new",
        Standing::Worse { .. } | Standing::Touched | Standing::Improved { .. } => "updated",
        Standing::Inherited => "unchanged",
    }
}

/// Why a result is no reason to fail.
fn suppression(finding: &Finding) -> Option<Value> {
    match &finding.suppression {
        Some(comment) => Some(json!({
            "kind": "inSource",
            "justification": comment.reason,
            "location": { "physicalLocation": {
                "artifactLocation": { "uri": relative_uri(&finding.in_repository), "uriBaseId": "SRCROOT" },
                "region": { "startLine": comment.file_line() },
            }},
        })),
        None if finding.is_to_blame() => None,
        None => Some(json!({ "kind": "external", "justification": "it was there before" })),
    }
}

fn message(finding: &Finding) -> String {
    match &finding.cause {
        Cause::Limit(breach) => format!("{}, set by {}", finding.message(), breach.origin),
        _ => finding.message(),
    }
}

fn properties(finding: &Finding) -> Value {
    match &finding.cause {
        Cause::Limit(breach) => json!({
            "value": breach.value,
            "limit": breach.limit,
            "limitOrigin": breach.origin.to_string(),
            "excess": Figure(breach.excess()).to_string(),
        }),
        Cause::ExpiredOverride { expires, reason } => json!({ "expires": expires, "reason": reason }),
        Cause::ParseErrors { count, extent } => json!({ "parseErrors": count, "bytes": extent.bytes }),
        Cause::Budget(breach) => {
            let (bound, allowed) = breach.bound.parts();
            json!({
                "group": breach.group,
                "measure": breach.measure,
                "before": breach.before,
                "value": breach.value,
                "bound": bound,
                "limit": allowed,
                "reason": breach.reason,
            })
        }
        Cause::UnusedSuppression { .. }
        | Cause::OutdatedEntry { .. }
        | Cause::NotMeasured { .. }
        | Cause::Withdrawn { .. }
        | Cause::Idle { .. } => json!({}),
    }
}

/// Where a file was not understood.
fn place(file: &Partial) -> Value {
    let mut region = json!({ "startLine": file.place.line });
    if let Some(column) = character(file.place.column) {
        region["startColumn"] = json!(column);
    }
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": relative_uri(&file.in_repository), "uriBaseId": "SRCROOT" },
        "region": region,
    }})
}

/// What was not measured, and what is not shown.
fn notifications(verdict: &Verdict, results: usize) -> Vec<Value> {
    let note = |level: &str, text: String| json!({ "level": level, "message": { "text": text } });
    let skipped = verdict.skipped.iter().map(|file| {
        let level = if file.reason.is_policy() { "note" } else { "error" };
        note(level, format!("skipped: {}: {}: {}", file.path.display(), file.reason.word(), file.detail))
    });
    let partial = verdict.partial.iter().map(|file| {
        let text = format!("only partly understood: {}: {}", file.path.display(), file.amount());
        let mut note = note("warning", text);
        note["locations"] = json!([place(file)]);
        note
    });
    let unjudged = verdict.balance.unjudged.iter().filter(|it| !matches!(it.fate, PassedOver::Skipped(_)));
    let unjudged = unjudged.map(|file| {
        let level = if file.fate.is_meant() { "note" } else { "warning" };
        note(level, format!("not judged: {}: {}", file.path.display(), file.fate.why()))
    });
    let missing = verdict.balance.missing().map(|text| note("note", text));
    let doubts = verdict.covered.iter().flat_map(Covered::doubts).map(|text| note("warning", text));
    let mut all: Vec<_> = missing
        .into_iter()
        .chain(doubts)
        .chain(skipped)
        .chain(partial)
        .chain(unjudged)
        .take(MOST_NOTIFICATIONS)
        .collect();
    if results > MOST_RESULTS {
        let text = format!("only the worst {MOST_RESULTS} of {results} findings are listed");
        all.push(note("warning", text));
    }
    all
}
