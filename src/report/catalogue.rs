//! The catalogue of metrics, for a person and for a program.

use super::json_text::write_pretty;
use crate::model::{METRICS, Metric};
use serde::Serialize;
use std::io::{self, Write};

/// Writes a line for each metric.
///
/// # Errors
/// If the bytes cannot be written.
pub fn write_catalogue(out: &mut dyn Write) -> io::Result<()> {
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
    metric.scopes().iter().map(|scope| scope.word()).collect::<Vec<_>>().join(", ")
}

/// Writes all there is to know about a metric.
///
/// # Errors
/// If the bytes cannot be written.
pub fn write_metric(metric: &Metric, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}: {}\n", metric.id, metric.summary)?;
    writeln!(out, "of       {}", scopes(metric))?;
    writeln!(out, "unit     {}", metric.unit)?;
    writeln!(out, "better   {}", metric.direction.word())?;
    if let Some(limit) = metric.default_limit {
        writeln!(out, "limit    {limit} in the preset `standard`")?;
    }
    writeln!(out, "formula  {}", metric.formula)?;
    writeln!(out, "version  {} of the definition", metric.version)?;
    writeln!(out, "source   {}", metric.source)
}

/// Writes metrics as JSON.
///
/// # Errors
/// If the bytes cannot be written.
pub fn write_catalogue_json(metrics: &[&Metric], out: &mut dyn Write) -> io::Result<()> {
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
            scopes: metric.scopes().iter().map(|scope| scope.word()).collect(),
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
