//! A trend: for a person a line for each series, with its bars, and the last rows; as CSV and as JSON every row.

use super::csv::cause;
use super::escape::{escaped, spreadsheet};
use super::html::Html;
use super::json_text::write_line;
use super::series::{Series, of_rows};
use super::sparkline::sparkline;
use crate::history::{Distribution, Trend, TrendRow};
use crate::model::{CommitInfo, Figure, Horizon, SCHEMA_VERSION, Tool, counted, printable};
use crate::page::Chart;
use chrono::DateTime;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Bars of a series.
const BARS: usize = 48;

/// A report of a trend.
#[derive(Clone, Copy, Debug)]
pub struct TrendReport<'a> {
    /// What there was.
    pub trend: &'a Trend,
    /// Number of rows for reading, `None` for all.
    pub top: Option<usize>,
}

impl TrendReport<'_> {
    /// Writes a line for each series and one for each of the last rows.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        let all = of_rows(self.trend);
        let name = all.iter().map(|series| series.name.chars().count()).max().unwrap_or(0);
        writeln!(out, "{:name$}  {:>10}  {:>10}  {:>10}  {}", "", "first", "last", "change", self.span())?;
        for series in &all {
            let [first, last, change] = series.ends();
            let bars = sparkline(&series.values, BARS);
            writeln!(out, "{:name$}  {first:>10}  {last:>10}  {change:>10}  {bars}", series.name)?;
        }
        writeln!(out)?;
        self.write_rows(out)?;
        writeln!(out, "{}", self.closing())
    }

    fn span(&self) -> String {
        let date = |row: Option<&TrendRow>| row.map_or_else(String::new, |row| day(row.commit.seconds));
        format!("{} to {}", date(self.trend.rows.first()), date(self.trend.rows.last()))
    }

    fn write_rows(&self, out: &mut dyn Write) -> io::Result<()> {
        let rows = &self.trend.rows;
        let shown = &rows[rows.len() - self.top.unwrap_or(rows.len()).min(rows.len())..];
        let columns: Vec<Series> = of_rows(self.trend).into_iter().filter(|it| it.is_column).collect();
        let skipped = rows.len() - shown.len();
        let cells = |at: usize| columns.iter().map(move |it| it.cell(skipped + at));
        let widths: Vec<usize> = columns
            .iter()
            .map(|it| (skipped..rows.len()).map(|at| it.cell(at).len()).max().unwrap_or(0).max(it.name.len()))
            .collect();
        write!(out, "{:10}  {:8}  {:>7}", "date", "commit", "commits")?;
        for (column, width) in columns.iter().zip(&widths) {
            write!(out, "  {:>width$}", column.name)?;
        }
        writeln!(out, "  subject")?;
        for (at, row) in shown.iter().enumerate() {
            let CommitInfo { id, seconds, .. } = &row.commit;
            write!(out, "{:10}  {:.8}  {:>7}", day(*seconds), id, row.covers)?;
            for (cell, width) in cells(at).zip(&widths) {
                write!(out, "  {cell:>width$}")?;
            }
            writeln!(out, "  {}", escaped(&subject(&row.commit)))?;
        }
        writeln!(out)
    }

    fn closing(&self) -> String {
        let Trend { rows, contents, .. } = self.trend;
        let commits: usize = rows.iter().map(|row| row.covers).sum();
        let shown = self.top.filter(|top| *top < rows.len());
        let part = shown.map_or_else(String::new, |top| {
            format!("; the last {top} of {} rows shown, `--top all` shows the others", rows.len())
        });
        let (commits, contents) = (
            counted(commits, "commit", "commits"),
            counted(*contents, "version of a file", "versions of files"),
        );
        format!("{commits}, {contents}{part}")
    }

    /// Writes a row for each commit.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        self.csv(out).map_err(cause)
    }

    fn csv(&self, out: &mut dyn Write) -> csv::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        let fixed = ["commit", "date", "tags", "author", "subject", "commits"];
        let all = super::series::all_of_rows(self.trend);
        writer
            .write_record(fixed.iter().map(ToString::to_string).chain(all.iter().map(|it| it.id.clone())))?;
        for (at, row) in self.trend.rows.iter().enumerate() {
            let CommitInfo { id, seconds, author, summary, tags } = &row.commit;
            let texts = [tags.join(" "), author.clone(), summary.clone()];
            let texts = texts.iter().map(|text| spreadsheet(&printable(text)).into_owned());
            let cells = [id.clone(), time(*seconds)].into_iter().chain(texts);
            let cells = cells.chain([row.covers.to_string()]);
            writer.write_record(cells.chain(all.iter().map(|it| it.values[at].to_string())))?;
        }
        Ok(writer.flush()?)
    }

    /// Writes a page: a chart for each series, and the report as a terminal shows it.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub fn write_html(&self, title: &str, tool: Tool, out: &mut dyn Write) -> io::Result<()> {
        let mut text = Vec::new();
        self.write_text(&mut text)?;
        let rows = &self.trend.rows;
        let ends =
            [rows.first(), rows.last()].map(|row| row.map_or_else(String::new, |it| day(it.commit.seconds)));
        let chart = |it: &Series| Chart::over_time(&it.name, &it.values, [&ends[0], &ends[1]]);
        let html = Html {
            title: format!("History of {title}"),
            tool,
            figures: of_rows(self.trend).iter().filter_map(chart).collect(),
            text: String::from_utf8_lossy(&text).into_owned(),
            ..Html::default()
        };
        html.write_alone(out)
    }

    /// Writes one JSON document.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let document = Document {
            schema_version: SCHEMA_VERSION,
            begins: self.trend.horizon.as_ref().map(Beginning::new),
            rows: self.trend.rows.iter().map(|row| Row::new(row, self.trend)).collect(),
        };
        write_line(&document, out)
    }
}

/// The subject of a commit, with its tags before it.
pub(super) fn subject(commit: &CommitInfo) -> String {
    let tags: Vec<String> = commit.tags.iter().map(|tag| format!("[{tag}] ")).collect();
    format!("{}{}", tags.concat(), commit.summary)
}

/// The day of a commit in UTC.
#[must_use]
pub fn day(seconds: i64) -> String {
    DateTime::from_timestamp(seconds, 0).map_or_else(String::new, |time| time.date_naive().to_string())
}

/// The time of a commit in UTC.
pub(super) fn time(seconds: i64) -> String {
    let time = DateTime::from_timestamp(seconds, 0);
    time.map_or_else(String::new, |time| time.format("%Y-%m-%dT%H:%M:%SZ").to_string())
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    begins: Option<Beginning<'a>>,
    rows: Vec<Row<'a>>,
}

/// Where the history ends that can be seen.
#[derive(Serialize)]
pub(super) struct Beginning<'a> {
    commit: &'a str,
    date: String,
}

impl Beginning<'_> {
    pub(super) fn new(horizon: &Horizon) -> Beginning<'_> {
        Beginning { commit: &horizon.id, date: time(horizon.seconds) }
    }
}

#[derive(Serialize)]
pub(super) struct CommitFields<'a> {
    commit: &'a str,
    date: String,
    author: &'a str,
    subject: &'a str,
    tags: &'a [String],
}

impl CommitFields<'_> {
    pub(super) fn new(commit: &CommitInfo) -> CommitFields<'_> {
        CommitFields {
            commit: &commit.id,
            date: time(commit.seconds),
            author: &commit.author,
            subject: &commit.summary,
            tags: &commit.tags,
        }
    }
}

#[derive(Serialize)]
struct Row<'a> {
    #[serde(flatten)]
    commit: CommitFields<'a>,
    commits: usize,
    files: u64,
    functions: u64,
    classes: u64,
    loc: u64,
    partial: u64,
    skipped: u64,
    metrics: BTreeMap<&'static str, MetricFields>,
}

#[derive(Serialize)]
struct MetricFields {
    count: u64,
    total: Figure,
    mean: Figure,
    min: Figure,
    p10: Figure,
    median: Figure,
    p90: Figure,
    max: Figure,
    beyond_limit: u64,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    ranks: BTreeMap<char, u64>,
}

impl<'a> Row<'a> {
    fn new(row: &'a TrendRow, trend: &Trend) -> Row<'a> {
        let census = &row.census;
        let metric = |at: usize| {
            let Distribution { count, total, mean, min, p10, median, p90, max } = census.distributions[at];
            MetricFields {
                count,
                total: Figure(total),
                mean: Figure(mean),
                min: Figure(min),
                p10: Figure(p10),
                median: Figure(median),
                p90: Figure(p90),
                max: Figure(max),
                beyond_limit: census.beyond[at],
                ranks: ('A'..='F').zip(census.ranks[at].iter().copied()).collect(),
            }
        };
        Row {
            commit: CommitFields::new(&row.commit),
            commits: row.covers,
            files: census.files,
            functions: census.functions,
            classes: census.classes,
            loc: census.lines,
            partial: census.partial,
            skipped: census.skipped,
            metrics: trend.metrics.iter().enumerate().map(|(at, it)| (it.id, metric(at))).collect(),
        }
    }
}
