//! What an edit would do: for a person, and as JSON for a program that tries before it writes.

use super::difference::{DifferenceDocument, DifferenceReport};
use super::escape::escaped;
use super::findings::{BalanceRow, UnjudgedBudgetRow};
use super::fold::folded;
use super::json_text::write_line;
use crate::compare::{Fortune, Movement};
use crate::model::{Cause, Figure, Finding, UnjudgedBudget, Verdict};
use serde::Serialize;
use std::io::{self, Write};

/// A report of what an edit would do.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WhatIfReport<'a> {
    /// The functions that would change.
    pub difference: DifferenceReport<'a>,
    /// Whether complexity would leave.
    pub movements: &'a [Movement],
    /// What would be beyond a limit.
    pub verdict: &'a Verdict,
}

impl WhatIfReport<'_> {
    /// Writes a line for each function, and what becomes of complexity.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub(crate) fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        self.difference.write_text(out)?;
        let width = self.difference.look.width;
        for movement in self.movements {
            writeln!(out, "{}", folded(&sentence(movement), width, 2))?;
        }
        for finding in &self.verdict.findings {
            let (line, message) = (finding.location.line, finding.message());
            let text = format!("{}: line {line}: {}", finding.severity.word(), escaped(&message));
            writeln!(out, "{}", folded(&text, width, 2))?;
        }
        for told in untold(self.verdict) {
            writeln!(out, "{}", folded(&escaped(&told), width, 2))?;
        }
        Ok(())
    }

    /// Writes one JSON document.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub(crate) fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        #[derive(Serialize)]
        struct Document<'a> {
            #[serde(flatten)]
            difference: DifferenceDocument<'a>,
            complexity: Vec<MovementRow>,
            findings: Vec<FindingRow<'a>>,
            parse_errors: u32,
            #[serde(skip_serializing_if = "Option::is_none")]
            balance: Option<BalanceRow<'a>>,
            #[serde(skip_serializing_if = "<[_]>::is_empty")]
            not_judged_without_coverage: &'a [&'static str],
            #[serde(skip_serializing_if = "Vec::is_empty")]
            budgets_not_judged: Vec<UnjudgedBudgetRow<'a>>,
        }
        let document = Document {
            difference: self.difference.differing(),
            complexity: self.movements.iter().map(MovementRow::new).collect(),
            findings: self.verdict.findings.iter().map(FindingRow::new).collect(),
            parse_errors: self.verdict.partial.iter().map(|file| file.errors).sum(),
            balance: BalanceRow::new(&self.verdict.balance),
            not_judged_without_coverage: &self.verdict.uncovered,
            budgets_not_judged: self.verdict.unjudged_budgets.iter().map(UnjudgedBudgetRow::new).collect(),
        };
        write_line(&document, out)
    }
}

/// What was asked for and not judged.
fn untold(verdict: &Verdict) -> Vec<String> {
    let uncovered = (!verdict.uncovered.is_empty()).then(|| {
        format!("{} not judged: what the tests cover is not known here", verdict.uncovered.join(", "))
    });
    let budgets = UnjudgedBudget::told(&verdict.unjudged_budgets);
    verdict.balance.missing().into_iter().chain(uncovered).chain(budgets).collect()
}

/// What becomes of one kind of complexity, in a line.
#[must_use]
pub(super) fn sentence(movement: &Movement) -> String {
    let Movement { metric, before, after, moved, worst_before, worst_after } = *movement;
    let what = match movement.fortune() {
        Fortune::Left if moved > 0 => format!("{} left, {moved} moved", before - after),
        Fortune::Left => format!("{} left", before - after),
        Fortune::Moved => format!("none left, {moved} only moved"),
        Fortune::Grew if moved > 0 => format!("{} more, {moved} moved", after - before),
        Fortune::Grew => format!("{} more", after - before),
        Fortune::Stayed => "nothing changed".to_owned(),
    };
    let id = metric.id;
    format!(
        "{id}: {what}; all together {before} → {after}, the worst function {worst_before} → {worst_after}"
    )
}

#[derive(Serialize)]
struct MovementRow {
    metric: &'static str,
    fortune: &'static str,
    before: u32,
    after: u32,
    moved: u32,
    worst_before: u32,
    worst_after: u32,
}

impl MovementRow {
    fn new(movement: &Movement) -> MovementRow {
        let Movement { metric, before, after, moved, worst_before, worst_after } = *movement;
        let fortune = movement.fortune().word();
        MovementRow { metric: metric.id, fortune, before, after, moved, worst_before, worst_after }
    }
}

#[derive(Serialize)]
struct FindingRow<'a> {
    rule: &'static str,
    severity: &'static str,
    line: u32,
    #[serde(skip_serializing_if = "str::is_empty")]
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Figure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<Figure>,
    message: String,
}

impl<'a> FindingRow<'a> {
    fn new(finding: &'a Finding) -> FindingRow<'a> {
        let breach = match &finding.cause {
            Cause::Limit(breach) => Some(breach),
            _ => None,
        };
        FindingRow {
            rule: finding.rule(),
            severity: finding.severity.word(),
            line: finding.location.line,
            name: &finding.name,
            value: breach.map(|it| Figure(it.value)),
            limit: breach.map(|it| Figure(it.limit)),
            message: finding.message(),
        }
    }
}
