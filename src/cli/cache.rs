//! `metrics cache`: what it holds, and how to make it smaller.

use super::args::{CacheAction, CacheArgs, SelectionArgs, StatsFormat};
use super::caching::{Directory, today};
use super::configured::{Configured, Demands};
use super::select::CPU_BUDGET;
use crate::cache::{Bounds, Pruned, Store, StoreError, clear, prune};
use crate::model::CacheStats;
use crate::pipeline::{Generated, Limits, Verified, default_jobs, verify};
use crate::report::{Destination, escaped, megabytes, write_cache_stats, write_cache_stats_json};
use anyhow::{Context, Result};
use std::io::{Write, stderr};
use std::path::Path;
use std::process::ExitCode;

/// A record of the cache is not what is measured.
const DIFFERENT: u8 = 1;

pub(super) fn cache(options: &CacheArgs) -> Result<ExitCode> {
    let configured = Configured::new(&SelectionArgs::default(), &[], Demands::default())?;
    let Directory { path, bounds, .. } =
        Directory::of(options.cache_dir.as_ref(), &configured.settings.cache);
    let directory = path.context("no directory for the cache; METRICS_CACHE_DIR can name one")?;
    act(&options.action, &directory, &bounds).map_err(|error| match error.downcast_ref() {
        Some(StoreError::Damaged(_) | StoreError::Unusable(_) | StoreError::Held) => {
            error.context(escaped(&directory.to_string_lossy()).into_owned())
        }
        _ => error,
    })
}

fn act(action: &CacheAction, directory: &Path, bounds: &Bounds) -> Result<ExitCode> {
    match *action {
        CacheAction::Dir => say(&escaped(&directory.to_string_lossy())),
        CacheAction::Stats { format } => stats(directory, format),
        CacheAction::Prune { days, max_size } => {
            let max_age_days = days.unwrap_or(bounds.max_age_days);
            let bounds = Bounds { max_age_days, max_size: max_size.unwrap_or(bounds.max_size) };
            let (Pruned { measures, paths }, left) = prune(directory, &bounds, today())?;
            say(&format!("removed {measures} contents and {paths} paths; {} are left", megabytes(left)))
        }
        CacheAction::Clear => say(if clear(directory)? { "removed" } else { "there was nothing to remove" }),
        CacheAction::Verify => compare(directory),
    }
}

fn say(text: &str) -> Result<ExitCode> {
    Destination::Stdout.write(|out| writeln!(out, "{text}"), || true)?;
    Ok(ExitCode::SUCCESS)
}

fn stats(directory: &Path, format: StatsFormat) -> Result<ExitCode> {
    let stats = match Store::open_existing(directory)? {
        Some(mut store) => store.stats(today())?,
        None => CacheStats::default(),
    };
    let write = match format {
        StatsFormat::Table => write_cache_stats,
        StatsFormat::Json => write_cache_stats_json,
    };
    Destination::Stdout.write(|out| write(directory, &stats, out), || true)?;
    Ok(ExitCode::SUCCESS)
}

fn compare(directory: &Path) -> Result<ExitCode> {
    let Some(store) = Store::open_existing(directory)? else { return say("there is nothing to verify") };
    // files may have been measured under a larger limit than the default
    let limits = Limits {
        jobs: default_jobs(),
        max_file_size: u64::from(u32::MAX),
        cpu_budget: CPU_BUDGET,
        generated: Generated::Measure,
    };
    let Verified { compared, passed_over, different } = verify(&store, &limits)?;
    let integrity = store.integrity()?;
    let mut err = stderr().lock();
    for path in &different {
        writeln!(err, "error: {}: the cache has other numbers", escaped(&path.to_string_lossy()))?;
    }
    if integrity != "ok" {
        writeln!(err, "error: the database: {}", escaped(&integrity))?;
    }
    say(&format!("compared {compared} files, {} differ; {passed_over} rows passed over", different.len()))?;
    let is_sound = different.is_empty() && integrity == "ok";
    Ok(if is_sound { ExitCode::SUCCESS } else { DIFFERENT.into() })
}
