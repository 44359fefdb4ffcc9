//! `metrics list` and `metrics schema`: what the program knows, without looking at a file.

use super::args::{ListArgs, ListFormat, SchemaArgs, SchemaOf};
use crate::model::METRICS;
use crate::report::{
    Described, Destination, write_catalogue, write_catalogue_json, write_metric, write_schema,
};
use anyhow::Result;
use std::process::ExitCode;

pub(super) fn list(options: &ListArgs) -> Result<ExitCode> {
    let write = |out: &mut dyn std::io::Write| match (options.id, options.format) {
        (Some(metric), ListFormat::Table) => write_metric(metric, out),
        (Some(metric), ListFormat::Json) => write_catalogue_json(&[metric], out),
        (None, ListFormat::Table) => write_catalogue(out),
        (None, ListFormat::Json) => write_catalogue_json(&METRICS.iter().collect::<Vec<_>>(), out),
    };
    Destination::Stdout.write(write, || true)?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn schema(options: &SchemaArgs) -> Result<ExitCode> {
    let described = match options.described {
        SchemaOf::Record => Described::Record,
        SchemaOf::Report => Described::Report,
    };
    Destination::Stdout.write(|out| write_schema(described, out), || true)?;
    Ok(ExitCode::SUCCESS)
}
