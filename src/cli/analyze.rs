//! `metrics analyze`: measure files and print a report.

use super::args::{AnalyzeArgs, Format, ReportArgs};
use super::page::{page, tool};
use super::request;
use super::run::{Run, distinct};
use super::terminal::look;
use crate::config::Color;
use crate::model::Outcome;
use crate::report::{Csv, Json, Markdown, Ndjson, Reporter, Sqlite, Table};
use crate::session::Session;
use crate::summary::{Report, Shape};
use anyhow::{Result, ensure};
use std::process::ExitCode;

pub(super) fn analyze(options: &AnalyzeArgs, color: Option<Color>) -> Result<ExitCode> {
    let shape = request::shape(&options.report, !options.coverage.coverage.is_empty());
    shape.check()?;
    ensure!(
        options.report.format != Format::Sqlite || options.report.output.output.is_some(),
        "a database goes to a file: name it with `--output FILE`"
    );
    distinct(options.report.output.output.as_deref(), &options.run)?;
    let (selection, extent) = request::analyze(options, color)?;
    let (run, mut session) = Run::open(&options.run, selection)?;
    run.attend(&mut session, |session| session.measure(&extent).map(|_| ()))?;
    run.doubt_coverage(&session)?;
    if let Some(by) = options.report.grouping() {
        session.group(by);
    }
    session.time("report", || write(&session, shape, &options.report))?;
    run.finish(session)?;
    Ok(ExitCode::SUCCESS)
}

fn write(session: &Session, shape: Shape, options: &ReportArgs) -> Result<()> {
    let outcome = &session.measured().outcome;
    let destination = options.output.destination();
    let html;
    let reporter: &dyn Reporter = match options.format {
        Format::Text => &Table { look: look(&destination) },
        Format::Markdown => &Markdown,
        Format::Csv => &Csv,
        Format::Json => &Json { tool: tool() },
        Format::Ndjson => &Ndjson,
        Format::Sqlite => &Sqlite { tool: tool() },
        Format::Html => {
            html = page(session)?;
            &html
        }
    };
    let report = report(outcome, shape, options.format);
    destination.write(|out| reporter.write(&report, out), || session.go_on().is_ok())?;
    Ok(())
}

fn report(outcome: &Outcome, shape: Shape, format: Format) -> Report<'_> {
    match format {
        Format::Text | Format::Markdown | Format::Csv => Report::in_rows(outcome, shape),
        // a page has the rows of groups beside what it always has
        Format::Html if shape.by.is_of_groups() && shape.top.is_none() => Report::in_rows(outcome, shape),
        Format::Json | Format::Ndjson | Format::Html | Format::Sqlite => Report::in_records(outcome, shape),
    }
}
