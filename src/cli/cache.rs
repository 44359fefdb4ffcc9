//! `metrics cache`: what it holds, and how to make it smaller.

use super::args::{CacheAction, CacheArgs, Format, OutputArgs};
use super::failure::unless_closed;
use super::request;
use super::terminal::{look, told, width};
use crate::model::printable;
use crate::report::{
    Destination, folded, megabytes, write_cache_runs, write_cache_stats, write_cache_stats_json,
};
use crate::session::{ExportRequest, Imported, KeepOptions, Session, Upkeep, Verification};
use anyhow::Result;
use std::io::Write;
use std::process::ExitCode;

/// A record of the cache is not what is measured.
const DIFFERENT: u8 = 1;

pub(super) fn cache(options: &CacheArgs) -> Result<ExitCode> {
    let cache = Session::open(request::cache(options))?.upkeep()?;
    match &options.action {
        CacheAction::Dir => {
            let directory = cache.directory().to_string_lossy();
            Destination::Stdout.write(|out| writeln!(out, "{}", printable(&directory)), || true)?;
            Ok(ExitCode::SUCCESS)
        }
        CacheAction::Stats { runs, format, output } => stats(&cache, *runs, *format, output),
        &CacheAction::Prune { days, max_size, history_days, history_max_size } => {
            let (removed, left) =
                cache.prune(&KeepOptions { days, max_size, history_days, history_max_size })?;
            let (contents, paths, left) = (removed.measures, removed.paths, megabytes(left));
            say(&format!("removed {contents} contents and {paths} paths; {left} are left"))
        }
        CacheAction::Export { file, days, history } => {
            let count = cache.export(file, &ExportRequest { days: *days, history: *history })?;
            say(&format!("exported {count} contents"))
        }
        CacheAction::Import { files } => {
            let Imported { new, known } = cache.import(files)?;
            say(&format!("imported {new} contents; {known} were known already"))
        }
        CacheAction::Clear => say(if cache.clear()? { "removed" } else { "there was nothing to remove" }),
        CacheAction::Verify => verify(&cache),
    }
}

fn say(text: &str) -> Result<ExitCode> {
    Destination::Stdout.write(|out| writeln!(out, "{}", folded(text, width(), 2)), || true)?;
    Ok(ExitCode::SUCCESS)
}

fn stats(cache: &Upkeep, runs: bool, format: Format, output: &OutputArgs) -> Result<ExitCode> {
    let stats = cache.stats()?;
    let (directory, destination) = (cache.directory(), output.destination());
    let look = look(&destination);
    let write = |out: &mut dyn Write| match format {
        Format::Json => write_cache_stats_json(directory, &stats, out),
        _ if runs => write_cache_runs(&stats, look, out),
        _ => write_cache_stats(directory, &stats, look, out),
    };
    destination.write(write, || true)?;
    Ok(ExitCode::SUCCESS)
}

fn verify(cache: &Upkeep) -> Result<ExitCode> {
    let Some(verified) = cache.verify()? else { return say("there is nothing to verify") };
    unless_closed(tell(&verified))?;
    let is_sound = verified.different.is_empty() && verified.fault.is_none();
    Ok(if is_sound { ExitCode::SUCCESS } else { DIFFERENT.into() })
}

fn tell(verified: &Verification) -> Result<()> {
    let mut err = told();
    for path in &verified.different {
        writeln!(err, "error: {}: the cache has other numbers", printable(&path.to_string_lossy()))?;
    }
    if let Some(fault) = &verified.fault {
        writeln!(err, "error: the database: {}", printable(fault))?;
    }
    let (compared, different, passed) = (verified.compared, verified.different.len(), verified.passed_over);
    say(&format!("compared {compared} files, {different} differ; {passed} rows passed over")).map(drop)
}
