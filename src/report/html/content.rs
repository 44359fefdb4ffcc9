//! What the template of the page is filled with: everything is text or a number that was formatted here.

use super::GroupTable;
use super::given::{FindingLine, Html};
use super::script::{HASH, SCRIPT, STYLE};
use crate::model::display;
use crate::model::{Figure, printable};
use crate::page::{
    Area, Chart, ExplainedFunction, ExplainedLine, FunctionLine, LEVELS, MEASURES, Page, Tile,
};
use crate::summary::Totals;
use askama::Template;
use serde::Serialize;
use std::collections::HashMap;
use std::path::Path;

/// So many functions stand in the page itself; the script shows the others.
const WITHOUT_SCRIPT: usize = 100;

#[derive(Template)]
#[template(path = "page.html")]
pub(super) struct Content {
    title: String,
    generator: String,
    script_hash: &'static str,
    style: &'static str,
    script: &'static str,
    has_script: bool,
    totals: Vec<(&'static str, String)>,
    notes: Vec<String>,
    findings: Vec<FindingLine>,
    groups: Option<GroupTable>,
    has_map: bool,
    measures: Vec<Choice>,
    levels: String,
    width: String,
    height: String,
    file_count: usize,
    tiles: Vec<TileText>,
    closing: String,
    labels: Vec<Label>,
    functions: Vec<LineText>,
    all_functions: usize,
    data: String,
    distributions: Vec<Bars>,
    figures: Vec<Chart>,
    explained: Vec<ExplainedFunction>,
    text: String,
}

struct Choice {
    title: &'static str,
    labels: Vec<String>,
}

struct TileText {
    /// The ends of the directories that end before it.
    closing: String,
    name: String,
    files: Option<usize>,
    lines: u64,
    level: String,
    values: String,
    x: String,
    y: String,
    width: String,
    height: String,
}

struct Label {
    name: String,
    is_directory: bool,
    left: String,
    top: String,
    width: String,
}

struct LineText {
    level: usize,
    cyclomatic: u32,
    cognitive: String,
    lines: u32,
    name: String,
    place: String,
}

struct Bars {
    title: &'static str,
    bars: Vec<BarText>,
}

struct BarText {
    label: String,
    percent: String,
    count: usize,
}

/// What the script knows of the functions.
#[derive(Serialize)]
struct Data<'a> {
    paths: Vec<String>,
    rows: Vec<(u32, Option<u32>, u32, String, usize, u32)>,
    bounds: &'a [f64],
}

/// What the script knows of a metric.
#[derive(Serialize)]
struct Levels {
    head: &'static str,
    bounds: &'static [f64],
    down: bool,
}

impl Content {
    pub(super) fn new(
        html: &Html,
        totals: Vec<(&'static str, String)>,
        page: &Page<'_>,
        groups: Option<&GroupTable>,
    ) -> Content {
        let whole = page.map.whole;
        let tiles = tiles(&page.map.tiles);
        let has_map = !tiles.is_empty();
        let last = page.map.tiles.last().map_or(0, inner_depth);
        let levels =
            MEASURES.iter().map(|it| Levels { head: it.head, bounds: &it.bounds, down: it.is_higher_better });
        Content {
            title: shown(&html.title),
            generator: format!("{} {}", html.tool.name, html.tool.version),
            script_hash: HASH,
            style: STYLE,
            script: SCRIPT,
            has_script: has_map || !page.functions.is_empty(),
            totals,
            notes: html.notes.iter().map(|it| shown(it)).collect(),
            findings: html.findings.iter().map(finding).collect(),
            groups: groups.map(GroupTable::printed),
            has_map,
            measures: MEASURES
                .iter()
                .map(|it| Choice { title: it.title, labels: (0..LEVELS).map(|at| it.label(at)).collect() })
                .collect(),
            levels: json(&levels.collect::<Vec<_>>()),
            width: number(whole.width),
            height: number(whole.height),
            file_count: page.map.tiles.iter().filter(|tile| tile.files.is_none()).count(),
            tiles,
            closing: "</g>".repeat(last),
            labels: labels(&page.map.tiles, whole),
            functions: page.functions.iter().take(WITHOUT_SCRIPT).map(line).collect(),
            all_functions: page.all_functions,
            data: in_element(&json(&data(&page.functions))),
            distributions: page
                .distributions
                .iter()
                .map(|it| Bars {
                    title: it.measure.title,
                    bars: it
                        .bars
                        .iter()
                        .map(|bar| BarText {
                            label: bar.label.clone(),
                            percent: number(bar.share * 100.0),
                            count: bar.count,
                        })
                        .collect(),
                })
                .collect(),
            figures: html.figures.iter().map(drawn).collect(),
            explained: html.explained.iter().map(printed).collect(),
            text: html.text.clone(),
        }
    }
}

/// What a file says, in one line and without what a reader does not see.
fn shown(text: &str) -> String {
    printable(text).into_owned()
}

fn finding(finding: &FindingLine) -> FindingLine {
    FindingLine { place: shown(&finding.place), message: shown(&finding.message), ..finding.clone() }
}

/// A chart of which the words may come from a file.
fn drawn(chart: &Chart) -> Chart {
    let mut chart = chart.clone();
    chart.text = shown(&chart.text);
    chart.points.iter_mut().for_each(|point| point.name = shown(&point.name));
    chart
}

fn printed(function: &ExplainedFunction) -> ExplainedFunction {
    let line = |line: &ExplainedLine| ExplainedLine { text: shown(&line.text), ..line.clone() };
    ExplainedFunction {
        name: shown(&function.name),
        place: shown(&function.place),
        lines: function.lines.iter().map(line).collect(),
        ..function.clone()
    }
}

fn path(path: &Path) -> String {
    shown(&display(path))
}

pub(super) fn totals(totals: &Totals) -> Vec<(&'static str, String)> {
    let mut all = vec![
        ("files", totals.files.to_string()),
        ("functions", totals.functions.to_string()),
        ("lines of code", totals.sloc.to_string()),
    ];
    let spreads = [
        ("cyclomatic, mean and worst", totals.cyclomatic),
        ("cognitive, mean and worst", totals.cognitive),
        ("maintainability, mean and worst", totals.maintainability),
    ];
    let told = spreads.into_iter().filter_map(|(name, spread)| Some((name, spread?)));
    all.extend(told.map(|(name, it)| (name, format!("{} / {}", number(it.mean), Figure(it.worst)))));
    if totals.skipped > 0 {
        all.push(("not measured", totals.skipped.to_string()));
    }
    if totals.partial > 0 {
        all.push(("partly understood", totals.partial.to_string()));
    }
    all
}

/// How many directories are open behind a tile.
fn inner_depth(tile: &Tile) -> usize {
    tile.depth + usize::from(tile.files.is_some())
}

fn tiles(tiles: &[Tile]) -> Vec<TileText> {
    let mut open = 0;
    let text = |tile: &Tile| {
        let closing = "</g>".repeat(open - tile.depth);
        open = inner_depth(tile);
        let level = |value: &f64| format!("{}", MEASURES[0].level(*value));
        let values = tile.values.iter().map(|value| value.map_or_else(String::new, number));
        TileText {
            closing,
            name: shown(&tile.name),
            files: tile.files,
            lines: tile.lines,
            level: tile
                .values
                .first()
                .and_then(|it| it.as_ref().map(level))
                .unwrap_or_else(|| "none".to_owned()),
            values: [tile.lines.to_string()].into_iter().chain(values).collect::<Vec<_>>().join(" "),
            x: number(tile.area.x),
            y: number(tile.area.y),
            width: number(tile.area.width),
            height: number(tile.area.height),
        }
    };
    tiles.iter().map(text).collect()
}

/// The names of the outermost directories and files that have room for one; the script writes those of the others.
fn labels(tiles: &[Tile], whole: Area) -> Vec<Label> {
    let has_room = |tile: &&Tile| tile.depth == 0 && tile.area.width > 60.0 && tile.area.height > 30.0;
    let label = |tile: &Tile| Label {
        name: shown(&tile.name),
        left: number(100.0 * tile.area.x / whole.width),
        top: number(
            100.0 * (tile.area.y + if tile.files.is_some() { tile.area.height } else { 0.0 }) / whole.height,
        ),
        is_directory: tile.files.is_some(),
        width: number(100.0 * tile.area.width / whole.width),
    };
    tiles.iter().filter(has_room).map(label).collect()
}

fn line(line: &FunctionLine<'_>) -> LineText {
    let function = line.metrics;
    LineText {
        level: MEASURES[0].level(f64::from(function.cyclomatic)),
        cyclomatic: function.cyclomatic,
        cognitive: function.cognitive.map_or_else(|| "–".to_owned(), |it| it.to_string()),
        lines: function.location.lines(),
        name: shown(&function.qualified_name),
        place: format!("{}:{}", path(&line.record.path), function.location.in_file().line),
    }
}

fn data(functions: &[FunctionLine<'_>]) -> Data<'static> {
    let (mut paths, mut places): (Vec<String>, HashMap<&Path, usize>) = (Vec::new(), HashMap::new());
    let mut rows = Vec::with_capacity(functions.len());
    for line in functions {
        let file = line.record.path.as_path();
        let at = *places.entry(file).or_insert_with(|| {
            paths.push(path(file));
            paths.len() - 1
        });
        let function = line.metrics;
        let (name, place) = (shown(&function.qualified_name), function.location.in_file().line);
        rows.push((function.cyclomatic, function.cognitive, function.location.lines(), name, at, place));
    }
    Data { paths, rows, bounds: &MEASURES[0].bounds }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// JSON as the text of a `script` element, which nothing in it may end.
fn in_element(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// At most two digits behind the point, and none that say nothing.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
