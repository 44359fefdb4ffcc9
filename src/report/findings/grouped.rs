//! For a person with much to look through: the findings of a file below its name, all broken limits of a function on a
//! line.

use super::FindingsReporter;
use super::blocks::{Block, blocks};
use super::concise::path;
use super::of_groups::group_lines;
use crate::model::{Breach, Cause, Figure, Finding, Severity, Standing, Verdict, printable};
use crate::report::fold::folded;
use anstyle::{AnsiColor, Style};
use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;

/// Findings by file.
#[derive(Debug, Default)]
pub(crate) struct Grouped {
    /// Columns of the terminal, `None` where nothing has to fit.
    pub width: Option<usize>,
    /// Whether what a change is not to blame for is listed too, after the rest.
    pub show_inherited: bool,
    /// What can be done about it, a line each.
    pub advice: Vec<String>,
}

impl FindingsReporter for Grouped {
    fn write(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
        let inherited = if self.show_inherited { verdict.inherited.as_slice() } else { &[] };
        for findings in [&verdict.findings, inherited] {
            let blocks = blocks(findings);
            list(&blocks, self.width, out)?;
        }
        for line in group_lines(verdict) {
            writeln!(out, "{}", folded(&line, self.width, 2))?;
        }
        writeln!(out, "{}", folded(&verdict.summary(), self.width, 2))?;
        advise(&self.advice, self.width, out)
    }
}

/// Lists blocks by file: the file with the worst of them first, and each file from its beginning to its end.
pub(super) fn list(blocks: &[Block<'_>], width: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    for mut file in by_file(blocks) {
        file.sort_by_key(|block| (block.first().location.line, block.first().location.column));
        let bold = Style::new().bold();
        writeln!(out, "{bold}{}{bold:#}", path(file[0].first()))?;
        let places: Vec<String> = file.iter().map(|block| place(block.first())).collect();
        let widest = places.iter().map(String::len).max().unwrap_or(0);
        for (block, place) in file.iter().zip(&places) {
            line(block, place, widest, width, out)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn by_file<'a, 'b>(blocks: &'b [Block<'a>]) -> Vec<Vec<&'b Block<'a>>> {
    let mut places: HashMap<&Path, usize> = HashMap::new();
    let mut files: Vec<Vec<&Block<'_>>> = Vec::new();
    for block in blocks {
        let at = *places.entry(&block.first().path).or_insert(files.len());
        if at == files.len() {
            files.push(Vec::new());
        }
        files[at].push(block);
    }
    files
}

/// `line:column`, the column counted from 1.
fn place(finding: &Finding) -> String {
    format!("{}:{}", finding.location.line, finding.location.column + 1)
}

fn line(
    block: &Block<'_>,
    place: &str,
    widest: usize,
    width: Option<usize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let severity = block.first().severity;
    let style = style(severity);
    let word = severity.word();
    let before = 2 + widest + 2 + "warning".len() + 2;
    let text = folded(&printable(&statement(block)), width.map(|width| width.saturating_sub(before)), 2);
    let text = text.replace('\n', &format!("\n{:before$}", ""));
    let space = "warning".len() - word.len();
    writeln!(out, "  {place:>widest$}  {style}{word}{style:#}{:space$}  {text}", "")
}

/// What is the matter with one thing, in one line.
fn statement(block: &Block<'_>) -> String {
    let first = block.first();
    if !matches!(first.cause, Cause::Limit(_)) {
        return first.message();
    }
    let broken: Vec<String> = block.findings.iter().filter_map(|finding| broken(finding)).collect();
    let broken = broken.join(", ");
    let cell = first.cell().unwrap_or_default();
    if first.name.is_empty() { broken } else { format!("`{}`{cell} {broken}", first.name) }
}

/// A value, its limit and what it was: `cyclomatic 6 > 4 (worse: 5 → 6)`.
fn broken(finding: &Finding) -> Option<String> {
    let Cause::Limit(breach) = &finding.cause else { return None };
    let Breach { metric, value, limit, bound, .. } = breach;
    let standing = match finding.standing {
        Some(Standing::Worse { from } | Standing::Improved { from }) => format!(" (was {})", Figure(from)),
        Some(standing) => format!(" ({})", standing.word()),
        None => String::new(),
    };
    Some(format!("{} {} {} {}{standing}", metric.id, Figure(*value), bound.sign(), Figure(*limit)))
}

fn style(severity: Severity) -> Style {
    let color = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
    };
    color.on_default()
}

/// Says what can be done.
pub(super) fn advise(advice: &[String], width: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    let style = AnsiColor::Cyan.on_default();
    advice.iter().try_for_each(|line| {
        let text = folded(&format!("help: {line}"), width, 6);
        let text = text.strip_prefix("help:").unwrap_or(&text);
        writeln!(out, "{style}help:{style:#}{text}")
    })
}
