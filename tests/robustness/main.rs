//! Damaged files: whatever happens to a file, its record is sound. `examples/robustness.rs` tries this at length.

mod check;
mod mutation;

use mutation::{Random, mutated, truncated};

const TRUNCATIONS: usize = 1000;
const MUTATIONS: usize = 1000;

/// Content and suffix of every sample.
fn samples() -> Vec<(Vec<u8>, String)> {
    let directories =
        std::fs::read_dir("testdata").expect("samples").map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<_> = directories
        .filter(|path| path.is_dir())
        .flat_map(|directory| std::fs::read_dir(directory).expect("samples"))
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| code_metrics::language::by_path(path).is_some())
        .collect();
    paths.sort();
    let suffix = |path: &std::path::Path| path.extension().unwrap_or_default().to_string_lossy().into_owned();
    paths.iter().map(|path| (std::fs::read(path).expect("a sample"), suffix(path))).collect()
}

#[test]
fn truncated_files_have_sound_records() {
    let (samples, mut random) = (samples(), Random(1));
    let directory = tempfile::tempdir().unwrap();
    let files = (0..TRUNCATIONS).map(|index| {
        let (bytes, suffix) = &samples[index % samples.len()];
        (truncated(bytes, &mut random), suffix.clone())
    });
    assert_eq!(check::wrong(files, directory.path()), [""; 0]);
}

#[test]
fn mutated_files_have_sound_records() {
    let (samples, mut random) = (samples(), Random(2));
    let directory = tempfile::tempdir().unwrap();
    let files = (0..MUTATIONS).map(|index| {
        let (bytes, suffix) = &samples[index % samples.len()];
        let other = &samples[random.below(samples.len())].0;
        (mutated(bytes, other, &mut random), suffix.clone())
    });
    assert_eq!(check::wrong(files, directory.path()), [""; 0]);
}
