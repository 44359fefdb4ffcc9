//! What `metrics cache` says.

use super::escape::escaped;
use super::json_text::write_pretty;
use super::row::display;
use crate::model::{CacheStats, PastRun};
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;

/// Runs that are shown to a person.
const RUNS: usize = 10;

/// Writes what the cache in a directory holds, for reading.
///
/// # Errors
/// If the bytes cannot be written.
pub fn write_cache_stats(directory: &Path, stats: &CacheStats, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "directory  {}", escaped(&display(directory)))?;
    writeln!(out, "size       {}", megabytes(stats.bytes))?;
    writeln!(out, "entries    {} contents of {} paths", stats.entries, stats.paths)?;
    if let Some((oldest, newest)) = stats.oldest_use_days.zip(stats.newest_use_days) {
        writeln!(out, "last used  {} to {}", days_ago(oldest), days_ago(newest))?;
    }
    for share in &stats.languages {
        writeln!(out, "{:<10} {} contents, {}", share.language, share.entries, megabytes(share.bytes))?;
    }
    stats.runs.iter().take(RUNS).try_for_each(|run| past_run(run, out))
}

fn past_run(run: &PastRun, out: &mut dyn Write) -> io::Result<()> {
    let counts = &run.counts;
    write!(
        out,
        "run        {} by stat, {} by content, {} stale, {} missed, {} retried",
        counts.by_stat, counts.by_content, counts.stale, counts.missed, counts.retried
    )?;
    match run.efficiency {
        Some(part) => writeln!(out, ": {:.1} % recognised", part * 100.0),
        None => writeln!(out),
    }
}

/// Megabytes with one decimal, the unit of the limit.
#[must_use]
pub fn megabytes(bytes: u64) -> String {
    let tenths = bytes / 100_000;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

fn days_ago(days: u64) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        days => format!("{days} days ago"),
    }
}

/// Writes what the cache in a directory holds, as JSON.
///
/// # Errors
/// If the bytes cannot be written.
pub fn write_cache_stats_json(directory: &Path, stats: &CacheStats, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Document<'a> {
        directory: &'a str,
        #[serde(flatten)]
        stats: &'a CacheStats,
    }
    write_pretty(&Document { directory: &display(directory), stats }, out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_days_are_for_people() {
        assert_eq!(megabytes(99_999), "0.0 MB");
        assert_eq!(megabytes(12_345_678), "12.3 MB");
        assert_eq!([days_ago(0), days_ago(1), days_ago(7)], ["today", "yesterday", "7 days ago"]);
    }
}
