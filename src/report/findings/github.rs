//! Annotations for GitHub Actions: the worst of them, as GitHub shows no more than ten of a kind.

use super::FindingsReporter;
use super::concise::{character, in_repository, message};
use super::markdown::table;
use crate::model::display;
use crate::model::{Cause, Finding, Partial, Severity, Verdict, explanation_of};
use std::io::{self, Write};

/// As many as GitHub shows of each level.
const SHOWN: usize = 10;

/// Workflow commands.
pub(crate) struct Github;

impl FindingsReporter for Github {
    fn write(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
        for severity in [Severity::Error, Severity::Warning] {
            let of_kind = verdict.findings.iter().filter(|finding| finding.severity == severity);
            of_kind.take(SHOWN).try_for_each(|finding| writeln!(out, "{}", command(finding)))?;
        }
        let is_strict = |file: &&Partial| verdict.findings.iter().any(|it| it.is_partly(&file.path));
        let partial = verdict.partial.iter().filter(|file| !verdict.ignored_errors.contains(&file.path));
        let partial = partial.filter(|file| !is_strict(file)).take(SHOWN);
        partial.into_iter().try_for_each(|file| writeln!(out, "{}", notice(file)))?;
        if let Some(missing) = verdict.balance.missing() {
            writeln!(out, "::notice title=metrics::{}", data(&missing))?;
        }
        let shown = verdict.errors().min(SHOWN) + verdict.warnings().min(SHOWN);
        let rest = verdict.findings.len() - shown;
        if rest > 0 {
            writeln!(out, "::notice title=metrics::{rest} more findings are not shown here")?;
        }
        Ok(())
    }
}

fn command(finding: &Finding) -> String {
    let location = &finding.location;
    let column = match finding.cause {
        Cause::ParseErrors { .. } => column(location.column),
        _ => String::new(),
    };
    format!(
        "::{} file={},line={},endLine={}{column},title={}::{}",
        finding.severity.word(),
        property(&in_repository(finding)),
        location.line,
        location.end_line.max(location.line),
        property(&format!("metrics: {}", finding.rule())),
        data(&format!("{}\n{}", crate::model::printable(&message(finding)), explanation_of(finding.rule()))),
    )
}

/// Where a file was not understood.
fn notice(file: &Partial) -> String {
    let Partial { place, .. } = file;
    format!(
        "::notice file={},line={}{},title={}::only partly understood: {}",
        property(&display(&file.in_repository)),
        place.line,
        column(place.column),
        property("metrics: parse-errors"),
        data(&file.amount()),
    )
}

fn column(bytes: u32) -> String {
    character(bytes).map_or_else(String::new, |column| format!(",col={column}"))
}

/// Escapes the message of a command.
fn data(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            c => out.push(c),
        }
    }
    out
}

/// Escapes a property of a command; other control characters could only mislead a reader.
fn property(text: &str) -> String {
    let plain: String = data(text).replace(':', "%3A").replace(',', "%2C");
    crate::model::printable(&plain).into_owned()
}

/// The page of a job: all findings that fit into what other steps and runs have left of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StepSummary {
    /// How many bytes it may have.
    pub room: usize,
}

impl StepSummary {
    /// GitHub drops a larger page whole.
    pub(crate) const MOST_BYTES: u64 = 1 << 20;
}

impl FindingsReporter for StepSummary {
    fn write(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(table(verdict, self.room).as_bytes())
    }
}
