//! What a watch tells, as it happens: lines for a person, or one JSON document a line.

use super::DifferenceReport;
use super::difference::JsonRow;
use super::escape::escaped;
use super::findings::UnjudgedBudgetRow;
use super::findings::concise::list;
use super::findings::json::{Row, Summary};
use super::json_text::write_line;
use super::look::Look;
use super::row::{PathFields, at_line_start};
use crate::compare::Difference;
use crate::model::{Finding, SCHEMA_VERSION, Verdict};
use serde::Serialize;
use std::io::{self, Write};
use std::path::PathBuf;

/// Something that a watch tells.
#[derive(Clone, Copy, Debug)]
pub(crate) enum WatchEvent<'a> {
    /// Everything was looked at.
    All {
        /// Why, in a word.
        reason: &'a str,
        /// How it stands.
        verdict: &'a Verdict,
        /// What it cost.
        work: WatchWork,
    },
    /// Files were saved.
    Saved {
        /// Those that were measured again.
        files: &'a [PathBuf],
        /// Those that are gone.
        gone: &'a [PathBuf],
        /// What that made worse is in its findings.
        verdict: &'a Verdict,
        /// The functions that changed.
        difference: &'a Difference<'a>,
        /// What it cost.
        work: WatchWork,
    },
    /// How everything stands.
    State {
        /// The verdict.
        verdict: &'a Verdict,
    },
    /// There is no answer.
    Trouble {
        /// Why, in a line.
        message: &'a str,
    },
}

/// What an answer cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct WatchWork {
    /// Directories that were listed.
    pub directories_listed: u64,
    /// Files that were read.
    pub files_read: u64,
    /// Files that were parsed.
    pub files_parsed: u64,
}

/// Functions that are shown of one save.
const SHOWN: usize = 20;

impl WatchEvent<'_> {
    /// Writes it for a person: nothing for a save that changed no value.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub(crate) fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        match self {
            WatchEvent::All { reason, verdict, .. } => {
                list(&verdict.findings, out)?;
                writeln!(out, "{} ({})", verdict.summary(), told(reason))
            }
            WatchEvent::Saved { gone, verdict, difference, .. } => {
                list(&verdict.findings, out)?;
                let report = DifferenceReport {
                    difference,
                    groups: &[],
                    metrics: &[],
                    top: Some(SHOWN),
                    look: Look::default(),
                };
                report.write_functions(out)?;
                gone.iter().try_for_each(|path| writeln!(out, "{}: gone", at_line_start(path)))
            }
            WatchEvent::State { verdict } => writeln!(out, "{}", verdict.summary()),
            WatchEvent::Trouble { message } => writeln!(out, "no answer: {}", escaped(message)),
        }
    }

    /// Writes one JSON document on a line.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub(crate) fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let document = match self {
            WatchEvent::All { reason, verdict, work } => {
                EventRow { reason: Some(reason), work: Some(*work), ..EventRow::standing("all", verdict) }
            }
            WatchEvent::Saved { files, gone, verdict, difference, work } => EventRow {
                files: Some(files.iter().map(|path| PathFields::new(path)).collect()),
                gone: Some(gone.iter().map(|path| PathFields::new(path)).collect()),
                findings: Some(rows(&verdict.findings)),
                functions: Some(difference.functions.iter().map(JsonRow::new).collect()),
                work: Some(*work),
                ..EventRow::new("saved")
            },
            WatchEvent::State { verdict } => EventRow::standing("state", verdict),
            WatchEvent::Trouble { message } => {
                EventRow { message: Some(message), ..EventRow::new("trouble") }
            }
        };
        write_line(&document, out)
    }
}

/// Why everything was looked at, for a person.
fn told(reason: &str) -> &str {
    match reason {
        "start" => "watching",
        "lost_events" => "all measured again: events were lost",
        "checkout" => "all measured again: git has checked something out",
        "rules" => "all measured again: a configuration or an ignore file changed",
        _ => "all measured again",
    }
}

fn rows(findings: &[Finding]) -> Vec<Row<'_>> {
    findings.iter().map(Row::new).collect()
}

#[derive(Serialize)]
struct EventRow<'a> {
    schema_version: u32,
    event: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    files: Option<Vec<PathFields<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gone: Option<Vec<PathFields<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<Vec<Row<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    functions: Option<Vec<JsonRow<'a>>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    not_judged_without_coverage: &'a [&'static str],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    budgets_not_judged: Vec<UnjudgedBudgetRow<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<Summary>,
    #[serde(skip_serializing_if = "Option::is_none")]
    work: Option<WatchWork>,
}

impl<'a> EventRow<'a> {
    /// How everything stands.
    fn standing(event: &'static str, verdict: &'a Verdict) -> Self {
        EventRow {
            findings: Some(rows(&verdict.findings)),
            not_judged_without_coverage: &verdict.uncovered,
            budgets_not_judged: verdict.unjudged_budgets.iter().map(UnjudgedBudgetRow::new).collect(),
            summary: Some(Summary::of(verdict)),
            ..EventRow::new(event)
        }
    }

    fn new(event: &'static str) -> Self {
        let schema_version = SCHEMA_VERSION;
        EventRow {
            schema_version,
            event,
            reason: None,
            message: None,
            files: None,
            gone: None,
            findings: None,
            functions: None,
            not_judged_without_coverage: &[],
            budgets_not_judged: Vec::new(),
            summary: None,
            work: None,
        }
    }
}
