//! JSON: one document, or one record a line.

use super::Reporter;
use super::row::{FileRow, SkippedRow};
use crate::model::{Outcome, SCHEMA_VERSION};
use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};
use std::io::{self, Write};

/// One record a line, in the order of the paths.
pub struct Ndjson;

impl Reporter for Ndjson {
    fn write(&self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        let mut skipped = outcome.skipped.iter().peekable();
        for record in &outcome.records {
            while let Some(row) = skipped.next_if(|row| row.path.as_os_str() < record.path.as_os_str()) {
                line(out, &SkippedRow::new(row))?;
            }
            line(out, &FileRow::new(record))?;
        }
        skipped.try_for_each(|row| line(out, &SkippedRow::new(row)))
    }
}

fn line(out: &mut dyn Write, row: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, row)?;
    out.write_all(b"\n")
}

/// One document with everything.
pub struct Json;

impl Reporter for Json {
    fn write(&self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer(&mut *out, &Document::new(outcome))?;
        out.write_all(b"\n")
    }
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    tool: Tool,
    #[serde(serialize_with = "file_rows")]
    files: &'a Outcome,
    #[serde(serialize_with = "skipped_rows")]
    skipped: &'a Outcome,
    summary: Summary,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    functions: usize,
    classes: usize,
    skipped: usize,
    partial: usize,
    loc: u64,
    sloc: u64,
}

impl<'a> Document<'a> {
    fn new(outcome: &'a Outcome) -> Document<'a> {
        let tool = Tool { name: "metrics", version: env!("CARGO_PKG_VERSION") };
        let records = || outcome.records.iter().map(|record| &record.metrics);
        let summary = Summary {
            files: outcome.records.len(),
            functions: records().map(|file| file.functions.len()).sum(),
            classes: records().map(|file| file.classes.len()).sum(),
            skipped: outcome.skipped.len(),
            partial: records().filter(|file| file.parse_errors > 0).count(),
            loc: records().map(|file| u64::from(file.raw.loc)).sum(),
            sloc: records().map(|file| u64::from(file.raw.sloc)).sum(),
        };
        Document { schema_version: SCHEMA_VERSION, tool, files: outcome, skipped: outcome, summary }
    }
}

fn file_rows<S: Serializer>(outcome: &Outcome, serializer: S) -> Result<S::Ok, S::Error> {
    let mut rows = serializer.serialize_seq(Some(outcome.records.len()))?;
    outcome.records.iter().try_for_each(|record| rows.serialize_element(&FileRow::new(record)))?;
    rows.end()
}

fn skipped_rows<S: Serializer>(outcome: &Outcome, serializer: S) -> Result<S::Ok, S::Error> {
    let mut rows = serializer.serialize_seq(Some(outcome.skipped.len()))?;
    outcome.skipped.iter().try_for_each(|row| rows.serialize_element(&SkippedRow::new(row)))?;
    rows.end()
}
