//! Comma-separated values, for a spreadsheet or a script: a row for each function, class, file or directory.

use super::Reporter;
use super::escape::spreadsheet;
use super::row::at_line_start;
use crate::model::{Location, Record, printable};
use crate::summary::{By, Report, Row, RowSubject};
use std::io::{self, Write};
use std::path::Path;

/// Rows with a header.
pub(crate) struct Csv;

impl Reporter for Csv {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        write(report, out).map_err(cause)
    }
}

/// The error of the writer itself: a closed pipe must be seen as one.
pub(super) fn cause(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn write(report: &Report<'_>, out: &mut dyn Write) -> csv::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    let metrics = report.shape.metrics.iter().map(|metric| metric.id);
    writer.write_record(titles(report.shape.by).iter().copied().chain(metrics))?;
    for row in &report.rows {
        let values = row.values.iter().map(|value| value.map_or_else(String::new, |value| value.to_string()));
        let identity = identity(row);
        // a file on a terminal is what `cat` shows
        let cells = identity.iter().map(|text| spreadsheet(&printable(text)).into_owned());
        writer.write_record(cells.chain(values))?;
    }
    Ok(writer.flush()?)
}

fn titles(by: By) -> &'static [&'static str] {
    match by {
        By::Function => &["path", "language", "kind", "qualified_name", "line", "end_line"],
        By::Class => &["path", "language", "qualified_name", "line", "end_line"],
        By::File => &["path", "language"],
        By::Directory => &["path", "files"],
        By::Package => &["package", "files"],
        By::Owner => &["owner", "files"],
    }
}

fn identity(row: &Row<'_>) -> Vec<String> {
    let file = |record: &Record| [at_line_start(&record.path), record.metrics.language.to_owned()];
    let lines = |at: &Location| [at.in_file().line.to_string(), at.in_file().end_line.to_string()];
    let mut cells = Vec::with_capacity(6);
    match &row.subject {
        RowSubject::Function(record, it) => {
            cells.extend(file(record));
            cells.extend([it.kind.word().to_owned(), it.qualified_name.clone()]);
            cells.extend(lines(&it.location));
        }
        RowSubject::Class(record, it) => {
            cells.extend(file(record));
            cells.push(it.qualified_name.clone());
            cells.extend(lines(&it.location));
        }
        RowSubject::File(record) => cells.extend(file(record)),
        RowSubject::Group(it) => {
            cells.extend([at_line_start(Path::new(&*it.name)), it.files.len().to_string()]);
        }
    }
    cells
}
