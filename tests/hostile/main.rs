//! Input that nobody can trust: no crash, no hang, bounded time and memory, and the fate of every file is known.
//!
//! Each file is measured by the program itself. The tests use small files; with `METRICS_TEST_FULL` they use files as
//! large as the size limit allows, which takes minutes:
//!
//! ```console
//! $ METRICS_TEST_FULL=1 cargo test --release --test hostile -- --nocapture
//! ```
#![expect(clippy::print_stderr, reason = "the figures of a long run are what it is for")]

mod bytes;
#[cfg(target_os = "linux")]
mod histories;
#[cfg(target_os = "linux")]
mod inputs;
#[cfg(target_os = "linux")]
mod messages;
mod repeated;
#[cfg(target_os = "linux")]
mod repository;
mod run;
#[cfg(unix)]
mod special;
#[path = "../surroundings/mod.rs"]
mod surroundings;
#[cfg(target_os = "linux")]
mod told;
mod trees;

use code_metrics::language::by_path;
use repeated::{
    COPIED, REPEATED, Repeated, SUPERLINEAR_JAVASCRIPT, SUPERLINEAR_PYTHON, SUPERLINEAR_TSX,
    SUPERLINEAR_TYPESCRIPT,
};
use std::path::Path;
use std::time::Duration;

/// The default of `--max-file-size`.
const SIZE_LIMIT: usize = 1 << 20;

const MEMORY_LIMIT: u64 = 1536;

fn is_full() -> bool {
    std::env::var_os("METRICS_TEST_FULL").is_some()
}

fn size() -> usize {
    if is_full() { SIZE_LIMIT } else { SIZE_LIMIT / 16 }
}

/// Measures files and says which ones did not come to what they should, or at too high a cost. What other processes do
/// to the wall clock is no fault, so that CPU time is what is limited; a run that waits is killed.
fn wrong(files: impl Iterator<Item = (&'static str, Vec<u8>, &'static str)>, limit: Duration) -> Vec<String> {
    let directory = tempfile::tempdir().expect("a place for temporary files");
    let mut wrong = Vec::new();
    for (file, content, outcome) in files.filter(|(file, ..)| by_path(Path::new(file)).is_some()) {
        std::fs::write(directory.path().join(file), content).expect("a new file");
        let run = run::run(directory.path(), &[file]);
        eprintln!("{file:22} {:10} {:?} wall, {:?} CPU, {} MiB", run.outcome, run.wall, run.cpu, run.memory);
        // at full size a slow machine may use up what a file may take, and then has to say so
        let is_named = is_full() && run.outcome == "timeout";
        let is_allowed = is_named || outcome.split(" or ").any(|one| one == run.outcome);
        if !is_allowed || run.cpu > limit || run.memory > MEMORY_LIMIT {
            wrong.push(format!("{file}: not {outcome} within {limit:?} and {MEMORY_LIMIT} MiB: {run:?}"));
        }
        std::fs::remove_file(directory.path().join(file)).expect("an own file");
    }
    wrong
}

fn texts(
    rows: &'static [Repeated],
    size: usize,
) -> impl Iterator<Item = (&'static str, Vec<u8>, &'static str)> {
    rows.iter().map(move |row| (row.file, row.text(size).into_bytes(), row.outcome))
}

#[test]
fn texts_that_nest_or_repeat_without_end_are_measured() {
    assert_eq!(wrong(texts(REPEATED, size()), Duration::from_secs(5)), [""; 0]);
}

#[test]
fn odd_contents_are_measured_or_named() {
    assert_eq!(wrong(bytes::odd_contents(size()).into_iter(), Duration::from_secs(5)), [""; 0]);
}

#[test]
fn texts_that_the_parser_cannot_finish_are_named() {
    // each takes the two seconds that a file may take
    let count = if is_full() { usize::MAX } else { 3 };
    for rows in [SUPERLINEAR_PYTHON, SUPERLINEAR_JAVASCRIPT, SUPERLINEAR_TYPESCRIPT, SUPERLINEAR_TSX] {
        let texts = texts(rows, SIZE_LIMIT).take(count);
        assert_eq!(wrong(texts, Duration::from_secs(6)), [""; 0]);
    }
}

#[test]
fn texts_that_the_parser_copies_at_their_end_without_asking_are_named() {
    // the first is measured, each of the others would take gigabytes
    let sizes: &[usize] = if is_full() { &[20_000, 40_000, 120_000, 300_000] } else { &[40_000] };
    for &size in sizes {
        let outcome = if size < 30_000 { "partial" } else { "timeout" };
        let texts = texts(COPIED, size).map(|(file, text, _)| (file, text, outcome));
        assert_eq!(wrong(texts, Duration::from_secs(6)), [""; 0], "{size} bytes");
    }
}

#[test]
fn texts_that_take_much_memory_take_it_in_turn_and_spare_the_others() {
    let directory = tempfile::tempdir().expect("a place for temporary files");
    let bomb = COPIED[0].text(120_000);
    let files = [("1.js", &bomb), ("2.js", &bomb), ("3.js", &bomb), ("4.js", &"f(1);\n".repeat(2000))];
    for (file, text) in files {
        std::fs::write(directory.path().join(file), text).expect("a new file");
    }
    let run = run::run(directory.path(), &files.map(|(file, _)| file));
    eprintln!("{run:?}");
    assert_eq!(run.outcome, "timeout timeout timeout complete");
    assert!(run.memory < 2 * MEMORY_LIMIT, "{run:?}");
}
