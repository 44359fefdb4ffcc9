//! `metrics diff`: what a change did to the numbers.

use super::args::{DiffArgs, DiffFormat};
use super::request;
use super::run::{Run, distinct};
use crate::config::Color;
use crate::report::{Destination, DifferenceReport};
use crate::session::Session;
use anyhow::Result;
use std::process::ExitCode;

pub(super) fn diff(options: &DiffArgs, color: Option<Color>) -> Result<ExitCode> {
    distinct(options.output.as_deref(), &options.run)?;
    let (selection, revisions) = request::diff(options, color)?;
    let (run, mut session) = Run::open(&options.run, selection)?;
    run.attend(&mut session, |session| session.measure_between(&revisions).map(|_| ()))?;
    write(options, &session)?;
    run.finish(session)?;
    Ok(ExitCode::SUCCESS)
}

fn write(options: &DiffArgs, session: &Session) -> Result<()> {
    let top = request::top(options.top, options.format != DiffFormat::Json);
    let report = DifferenceReport { difference: &session.difference(), metrics: &options.metrics, top };
    let destination = options.output.clone().map_or(Destination::Stdout, Destination::File);
    destination.write(
        |out| match options.format {
            DiffFormat::Text => report.write_text(out),
            DiffFormat::Markdown => report.write_markdown(out),
            DiffFormat::Json => report.write_json(out),
        },
        || true,
    )?;
    Ok(())
}
