//! `metrics hotspots`: what is complex and keeps changing.

use super::args::{Format, HotspotsArgs};
use super::page::{title, tool};
use super::request;
use super::run::{Run, distinct};
use super::terminal::look;
use super::trend::notes;
use crate::config::Color;
use crate::report::HotspotsReport;
use anyhow::Result;
use std::io::Write;
use std::process::ExitCode;

pub(super) fn hotspots(options: &HotspotsArgs, color: Option<Color>) -> Result<ExitCode> {
    distinct(options.output.output.as_deref(), &options.run)?;
    let (selection, request) = request::hotspots(options, color)?;
    let (run, mut session) = Run::open(&options.run, selection)?;
    let hotspots = run.attend(&mut session, |session| session.hotspots(&request))?;
    if !options.run.quiet {
        notes(hotspots.horizon.as_ref(), &hotspots.skipped)?;
    }
    let top = request::top(options.top, options.format == Format::Text);
    let report = HotspotsReport { hotspots: &hotspots, coupling: options.coupling, top };
    let look = look(&options.output.destination());
    let write = |out: &mut dyn Write| match options.format {
        Format::Csv => report.write_csv(out),
        Format::Json => report.write_json(out),
        Format::Html => report.write_html(&title(&session), tool(), out),
        _ => report.write_text(look, out),
    };
    options.output.destination().write(write, || session.go_on().is_ok())?;
    run.finish(session)?;
    Ok(ExitCode::SUCCESS)
}
