//! The runs: each a session of its own, with a cache directory of its own, in this one process, in turn.
//!
//! No process is started for them. What one run leaves behind (the allocator's pages, the largest resident set) is
//! given back and begun anew before the next.

use super::measurement::{BENCH_VERSION, BenchCell, BenchReport, BenchTree, CacheUse};
use super::usage::{Usage, peak, settle};
use super::yardstick::yardstick;
use super::{BenchError, BenchRequest, TreeSize};
use crate::config::{Jobs, Options};
use crate::course::Stop;
use crate::language::fingerprint;
use crate::session::{Extent, Selection, Session, SessionError};
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;

/// CPU time that a sample has at least, so that short runs are more than noise, unless it takes too many of them.
/// A build with assertions is for tests, and its times are of no use.
const ENOUGH: Duration = Duration::from_millis(if cfg!(debug_assertions) { 0 } else { 250 });
const MOST_RUNS: u32 = 40;

/// Runs that are ready to be measured.
#[derive(Debug)]
pub(crate) struct Bench {
    tree: BenchTree,
    rounds: usize,
    plans: Vec<Plan>,
}

/// One run.
#[derive(Debug)]
struct Plan {
    paths: Vec<PathBuf>,
    is_list: bool,
    files: u64,
    jobs: usize,
    cache: CacheUse,
    /// Which of the caches that are filled beforehand is its own, if it is warm.
    filled: usize,
}

/// What a run took, on the average of some.
#[derive(Clone, Copy, Debug, Default)]
struct Sample {
    wall: f64,
    cpu: f64,
    yardsticks: f64,
    yardstick: f64,
    memory: Option<u64>,
    recalled: Option<f64>,
}

/// What a session came to.
struct Done {
    spent: (Duration, Duration),
    memory: Option<u64>,
    recalled: Option<f64>,
}

impl Bench {
    /// Looks at the tree, which also brings its files into the memory of the system, and plans the runs.
    ///
    /// # Errors
    /// If the tree cannot be measured, or has fewer files than asked for.
    pub(crate) fn new(request: &BenchRequest) -> Result<Bench, BenchError> {
        let options = Options { no_cache: true, ..Options::default() };
        let mut session = Session::open(Selection { options, ..Selection::of(request.paths.clone()) })?;
        session.measure(&Extent::All)?;
        let stats = session.close().stats;
        let paths: Vec<PathBuf> =
            session.into_outcome().records.into_iter().map(|record| record.path).collect();
        let mut plans = Vec::new();
        for (filled, size) in request.sizes.iter().enumerate() {
            let (paths, is_list, files) = match *size {
                TreeSize::All => (request.paths.clone(), false, stats.files),
                TreeSize::Files(count) => (spread(&paths, count)?, true, count as u64),
            };
            for (&jobs, &cache) in
                request.jobs.iter().flat_map(|jobs| request.caches.iter().map(move |it| (jobs, it)))
            {
                plans.push(Plan { paths: paths.clone(), is_list, files, jobs, cache, filled });
            }
        }
        let tree = BenchTree { files: stats.files, bytes: stats.bytes };
        Ok(Bench { tree, rounds: request.rounds, plans })
    }

    /// Measures each run once in each round, so that what the machine does meanwhile meets all of them alike.
    ///
    /// # Errors
    /// If a run fails, the tree changes meanwhile, or a signal came.
    pub(crate) fn measure(&self, stop: &Stop) -> Result<BenchReport, BenchError> {
        let filled = self.fill(stop)?;
        let mut samples: Vec<Vec<Sample>> = vec![Vec::new(); self.plans.len()];
        for _ in 0..self.rounds {
            for (plan, samples) in self.plans.iter().zip(&mut samples) {
                samples.push(plan.sample(&filled, stop)?);
            }
        }
        let cells = self.plans.iter().zip(&samples).map(|(plan, samples)| plan.cell(samples)).collect();
        let yardsticks = samples.iter().flatten().map(|sample| sample.yardstick);
        Ok(BenchReport { cells, yardstick_seconds: median(yardsticks), ..self.blank() })
    }

    /// What is known before anything is measured.
    pub(super) fn blank(&self) -> BenchReport {
        BenchReport {
            bench_version: BENCH_VERSION,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            fingerprint: fingerprint().to_owned(),
            build: if cfg!(debug_assertions) { "debug" } else { "release" }.to_owned(),
            system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            processors: std::thread::available_parallelism().map_or(1, usize::from),
            tree: self.tree,
            rounds: self.rounds,
            yardstick_seconds: 0.0,
            cells: self.plans.iter().map(|plan| plan.cell(&[])).collect(),
            compared: None,
        }
    }

    /// A cache for each number of files that has warm runs, filled by a run that is not measured.
    fn fill(&self, stop: &Stop) -> Result<Vec<Option<TempDir>>, BenchError> {
        let count = self.plans.iter().map(|plan| plan.filled + 1).max().unwrap_or(0);
        let mut filled: Vec<Option<TempDir>> = (0..count).map(|_| None).collect();
        for plan in self.plans.iter().filter(|plan| plan.cache == CacheUse::Warm) {
            if filled[plan.filled].is_none() {
                let directory = tempfile::tempdir()?;
                go_on(stop)?;
                plan.run(Some(&directory))?;
                filled[plan.filled] = Some(directory);
            }
        }
        Ok(filled)
    }
}

impl Plan {
    fn sample(&self, filled: &[Option<TempDir>], stop: &Stop) -> Result<Sample, BenchError> {
        let before = yardstick();
        let (mut runs, mut wall, mut cpu) = (0, Duration::ZERO, Duration::ZERO);
        let mut sample = Sample::default();
        while runs == 0 || cpu < ENOUGH && runs < MOST_RUNS {
            go_on(stop)?;
            let new = if self.cache == CacheUse::Cold { Some(tempfile::tempdir()?) } else { None };
            let directory = match self.cache {
                CacheUse::Off => None,
                CacheUse::Cold => new.as_ref(),
                CacheUse::Warm => filled[self.filled].as_ref(),
            };
            let done = self.run(directory)?;
            runs += 1;
            wall += done.spent.0;
            cpu += done.spent.1;
            sample.memory = sample.memory.max(done.memory);
            sample.recalled = done.recalled;
        }
        let yardstick = (before + yardstick()).as_secs_f64() / 2.0;
        let (wall, cpu) = (wall.as_secs_f64() / f64::from(runs), cpu.as_secs_f64() / f64::from(runs));
        Ok(Sample { wall, cpu, yardsticks: cpu / yardstick, yardstick, ..sample })
    }

    fn run(&self, directory: Option<&TempDir>) -> Result<Done, BenchError> {
        let options = Options {
            jobs: Some(Jobs::Count(self.jobs)),
            no_cache: directory.is_none(),
            cache_directory: directory.map(|it| it.path().to_owned()),
            ..Options::default()
        };
        let selection = Selection { is_list: self.is_list, options, ..Selection::of(self.paths.clone()) };
        let is_told = settle();
        let started = Usage::now();
        let mut session = Session::open(selection)?;
        session.measure(&Extent::All)?;
        let closing = session.close();
        let (spent, memory) = (started.elapsed(), peak().filter(|_| is_told));
        let files = closing.stats.files;
        let recalled = closing.stats.cache.map(|counts| counts.efficiency().unwrap_or(0.0));
        if files != self.files {
            let (is, was) = (files, self.files);
            return Err(BenchError::Request(format!("the tree changes: it had {was} files, and now {is}")));
        }
        match closing.warning {
            Some(warning) if directory.is_some() => Err(BenchError::Request(warning)),
            _ if directory.is_some() && recalled.is_none() => Err(BenchError::Request(
                "a configuration or METRICS_NO_CACHE turns the cache off: only `--cache off` can be measured"
                    .to_owned(),
            )),
            _ => Ok(Done { spent, memory, recalled }),
        }
    }

    fn cell(&self, samples: &[Sample]) -> BenchCell {
        let of = |value: fn(&Sample) -> f64| median(samples.iter().map(value));
        let mut memory: Vec<u64> = samples.iter().filter_map(|sample| sample.memory).collect();
        memory.sort_unstable();
        let wall_seconds = of(|sample| sample.wall);
        #[expect(clippy::cast_precision_loss, reason = "a run has fewer than 2^53 files")]
        let files_per_second = self.files as f64 / wall_seconds;
        BenchCell {
            files: self.files,
            jobs: self.jobs,
            cache: self.cache,
            wall_seconds,
            cpu_seconds: of(|sample| sample.cpu),
            cpu_yardsticks: of(|sample| sample.yardsticks),
            memory_bytes: memory.get(memory.len() / 2).copied(),
            files_per_second,
            recalled: samples.last().and_then(|sample| sample.recalled),
        }
    }
}

/// So many of the files, spread evenly over them.
fn spread(files: &[PathBuf], count: usize) -> Result<Vec<PathBuf>, BenchError> {
    if count > files.len() {
        let all = files.len();
        return Err(BenchError::Request(format!("{count} files were asked for, and {all} can be measured")));
    }
    Ok((0..count).map(|at| files[at * files.len() / count].clone()).collect())
}

/// The middle one; not a number of none.
fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_unstable_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        count if count % 2 == 1 => values[count / 2],
        count => f64::midpoint(values[count / 2 - 1], values[count / 2]),
    }
}

fn go_on(stop: &Stop) -> Result<(), SessionError> {
    stop.signal().map_or(Ok(()), |signal| Err(SessionError::Stopped(signal)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_spread_over_the_tree() {
        let files: Vec<PathBuf> = (0..10).map(|number| PathBuf::from(number.to_string())).collect();
        let names = |count| {
            spread(&files, count).unwrap().iter().map(|it| it.display().to_string()).collect::<String>()
        };
        assert_eq!(
            (names(1), names(3), names(10)),
            ("0".to_owned(), "036".to_owned(), "0123456789".to_owned())
        );
        assert!(spread(&files, 11).is_err());
    }

    #[test]
    fn the_middle_of_an_even_number_is_between_two() {
        assert!((median([3.0, 1.0, 2.0].into_iter()) - 2.0).abs() < 1e-9);
        assert!((median([4.0, 1.0, 2.0, 3.0].into_iter()) - 2.5).abs() < 1e-9);
    }
}
