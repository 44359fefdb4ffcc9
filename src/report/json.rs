//! JSON: one document, or one record a line.

use super::Reporter;
use super::json_text::write_line;
use super::row::{CoverageRow, FileRow, SkippedRow};
use crate::model::{Definitions, Record, SCHEMA_VERSION, Skipped, Tool};
use crate::summary::{Report, Totals};
use serde::Serialize;
use serde::ser::Serializer;
use serde_json::value::RawValue;
use std::io::{self, Write};

/// One record a line, in the order of the paths.
pub struct Ndjson;

impl Reporter for Ndjson {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        let definitions = Definitions::current();
        let mut skipped = report.skipped.iter().peekable();
        for record in &report.records {
            while let Some(row) = skipped.next_if(|row| row.path.as_os_str() < record.path.as_os_str()) {
                write_line(&SkippedRow::new(row), out)?;
            }
            write_line(&FileRow::new(record, &definitions).judgeable(), out)?;
        }
        skipped.try_for_each(|row| write_line(&SkippedRow::new(row), out))
    }
}

/// Writes what became of one text, as a line of NDJSON, with what was given beside it as `extra`.
///
/// # Errors
/// If the bytes cannot be written.
pub(crate) fn write_answer(
    answer: &Result<Record, Skipped>,
    extra: Option<&RawValue>,
    definitions: &Definitions,
    out: &mut dyn Write,
) -> io::Result<()> {
    match answer {
        Ok(record) => write_line(&FileRow::new(record, definitions).judgeable().with(extra), out),
        Err(skipped) => write_line(&SkippedRow::new(skipped).with(extra), out),
    }
}

/// One document with everything.
pub(crate) struct Json {
    /// The tool that the document names as its author.
    pub tool: Tool,
}

impl Reporter for Json {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        let document = Document {
            schema_version: SCHEMA_VERSION,
            tool: &self.tool,
            files: &report.records,
            skipped: report.skipped,
            summary: &report.totals,
            coverage: report.covered.map(CoverageRow::new),
        };
        write_line(&document, out)
    }
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    tool: &'a Tool,
    #[serde(serialize_with = "file_rows")]
    files: &'a [&'a Record],
    #[serde(serialize_with = "skipped_rows")]
    skipped: &'a [Skipped],
    summary: &'a Totals,
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<CoverageRow<'a>>,
}

fn file_rows<S: Serializer>(records: &[&Record], serializer: S) -> Result<S::Ok, S::Error> {
    let definitions = Definitions::current();
    serializer.collect_seq(records.iter().map(|record| FileRow::new(record, &definitions)))
}

fn skipped_rows<S: Serializer>(skipped: &[Skipped], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(skipped.iter().map(SkippedRow::new))
}
