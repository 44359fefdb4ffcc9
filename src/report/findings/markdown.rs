//! Markdown that fits a comment on a pull request.

use super::FindingsReporter;
use super::concise::origin;
use crate::model::{Bound, Cause, Figure, Finding, Verdict};
use crate::report::escape::{markdown, markdown_code};
use std::fmt::Write as _;
use std::io::{self, Write};

/// GitHub refuses a comment of more than 65,536 characters.
const MOST_BYTES: usize = 60_000;

/// A table of findings.
pub(crate) struct FindingsMarkdown;

impl FindingsReporter for FindingsMarkdown {
    fn write(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(table(verdict, MOST_BYTES).as_bytes())
    }
}

/// The summary and as many findings, the worst first, as fit into a number of bytes.
pub(super) fn table(verdict: &Verdict, most: usize) -> String {
    let mut text = format!("### metrics: {}\n", markdown(&verdict.summary()));
    if verdict.findings.is_empty() {
        return text;
    }
    text += "\n| | Where | What | Value | Limit | Set by |\n|---|---|---|--:|--:|---|\n";
    for (index, finding) in verdict.findings.iter().enumerate() {
        let row = row(finding);
        if text.len() + row.len() > most.saturating_sub(200) {
            let rest = verdict.findings.len() - index;
            writeln!(text, "\n{rest} more findings are not shown.").expect("a String takes everything");
            break;
        }
        text += &row;
    }
    text
}

fn row(finding: &Finding) -> String {
    let path = finding.in_repository.to_string_lossy();
    let place = format!("{}:{}", path, finding.location.line);
    let mark = finding.severity.word();
    let (what, value, limit) = match &finding.cause {
        Cause::Limit(breach) => {
            let sign = match breach.bound {
                Bound::Max => "≤",
                Bound::Min => "≥",
            };
            let name = if finding.name.is_empty() {
                String::new()
            } else {
                format!(" {}", markdown_code(&finding.name))
            };
            let what = format!("{}{name}", breach.metric.id);
            (what, Figure(breach.value).to_string(), format!("{sign} {}", Figure(breach.limit)))
        }
        _ => (markdown(&finding.message()), String::new(), String::new()),
    };
    let origin = origin(finding).map(|it| markdown_code(&it)).unwrap_or_default();
    format!("| {mark} | {} | {what} | {value} | {limit} | {origin} |\n", markdown_code(&place))
}
