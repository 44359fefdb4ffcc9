//! `metrics diff`: what a change did to the numbers.

use super::args::{DiffArgs, Format};
use super::request;
use super::run::{Run, distinct};
use super::terminal::look;
use crate::config::Color;
use crate::report::DifferenceReport;
use crate::session::Session;
use anyhow::Result;
use std::process::ExitCode;

pub(super) fn diff(options: &DiffArgs, color: Option<Color>) -> Result<ExitCode> {
    distinct(options.output.output.as_deref(), &options.run)?;
    let (selection, revisions) = request::diff(options, color)?;
    let (run, mut session) = Run::open(&options.run, selection)?;
    let measure = |session: &mut Session| match &revisions {
        Some(revisions) => session.measure_between(revisions).map(drop),
        None => session.measure_since_records().map(drop),
    };
    run.attend(&mut session, measure)?;
    write(options, &session)?;
    run.finish(session)?;
    Ok(ExitCode::SUCCESS)
}

fn write(options: &DiffArgs, session: &Session) -> Result<()> {
    let top = request::top(options.top, options.format != Format::Json);
    let destination = options.output.destination();
    let look = look(&destination);
    let groups = options.grouping.grouping().map(|by| session.growth(by)).unwrap_or_default();
    let difference = &session.difference();
    let report = DifferenceReport { difference, groups: &groups, metrics: &options.metrics, top, look };
    destination.write(
        |out| match options.format {
            Format::Json => report.write_json(out),
            Format::Markdown => report.write_markdown(out),
            _ => report.write_text(out),
        },
        || true,
    )?;
    Ok(())
}
