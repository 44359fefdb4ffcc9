//! What past runs had of the cache: one line each, at the end of a small file.
//!
//! A run that finds everything known writes nothing to the database, and need not for this: to add a line takes some
//! twenty microseconds. A line that is damaged, or lost because two processes shortened the file at once, is one run
//! less in a list.

use super::damage::{remove_file, with_suffix};
use super::location::check_file;
use super::place::CachePlace;
use super::system::cpu_time;
use crate::model::{PastRun, RecallCounts};
use crate::regular;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// Bytes above which the file is shortened to the last runs.
const MOST: u64 = 32 << 10;

/// And so many of them stay.
const KEPT: usize = 200;

/// More than a file ever has that this program wrote.
const LARGEST: u64 = 1 << 20;

/// When a run began to use the cache.
#[derive(Clone, Copy, Debug)]
pub(super) struct Began {
    at: Instant,
    cpu: Option<Duration>,
}

/// How long a run took, on the clock and of processors; none where the system does not tell.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Took {
    elapsed: Duration,
    cpu: Option<Duration>,
}

impl Began {
    pub(super) fn now() -> Began {
        Began { at: Instant::now(), cpu: cpu_time() }
    }

    pub(super) fn took(&self) -> Took {
        let cpu = cpu_time().zip(self.cpu).map(|(now, then)| now.saturating_sub(then));
        Took { elapsed: self.at.elapsed(), cpu }
    }
}

/// Adds a run that ended at a time, in seconds since 1970. A run that cannot be noted is not worth a word.
pub(super) fn note(place: &CachePlace, ended: i64, counts: &RecallCounts, took: Took) {
    let path = place.files().runs;
    if check_file(&path).is_ok() {
        let _ = append(&path, &line(ended, counts, took));
    }
}

/// The last runs, the newest first.
#[must_use]
pub(crate) fn past_runs(place: &CachePlace) -> Vec<PastRun> {
    let path = place.files().runs;
    let mut runs: Vec<PastRun> = match check_file(&path) {
        Ok(()) => text(&path).lines().filter_map(parse).collect(),
        Err(_) => Vec::new(),
    };
    runs.reverse();
    runs
}

/// What was cut short before it, as on a full disk, ends where it begins.
fn line(ended: i64, counts: &RecallCounts, took: Took) -> String {
    let RecallCounts { by_stat, by_content, stale, missed, retried } = counts;
    let cpu = took.cpu.map_or(-1, |cpu| cpu.as_micros().cast_signed());
    let took = took.elapsed.as_micros();
    format!("\nrun {ended} {by_stat} {by_content} {stale} {missed} {retried} {took} {cpu} .\n")
}

fn parse(line: &str) -> Option<PastRun> {
    let numbers = line.strip_prefix("run ")?.strip_suffix(" .")?;
    let numbers: Vec<i64> = numbers.split(' ').map(str::parse).collect::<Result<_, _>>().ok()?;
    let [ended, by_stat, by_content, stale, missed, retried, took, cpu] = *numbers.as_slice() else {
        return None;
    };
    // sums of these do not overflow
    let count = |number: i64| u32::try_from(number).ok().map(u64::from);
    let seconds = |micros: i64| Some(Duration::from_micros(u64::try_from(micros).ok()?).as_secs_f64());
    let counts = RecallCounts {
        by_stat: count(by_stat)?,
        by_content: count(by_content)?,
        stale: count(stale)?,
        missed: count(missed)?,
        retried: count(retried)?,
    };
    let (ended, efficiency) = (u64::try_from(ended).ok()?, counts.efficiency());
    Some(PastRun { ended, counts, efficiency, seconds: seconds(took)?, cpu_seconds: seconds(cpu) })
}

fn append(path: &Path, line: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    // one call, so that lines of two processes do not mix
    file.write_all(line.as_bytes())?;
    if file.metadata()?.len() > MOST { shorten(path) } else { Ok(()) }
}

/// What is there, whatever became of some of its bytes.
fn text(path: &Path) -> String {
    let bytes = regular::read(path, LARGEST).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn shorten(path: &Path) -> io::Result<()> {
    let text = text(path);
    let lines: Vec<&str> = text.lines().filter(|line| parse(line).is_some()).collect();
    let kept = &lines[lines.len().saturating_sub(KEPT)..];
    let new = with_suffix(path, ".new");
    // what an earlier process left
    remove_file(&new)?;
    let mut file = OpenOptions::new().write(true).create_new(true).open(&new)?;
    file.write_all((kept.join("\n") + "\n").as_bytes())?;
    fs::rename(&new, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(by_stat: u64) -> RecallCounts {
        RecallCounts { by_stat, by_content: 1, stale: 2, missed: 3, retried: 4 }
    }

    fn seconds(seconds: f64) -> Took {
        Took { elapsed: Duration::from_secs_f64(seconds), cpu: None }
    }

    #[test]
    fn runs_come_back_with_their_times_the_newest_first() {
        let directory = tempfile::tempdir().unwrap();
        let place = CachePlace::of_tree(directory.path());
        assert!(past_runs(&place).is_empty());
        note(&place, 1000, &counts(5), seconds(0.02));
        note(&place, 2000, &counts(6), Took { cpu: Some(Duration::from_secs(2)), ..seconds(1.5) });
        let runs = past_runs(&place);
        assert_eq!(runs.iter().map(|run| run.ended).collect::<Vec<_>>(), [2000, 1000]);
        assert_eq!(
            runs[1],
            PastRun { ended: 1000, seconds: 0.02, cpu_seconds: None, counts: counts(5), ..runs[1].clone() }
        );
        assert_eq!((runs[0].seconds, runs[0].cpu_seconds), (1.5, Some(2.0)));
        assert_eq!(runs[0].efficiency, counts(6).efficiency());
    }

    #[test]
    fn what_is_no_run_is_passed_over_and_harms_no_other() {
        let directory = tempfile::tempdir().unwrap();
        let place = CachePlace::of_tree(directory.path());
        let path = place.files().runs;
        fs::write(&path, "garbage\nrun 1 2 3\nrun -1 0 0 0 0 0 0 0 .\nrun 1 0 0 0 0 0 7").unwrap();
        note(&place, 3000, &counts(7), seconds(0.0));
        assert_eq!(past_runs(&place).iter().map(|run| run.ended).collect::<Vec<_>>(), [3000]);
        let mut bytes = fs::read(&path).unwrap();
        bytes.splice(..0, [0xff; 100]);
        fs::write(&path, bytes).unwrap();
        assert_eq!(past_runs(&place).len(), 1, "a damaged byte takes its own line alone");
    }

    #[test]
    fn the_file_stays_small_and_keeps_the_last_runs() {
        let directory = tempfile::tempdir().unwrap();
        let place = CachePlace::of_tree(directory.path());
        let begun = cpu_time();
        for ended in 0..2000 {
            note(&place, ended, &counts(12_345), seconds(1.0));
            assert!(fs::metadata(place.files().runs).unwrap().len() <= MOST + 100);
        }
        if let Some((now, then)) = cpu_time().zip(begun) {
            let taken = now.saturating_sub(then);
            assert!(taken < Duration::from_micros(300) * 2000, "a note takes at most 0.3 ms: {taken:?}");
        }
        let runs = past_runs(&place);
        assert!(runs.len() >= KEPT && runs[0].ended == 1999 && runs[KEPT - 1].ended == 2000 - KEPT as u64);
    }
}
