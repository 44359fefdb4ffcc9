//! A trend: for a person a line for each series, with its bars, and the last rows; as CSV and as JSON every row.

use super::commits::{Beginning, CommitFields, HistoryReport, day, subject, time};
use super::escape::{escaped, spreadsheet};
use super::fold::folded;
use super::grid::Grid;
use super::heads::short;
use super::json_text::write_line;
use super::look::Look;
use super::series::{Series, of_rows};
use super::sparkline::sparkline;
use crate::history::{Distribution, Trend, TrendRow};
use crate::model::{CommitInfo, Figure, SCHEMA_VERSION, counted, printable};
use crate::page::Chart;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Bars of a series.
const BARS: usize = 48;

/// A report of a trend.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TrendReport<'a> {
    /// What there was.
    pub trend: &'a Trend,
    /// Number of rows for reading, `None` for all.
    pub top: Option<usize>,
}

impl HistoryReport for TrendReport<'_> {
    fn write_text(&self, look: Look, out: &mut dyn Write) -> io::Result<()> {
        self.write_series(look, out)?;
        writeln!(out)?;
        self.write_rows(look, out)?;
        writeln!(out)?;
        writeln!(out, "{}", folded(&self.closing(), look.width, 2))
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

    fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let document = Document {
            schema_version: SCHEMA_VERSION,
            begins: self.trend.horizon.as_ref().map(Beginning::new),
            rows: self.trend.rows.iter().map(|row| Row::new(row, self.trend)).collect(),
        };
        write_line(&document, out)
    }

    fn heading(&self) -> &'static str {
        "History of"
    }

    fn figures(&self) -> Vec<Chart> {
        let rows = &self.trend.rows;
        let ends =
            [rows.first(), rows.last()].map(|row| row.map_or_else(String::new, |it| day(it.commit.seconds)));
        let chart = |it: &Series| Chart::over_time(&it.name, &it.values, [&ends[0], &ends[1]]);
        of_rows(self.trend).iter().filter_map(chart).collect()
    }
}

impl TrendReport<'_> {
    /// A line for each series; where a terminal is narrow, it has fewer bars, and at the least they are left out.
    fn write_series(&self, look: Look, out: &mut dyn Write) -> io::Result<()> {
        let all = of_rows(self.trend);
        let name = all.iter().map(|series| series.name.width()).max().unwrap_or(0);
        let ends: Vec<[String; 3]> = all.iter().map(Series::ends).collect();
        let number = if look.width.is_some() { 6 } else { 10 };
        let number = ends.iter().flatten().map(|it| it.width()).max().unwrap_or(0).max(number);
        let before = name + 3 * (number + 2);
        let room = look.width.map_or(BARS, |width| width.saturating_sub(before + 2).min(BARS));
        let [first, last, change] = ["first", "last", "change"];
        let span = Some(self.span()).filter(|span| look.width.is_none() || span.width() <= room);
        let line = |name_of: &str, [first, last, change]: [&str; 3], bars: &str| {
            let line =
                format!("{name_of:name$}  {first:>number$}  {last:>number$}  {change:>number$}  {bars}");
            line.trim_end().to_owned()
        };
        writeln!(out, "{}", line("", [first, last, change], &span.unwrap_or_default()))?;
        for (series, ends) in all.iter().zip(&ends) {
            let bars = sparkline(&series.values, room);
            writeln!(out, "{}", line(&series.name, ends.each_ref().map(String::as_str), &bars))?;
        }
        Ok(())
    }

    fn span(&self) -> String {
        let date = |row: Option<&TrendRow>| row.map_or_else(String::new, |row| day(row.commit.seconds));
        format!("{} to {}", date(self.trend.rows.first()), date(self.trend.rows.last()))
    }

    fn write_rows(&self, look: Look, out: &mut dyn Write) -> io::Result<()> {
        let rows = &self.trend.rows;
        let skipped = rows.len() - self.top.unwrap_or(rows.len()).min(rows.len());
        let columns: Vec<Series> = of_rows(self.trend).into_iter().filter(|it| it.is_column).collect();
        let heads = ["date", "commit", "commits"].map(str::to_owned).into_iter();
        let name = |it: &Series| match it.name.split_once(' ') {
            // for a terminal as short as the heads of other tables
            Some((metric, what)) if look.width.is_some() => format!("{} {what}", short(metric)),
            _ => it.name.clone(),
        };
        let heads = heads.chain(columns.iter().map(name)).chain(["subject".to_owned()]);
        let heads: Vec<String> = heads.collect();
        let cells = |at: usize| {
            let TrendRow { commit, covers, .. } = &rows[at];
            let fixed = [day(commit.seconds), format!("{:.8}", commit.id), covers.to_string()].into_iter();
            let subject = escaped(&subject(commit)).into_owned();
            fixed.chain(columns.iter().map(|it| it.cell(at))).chain([subject]).collect()
        };
        let is_left = (0..heads.len()).map(|column| column < 2 || column + 1 == heads.len()).collect();
        let rows = (skipped..rows.len()).map(cells).collect();
        Grid { heads, rows, is_left, texts: 1, are_sentences: true }.write(look, out)
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
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    begins: Option<Beginning<'a>>,
    rows: Vec<Row<'a>>,
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
