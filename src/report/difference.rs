//! The difference between two versions: for a person, in Markdown, and as JSON.

use super::escape::{escaped, markdown, markdown_code};
use super::fold::folded;
use super::json_text::write_line;
use super::look::Look;
use super::row::PathFields;
use crate::compare::{Difference, Differing, Fate, GroupGrowth, Shift, Turn};
use crate::model::display;
use crate::model::{Figure, Metric, SCHEMA_VERSION, counted};
use anstyle::{AnsiColor, Style};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// By this a bot finds the comment that it wrote last, to replace it.
const COMMENT_MARK: &str = "<!-- metrics diff -->";

/// Bytes for the rows of a comment: GitHub takes 65,536 characters in all, and 60 kB are asked of us.
const MOST_OF_A_COMMENT: usize = 58_000;

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
pub(crate) struct DifferenceReport<'a> {
    /// What differs.
    pub difference: &'a Difference<'a>,
    /// What it did to groups of files, if they were asked for.
    pub groups: &'a [GroupGrowth],
    /// The metrics that are shown for reading; the usual ones if it is empty.
    pub metrics: &'a [&'static Metric],
    /// Number of functions and of files, `None` for all.
    pub top: Option<usize>,
    /// How it looks to a person.
    pub look: Look,
}

/// Where the text of a row begins.
const INDENT: usize = 8;

impl<'a> DifferenceReport<'a> {
    /// Writes a line for each function and each file.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub(crate) fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        for (title, rows) in self.sections() {
            let (shown, left) = self.shown(rows);
            if shown.is_empty() && left == 0 {
                continue;
            }
            let bold = self.look.style(Style::new().bold());
            writeln!(out, "{bold}{title}{bold:#}")?;
            self.write_rows(&shown, left, out)?;
            writeln!(out)?;
        }
        if !self.groups.is_empty() {
            writeln!(out, "groups")?;
            for group in self.groups {
                writeln!(
                    out,
                    "{:>6}  {}: {}",
                    signed(group.growth),
                    escaped(&group.name),
                    self.grown(group)
                )?;
            }
            writeln!(out)?;
        }
        writeln!(out, "{}", folded(&summary(self.difference), self.look.width, 2))
    }

    fn row(&self, row: &Differing<'_>, out: &mut dyn Write) -> io::Result<()> {
        let style = self.look.style(color(row));
        let note = note(row).map_or(String::new(), |note| format!(" ({note})"));
        let values = self.values(row);
        let values = if values.is_empty() { values } else { format!(": {values}") };
        let text = format!("{}{note}{values}", place(row));
        let width = self.look.width.map(|width| width.saturating_sub(INDENT));
        let text = folded(&escaped(&text), width, 0).replace('\n', &format!("\n{:INDENT$}", ""));
        writeln!(out, "{style}{:>6}{style:#}  {text}", growth(row))
    }

    /// Writes a line for each function, and no more.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub(crate) fn write_functions(&self, out: &mut dyn Write) -> io::Result<()> {
        let (shown, left) = self.shown(&self.difference.functions);
        self.write_rows(&shown, left, out)
    }

    fn write_rows(&self, rows: &[&Differing<'_>], left: usize, out: &mut dyn Write) -> io::Result<()> {
        rows.iter().try_for_each(|row| self.row(row, out))?;
        if left > 0 { writeln!(out, "        and {left} more; `--top all` shows them") } else { Ok(()) }
    }

    /// Writes a comment for a pull request: a mark by which a bot finds and replaces its last one, what came of the change,
    /// and a table of functions, files and groups each, better ones among them. It fits into a comment: rows beyond that
    /// are counted.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub(crate) fn write_markdown(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{COMMENT_MARK}\n{}\n", summary(self.difference))?;
        let mut room = MOST_OF_A_COMMENT;
        for (title, rows) in self.sections() {
            let (shown, left) = self.shown(rows);
            let line = |row: &Differing<'_>| {
                let note = note(row).map_or(String::new(), |note| format!(" ({note})"));
                let place = markdown_code(&format!("{}{note}", place(row)));
                format!("| {} | {place} | {} |", growth(row), markdown(&self.values(row)))
            };
            write_table(title, shown.iter().map(|row| line(row)), left, &mut room, out)?;
        }
        let line = |group: &GroupGrowth| {
            format!(
                "| {} | {} | {} |",
                signed(group.growth),
                markdown_code(&group.name),
                markdown(&self.grown(group))
            )
        };
        write_table("groups", self.groups.iter().map(line), 0, &mut room, out)
    }

    /// Writes one JSON document with every metric.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub(crate) fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
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
            groups: self.groups.iter().map(GroupRow::new).collect(),
        }
    }

    fn sections(&self) -> [(&'static str, &'a [Differing<'a>]); 2] {
        [("functions", &self.difference.functions), ("files", &self.difference.files)]
    }

    /// The rows with something to show, and how many are left out for their number.
    fn shown(&self, rows: &'a [Differing<'a>]) -> (Vec<&'a Differing<'a>>, usize) {
        let is_shown = |row: &Differing<'_>| row.is_renamed() || row.values.iter().any(|it| self.shows(it));
        let mut shown: Vec<_> = rows.iter().enumerate().filter(|(_, row)| is_shown(row)).collect();
        let all = shown.len();
        // What got much better is as much news as what got much worse.
        shown.sort_by(|(_, a), (_, b)| b.growth.abs().total_cmp(&a.growth.abs()));
        shown.truncate(self.top.unwrap_or(all));
        shown.sort_by_key(|(at, _)| *at);
        let left = all - shown.len();
        (shown.into_iter().map(|(_, row)| row).collect(), left)
    }

    fn shows(&self, shift: &Shift) -> bool {
        if let (Some(before), Some(after)) = (shift.before, shift.after)
            && Figure(before).to_string() == Figure(after).to_string()
        {
            return false;
        }
        self.is_shown(shift.metric)
    }

    fn is_shown(&self, metric: &Metric) -> bool {
        match self.metrics {
            [] => FOR_READING.contains(&metric.id),
            metrics => metrics.iter().any(|shown| shown.id == metric.id),
        }
    }

    /// How much each metric of a group grew.
    fn grown(&self, group: &GroupGrowth) -> String {
        let shown = group.values.iter().filter(|(metric, _)| self.is_shown(metric));
        shown.map(|(metric, by)| format!("{} {}", metric.id, signed(*by))).collect::<Vec<_>>().join(", ")
    }

    fn values(&self, row: &Differing<'_>) -> String {
        let shown = row.values.iter().filter(|shift| self.shows(shift));
        shown.map(value).collect::<Vec<_>>().join(", ")
    }
}

/// Writes a table with the lines that there is room for.
fn write_table(
    title: &str,
    lines: impl Iterator<Item = String>,
    left: usize,
    room: &mut usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (mut table, mut left) = (String::new(), left);
    for line in lines {
        if let Some(rest) = room.checked_sub(line.len() + 1) {
            *room = rest;
            table.extend([line.as_str(), "\n"]);
        } else {
            *room = 0;
            left += 1;
        }
    }
    if table.is_empty() && left == 0 {
        return Ok(());
    }
    write!(out, "| growth | {title} | |\n| --: | --- | --- |\n{table}")?;
    if left > 0 {
        writeln!(out, "| | and {left} more | |")?;
    }
    writeln!(out)
}

fn color(row: &Differing<'_>) -> Style {
    match row.turn() {
        Some(Turn::Worse) => AnsiColor::Red.on_default(),
        Some(Turn::Better) => AnsiColor::Green.on_default(),
        None if row.fate == Fate::Changed => Style::new(),
        None => AnsiColor::Cyan.on_default(),
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
    signed(row.growth)
}

fn signed(growth: f64) -> String {
    let sign = if growth > 0.0 { "+" } else { "" };
    format!("{sign}{}", Figure(growth))
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
        (count(|row| row.turn() == Some(Turn::Worse)), "worse"),
        (count(|row| row.turn() == Some(Turn::Better)), "better"),
        (count(|row| row.fate == Fate::New), "new"),
        (count(|row| row.fate == Fate::Gone), "gone"),
    ];
    let told: Vec<String> = counts.iter().map(|(count, what)| format!("{count} {what}")).collect();
    let files = counted(difference.files.len(), "file", "files");
    let grown = [("cyclomatic", "cyclomatic.total"), ("cognitive", "cognitive.total")];
    let grown = grown.map(|(name, id)| format!("{name} {}", signed(difference.growth_of(id))));
    let grown = if difference.files.is_empty() {
        String::new()
    } else {
        format!("; all together {}", grown.join(", "))
    };
    format!("functions: {}; {files} changed{grown}", told.join(", "))
}

/// The rows of both kinds.
#[derive(Serialize)]
pub(super) struct DifferenceDocument<'a> {
    schema_version: u32,
    functions: Vec<JsonRow<'a>>,
    files: Vec<JsonRow<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    groups: Vec<GroupRow<'a>>,
}

/// What a change did to some files together.
#[derive(Serialize)]
struct GroupRow<'a> {
    name: &'a str,
    growth: Figure,
    grew: BTreeMap<&'static str, Figure>,
}

impl<'a> GroupRow<'a> {
    fn new(group: &'a GroupGrowth) -> GroupRow<'a> {
        let grew = group.values.iter().map(|(metric, by)| (metric.id, Figure(*by))).collect();
        GroupRow { name: &group.name, growth: Figure(group.growth), grew }
    }
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
