//! The catalogue of metrics, for a person and for a program.

use super::fold::folded;
use super::json_text::write_pretty;
use super::look::Look;
use crate::model::{Direction, METRICS, Metric, Scope};
use anstyle::Style;
use serde::Serialize;
use std::io::{self, Write};

/// Writes a line for each metric, or more where a terminal is too narrow for what it says.
///
/// # Errors
/// If the bytes cannot be written.
pub(crate) fn write_catalogue(look: Look, out: &mut dyn Write) -> io::Result<()> {
    if look.width.is_some() {
        return METRICS.iter().try_for_each(|metric| write_entry(metric, look, out));
    }
    let title = ["id", "of", "unit", "better", "limit", "what it says"].map(str::to_owned);
    let rows: Vec<[String; 6]> = std::iter::once(title).chain(METRICS.iter().map(row)).collect();
    let mut widths = [0; 6];
    for row in &rows {
        widths.iter_mut().zip(row).for_each(|(width, cell)| *width = cell.len().max(*width));
    }
    rows.iter().try_for_each(|[cells @ .., summary]| {
        for (cell, width) in cells.iter().zip(widths) {
            write!(out, "{cell:width$}  ")?;
        }
        writeln!(out, "{summary}")
    })
}

/// A metric, and below it what it says.
fn write_entry(metric: &Metric, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let bold = look.style(Style::new().bold());
    let limit = metric.default_limit.map(|limit| format!(", limit {limit}")).unwrap_or_default();
    let particulars =
        format!("{}, in {}; better {}{limit}", scopes(metric), metric.unit, metric.direction.word());
    let room = look.width.map(|width| width.saturating_sub(metric.id.len() + 2));
    let particulars = folded(&particulars, room, 0).replace('\n', "\n    ");
    writeln!(out, "{bold}{}{bold:#}  {particulars}", metric.id)?;
    let summary = folded(metric.summary, look.width.map(|width| width.saturating_sub(4)), 0);
    writeln!(out, "    {}", summary.replace('\n', "\n    "))
}

fn row(metric: &Metric) -> [String; 6] {
    [
        metric.id.to_owned(),
        scopes(metric),
        metric.unit.to_owned(),
        metric.direction.word().to_owned(),
        metric.default_limit.map_or_else(String::new, |limit| limit.to_string()),
        metric.summary.to_owned(),
    ]
}

fn scopes(metric: &Metric) -> String {
    scope_words(metric).join(", ")
}

fn scope_words(metric: &Metric) -> Vec<&'static str> {
    if metric.is_of_groups() {
        return vec!["group"];
    }
    metric.scopes().iter().map(|scope| scope.word()).collect()
}

/// Writes all there is to know about a metric.
///
/// # Errors
/// If the bytes cannot be written.
pub(crate) fn write_metric(metric: &Metric, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let bold = look.style(Style::new().bold());
    let title = folded(&format!("{}: {}", metric.id, metric.summary), look.width, 2);
    let title = title.strip_prefix(metric.id).unwrap_or(&title);
    writeln!(out, "{bold}{}{bold:#}{title}\n", metric.id)?;
    let mut line =
        |title: &str, text: &str| writeln!(out, "{}", folded(&format!("{title:<7}  {text}"), look.width, 9));
    line("of", &scopes(metric))?;
    line("unit", metric.unit)?;
    line("better", metric.direction.word())?;
    if let Some(limit) = metric.default_limit {
        line("limit", &format!("{limit} in the preset `standard`"))?;
    }
    line("formula", metric.formula)?;
    line("version", &format!("{} of the definition", metric.version))?;
    line("source", metric.source)
}

/// Writes the page of a metric in the documentation.
///
/// # Errors
/// If the bytes cannot be written.
pub fn write_metric_page(metric: &Metric, out: &mut dyn Write) -> io::Result<()> {
    let id = metric.id;
    let limit = match (metric.default_limit, metric.direction) {
        (Some(limit), _) => format!("{limit} in the preset `standard`"),
        (None, Direction::Neutral) => "none; it describes and does not judge".to_owned(),
        (None, _) => "none in the preset `standard`".to_owned(),
    };
    writeln!(out, "# {id}\n\n{}.\n", metric.summary)?;
    writeln!(out, "| | |\n|---|---|")?;
    for (title, text) in [
        ("of", scopes(metric)),
        ("unit", metric.unit.to_owned()),
        ("better", better(metric.direction).to_owned()),
        ("limit", limit),
        ("formula", metric.formula.to_owned()),
        ("version", format!("{} of the definition", metric.version)),
        ("source", metric.source.to_owned()),
    ] {
        writeln!(out, "| {title} | {} |", text.replace('|', "\\|"))?;
    }
    write_usage(metric, out)
}

/// How a metric is seen, and how it is limited.
fn write_usage(metric: &Metric, out: &mut dyn Write) -> io::Result<()> {
    let (id, by) = (metric.id, scope_option(metric));
    let from = if metric.needs_coverage() { " --coverage FILE" } else { "" };
    let number = metric.default_limit.map_or_else(|| "N".to_owned(), |limit| limit.to_string());
    writeln!(out, "\n## Seeing it, and limiting it\n\n```sh")?;
    writeln!(out, "metrics analyze{by}{from} --metrics {id} --top 5")?;
    if metric.scopes().is_empty() {
        writeln!(out, "```\n")?;
        return writeln!(out, "A [budget](../budgets.md) limits it. [All metrics](README.md).");
    }
    writeln!(out, "metrics check{from} --limit {id}={number}\n```\n")?;
    writeln!(
        out,
        "In a configuration: `limits: {{{id}: {number}}}`; `{id}: off` lifts the limit. A comment"
    )?;
    writeln!(out, "`metrics: ignore[{id}] -- why` excuses what it stands at. [All metrics](README.md).")
}

fn better(direction: Direction) -> &'static str {
    match direction {
        Direction::LowerIsBetter => "lower",
        Direction::HigherIsBetter => "higher",
        Direction::Neutral => "neither way",
    }
}

/// The option of `metrics analyze` with which rows have the metric.
fn scope_option(metric: &Metric) -> &'static str {
    match metric.scopes() {
        [Scope::Function, ..] => "",
        [Scope::Class, ..] => " --by class",
        [] => " --by directory",
        _ => " --by file",
    }
}

/// Writes the page with all metrics in the documentation.
///
/// # Errors
/// If the bytes cannot be written.
pub fn write_catalogue_page(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# All metrics\n\n`metrics list` prints this table, `metrics list ID` a page below it.\n")?;
    writeln!(out, "| id | of | limit | what it says |\n|---|---|--:|---|")?;
    METRICS.iter().try_for_each(|metric| {
        let [id, of, _, _, limit, summary] = row(metric);
        writeln!(out, "| [{id}]({id}.md) | {of} | {limit} | {summary} |")
    })
}

/// Writes metrics as JSON.
///
/// # Errors
/// If the bytes cannot be written.
pub(crate) fn write_catalogue_json(metrics: &[&Metric], out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Entry<'a> {
        id: &'a str,
        scopes: Vec<&'a str>,
        unit: &'a str,
        better: &'a str,
        default_limit: Option<f64>,
        summary: &'a str,
        formula: &'a str,
        version: u32,
        source: &'a str,
    }
    let entries: Vec<_> = metrics
        .iter()
        .map(|metric| Entry {
            id: metric.id,
            scopes: scope_words(metric),
            unit: metric.unit,
            better: metric.direction.word(),
            default_limit: metric.default_limit,
            summary: metric.summary,
            formula: metric.formula,
            version: metric.version,
            source: metric.source,
        })
        .collect();
    write_pretty(&entries, out)
}
