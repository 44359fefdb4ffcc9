//! What moved after an upgrade, and why: for a person, and as JSON.

use super::escape::escaped;
use super::fold::{folded, folded_behind};
use super::json_text::write_line;
use super::look::Look;
use crate::model::{Figure, SCHEMA_VERSION, counted};
use crate::upgrade::{Because, MovedNumber, Upgrade};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// A report of what moved.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UpgradeReport<'a> {
    /// What moved.
    pub upgrade: &'a Upgrade,
    /// Number of rows, `None` for all.
    pub top: Option<usize>,
}

impl UpgradeReport<'_> {
    /// Writes a line for each number that moved, and sums up.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub(crate) fn write_text(&self, look: Look, out: &mut dyn Write) -> io::Result<()> {
        let Upgrade { numbers, definitions, found, gone } = self.upgrade;
        let shown = self.top.unwrap_or(numbers.len()).min(numbers.len());
        for number in &numbers[..shown] {
            let (place, text) = line(number);
            writeln!(out, "{}", folded_behind(&place, &text, look.width, 2))?;
        }
        if shown < numbers.len() {
            writeln!(out, "… and {} more (`--top all`)", numbers.len() - shown)?;
        }
        for (metric, (then, now)) in definitions {
            let text = format!("definition of {}: version {then} then, {now} now", escaped(metric));
            writeln!(out, "{}", folded(&text, look.width, 2))?;
        }
        let moved = counted(numbers.len(), "number", "numbers");
        let reasons: Vec<String> = Because::ALL
            .into_iter()
            .map(|because| (self.upgrade.count(because), because))
            .filter(|(count, _)| *count > 0)
            .map(|(count, because)| format!("{count} {}", told(because)))
            .collect();
        let reasons = if reasons.is_empty() { String::new() } else { format!(": {}", reasons.join(", ")) };
        let closing = format!("{moved} moved{reasons}; {found} found again, {gone} not");
        writeln!(out, "{}", folded(&closing, look.width, 2))
    }

    /// Writes one JSON document.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub(crate) fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let Upgrade { numbers, definitions, found, gone } = self.upgrade;
        let shown = self.top.unwrap_or(numbers.len()).min(numbers.len());
        let document = Document {
            schema_version: SCHEMA_VERSION,
            numbers: numbers[..shown].iter().map(Row::new).collect(),
            definitions: definitions.iter().map(|(id, it)| (id.as_str(), [it.0, it.1])).collect(),
            because: Because::ALL.map(|because| (because.word(), self.upgrade.count(because))).into(),
            moved: numbers.len(),
            found: *found,
            gone: *gone,
        };
        write_line(&document, out)
    }
}

/// `path:line` and `name: metric before → after: why`.
fn line(number: &MovedNumber) -> (String, String) {
    let MovedNumber { path, name, line, metric, before, after, because, versions, .. } = number;
    let place = line.map_or_else(String::new, |line| format!(":{line}"));
    let colon = if name.is_empty() { ":" } else { "" };
    let of = if name.is_empty() { String::new() } else { format!("`{}`: ", escaped(name)) };
    let then = versions.0.map_or_else(|| "not noted".to_owned(), |version| version.to_string());
    let versions = match because {
        Because::Definition | Because::Either => format!(" (version {then} → {})", versions.1),
        Because::Code | Because::Unexplained => String::new(),
    };
    let (before, after) = (Figure(*before), Figure(*after));
    let text = format!("{of}{metric} {before} → {after}: {}{versions}", told(*because));
    (format!("{}{place}{colon}", escaped(path)), text)
}

fn told(because: Because) -> &'static str {
    match because {
        Because::Definition => "by its definition",
        Because::Code => "by the code",
        Because::Either => "by its definition or by the code",
        Because::Unexplained => "for no known reason, a defect to report",
    }
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    numbers: Vec<Row<'a>>,
    definitions: BTreeMap<&'a str, [u32; 2]>,
    because: BTreeMap<&'static str, usize>,
    moved: usize,
    found: usize,
    gone: usize,
}

#[derive(Serialize)]
struct Row<'a> {
    path: &'a str,
    scope: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    metric: &'static str,
    before: Figure,
    after: Figure,
    #[serde(skip_serializing_if = "Option::is_none")]
    definition_before: Option<u32>,
    definition: u32,
    because: &'static str,
}

impl<'a> Row<'a> {
    fn new(number: &'a MovedNumber) -> Row<'a> {
        Row {
            path: &number.path,
            scope: number.scope.word(),
            name: &number.name,
            line: number.line,
            metric: number.metric,
            before: Figure(number.before),
            after: Figure(number.after),
            definition_before: number.versions.0,
            definition: number.versions.1,
            because: number.because.word(),
        }
    }
}
