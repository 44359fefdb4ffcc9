//! `metrics trend`: how much code there was at each commit, and how complex it was.

use super::args::{Format, OutputArgs, TrendArgs};
use super::page::{title, tool};
use super::request;
use super::run::{Run, distinct};
use super::terminal::{look, told};
use crate::config::Color;
use crate::model::{Horizon, Skipped, counted};
use crate::report::{HistoryReport, LifeReport, TrendReport, day};
use crate::session::{Place, Session, TrendRequest};
use anyhow::Result;
use std::io::Write;
use std::process::ExitCode;

pub(super) fn trend(options: &TrendArgs, color: Option<Color>) -> Result<ExitCode> {
    distinct(options.output.output.as_deref(), &options.run)?;
    let (selection, request, function) = request::trend(options, color)?;
    let (run, mut session) = Run::open(&options.run, selection)?;
    match function {
        Some(place) => life(options, &run, &mut session, &place, &request)?,
        None => totals(options, &run, &mut session, &request)?,
    }
    run.finish(session)?;
    Ok(ExitCode::SUCCESS)
}

fn totals(options: &TrendArgs, run: &Run<'_>, session: &mut Session, request: &TrendRequest) -> Result<()> {
    let trend = run.attend(session, |session| session.trend(request))?;
    if !options.run.quiet {
        notes(trend.horizon.as_ref(), &trend.skipped)?;
    }
    let top = request::top(options.top, options.format == Format::Text);
    let report = TrendReport { trend: &trend, top };
    deliver(&report, options.format, &options.output, session)
}

fn life(
    options: &TrendArgs,
    run: &Run<'_>,
    session: &mut Session,
    place: &Place,
    request: &TrendRequest,
) -> Result<()> {
    let life = run.attend(session, |session| session.life(place, request))?;
    if !options.run.quiet {
        notes(life.horizon.as_ref(), &[])?;
    }
    let top = request::top(options.top, options.format == Format::Text);
    let report = LifeReport { life: &life, top };
    deliver(&report, options.format, &options.output, session)
}

/// Writes an answer about a history where it is wanted.
pub(super) fn deliver(
    report: &dyn HistoryReport,
    format: Format,
    output: &OutputArgs,
    session: &Session,
) -> Result<()> {
    let destination = output.destination();
    let look = look(&destination);
    let write = |out: &mut dyn Write| match format {
        Format::Csv => report.write_csv(out),
        Format::Json => report.write_json(out),
        Format::Html => report.write_html(&title(session), tool(), out),
        _ => report.write_text(look, out),
    };
    Ok(destination.write(write, || session.go_on().is_ok())?)
}

/// Says what of a history could not be seen.
pub(super) fn notes(horizon: Option<&Horizon>, skipped: &[Skipped]) -> Result<()> {
    let mut err = told();
    if let Some(Horizon { id, seconds }) = horizon {
        let begins = format!("begins with {id:.8} of {}", day(*seconds));
        writeln!(
            err,
            "note: the clone is shallow: its history {begins}; `git fetch --unshallow` gets the rest"
        )?;
    }
    if !skipped.is_empty() {
        let versions = counted(skipped.len(), "version of a file is", "versions of files are");
        let mut reasons: Vec<(&str, usize)> = Vec::new();
        for reason in skipped.iter().map(|it| it.reason.word()) {
            match reasons.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, count)) => *count += 1,
                None => reasons.push((reason, 1)),
            }
        }
        let told: Vec<String> =
            reasons.iter().map(|(reason, count)| format!("{count} {}", reason.replace('_', " "))).collect();
        writeln!(err, "note: {versions} not measured: {}", told.join(", "))?;
    }
    Ok(())
}
