//! Hotspots: what is complex and keeps changing, and what changes together.

use super::commits::{Beginning, HistoryReport, day, time};
use super::escape::{escaped, spreadsheet};
use super::fold::folded;
use super::grid::Grid;
use super::json_text::write_line;
use super::look::Look;
use super::row::{PathFields, at_line_start};
use crate::history::{Coupled, Hotspot, HotspotBy, Hotspots, Spot};
use crate::model::display;
use crate::model::{Figure, SCHEMA_VERSION, counted, printable};
use crate::page::Chart;
use serde::Serialize;
use std::io::{self, Write};

/// More points than these hide each other.
const MOST_POINTS: usize = 1000;

/// Columns of numbers before the places.
const NUMBERS: usize = 5;
const COUPLED_NUMBERS: usize = 4;

/// A report of hotspots.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HotspotsReport<'a> {
    /// What changed.
    pub hotspots: &'a Hotspots,
    /// Whether it is about what changed together.
    pub coupling: bool,
    /// Number of rows, `None` for all.
    pub top: Option<usize>,
}

impl HistoryReport for HotspotsReport<'_> {
    fn write_text(&self, look: Look, out: &mut dyn Write) -> io::Result<()> {
        let mut lines = if self.coupling { self.coupled_lines() } else { self.lines() };
        let heads = lines.remove(0);
        let numbers = if self.coupling { COUPLED_NUMBERS } else { NUMBERS };
        let is_left = (0..heads.len()).map(|column| column >= numbers).collect();
        let texts = if self.coupling { 2 } else { heads.len() - NUMBERS };
        Grid { heads, rows: lines, is_left, texts, are_sentences: false }.write(look, out)?;
        writeln!(out)?;
        writeln!(out, "{}", folded(&self.closing(), look.width, 2))
    }

    fn csv(&self, out: &mut dyn Write) -> csv::Result<()> {
        if self.coupling { self.coupled_csv(out) } else { self.each_csv(out) }
    }

    fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let Hotspots { by, metric, commits, merges, ignored, idle, horizon, .. } = self.hotspots;
        let formula = format!("changes × {}", metric.id);
        let document = Document {
            schema_version: SCHEMA_VERSION,
            by: by.noun(1),
            formula,
            commits: *commits,
            left_out: LeftOut { merges: *merges, ignored: *ignored, idle: *idle },
            begins: horizon.as_ref().map(Beginning::new),
            hotspots: (!self.coupling).then(|| self.rows().iter().map(HotspotRow::new).collect()),
            coupled: self.coupling.then(|| self.coupled().iter().map(CoupledRow::new).collect()),
        };
        write_line(&document, out)
    }

    fn heading(&self) -> &'static str {
        "Hotspots of"
    }

    fn figures(&self) -> Vec<Chart> {
        let name = |spot: &Spot| match &spot.name {
            Some(name) => format!("{} {name}", location(spot)),
            None => location(spot),
        };
        #[expect(clippy::cast_precision_loss, reason = "a place on a screen")]
        let point = |row: &Hotspot| (name(&row.spot), row.changes as f64, row.complexity);
        let points: Vec<_> = self.hotspots.rows.iter().take(MOST_POINTS).map(point).collect();
        let axes = ["changes", self.hotspots.metric.id];
        Chart::quadrant("Changes and complexity", axes, &points).into_iter().collect()
    }
}

impl<'a> HotspotsReport<'a> {
    fn rows(&self) -> &'a [Hotspot] {
        let all = &self.hotspots.rows;
        &all[..self.top.unwrap_or(all.len()).min(all.len())]
    }

    fn coupled(&self) -> &'a [Coupled] {
        let all = &self.hotspots.coupled;
        &all[..self.top.unwrap_or(all.len()).min(all.len())]
    }

    fn lines(&self) -> Vec<Vec<String>> {
        let titles = ["score", "changes", "authors", self.hotspots.metric.id, "last change", "location"];
        let named = self.hotspots.by == HotspotBy::Function;
        let titles = titles.into_iter().chain(named.then_some("function"));
        let mut lines = vec![titles.map(str::to_owned).collect::<Vec<_>>()];
        for row in self.rows() {
            let numbers =
                [Figure(row.score).to_string(), row.changes.to_string(), row.authors.len().to_string()];
            let now = [Figure(row.complexity).to_string(), day(row.last), location(&row.spot)];
            let name = row.spot.name.iter().map(|name| escaped(name).into_owned());
            lines.push(numbers.into_iter().chain(now).chain(name).collect());
        }
        lines
    }

    fn coupled_lines(&self) -> Vec<Vec<String>> {
        let titles = ["share", "common", "changes", "changes", "one", "other"];
        let mut lines = vec![titles.map(str::to_owned).to_vec()];
        for Coupled { spots, changes, common, share } in self.coupled() {
            let places = spots.each_ref().map(|spot| match &spot.name {
                Some(name) => format!("{} {}", location(spot), escaped(name)),
                None => location(spot),
            });
            let numbers = [common, &changes[0], &changes[1]].map(ToString::to_string);
            let share = format!("{:.0} %", share * 100.0);
            lines.push(std::iter::once(share).chain(numbers).chain(places).collect());
        }
        lines
    }

    fn closing(&self) -> String {
        let Hotspots { rows, coupled, commits, merges, ignored, idle, by, .. } = self.hotspots;
        let (shown, all, noun) = if self.coupling {
            (self.coupled().len(), coupled.len(), if coupled.len() == 1 { "pair" } else { "pairs" })
        } else {
            (self.rows().len(), rows.len(), by.noun(rows.len()))
        };
        let part = if shown < all {
            format!("{shown} of {all} {noun} shown, `--top all` shows the others")
        } else {
            format!("{all} {noun}")
        };
        let left =
            [(merges, "merges"), (ignored, "to be ignored"), (idle, "that changed nothing that is measured")];
        let left: Vec<String> = left
            .into_iter()
            .filter(|(count, _)| **count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        let left = if left.is_empty() { String::new() } else { format!("; left out: {}", left.join(", ")) };
        format!("{part}; {}{left}", counted(*commits, "commit", "commits"))
    }

    fn each_csv(&self, out: &mut dyn Write) -> csv::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        let metric = self.hotspots.metric.id;
        let titles =
            ["path", "line", "name", "score", "changes", "authors", "main_author", metric, "last_change"];
        writer.write_record(titles)?;
        for row in self.rows() {
            let author = row.authors.first().map_or("", |(name, _)| name.as_str());
            let numbers = [row.score.to_string(), row.changes.to_string(), row.authors.len().to_string()];
            let rest = [cell(author), row.complexity.to_string(), time(row.last)];
            writer.write_record(spot_cells(&row.spot).into_iter().chain(numbers).chain(rest))?;
        }
        Ok(writer.flush()?)
    }

    fn coupled_csv(&self, out: &mut dyn Write) -> csv::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        let spots = ["path", "line", "name", "other_path", "other_line", "other_name"];
        writer.write_record(spots.into_iter().chain(["common", "share", "changes", "other_changes"]))?;
        for Coupled { spots, changes, common, share } in self.coupled() {
            let [one, other] = changes.map(|it| it.to_string());
            let cells = spots.iter().flat_map(spot_cells);
            writer.write_record(cells.chain([common.to_string(), share.to_string(), one, other]))?;
        }
        Ok(writer.flush()?)
    }
}

fn location(spot: &Spot) -> String {
    let line = spot.line.map_or_else(String::new, |line| format!(":{line}"));
    escaped(&format!("{}{line}", display(&spot.path))).into_owned()
}

/// Path, line and name, fit for a spreadsheet.
fn spot_cells(spot: &Spot) -> [String; 3] {
    let line = spot.line.map_or_else(String::new, |line| line.to_string());
    [cell(&at_line_start(&spot.path)), line, cell(spot.name.as_deref().unwrap_or_default())]
}

fn cell(text: &str) -> String {
    spreadsheet(&printable(text)).into_owned()
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    by: &'static str,
    formula: String,
    commits: usize,
    left_out: LeftOut,
    #[serde(skip_serializing_if = "Option::is_none")]
    begins: Option<Beginning<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hotspots: Option<Vec<HotspotRow<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coupled: Option<Vec<CoupledRow<'a>>>,
}

#[derive(Serialize)]
struct LeftOut {
    merges: usize,
    ignored: usize,
    idle: usize,
}

#[derive(Serialize)]
struct SpotFields<'a> {
    #[serde(flatten)]
    path: PathFields<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
}

impl SpotFields<'_> {
    fn new(spot: &Spot) -> SpotFields<'_> {
        SpotFields { path: PathFields::new(&spot.path), line: spot.line, name: spot.name.as_deref() }
    }
}

#[derive(Serialize)]
struct HotspotRow<'a> {
    #[serde(flatten)]
    spot: SpotFields<'a>,
    score: Figure,
    changes: usize,
    complexity: Figure,
    authors: Vec<AuthorRow<'a>>,
    last_change: String,
}

#[derive(Serialize)]
struct AuthorRow<'a> {
    name: &'a str,
    changes: usize,
}

impl HotspotRow<'_> {
    fn new(row: &Hotspot) -> HotspotRow<'_> {
        HotspotRow {
            spot: SpotFields::new(&row.spot),
            score: Figure(row.score),
            changes: row.changes,
            complexity: Figure(row.complexity),
            authors: row
                .authors
                .iter()
                .map(|(name, changes)| AuthorRow { name, changes: *changes })
                .collect(),
            last_change: time(row.last),
        }
    }
}

#[derive(Serialize)]
struct CoupledRow<'a> {
    one: SpotFields<'a>,
    other: SpotFields<'a>,
    common: usize,
    share: Figure,
    changes: [usize; 2],
}

impl CoupledRow<'_> {
    fn new(row: &Coupled) -> CoupledRow<'_> {
        CoupledRow {
            one: SpotFields::new(&row.spots[0]),
            other: SpotFields::new(&row.spots[1]),
            common: row.common,
            share: Figure(row.share),
            changes: row.changes,
        }
    }
}
