//! `metrics hotspots`: what is complex and keeps changing.

use super::args::{Format, HotspotsArgs};
use super::request;
use super::run::{Run, distinct};
use super::trend::{deliver, notes};
use crate::config::Color;
use crate::report::HotspotsReport;
use anyhow::Result;
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
    deliver(&report, options.format, &options.output, &session)?;
    run.finish(session)?;
    Ok(ExitCode::SUCCESS)
}
