//! Where other tools and we differ: for a person, and as JSON.

use super::escape::escaped;
use super::json_text::write_line;
use crate::foreign::{AskedTool, ToolComparison, ToolDifference, ToolReason, ToolState, ToolTally};
use crate::model::{Figure, SCHEMA_VERSION, counted};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// A report of where tools differ.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ToolsReport<'a> {
    /// What was compared.
    pub comparison: &'a ToolComparison,
    /// Number of differences, `None` for all.
    pub top: Option<usize>,
}

/// Refused files that are named; the others are counted.
const REFUSED: usize = 3;

impl ToolsReport<'_> {
    /// Writes a line for each tool, a table of its metrics, and a line for each difference, and sums up.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub(crate) fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        let ToolComparison { tools, files, unread, .. } = self.comparison;
        for asked in tools {
            writeln!(out, "{}", escaped(&headline(asked)))?;
            write_metrics(asked, out)?;
            write_refused(asked, out)?;
        }
        let shown = self.shown();
        for difference in &shown {
            writeln!(out, "{}", line(difference))?;
        }
        let hidden = self.comparison.differences.len() - shown.len();
        if hidden > 0 {
            writeln!(out, "… and {hidden} more (`--top all`)")?;
        }
        let total = self.comparison.total();
        let numbers = counted(total.compared(), "number", "numbers");
        let ToolTally { equal, explained, unexplained, .. } = total;
        let (files, unread) = (counted(*files, "file", "files"), unread_part(*unread));
        writeln!(
            out,
            "{numbers} compared in {files}{unread}: {equal} equal, {explained} explained, {unexplained} for no known reason"
        )
    }

    /// Writes one JSON document.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub(crate) fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let ToolComparison { tools, files, unread, .. } = self.comparison;
        let document = Document {
            schema_version: SCHEMA_VERSION,
            files: *files,
            unread: *unread,
            tools: tools.iter().map(ToolRow::new).collect(),
            differences: self.shown().into_iter().map(DifferenceRow::new).collect(),
            total: Counts::new(&self.comparison.total()),
        };
        write_line(&document, out)
    }

    /// The differences that are shown: those without a reason first.
    fn shown(&self) -> Vec<&ToolDifference> {
        let mut all: Vec<&ToolDifference> = self.comparison.differences.iter().collect();
        all.sort_by_key(|it| it.reason.is_some());
        all.truncate(self.top.unwrap_or(all.len()));
        all
    }
}

fn unread_part(unread: usize) -> String {
    if unread == 0 { String::new() } else { format!(" ({unread} of them in no form that these tools read)") }
}

/// What came of a tool, in a line.
fn headline(asked: &AskedTool) -> String {
    let tool = asked.tool;
    match &asked.state {
        ToolState::Missing => format!("{}: not installed (`{}`)", tool.name, tool.install),
        ToolState::Idle => format!("{}: no file that it reads", tool.name),
        ToolState::Old(version) => {
            format!(
                "{} {version}: not asked, it has to be {} or later (`{}`)",
                tool.name, tool.since, tool.install
            )
        }
        ToolState::Failed(why) => format!("{}: not compared: {why}", tool.name),
        ToolState::Ran(answered) => {
            let python = answered.python.as_ref().map(|it| format!(" on CPython {it}")).unwrap_or_default();
            let other = if answered.version == tool.reference {
                String::new()
            } else {
                format!(", not {}, whose numbers ours are", tool.reference)
            };
            let lacks = [&[String::new()], answered.lacks.as_slice()].concat().join("; ");
            let files = counted(asked.files, "file", "files");
            format!("{} {}{python}{other}: {files}{lacks}", tool.name, answered.version)
        }
    }
}

fn write_metrics(asked: &AskedTool, out: &mut dyn Write) -> io::Result<()> {
    let heads = ["compared", "equal", "explained", "unexplained", "unlisted"];
    if !asked.metrics.is_empty() {
        row("", heads, out)?;
    }
    for (metric, tally) in &asked.metrics {
        let ToolTally { equal, explained, unexplained, unlisted } = *tally;
        let counts = [tally.compared(), equal, explained, unexplained, unlisted];
        row(metric, counts.map(|it| it.to_string()), out)?;
    }
    Ok(())
}

/// A row of the table: it fits 80 columns.
fn row(metric: &str, cells: [impl std::fmt::Display; 5], out: &mut dyn Write) -> io::Result<()> {
    let [compared, equal, explained, unexplained, unlisted] = cells;
    writeln!(out, "  {metric:<27} {compared:>8} {equal:>8} {explained:>9} {unexplained:>11} {unlisted:>8}")
}

fn write_refused(asked: &AskedTool, out: &mut dyn Write) -> io::Result<()> {
    for (path, why) in asked.refused.iter().take(REFUSED) {
        writeln!(out, "  refused: {}: {}", escaped(path), escaped(why))?;
    }
    match asked.refused.len().saturating_sub(REFUSED) {
        0 => Ok(()),
        more => writeln!(out, "  refused: {}", counted(more, "more file", "more files")),
    }
}

/// The place, the name, the number of each side, and why they differ.
fn line(difference: &ToolDifference) -> String {
    let ToolDifference { tool, path, name, line, metric, ours, theirs, reason, .. } = difference;
    let place = line.map_or_else(String::new, |line| format!(":{line}"));
    let of = if name.is_empty() { String::new() } else { format!(" `{}`", escaped(name)) };
    let number = |value: &Option<f64>| value.map_or("nothing".to_owned(), |it| Figure(it).to_string());
    let (ours, theirs) = (number(ours), number(theirs));
    format!("{}{place}{of}: {metric} {ours}, {tool} {theirs}: {}", escaped(path), told(*reason))
}

fn told(reason: Option<ToolReason>) -> &'static str {
    match reason {
        None => "for no known reason",
        Some(ToolReason::Partial) => "not all of the file was understood here",
        Some(ToolReason::Version) => "the tool has another version",
        Some(ToolReason::Formula) => "the tool keeps the part of a sum whose count is not 0",
        Some(ToolReason::Python) => {
            "the tool runs on a CPython before 3.12, which reads f-strings in another way"
        }
    }
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    files: usize,
    unread: usize,
    tools: Vec<ToolRow<'a>>,
    differences: Vec<DifferenceRow<'a>>,
    total: Counts,
}

#[derive(Serialize)]
struct Counts {
    compared: usize,
    equal: usize,
    explained: usize,
    unexplained: usize,
    unlisted: usize,
}

impl Counts {
    fn new(tally: &ToolTally) -> Counts {
        let ToolTally { equal, explained, unexplained, unlisted } = *tally;
        Counts { compared: tally.compared(), equal, explained, unexplained, unlisted }
    }
}

#[derive(Serialize)]
struct ToolRow<'a> {
    tool: &'a str,
    reference: &'a str,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    python: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a str>,
    files: usize,
    lacks: &'a [String],
    refused: Vec<Refused<'a>>,
    metrics: BTreeMap<&'a str, Counts>,
}

#[derive(Serialize)]
struct Refused<'a> {
    path: &'a str,
    why: &'a str,
}

impl<'a> ToolRow<'a> {
    fn new(asked: &'a AskedTool) -> ToolRow<'a> {
        let answered = if let ToolState::Ran(answered) = &asked.state { Some(answered) } else { None };
        let (state, version, why) = match &asked.state {
            ToolState::Missing => ("missing", None, Some(asked.tool.install)),
            ToolState::Idle => ("idle", None, None),
            ToolState::Old(version) => ("old", Some(version.as_str()), Some(asked.tool.install)),
            ToolState::Failed(why) => ("failed", None, Some(why.as_str())),
            ToolState::Ran(answered) => ("compared", Some(answered.version.as_str()), None),
        };
        ToolRow {
            tool: asked.tool.name,
            reference: asked.tool.reference,
            state,
            version,
            python: answered.and_then(|it| it.python.as_deref()),
            why,
            files: asked.files,
            lacks: answered.map(|it| it.lacks.as_slice()).unwrap_or_default(),
            refused: asked.refused.iter().map(|(path, why)| Refused { path, why }).collect(),
            metrics: asked.metrics.iter().map(|(metric, tally)| (*metric, Counts::new(tally))).collect(),
        }
    }
}

#[derive(Serialize)]
struct DifferenceRow<'a> {
    tool: &'static str,
    path: &'a str,
    scope: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    metric: &'static str,
    ours: Option<Figure>,
    theirs: Option<Figure>,
    reason: Option<&'static str>,
}

impl<'a> DifferenceRow<'a> {
    fn new(difference: &'a ToolDifference) -> DifferenceRow<'a> {
        DifferenceRow {
            tool: difference.tool,
            path: &difference.path,
            scope: difference.scope.word(),
            name: &difference.name,
            line: difference.line,
            metric: difference.metric,
            ours: difference.ours.map(Figure),
            theirs: difference.theirs.map(Figure),
            reason: difference.reason.map(ToolReason::word),
        }
    }
}
