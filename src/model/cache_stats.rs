//! What the cache holds, as a person or a script asks for it.

use super::RecallCounts;
use serde::Serialize;

/// What the cache holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CacheStats {
    /// Of files as they are.
    #[serde(flatten)]
    pub tree: CacheShare,
    /// Of contents that files had in former commits.
    pub history: CacheShare,
    /// The last runs, newest first.
    pub runs: Vec<PastRun>,
    /// What the last few of them had on average; none without a run.
    pub recent: Option<RecentRuns>,
}

/// What the cache holds of a class.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CacheShare {
    /// Bytes of the database that are in use.
    pub bytes: u64,
    /// Number of contents with measures.
    pub entries: u64,
    /// Number of paths with a known content.
    pub paths: u64,
    /// Days since the least recent use of an entry, none when there is no entry.
    pub oldest_use_days: Option<u64>,
    /// Days since the most recent use of an entry.
    pub newest_use_days: Option<u64>,
    /// What there is of each language, by its name.
    pub languages: Vec<LanguageShare>,
}

/// The part of a language in the cache.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LanguageShare {
    /// Its name.
    pub language: String,
    /// Number of contents.
    pub entries: u64,
    /// Bytes of their records.
    pub bytes: u64,
}

/// A run as the cache remembers it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PastRun {
    /// When it ended, in seconds since 1970.
    pub ended: u64,
    /// How its files came to their numbers.
    #[serde(flatten)]
    pub counts: RecallCounts,
    /// Part of the files that were recognised, from 0 to 1; none without a file that could be.
    pub efficiency: Option<f64>,
    /// How long it took from opening the cache to closing it.
    pub seconds: f64,
    /// What it used of processors meanwhile; none where the system does not tell.
    pub cpu_seconds: Option<f64>,
}

/// What some runs had on average.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct RecentRuns {
    /// How many.
    pub runs: usize,
    /// Part of all their files that were recognised, from 0 to 1; none without a file that could be.
    pub efficiency: Option<f64>,
    /// Mean of the times from opening the cache to closing it.
    pub seconds: f64,
    /// Mean of what they used of processors, if it is known of all of them.
    pub cpu_seconds: Option<f64>,
}

impl RecentRuns {
    /// So many runs make an average.
    pub const MOST: usize = 10;

    /// The average of the first runs of a list, the newest of which is first.
    #[must_use]
    pub fn of(runs: &[PastRun]) -> Option<RecentRuns> {
        let runs = &runs[..runs.len().min(RecentRuns::MOST)];
        let counts = runs.iter().fold(RecallCounts::default(), |sum, run| sum.plus(&run.counts));
        let number = u32::try_from(runs.len()).ok().filter(|number| *number > 0)?;
        let mean = |sum: f64| sum / f64::from(number);
        let cpu: Option<f64> = runs.iter().map(|run| run.cpu_seconds).sum();
        Some(RecentRuns {
            runs: runs.len(),
            efficiency: counts.efficiency(),
            seconds: mean(runs.iter().map(|run| run.seconds).sum()),
            cpu_seconds: cpu.map(mean),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(by_stat: u64, missed: u64, seconds: f64) -> PastRun {
        let counts = RecallCounts { by_stat, missed, retried: 5, ..RecallCounts::default() };
        PastRun {
            ended: 0,
            counts,
            efficiency: counts.efficiency(),
            seconds,
            cpu_seconds: Some(seconds * 2.0),
        }
    }

    #[test]
    fn an_average_is_of_the_last_runs_and_weighs_files_and_not_runs() {
        assert_eq!(RecentRuns::of(&[]), None);
        let runs = [run(9, 1, 1.0), run(90, 0, 3.0)];
        let expected = RecentRuns { runs: 2, efficiency: Some(0.99), seconds: 2.0, cpu_seconds: Some(4.0) };
        assert_eq!(RecentRuns::of(&runs), Some(expected));
        let unknown = PastRun { cpu_seconds: None, ..run(9, 1, 1.0) };
        let many: Vec<PastRun> = vec![unknown; 30];
        let average = RecentRuns::of(&many).unwrap();
        assert_eq!((average.runs, average.efficiency, average.cpu_seconds), (10, Some(0.9), None));
    }
}
