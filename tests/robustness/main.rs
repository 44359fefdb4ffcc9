//! Damaged files: whatever happens to a file, its record is sound.
//!
//! The tests damage the samples. With `METRICS_TEST_FULL` the numbers are those of the long version, and with
//! `METRICS_TEST_CORPUS` the files of a directory take the place of the samples:
//!
//! ```console
//! $ METRICS_TEST_FULL=1 METRICS_TEST_CORPUS=DIR cargo test --release --test robustness
//! ```
#![expect(clippy::print_stderr, reason = "how many files a long run took is a part of its result")]

mod check;
#[path = "../surroundings/found.rs"]
mod found;
mod mutation;

use found::found;
use mutation::{Random, mutated, truncated};
use std::path::PathBuf;

/// Larger files would only make it slow: what happens in them happens in small ones.
const LARGEST: u64 = 32 * 1024;

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the numbers are small and positive"
)]
fn at_scale(full: usize, short: usize) -> usize {
    if std::env::var_os("METRICS_TEST_FULL").is_none() {
        return short;
    }
    let scale = std::env::var("METRICS_TEST_SCALE").ok().and_then(|scale| scale.parse::<f64>().ok());
    // a part of the full numbers, as far as it is more than the short ones
    ((full as f64 * scale.unwrap_or(1.0)) as usize).max(short)
}

/// Content and suffix of every file that is worth damaging.
fn samples() -> Vec<(Vec<u8>, String)> {
    let corpus = std::env::var_os("METRICS_TEST_CORPUS").map_or(PathBuf::from("testdata"), PathBuf::from);
    let found = found(&corpus);
    let files = found.iter().filter(|file| (1..=LARGEST).contains(&file.size));
    let read = |path: &PathBuf| {
        Some((std::fs::read(path).expect("a sample"), path.extension()?.to_str()?.to_owned()))
    };
    files.filter_map(|file| read(&file.path)).collect()
}

/// Damages samples and says what is wrong with their records; what shows it is kept.
fn wrong(count: usize, seed: u64, damage: impl Fn(&[u8], &[u8], &mut Random) -> Vec<u8>) -> Vec<String> {
    let (samples, mut random) = (samples(), Random(seed));
    let directory = tempfile::tempdir().expect("a place for temporary files");
    let files = (0..count).map(|index| {
        let (bytes, suffix) = &samples[index % samples.len()];
        let other = &samples[random.below(samples.len())].0;
        (damage(bytes, other, &mut random), suffix.clone())
    });
    let wrong = check::wrong(files, directory.path());
    eprintln!("{count} damaged copies of {} files, {} faults", samples.len(), wrong.len());
    if !wrong.is_empty() {
        eprintln!("kept in {}", directory.keep().display());
    }
    wrong
}

#[test]
fn truncated_files_have_sound_records() {
    assert_eq!(wrong(at_scale(120_000, 1000), 1, |bytes, _, random| truncated(bytes, random)), [""; 0]);
}

#[test]
fn mutated_files_have_sound_records() {
    assert_eq!(wrong(at_scale(200_000, 1000), 2, mutated), [""; 0]);
}
