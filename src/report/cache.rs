//! What `metrics cache` says.

use super::escape::escaped;
use super::fold::folded_behind;
use super::json_text::write_pretty;
use super::look::Look;
use crate::model::display;
use crate::model::{CacheShare, CacheStats, PastRun, RecentRuns};
use chrono::DateTime;
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;

/// Runs that are shown beside what the cache holds.
const RUNS: usize = 10;

/// Writes what the cache in a directory holds, for reading.
///
/// # Errors
/// If the bytes cannot be written.
pub(crate) fn write_cache_stats(
    directory: &Path,
    stats: &CacheStats,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (tree, history) = (&stats.tree, &stats.history);
    let directory = display(directory);
    writeln!(out, "directory    {}", escaped(&directory))?;
    writeln!(out, "size         {}", megabytes(tree.bytes + history.bytes))?;
    let files = format!("{} contents of {} paths, {}", tree.entries, tree.paths, used(tree));
    writeln!(out, "{}", titled("files", &files, look))?;
    languages(tree, out)?;
    if history.entries > 0 {
        let (entries, size) = (history.entries, megabytes(history.bytes));
        let contents = format!("{entries} former contents, {size}, {}", used(history));
        writeln!(out, "{}", titled("history", &contents, look))?;
        languages(history, out)?;
    }
    if let Some(recent) = &stats.recent {
        average(recent, look, out)?;
        rows(&stats.runs[..stats.runs.len().min(RUNS)], look, out)?;
    }
    Ok(())
}

/// Where what is said of a title begins.
const TITLE: usize = 13;

fn titled(title: &str, text: &str, look: Look) -> String {
    folded_behind(&format!("{title:<0$}", TITLE - 1), text, look.width, TITLE)
}

/// Writes what past runs had of the cache and how long they took, for reading.
///
/// # Errors
/// If the bytes cannot be written.
pub(crate) fn write_cache_runs(stats: &CacheStats, look: Look, out: &mut dyn Write) -> io::Result<()> {
    match &stats.recent {
        None => writeln!(out, "no run was noted yet"),
        Some(recent) => {
            rows(&stats.runs, look, out)?;
            average(recent, look, out)
        }
    }
}

fn used(share: &CacheShare) -> String {
    match share.oldest_use_days.zip(share.newest_use_days) {
        None => "never used".to_owned(),
        Some((oldest, newest)) if oldest == newest => format!("last used {}", days_ago(newest)),
        Some((oldest, newest)) => format!("last used {} to {}", days_ago(oldest), days_ago(newest)),
    }
}

fn languages(share: &CacheShare, out: &mut dyn Write) -> io::Result<()> {
    share.languages.iter().try_for_each(|it| {
        writeln!(out, "  {:<10} {} contents, {}", it.language, it.entries, megabytes(it.bytes))
    })
}

fn average(recent: &RecentRuns, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let runs = if recent.runs == 1 { "last run".to_owned() } else { format!("last {} runs", recent.runs) };
    let known =
        recent.efficiency.map_or_else(|| "no files".to_owned(), |part| format!("{} known", percent(part)));
    let times = times(recent.seconds, recent.cpu_seconds);
    let on_average = if recent.runs == 1 { "" } else { " on average" };
    writeln!(out, "{}", titled(&runs, &format!("{known}, {times}{on_average}"), look))
}

fn times(seconds: f64, cpu: Option<f64>) -> String {
    let cpu = cpu.map(|cpu| format!(", {cpu:.3} s of CPU time")).unwrap_or_default();
    format!("{seconds:.3} s{cpu}")
}

fn percent(part: f64) -> String {
    format!("{:.1} %", part * 100.0)
}

/// The columns: of the files that a run looked at, those whose time stamp or whose content was known, those with another
/// content than the last time, new ones, and those that could not be measured the last time.
const HEAD: [&str; 9] =
    ["ended (UTC)", "unchanged", "same content", "changed", "new", "tried again", "known", "time", "CPU"];

/// Columns between two columns, those of the time at which a run ended, and those that a number has at least.
const GAP: usize = 2;
const ENDED: usize = 19;
const LEAST: usize = 7;

fn rows(runs: &[PastRun], look: Look, out: &mut dyn Write) -> io::Result<()> {
    let widths = HEAD[1..].iter().map(|head| head.len().max(LEAST) + GAP);
    let needed = GAP + ENDED + widths.sum::<usize>();
    if look.width.is_some_and(|width| width < needed) {
        return runs.iter().try_for_each(|run| writeln!(out, "{}", stacked(run, look)));
    }
    let row = |cells: [String; 9]| {
        let [ended, cells @ ..] = cells;
        let cells = cells.iter().zip(&HEAD[1..]).map(|(cell, head)| {
            let width = head.len().max(LEAST);
            format!("{:GAP$}{cell:>width$}", "")
        });
        format!("{:GAP$}{ended:<ENDED$}{}", "", cells.collect::<String>())
    };
    writeln!(out, "{}", row(HEAD.map(str::to_owned)))?;
    runs.iter().try_for_each(|run| writeln!(out, "{}", row(cells(run))))
}

/// A run where the terminal is too narrow for columns: what there was none of is left out.
fn stacked(run: &PastRun, look: Look) -> String {
    let [ended, counts @ .., known, time, cpu] = cells(run);
    let counted = counts.iter().zip(&HEAD[1..]).filter(|(count, _)| *count != "0");
    let counted = counted.map(|(count, head)| format!("{count} {head}"));
    let known = Some(known).filter(|it| !it.is_empty()).map(|known| format!("{known} known"));
    let cpu = Some(cpu).filter(|it| !it.is_empty()).map(|cpu| format!("{cpu} of CPU time"));
    let parts: Vec<String> = known.into_iter().chain(counted).chain([time]).chain(cpu).collect();
    folded_behind(&format!("{:GAP$}{ended} ", ""), &parts.join(", "), look.width, 2 * GAP)
}

fn cells(run: &PastRun) -> [String; 9] {
    let ended = i64::try_from(run.ended).ok().and_then(|ended| DateTime::from_timestamp(ended, 0));
    let ended = ended.map(|ended| ended.naive_utc().to_string());
    let counts = &run.counts;
    let numbers = [counts.by_stat, counts.by_content, counts.stale, counts.missed, counts.retried];
    let [unchanged, same, changed, new, again] = numbers.map(|number| number.to_string());
    let seconds = |seconds: f64| format!("{seconds:.3} s");
    [
        ended.unwrap_or_default(),
        unchanged,
        same,
        changed,
        new,
        again,
        run.efficiency.map(percent).unwrap_or_default(),
        seconds(run.seconds),
        run.cpu_seconds.map(seconds).unwrap_or_default(),
    ]
}

/// Megabytes with two decimals, the unit of the limit.
#[must_use]
pub(crate) fn megabytes(bytes: u64) -> String {
    let hundredths = bytes / 10_000;
    format!("{}.{:02} MB", hundredths / 100, hundredths % 100)
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
pub(crate) fn write_cache_stats_json(
    directory: &Path,
    stats: &CacheStats,
    out: &mut dyn Write,
) -> io::Result<()> {
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
    use crate::model::RecallCounts;

    #[test]
    fn sizes_and_days_are_for_people() {
        assert_eq!(megabytes(9_999), "0.00 MB");
        assert_eq!(megabytes(99_999), "0.09 MB");
        assert_eq!(megabytes(12_345_678), "12.34 MB");
        assert_eq!([days_ago(0), days_ago(1), days_ago(7)], ["today", "yesterday", "7 days ago"]);
    }

    #[test]
    fn every_run_is_a_row_and_their_average_a_line() {
        let run = |by_stat, missed| {
            let counts = RecallCounts { by_stat, missed, retried: 2, ..RecallCounts::default() };
            let efficiency = counts.efficiency();
            PastRun { ended: 1_800_000_000, counts, efficiency, seconds: 0.25, cpu_seconds: Some(0.5) }
        };
        let runs = vec![run(9, 1), run(0, 10)];
        let stats = CacheStats { recent: RecentRuns::of(&runs), runs, ..CacheStats::default() };
        let mut out = Vec::new();
        write_cache_runs(&stats, Look::default(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let rows: Vec<Vec<&str>> = text
            .lines()
            .skip(1)
            .map(|line| line.split("  ").map(str::trim).filter(|it| !it.is_empty()).collect())
            .collect();
        assert_eq!(rows[0], ["2027-01-15 08:00:00", "9", "0", "0", "1", "2", "90.0 %", "0.250 s", "0.500 s"]);
        assert_eq!(rows[1][6], "0.0 %");
        assert_eq!(
            text.lines().last(),
            Some("last 2 runs  45.0 % known, 0.250 s, 0.500 s of CPU time on average")
        );
        let mut out = Vec::new();
        write_cache_runs(&stats, Look { width: Some(60), color: false }, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let narrow = "  2027-01-15 08:00:00  90.0 % known, 9 unchanged, 1 new, 2\n    \
                      tried again, 0.250 s, 0.500 s of CPU time\n";
        assert!(text.starts_with(narrow), "{text}");
        write_cache_runs(&CacheStats::default(), Look::default(), &mut Vec::new()).unwrap();
    }
}
