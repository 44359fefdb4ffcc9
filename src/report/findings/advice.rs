//! What can be done about findings: commands that can be copied.

use super::concise::path;
use crate::model::{Cause, Finding, Origin, Record, Severity, Verdict};
use crate::report::aimed::aimed;
use crate::report::shell::quoted;

/// What may be said beside the findings themselves.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Situation {
    /// There is no baseline, and the whole repository was looked at, so that one could be made.
    pub may_have_baseline: bool,
}

/// What can be done about the findings in some records, a line each: how to see why, and how to let them pass.
#[must_use]
pub(crate) fn advice(verdict: &Verdict, records: &[Record], situation: Situation) -> Vec<String> {
    let limits = || verdict.findings.iter().filter(|it| matches!(it.cause, Cause::Limit(_)));
    let why = limits().find(|it| is_explained(it)).map(|it| why(it, records));
    let pass = limits().find(|it| it.severity == Severity::Error).map(|it| pass(it, situation));
    why.into_iter().chain(pass).collect()
}

/// Whether the value is a sum whose parts can be shown.
fn is_explained(finding: &Finding) -> bool {
    const SUMS: [&str; 4] = ["cyclomatic", "cyclomatic_mccabe", "cognitive", "weighted_methods"];
    SUMS.contains(&finding.rule())
}

fn why(finding: &Finding, records: &[Record]) -> String {
    let record = records.iter().find(|record| record.path == finding.path);
    let place = path(finding) + &aimed(record, finding.location);
    let place = quoted(&place);
    format!("`metrics explain {place}` shows which lines add up to it")
}

fn pass(finding: &Finding, situation: Situation) -> String {
    let Cause::Limit(breach) = &finding.cause else { return String::new() };
    let mut ways =
        vec![format!("a comment `metrics: ignore[{}] -- REASON` beside it lets one pass", finding.rule())];
    if situation.may_have_baseline {
        ways.push("`metrics baseline create` all that is there now".to_owned());
    }
    if matches!(breach.origin, Origin::Preset(_) | Origin::Default) {
        ways.push("`metrics config init` writes a file for limits of your own".to_owned());
    }
    ways.join(", ")
}
