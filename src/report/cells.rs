//! The cells of a report for reading, before a format aligns and escapes them.

use super::aimed::aimed;
use super::row::at_line_start;
use super::shell::quoted;
use crate::model::display;
use crate::model::{Covered, Rank, Record, counted};
use crate::summary::{By, Report, Row, RowSubject, Spread, Totals};
use std::borrow::Cow;
use std::path::Path;

/// Titles and rows: a rank, a number for each metric, what it is called, and where it is.
pub(super) struct Cells {
    pub(super) titles: Vec<&'static str>,
    pub(super) rows: Vec<Vec<String>>,
    /// Number of the columns on the left that hold a letter or numbers.
    pub(super) numeric: usize,
}

impl Cells {
    pub(super) fn new(report: &Report<'_>) -> Cells {
        let metrics = report.shape.metrics.iter().map(|metric| metric.id);
        let mut titles: Vec<&str> = std::iter::once("rank").chain(metrics).collect();
        let numeric = titles.len();
        titles.extend_from_slice(match report.shape.by {
            By::Function => &["function", "location"],
            By::Class => &["class", "location"],
            By::File => &["file"],
            By::Directory => &["directory"],
            By::Package => &["package"],
            By::Owner => &["owner"],
        });
        let decimals: Vec<usize> =
            (0..report.shape.metrics.len()).map(|at| decimals(&report.rows, at)).collect();
        Cells { titles, rows: report.rows.iter().map(|row| cells(row, &decimals)).collect(), numeric }
    }
}

/// One decimal for all numbers of a column, and none if they are whole.
fn decimals(rows: &[Row<'_>], column: usize) -> usize {
    usize::from(rows.iter().filter_map(|row| row.values[column]).any(|value| value.fract() != 0.0))
}

fn cells(row: &Row<'_>, decimals: &[usize]) -> Vec<String> {
    let rank = row.rank.map_or("", Rank::letter).to_owned();
    let numbers = row.values.iter().zip(decimals).map(|(value, decimals)| match value {
        Some(value) => format!("{value:.decimals$}"),
        None => "-".to_owned(),
    });
    let at = |record: &Record, line: u32| format!("{}:{line}", display(&record.path));
    let names = match &row.subject {
        RowSubject::Function(record, it) => {
            vec![it.qualified_name.clone(), at(record, it.location.in_file().line)]
        }
        RowSubject::Class(record, it) => {
            vec![it.qualified_name.clone(), at(record, it.location.in_file().line)]
        }
        RowSubject::File(record) => vec![display(&record.path).into_owned()],
        RowSubject::Group(group) => vec![group.name.to_string()],
    };
    std::iter::once(rank).chain(numbers).chain(names).collect()
}

/// How to see why the first row has the values that it has.
pub(super) fn explained(report: &Report<'_>) -> Option<String> {
    let place = match &report.rows.first()?.subject {
        RowSubject::Function(record, it) => at_line_start(&record.path) + &aimed(Some(record), it.location),
        RowSubject::Class(record, it) => at_line_start(&record.path) + &aimed(Some(record), it.location),
        RowSubject::File(record) => at_line_start(&record.path),
        RowSubject::Group(_) if report.shape.by != By::Directory => return None,
        RowSubject::Group(group) => at_line_start(Path::new(&*group.name)),
    };
    Some(format!("help: `metrics explain {}` shows which lines add up to the first of them", quoted(&place)))
}

/// The lines below the rows: what is not shown, and totals.
pub(super) fn closing(report: &Report<'_>) -> Vec<String> {
    let Report { totals, shape, rows, all_rows, .. } = report;
    let mut lines = Vec::new();
    if rows.len() < *all_rows {
        let noun = shape.by.noun(*all_rows);
        lines.push(format!("{} of {all_rows} {noun} shown; `--top all` shows the others", rows.len()));
    }
    let unmeasured = [(totals.skipped, "skipped"), (totals.partial, "with parse errors")];
    let unmeasured = unmeasured.into_iter().filter(|(files, _)| *files > 0);
    let unmeasured: Vec<_> = unmeasured.map(|(files, what)| format!("; {files} {what}")).collect();
    lines.push(format!(
        "{}, {}, {}; {} lines, {} of code{}",
        counted(totals.files, "file", "files"),
        counted(totals.functions, "function", "functions"),
        counted(totals.classes, "class", "classes"),
        totals.loc,
        totals.sloc,
        unmeasured.concat()
    ));
    lines.extend(spreads(totals));
    lines.extend(report.covered.map(known));
    lines
}

fn known(covered: &Covered) -> String {
    let all = counted(covered.functions + covered.unknown, "function", "functions");
    match covered.unknown {
        0 => format!("coverage: known of {all}"),
        unknown => format!("coverage: known of {} of {all}, not of {unknown}", covered.functions),
    }
}

fn spreads(totals: &Totals) -> impl Iterator<Item = String> {
    let all = [
        ("cyclomatic", totals.cyclomatic),
        ("cognitive", totals.cognitive),
        ("maintainability", totals.maintainability),
    ];
    all.into_iter()
        .filter_map(|(name, spread)| spread.map(|spread| format!("{name}: {}", described(&spread))))
}

fn described(spread: &Spread) -> String {
    let letter = |rank: Option<Rank>| {
        rank.map_or(Cow::Borrowed(""), |rank| Cow::Owned(format!(" ({})", rank.letter())))
    };
    format!(
        "{:.1} on average{}, {:.*} at worst{}",
        spread.mean,
        letter(spread.mean_rank),
        usize::from(spread.worst.fract() != 0.0),
        spread.worst,
        letter(spread.worst_rank)
    )
}
