//! `metrics analyze`: measure files and print a report.

use super::args::{AnalyzeArgs, Format, ReportArgs, Sort, Top};
use super::changes::Changed;
use super::configured::{Configured, Demands};
use super::run::{Run, distinct};
use super::select::{Measured, NothingToMeasure, Selection};
use super::terminal::{ROWS_FOR_READING, takes_escapes};
use crate::config::Color;
use crate::language::fingerprint;
use crate::model::{Outcome, Tool};
use crate::report::{Csv, Destination, Json, Markdown, Ndjson, Reporter, Table};
use crate::summary::{By, Order, Report, Shape};
use anyhow::Result;
use std::io::{IsTerminal, stdout};
use std::mem::ManuallyDrop;
use std::process::ExitCode;

pub(super) fn analyze(options: &AnalyzeArgs, color: Option<Color>) -> Result<ExitCode> {
    let shape = shape(&options.report);
    shape.check()?;
    distinct(options.report.output.as_deref(), &options.run)?;
    let mut run = Run::start(&options.run);
    let paths = Selection::paths(&options.selection)?;
    let demands = Demands { color, ..Demands::default() };
    let configured = Configured::new(&options.selection, &paths, demands)?;
    let selection = Selection::new(&options.selection, paths, &configured)?;
    // The process ends with the report: to take every record apart first is an eighth of a run that the cache answers.
    let measured = ManuallyDrop::new(measure(options, selection, &mut run, &configured)?);
    write(&measured.outcome, shape, &options.report, &mut run)?;
    run.finish(&measured.outcome, &measured.unrecognised)?;
    Ok(ExitCode::SUCCESS)
}

fn measure(
    options: &AnalyzeArgs,
    selection: Selection,
    run: &mut Run<'_>,
    configured: &Configured,
) -> Result<Measured> {
    match Changed::find(&options.changes, &options.selection.paths, &selection, run, configured)? {
        Some(changed) => Ok(changed.measure_whole(&selection, run)?.into()),
        None => match selection.measure(run, configured) {
            Err(error) if options.changes.is_some() && error.is::<NothingToMeasure>() => {
                Ok(Measured::default())
            }
            measured => measured,
        },
    }
}

fn shape(options: &ReportArgs) -> Shape {
    let by = By::from(options.by);
    let (metrics, order, top) = match options.format {
        Format::Table | Format::Markdown => (by.usual_metrics(), None, Some(ROWS_FOR_READING)),
        Format::Csv => (by.all_metrics(), Some(Order::Path), None),
        Format::Json | Format::Ndjson => (by.usual_metrics(), None, None),
    };
    let metrics = if options.metrics.is_empty() { metrics } else { options.metrics.clone() };
    let order = match options.sort {
        Some(Sort::Path) => Order::Path,
        Some(Sort::By(metric)) => Order::Worst(metric),
        None => order.unwrap_or(Order::Worst(metrics[0])),
    };
    let top = match options.top {
        Some(Top::First(rows)) => Some(rows),
        Some(Top::All) => None,
        None => top,
    };
    Shape { by, metrics, order, min: options.min.map(Into::into), top }
}

fn write(outcome: &Outcome, shape: Shape, options: &ReportArgs, run: &mut Run<'_>) -> Result<()> {
    let destination = options.output.clone().map_or(Destination::Stdout, Destination::File);
    let tool = Tool { name: "metrics", version: env!("CARGO_PKG_VERSION"), fingerprint: fingerprint() };
    let reporter: &dyn Reporter = match options.format {
        Format::Table => &table(&destination),
        Format::Markdown => &Markdown,
        Format::Csv => &Csv,
        Format::Json => &Json { tool },
        Format::Ndjson => &Ndjson,
    };
    let report = match options.format {
        Format::Table | Format::Markdown | Format::Csv => Report::in_rows(outcome, shape),
        Format::Json | Format::Ndjson => Report::in_records(outcome, shape),
    };
    let stop = run.stop.clone();
    let write = || destination.write(|out| reporter.write(&report, out), || stop.signal().is_none());
    Ok(run.timings.time("report", write)?)
}

fn table(destination: &Destination) -> Table {
    match destination {
        Destination::Stdout => Table {
            width: stdout()
                .is_terminal()
                .then(terminal_size::terminal_size)
                .flatten()
                .map(|size| size.0.0.into()),
            color: takes_escapes(),
        },
        Destination::File(_) => {
            Table { width: None, color: anstream::ColorChoice::global() == anstream::ColorChoice::Always }
        }
    }
}
