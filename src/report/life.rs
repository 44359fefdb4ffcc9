//! The life of a function: a line of bars for each metric, and what each commit did to it.

use super::commits::{Beginning, CommitFields, HistoryReport, day, subject, time};
use super::escape::{escaped, spreadsheet};
use super::fold::folded;
use super::grid::Grid;
use super::json_text::write_line;
use super::look::Look;
use super::row::{PathFields, at_line_start};
use super::sparkline::sparkline;
use crate::history::{Life, LifeEvent, LifeRow};
use crate::model::display;
use crate::model::{Figure, Metric, SCHEMA_VERSION, printable};
use crate::page::Chart;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Bars of a metric.
const BARS: usize = 48;

/// A report of the life of a function.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LifeReport<'a> {
    /// What happened to it.
    pub life: &'a Life,
    /// Number of rows for reading, `None` for all.
    pub top: Option<usize>,
}

impl HistoryReport for LifeReport<'_> {
    fn write_text(&self, look: Look, out: &mut dyn Write) -> io::Result<()> {
        let Life { metrics, rows, .. } = self.life;
        let width = metrics.iter().map(|metric| metric.id.len()).max().unwrap_or(0);
        let bars = look.width.map_or(BARS, |columns| columns.saturating_sub(width + 18).min(BARS));
        for (at, metric) in metrics.iter().enumerate() {
            let values: Vec<f64> = rows.iter().filter_map(|row| row.values[at]).collect();
            let end =
                |value: Option<&f64>| value.map_or_else(|| "-".to_owned(), |it| Figure(*it).to_string());
            let (first, last) = (end(values.first()), end(values.last()));
            writeln!(out, "{:width$}  {first:>6}  {last:>6}  {}", metric.id, sparkline(&values, bars))?;
        }
        writeln!(out)?;
        self.write_rows(look, out)?;
        writeln!(out)?;
        match self.top.filter(|top| *top < rows.len()) {
            Some(top) => {
                let part =
                    format!("the last {top} of {} rows shown, `--top all` shows the others", rows.len());
                writeln!(out, "{}", folded(&part, look.width, 2))
            }
            None => Ok(()),
        }
    }

    fn csv(&self, out: &mut dyn Write) -> csv::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        let fixed =
            ["commit", "date", "author", "subject", "event", "path", "line", "name", "old_path", "old_name"];
        writer.write_record(fixed.into_iter().chain(self.life.metrics.iter().map(|metric| metric.id)))?;
        let cell = |text: &str| spreadsheet(&printable(text)).into_owned();
        for row in &self.life.rows {
            let (old_path, old_name) = was(row)
                .map_or_else(Default::default, |(path, name)| (cell(&at_line_start(path)), cell(name)));
            let commit = [row.commit.id.clone(), time(row.commit.seconds), cell(&row.commit.author)];
            let rest = [cell(&row.commit.summary), word(row).to_owned(), cell(&at_line_start(&row.path))];
            let place = [row.line.to_string(), cell(&row.name), old_path, old_name];
            let values = row.values.iter().map(|value| value.map_or_else(String::new, |it| it.to_string()));
            writer.write_record(commit.into_iter().chain(rest).chain(place).chain(values))?;
        }
        Ok(writer.flush()?)
    }

    fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let document = Document {
            schema_version: SCHEMA_VERSION,
            begins: self.life.horizon.as_ref().map(Beginning::new),
            life: self.life.rows.iter().map(|row| Row::new(row, self.life)).collect(),
        };
        write_line(&document, out)
    }

    fn heading(&self) -> &'static str {
        "Life of a function of"
    }

    fn figures(&self) -> Vec<Chart> {
        let Life { metrics, rows, .. } = self.life;
        let chart = |(at, metric): (usize, &&'static Metric)| {
            let values: Vec<f64> = rows.iter().filter_map(|row| row.values[at]).collect();
            Chart::over_time(metric.id, &values, ["its beginning", "its end"])
        };
        metrics.iter().enumerate().filter_map(chart).collect()
    }
}

impl LifeReport<'_> {
    fn write_rows(&self, look: Look, out: &mut dyn Write) -> io::Result<()> {
        let Life { metrics, rows, .. } = self.life;
        let shown = &rows[rows.len() - self.top.unwrap_or(rows.len()).min(rows.len())..];
        let heads = ["date", "commit"].into_iter().chain(metrics.iter().map(|metric| metric.id));
        let heads: Vec<String> = heads.chain(["what", "subject"]).map(str::to_owned).collect();
        let cells = |row: &LifeRow| {
            let fixed = [day(row.commit.seconds), format!("{:.8}", row.commit.id)].into_iter();
            let value =
                |value: &Option<f64>| value.map_or_else(|| "-".to_owned(), |it| Figure(it).to_string());
            let texts = [event(row), subject(&row.commit)].map(|text| escaped(&text).into_owned());
            fixed.chain(row.values.iter().map(value)).chain(texts).collect()
        };
        let is_left = (0..heads.len()).map(|column| column < 2 || column + 2 >= heads.len()).collect();
        Grid { heads, rows: shown.iter().map(cells).collect(), is_left, texts: 2, are_sentences: true }
            .write(look, out)
    }
}

/// What a commit did, in one word.
fn word(row: &LifeRow) -> &'static str {
    match &row.event {
        LifeEvent::Added => "added",
        LifeEvent::Seen => "seen",
        LifeEvent::Changed { edited: true, .. } => "changed",
        LifeEvent::Changed { was: Some((path, _)), .. } if *path != row.path => "moved",
        LifeEvent::Changed { .. } => "renamed",
    }
}

fn was(row: &LifeRow) -> Option<(&std::path::Path, &str)> {
    match &row.event {
        LifeEvent::Changed { was: Some((path, name)), .. } => Some((path, name)),
        _ => None,
    }
}

/// The same for a person.
fn event(row: &LifeRow) -> String {
    let Some((path, name)) = was(row) else {
        return match row.event {
            LifeEvent::Added => format!("added: {}:{} {}", display(&row.path), row.line, row.name),
            LifeEvent::Seen => "there before the history begins".to_owned(),
            LifeEvent::Changed { .. } => "changed".to_owned(),
        };
    };
    let from = (path != row.path).then(|| format!("moved from {} to {}", display(path), display(&row.path)));
    let called = (name != row.name).then(|| format!("was {name}"));
    let edited = matches!(row.event, LifeEvent::Changed { edited: true, .. }).then(|| "changed".to_owned());
    edited.into_iter().chain(from).chain(called).collect::<Vec<_>>().join(", ")
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    begins: Option<Beginning<'a>>,
    life: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    #[serde(flatten)]
    commit: CommitFields<'a>,
    event: &'static str,
    #[serde(flatten)]
    path: PathFields<'a>,
    line: u32,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    was: Option<Was<'a>>,
    metrics: BTreeMap<&'static str, Option<Figure>>,
}

#[derive(Serialize)]
struct Was<'a> {
    #[serde(flatten)]
    path: PathFields<'a>,
    name: &'a str,
}

impl<'a> Row<'a> {
    fn new(row: &'a LifeRow, life: &Life) -> Row<'a> {
        let values = life.metrics.iter().zip(&row.values);
        Row {
            commit: CommitFields::new(&row.commit),
            event: word(row),
            path: PathFields::new(&row.path),
            line: row.line,
            name: &row.name,
            was: was(row).map(|(path, name)| Was { path: PathFields::new(path), name }),
            metrics: values.map(|(metric, value)| (metric.id, value.map(Figure))).collect(),
        }
    }
}
