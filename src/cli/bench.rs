//! `metrics bench`: what runs over a tree cost, as JSON, and whether that is more than it was.

use super::args::BenchArgs;
use super::failure::unless_closed;
use super::terminal::told;
use crate::bench::{Bench, BenchReport, BenchRequest};
use crate::course::{Stop, heed_signals};
use crate::regular;
use crate::report::{Destination, named_twice, write_pretty};
use anyhow::{Context, Result, ensure};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Something became worse.
const WORSE: u8 = 1;

/// A larger file is no measurement.
const MOST_BYTES: u64 = 64 << 20;

pub(super) fn bench(typed: &BenchArgs) -> Result<ExitCode> {
    let written = typed.save.iter().chain(&typed.output.output).map(PathBuf::as_path);
    ensure!(named_twice(written).is_none(), "`--save` and `--output` name one file");
    let stop = Stop::default();
    heed_signals(&stop)?;
    let saved = typed.compare.as_deref().map(read).transpose()?;
    let bench = Bench::new(&request(typed))?;
    if let Some((saved, path)) = saved.as_ref().zip(typed.compare.as_ref()) {
        bench.must_be_like(saved).with_context(|| path.display().to_string())?;
    }
    let mut report = bench.measure(&stop)?;
    report.compared = saved.as_ref().map(|saved| report.compared_with(saved));
    let is_wanted = || stop.signal().is_none();
    let written = typed.output.destination().write(|out| write_pretty(&report, out), is_wanted);
    unless_closed(written.map_err(Into::into))?;
    let worse = report.compared.as_ref().map_or(&[][..], |compared| &compared.worse);
    unless_closed(tell(&report, worse).map_err(Into::into))?;
    if let Some(path) = &typed.save {
        keep(&report, path, typed.compare.as_deref(), &is_wanted)?;
    }
    Ok(if worse.is_empty() { ExitCode::SUCCESS } else { WORSE.into() })
}

/// Says what became worse, and what could not be measured.
fn tell(report: &BenchReport, worse: &[String]) -> std::io::Result<()> {
    let mut err = told();
    worse.iter().try_for_each(|line| writeln!(err, "worse: {line}"))?;
    if report.cells.iter().any(|cell| cell.memory_bytes.is_none()) {
        let what = "this system does not tell the memory of a part of a process, so that it is null";
        writeln!(err, "note: {what}")?;
    }
    Ok(())
}

/// Keeps a measurement, unless it is worse than the one that it would replace.
fn keep(
    report: &BenchReport,
    path: &Path,
    compared: Option<&Path>,
    is_wanted: &dyn Fn() -> bool,
) -> Result<()> {
    let is_worse = report.compared.as_ref().is_some_and(|compared| !compared.worse.is_empty());
    if is_worse && named_twice([path].into_iter().chain(compared)).is_some() {
        writeln!(told(), "note: {}: kept as it was", crate::report::escaped(&path.to_string_lossy()))?;
        return Ok(());
    }
    let bare = BenchReport { compared: None, ..report.clone() };
    Ok(Destination::File(path.to_owned()).write(|out| write_pretty(&bare, out), is_wanted)?)
}

fn read(path: &Path) -> Result<BenchReport> {
    let read = || -> Result<BenchReport> {
        let text = regular::read(path, MOST_BYTES)?;
        serde_json::from_slice(&text).context("no measurement that `metrics bench --save` wrote")
    };
    read().with_context(|| path.display().to_string())
}

fn request(typed: &BenchArgs) -> BenchRequest {
    let processors = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    let mut jobs: Vec<usize> = typed.jobs.iter().map(|&jobs| jobs.into()).collect();
    if jobs.is_empty() {
        jobs = if processors > 1 { vec![1, processors] } else { vec![1] };
    }
    let paths = if typed.paths.is_empty() { vec![PathBuf::from(".")] } else { typed.paths.clone() };
    BenchRequest {
        paths,
        sizes: distinct(typed.files.clone()),
        jobs: distinct(jobs),
        caches: distinct(typed.cache.iter().map(|&state| state.into()).collect()),
        rounds: typed.rounds.into(),
    }
}

/// Each once, in the order of the first.
fn distinct<T: PartialEq>(values: Vec<T>) -> Vec<T> {
    values.into_iter().fold(Vec::new(), |mut all, value| {
        if !all.contains(&value) {
            all.push(value);
        }
        all
    })
}
