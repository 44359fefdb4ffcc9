//! `metrics analyze`: measure files and print a report.

use super::args::{AnalyzeArgs, Format};
use crate::discover::{Request, Separator, discover, paths_from};
use crate::language::by_path;
use crate::model::Skipped;
use crate::pipeline::{Limits, measure_all};
use crate::report::{Json, Ndjson, Reporter, Table};
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::{BufWriter, Write, stdin, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// An ordinary file at the default size limit needs a quarter of it.
const CPU_BUDGET: Duration = Duration::from_secs(2);

pub(super) fn analyze(options: &AnalyzeArgs) -> Result<ExitCode> {
    let request = Request { paths: paths(options)?, threads: options.jobs, ..Request::default() };
    let found = discover(&request, &by_path)?;
    if found.candidates.is_empty() && found.skipped.is_empty() {
        bail!("nothing to measure under the paths given");
    }
    let limits = Limits { jobs: options.jobs, max_file_size: options.max_file_size, cpu_budget: CPU_BUDGET };
    let mut outcome = measure_all(&found.candidates, &limits);
    outcome.skipped.extend(found.skipped);
    outcome.sort();
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

/// The paths typed and those listed; the current directory if there are neither.
fn paths(options: &AnalyzeArgs) -> Result<Vec<PathBuf>> {
    let mut paths = options.paths.clone();
    match &options.paths_from {
        None if paths.is_empty() => paths.push(PathBuf::from(".")),
        None => {}
        Some(list) if list == Path::new("-") => paths.extend(paths_from(stdin().lock(), Separator::Newline)?),
        Some(list) => {
            let file = File::open(list).with_context(|| list.display().to_string())?;
            paths.extend(paths_from(file, Separator::Newline).with_context(|| list.display().to_string())?);
        }
    }
    Ok(paths)
}

fn announce(skipped: &[Skipped]) -> Result<()> {
    let mut err = std::io::stderr().lock();
    for file in skipped {
        writeln!(err, "skipped: {}: {}: {}", file.path.display(), file.reason.word(), file.detail)?;
    }
    Ok(())
}
