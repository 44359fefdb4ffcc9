//! Whether runs cost more than they did.

use super::measurement::{BENCH_VERSION, BenchCell, BenchCompared, BenchReport, BenchTree, CellCompared};
use super::{Bench, BenchError};

/// What may be lost: a tenth of CPU time and of memory.
const TOLERANCE: f64 = 1.10;

/// Memory that decides nothing: what the allocator and the loader take varies by it.
const SMALL: u64 = 4 << 20;

/// What may be lost of the part that a cache recognises.
const FORGOTTEN: f64 = 0.01;

impl Bench {
    /// That what was saved is about the same runs, of the same tree and in the same form, so that it can be compared.
    ///
    /// # Errors
    /// What is not the same.
    pub(crate) fn must_be_like(&self, saved: &BenchReport) -> Result<(), BenchError> {
        let new = self.blank();
        let tree = |it: BenchTree| format!("{} files with {} bytes", it.files, it.bytes);
        let unlike = |what: &str, was: &str, is: &str| {
            Err(BenchError::Request(format!("the saved runs are of {what} {was}, these of {is}")))
        };
        if saved.bench_version != BENCH_VERSION {
            return unlike("version", &saved.bench_version.to_string(), &BENCH_VERSION.to_string());
        }
        if saved.tree != new.tree {
            return unlike("a tree of", &tree(saved.tree), &tree(new.tree));
        }
        for (what, was, is) in
            [("a build for", &saved.build, &new.build), ("a system", &saved.system, &new.system)]
        {
            if was != is {
                return unlike(what, was, is);
            }
        }
        let lacks = |cells: &[BenchCell], other: &[BenchCell]| {
            let lacking = |it: &&BenchCell| !other.iter().any(|other| other.key() == it.key());
            cells.iter().find(lacking).map(ToString::to_string)
        };
        if let Some(cell) = lacks(&new.cells, &saved.cells) {
            return Err(BenchError::Request(format!("the saved runs have none with {cell}")));
        }
        match lacks(&saved.cells, &new.cells) {
            Some(cell) => Err(BenchError::Request(format!("a saved run is not measured now: {cell}"))),
            None => Ok(()),
        }
    }
}

impl BenchReport {
    /// Sets these runs against saved ones, which [`Bench::must_be_like`] has found to be the same.
    #[must_use]
    pub(crate) fn compared_with(&self, saved: &BenchReport) -> BenchCompared {
        let pairs = self.cells.iter().filter_map(|cell| {
            let was = saved.cells.iter().find(|was| was.key() == cell.key());
            was.map(|was| (cell, was))
        });
        let mut compared = BenchCompared { cells: Vec::new(), worse: Vec::new() };
        for (cell, was) in pairs {
            let new = set_against(cell, was);
            compared.worse.extend(worse(cell, was, &new));
            compared.cells.push(new);
        }
        compared
    }
}

fn set_against(cell: &BenchCell, was: &BenchCell) -> CellCompared {
    #[expect(clippy::cast_precision_loss, reason = "memory has fewer than 2^53 bytes")]
    let ratio = |(is, was): (u64, u64)| is as f64 / was as f64;
    CellCompared {
        files: cell.files,
        jobs: cell.jobs,
        cache: cell.cache,
        cpu_ratio: cell.cpu_yardsticks / was.cpu_yardsticks,
        memory_ratio: cell.memory_bytes.zip(was.memory_bytes).map(ratio),
        recalled_change: cell.recalled.zip(was.recalled).map(|(is, was)| is - was),
    }
}

/// What of a run is worse than allowed.
fn worse(cell: &BenchCell, was: &BenchCell, new: &CellCompared) -> Vec<String> {
    let mut worse = Vec::new();
    // A ratio that is no number is no ratio that is small enough.
    if new.cpu_ratio.is_nan() || new.cpu_ratio > TOLERANCE {
        worse.push(format!("{cell}: {:.3} times the CPU time, at most {TOLERANCE:.2}", new.cpu_ratio));
    }
    let grown = cell.memory_bytes.zip(was.memory_bytes).map_or(0, |(is, was)| is.saturating_sub(was));
    if let Some(ratio) = new.memory_ratio.filter(|ratio| *ratio > TOLERANCE && grown > SMALL) {
        worse.push(format!("{cell}: {ratio:.3} times the memory, at most {TOLERANCE:.2}"));
    }
    if cell.memory_bytes.is_none() && was.memory_bytes.is_some() {
        worse.push(format!("{cell}: its memory is not known, and it was before"));
    }
    match (cell.recalled, was.recalled, new.recalled_change) {
        (Some(is), Some(was), Some(change)) if change < -FORGOTTEN => {
            let (is, was) = (is * 100.0, was * 100.0);
            worse.push(format!("{cell}: the cache recognised {is:.1} % of the files, and {was:.1} % before"));
        }
        (None, Some(_), _) => worse.push(format!("{cell}: no cache was used, and one was before")),
        _ => {}
    }
    worse
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::CacheUse;

    const CELL: BenchCell = BenchCell {
        files: 10,
        jobs: 2,
        cache: CacheUse::Warm,
        wall_seconds: 1.0,
        cpu_seconds: 2.0,
        cpu_yardsticks: 20.0,
        memory_bytes: Some(100 << 20),
        files_per_second: 10.0,
        recalled: Some(1.0),
    };

    fn told(cell: BenchCell) -> Vec<String> {
        worse(&cell, &CELL, &set_against(&cell, &CELL))
    }

    #[test]
    fn a_tenth_more_is_allowed_and_no_more() {
        assert_eq!(told(CELL), [""; 0]);
        assert_eq!(told(BenchCell { cpu_yardsticks: 21.9, memory_bytes: Some(109 << 20), ..CELL }), [""; 0]);
        assert_eq!(told(BenchCell { cpu_yardsticks: 2.0, memory_bytes: Some(1 << 20), ..CELL }), [""; 0]);
        // the clock and the raw CPU time are of the machine's moment, and decide nothing
        assert_eq!(told(BenchCell { cpu_seconds: 90.0, wall_seconds: 90.0, ..CELL }), [""; 0]);
        let slow = told(BenchCell { cpu_yardsticks: 22.1, ..CELL });
        assert_eq!(slow, ["files 10, jobs 2, cache warm: 1.105 times the CPU time, at most 1.10"]);
        let large = told(BenchCell { memory_bytes: Some(120 << 20), ..CELL });
        assert_eq!(large, ["files 10, jobs 2, cache warm: 1.200 times the memory, at most 1.10"]);
        let forgetful = told(BenchCell { recalled: Some(0.9), ..CELL });
        let expected = "the cache recognised 90.0 % of the files, and 100.0 % before";
        assert_eq!(forgetful, [format!("files 10, jobs 2, cache warm: {expected}")]);
        assert_eq!(told(BenchCell { recalled: None, ..CELL }).len(), 1);
        assert_eq!(told(BenchCell { memory_bytes: None, ..CELL }).len(), 1);
        assert_eq!(told(BenchCell { cpu_yardsticks: f64::NAN, ..CELL }).len(), 1);
    }

    #[test]
    fn some_megabytes_of_a_small_process_decide_nothing() {
        let small = BenchCell { memory_bytes: Some(20 << 20), ..CELL };
        let larger = BenchCell { memory_bytes: Some(23 << 20), ..CELL };
        assert_eq!(worse(&larger, &small, &set_against(&larger, &small)), [""; 0]);
    }
}
