//! The page about what a session measured, for `analyze` and for `check`.

use crate::language::fingerprint;
use crate::model::{Tool, Verdict, counted};
use crate::page::ExplainedFunction;
use crate::report::{FindingLine, GroupTable, Html, Reporter};
use crate::session::{Session, SessionError};
use crate::summary::{By, Order, Report, Shape};
use std::io::{self, Write};

/// How many functions a page explains.
const EXPLAINED: usize = 10;

/// More findings are counted and not shown.
const MOST_FINDINGS: usize = 500;

/// The program as a report names it.
pub(super) fn tool() -> Tool {
    Tool { name: "metrics", version: env!("CARGO_PKG_VERSION"), fingerprint: fingerprint() }
}

/// The name of what a page is about: that of the directory at the root.
pub(super) fn title(session: &Session) -> String {
    session.root().file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// A page about everything that was measured.
pub(super) fn page(session: &Session) -> Result<Html, SessionError> {
    let worst = session.explain_worst(EXPLAINED)?;
    let explained = worst.iter().filter_map(|it| ExplainedFunction::new(&it.path, &it.explanation, it.row));
    let title = format!("Complexity of {}", title(session));
    Ok(Html { title, tool: tool(), explained: explained.collect(), ..Html::default() })
}

/// Writes the page about a check: what was found, and what was measured for it.
pub(super) fn write_verdict(session: &Session, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
    let findings = verdict.findings.iter().take(MOST_FINDINGS).map(|finding| FindingLine {
        severity: finding.severity.word(),
        place: format!("{}:{}", finding.in_repository.to_string_lossy(), finding.location.line),
        message: finding.message(),
    });
    let mut notes = vec![verdict.summary()];
    if verdict.findings.len() > MOST_FINDINGS {
        let more = verdict.findings.len() - MOST_FINDINGS;
        notes.push(counted(more, "more finding is not shown", "more findings are not shown"));
    }
    let groups = GroupTable::of_findings(&verdict.groups);
    let html =
        Html { findings: findings.collect(), notes, groups, ..page(session).map_err(io::Error::other)? };
    let shape = Shape { by: By::Function, metrics: Vec::new(), order: Order::Path, min: None, top: None };
    html.write(&Report::in_records(&session.measured().outcome, shape), out)
}
