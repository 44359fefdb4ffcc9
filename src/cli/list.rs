//! `metrics list` and `metrics schema`: what the program knows, without looking at a file.

use super::args::{Format, ListArgs, SchemaArgs, SchemaOf};
use super::terminal::look;
use crate::model::METRICS;
use crate::report::{
    Described, Destination, write_catalogue, write_catalogue_json, write_catalogue_page, write_metric,
    write_metric_page, write_schema,
};
use anyhow::Result;
use std::process::ExitCode;

pub(super) fn list(options: &ListArgs) -> Result<ExitCode> {
    let destination = options.output.destination();
    let look = look(&destination);
    let write = |out: &mut dyn std::io::Write| match (options.id, options.format) {
        (Some(metric), Format::Json) => write_catalogue_json(&[metric], out),
        (Some(metric), Format::Markdown) => write_metric_page(metric, out),
        (Some(metric), _) => write_metric(metric, look, out),
        (None, Format::Json) => write_catalogue_json(&METRICS.iter().collect::<Vec<_>>(), out),
        (None, Format::Markdown) => write_catalogue_page(out),
        (None, _) => write_catalogue(look, out),
    };
    destination.write(write, || true)?;
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
