//! The difference between two versions: for a person, in Markdown, and as JSON.

use super::escape::{escaped, markdown};
use super::json_text::write_line;
use super::row::{PathFields, display};
use crate::compare::{Difference, Differing, Fate, Shift};
use crate::model::{Figure, Metric, SCHEMA_VERSION, counted};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// What is shown for reading where nobody asks for more: what a person can act on.
const FOR_READING: [&str; 8] = [
    "cyclomatic",
    "cognitive",
    "parameters",
    "nesting",
    "cyclomatic.total",
    "cognitive.total",
    "maintainability",
    "raw.sloc",
];

/// A report of a difference.
#[derive(Clone, Copy, Debug)]
pub struct DifferenceReport<'a> {
    /// What differs.
    pub difference: &'a Difference<'a>,
    /// The metrics that are shown for reading; the usual ones if it is empty.
    pub metrics: &'a [&'static Metric],
    /// Number of functions and of files, `None` for all.
    pub top: Option<usize>,
}

impl<'a> DifferenceReport<'a> {
    /// Writes a line for each function and each file.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        for (title, rows) in self.sections() {
            let (shown, left) = self.shown(rows);
            if shown.is_empty() && left == 0 {
                continue;
            }
            writeln!(out, "{title}")?;
            self.write_rows(&shown, left, out)?;
            writeln!(out)?;
        }
        writeln!(out, "{}", summary(self.difference))
    }

    /// Writes a line for each function, and no more.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub fn write_functions(&self, out: &mut dyn Write) -> io::Result<()> {
        let (shown, left) = self.shown(&self.difference.functions);
        self.write_rows(&shown, left, out)
    }

    fn write_rows(&self, rows: &[&Differing<'_>], left: usize, out: &mut dyn Write) -> io::Result<()> {
        for row in rows {
            let place = escaped(&place(row)).into_owned();
            let note = note(row).map_or(String::new(), |note| format!(" ({})", escaped(&note)));
            writeln!(out, "{:>6}  {place}{note}: {}", growth(row), self.values(row))?;
        }
        if left > 0 { writeln!(out, "        and {left} more") } else { Ok(()) }
    }

    /// Writes a table of functions and one of files.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub fn write_markdown(&self, out: &mut dyn Write) -> io::Result<()> {
        for (title, rows) in self.sections() {
            let (shown, left) = self.shown(rows);
            if shown.is_empty() {
                continue;
            }
            writeln!(out, "| growth | {title} | |\n| --: | --- | --- |")?;
            for row in shown {
                let note = note(row).map_or(String::new(), |note| format!(" ({note})"));
                let place = markdown(&format!("{}{note}", place(row)));
                writeln!(out, "| {} | {place} | {} |", growth(row), markdown(&self.values(row)))?;
            }
            if left > 0 {
                writeln!(out, "| | and {left} more | |")?;
            }
            writeln!(out)?;
        }
        writeln!(out, "{}", summary(self.difference))
    }

    /// Writes one JSON document with every metric.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        write_line(&self.differing(), out)
    }

    /// The same, as a part of another document.
    pub(super) fn differing(&self) -> DifferenceDocument<'a> {
        let rows = |rows: &'a [Differing<'a>]| {
            rows.iter().take(self.top.unwrap_or(usize::MAX)).map(JsonRow::new).collect()
        };
        DifferenceDocument {
            schema_version: SCHEMA_VERSION,
            functions: rows(&self.difference.functions),
            files: rows(&self.difference.files),
        }
    }

    fn sections(&self) -> [(&'static str, &'a [Differing<'a>]); 2] {
        [("functions", &self.difference.functions), ("files", &self.difference.files)]
    }

    /// The rows with something to show, and how many are left out for their number.
    fn shown(&self, rows: &'a [Differing<'a>]) -> (Vec<&'a Differing<'a>>, usize) {
        let mut shown: Vec<_> =
            rows.iter().filter(|row| row.values.iter().any(|shift| self.shows(shift))).collect();
        let all = shown.len();
        shown.truncate(self.top.unwrap_or(all));
        let left = all - shown.len();
        (shown, left)
    }

    fn shows(&self, shift: &Shift) -> bool {
        match self.metrics {
            [] => FOR_READING.contains(&shift.metric.id),
            metrics => metrics.iter().any(|metric| metric.id == shift.metric.id),
        }
    }

    fn values(&self, row: &Differing<'_>) -> String {
        let shown = row.values.iter().filter(|shift| self.shows(shift));
        shown.map(value).collect::<Vec<_>>().join(", ")
    }
}

fn value(shift: &Shift) -> String {
    let id = shift.metric.id;
    match (shift.before, shift.after) {
        (Some(before), Some(after)) => format!("{id} {} → {}", Figure(before), Figure(after)),
        (Some(only), None) | (None, Some(only)) => format!("{id} {}", Figure(only)),
        (None, None) => id.to_owned(),
    }
}

fn growth(row: &Differing<'_>) -> String {
    let sign = if row.growth > 0.0 { "+" } else { "" };
    format!("{sign}{}", Figure(row.growth))
}

fn place(row: &Differing<'_>) -> String {
    let path = display(row.path);
    row.name.map_or_else(|| path.to_string(), |name| format!("{path}:{} {name}", row.line))
}

/// What became of it, where that is not plain from the values.
fn note(row: &Differing<'_>) -> Option<String> {
    match (row.fate, row.former) {
        (Fate::New, _) => Some("new".to_owned()),
        (Fate::Gone, _) => Some("gone".to_owned()),
        (Fate::Changed, None) => None,
        (Fate::Changed, Some((path, name))) => {
            let moved = (path != row.path).then(|| display(path).into_owned());
            let renamed = name.filter(|_| name != row.name).map(str::to_owned);
            let was: Vec<String> = moved.into_iter().chain(renamed).collect();
            Some(format!("was {}", was.join(" ")))
        }
    }
}

fn summary(difference: &Difference<'_>) -> String {
    let count =
        |wanted: fn(&Differing<'_>) -> bool| difference.functions.iter().filter(|row| wanted(row)).count();
    let counts = [
        (count(|row| row.fate == Fate::Changed && row.growth > 0.0), "worse"),
        (count(|row| row.fate == Fate::Changed && row.growth < 0.0), "better"),
        (count(|row| row.fate == Fate::New), "new"),
        (count(|row| row.fate == Fate::Gone), "gone"),
    ];
    let told: Vec<String> = counts.iter().map(|(count, what)| format!("{count} {what}")).collect();
    let files = counted(difference.files.len(), "file", "files");
    format!("functions: {}; {files} changed", told.join(", "))
}

/// The rows of both kinds.
#[derive(Serialize)]
pub(super) struct DifferenceDocument<'a> {
    schema_version: u32,
    functions: Vec<JsonRow<'a>>,
    files: Vec<JsonRow<'a>>,
}

/// A function or a file that differs.
#[derive(Serialize)]
pub(super) struct JsonRow<'a> {
    #[serde(flatten)]
    path: PathFields<'a>,
    line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    fate: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    was: Option<Was<'a>>,
    growth: Figure,
    values: BTreeMap<&'static str, BeforeAfter>,
}

#[derive(Serialize)]
struct Was<'a> {
    #[serde(flatten)]
    path: PathFields<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
}

#[derive(Serialize)]
struct BeforeAfter {
    before: Option<Figure>,
    after: Option<Figure>,
}

impl<'a> JsonRow<'a> {
    pub(super) fn new(row: &'a Differing<'a>) -> JsonRow<'a> {
        let values = row.values.iter();
        JsonRow {
            path: PathFields::new(row.path),
            line: row.line,
            name: row.name,
            fate: match row.fate {
                Fate::New => "new",
                Fate::Gone => "gone",
                Fate::Changed => "changed",
            },
            was: row.former.map(|(path, name)| Was { path: PathFields::new(path), name }),
            growth: Figure(row.growth),
            values: values
                .map(|it| {
                    (it.metric.id, BeforeAfter { before: it.before.map(Figure), after: it.after.map(Figure) })
                })
                .collect(),
        }
    }
}
