//! Truncates and mutates real files by the thousand and checks every record: no panic, finite numbers, places inside
//! the file.
//!
//! ```console
//! $ cargo run --release --example robustness -- 30000 50000 PATH…     # truncations, mutations, files or directories
//! ```

#[path = "../tests/robustness/check.rs"]
mod check;
#[path = "../tests/robustness/mutation.rs"]
mod mutation;

use anyhow::{Context, Result, ensure};
use code_metrics::discover::{Request, discover};
use code_metrics::language::by_path;
use mutation::{Random, mutated, truncated};
use std::io::Write;
use std::path::PathBuf;

/// Larger files would only make it slow: what happens in them happens in small ones.
const LARGEST: u64 = 32 * 1024;

fn main() -> Result<()> {
    let usage = "usage: robustness TRUNCATIONS MUTATIONS PATH…";
    let mut arguments = std::env::args_os().skip(1);
    let mut count = || arguments.next().and_then(|text| text.to_str()?.parse::<usize>().ok()).context(usage);
    let (truncations, mutations) = (count()?, count()?);
    let paths: Vec<PathBuf> = arguments.map(PathBuf::from).collect();
    let found = discover(&Request { paths, ..Request::default() }, &by_path)?.candidates;
    let samples: Vec<(Vec<u8>, String)> = found
        .iter()
        .filter(|file| (1..=LARGEST).contains(&file.size))
        .filter_map(|file| {
            Some((std::fs::read(&file.path).ok()?, file.path.extension()?.to_str()?.to_owned()))
        })
        .collect();
    ensure!(!samples.is_empty(), "no files of at most {LARGEST} bytes under the paths given");
    let directory = std::env::temp_dir().join("metrics-robustness");
    let mut random = Random(truncations as u64 + mutations as u64);
    let files = (0..truncations + mutations).map(|index| {
        let (bytes, suffix) = &samples[random.below(samples.len())];
        let other = &samples[random.below(samples.len())].0;
        let damaged = if index < truncations {
            truncated(bytes, &mut random)
        } else {
            mutated(bytes, other, &mut random)
        };
        (damaged, suffix.clone())
    });
    let wrong = check::wrong(files, &directory);
    let mut out = std::io::stdout().lock();
    writeln!(out, "{truncations} truncations and {mutations} mutations of {} files", samples.len())?;
    wrong.iter().try_for_each(|line| writeln!(out, "{line}"))?;
    ensure!(wrong.is_empty(), "{} faults, in files kept in {}", wrong.len(), directory.display());
    Ok(())
}
