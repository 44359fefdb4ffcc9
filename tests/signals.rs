//! A run that is interrupted ends with the status of its signal, and leaves nothing half written; one whose reader has
//! seen enough ends quietly.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use signal_hook::consts::{SIGINT, SIGTERM};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Enough work for several seconds on one processor: copies of a file of ordinary size.
fn tree() -> tempfile::TempDir {
    let tree = tempfile::tempdir().unwrap();
    let function =
        "def f(a, b):\n    for x in a:\n        if x and b:\n            yield [x, b, x + b]\n\n\n";
    let text = function.repeat(2_000);
    for file in 0..400 {
        std::fs::write(tree.path().join(format!("{file}.py")), &text).unwrap();
    }
    tree
}

fn interrupted(tree: &Path, signal: i32) -> (Output, Duration) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_metrics"));
    command.current_dir(tree).args([
        "analyze",
        "--no-cache",
        "--jobs",
        "1",
        "--format",
        "json",
        "--output",
        "report.json",
    ]);
    let run = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_secs(1));
    let start = Instant::now();
    let sent = Command::new("kill").args([format!("-{signal}"), run.id().to_string()]).status().unwrap();
    assert!(sent.success(), "it was still running");
    (run.wait_with_output().unwrap(), start.elapsed())
}

#[test]
fn a_signal_ends_the_run_with_its_status_and_writes_nothing() {
    let tree = tree();
    for signal in [SIGINT, SIGTERM] {
        let (output, time) = interrupted(tree.path(), signal);
        assert_eq!(output.status.code(), Some(128 + signal), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(output.stdout.is_empty() && output.stderr.is_empty());
        assert!(time < Duration::from_secs(3), "{time:?} is longer than a file may take");
        let left = std::fs::read_dir(tree.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let left: Vec<_> = left.filter(|name| !name.to_string_lossy().ends_with(".py")).collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

#[test]
fn a_reader_that_stops_reading_is_no_error() {
    let tree = tempfile::tempdir().unwrap();
    let text = "def f(a):\n    return a\n".repeat(2_000);
    std::fs::write(tree.path().join("a.py"), text).unwrap();
    for format in ["table", "markdown", "csv", "json", "ndjson"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_metrics"));
        command.current_dir(tree.path()).args(["analyze", "--no-cache", "--top", "all", "--format", format]);
        let mut run = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(run.stdout.take());
        let output = run.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{format}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(output.stderr.is_empty(), "{format}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
