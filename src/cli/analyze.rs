//! `metrics analyze`: measure files and print a report.

use super::args::{AnalyzeArgs, Format};
use super::select::Selection;
use crate::model::Skipped;
use crate::report::{Json, Ndjson, Reporter, Table};
use anyhow::Result;
use std::io::{BufWriter, Write, stdout};
use std::process::ExitCode;

pub(super) fn analyze(options: &AnalyzeArgs) -> Result<ExitCode> {
    let outcome = Selection::new(&options.selection)?.measure()?;
    let reporter: &dyn Reporter = match options.format {
        Format::Table => &Table,
        Format::Json => &Json,
        Format::Ndjson => &Ndjson,
    };
    let mut out = BufWriter::new(stdout().lock());
    reporter.write(&outcome, &mut out)?;
    out.flush()?;
    announce(&outcome.skipped)?;
    Ok(ExitCode::SUCCESS)
}

fn announce(skipped: &[Skipped]) -> Result<()> {
    let mut err = std::io::stderr().lock();
    for file in skipped {
        writeln!(err, "skipped: {}: {}: {}", file.path.display(), file.reason.word(), file.detail)?;
    }
    Ok(())
}
