//! A run that is interrupted ends with the status of its signal, and leaves nothing half written; one whose reader has
//! seen enough ends quietly.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "surroundings/mod.rs"]
mod surroundings;

use signal_hook::consts::{SIGINT, SIGTERM};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

/// In ticks of 10 ms: finding the files takes less.
const SOME_WORK: u64 = 20;

/// How often a run is looked at.
const LOOK: Duration = Duration::from_millis(2);

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

/// What Linux says of a process; elsewhere nothing is known.
fn told(run: &Child, file: &str) -> String {
    std::fs::read_to_string(format!("/proc/{}/{file}", run.id())).unwrap_or_default()
}

/// Whether a signal reaches the program: before, it ends any process.
fn heeds(run: &Child, signal: i32) -> bool {
    let status = told(run, "status");
    let mask = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
    let mask = u64::from_str_radix(mask.unwrap_or_default().trim(), 16).unwrap_or_default();
    mask & (1 << (signal - 1)) != 0
}

/// CPU time of a process, in ticks of 10 ms.
fn ticks(run: &Child) -> u64 {
    let stat = told(run, "stat");
    let numbers = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    numbers.skip(11).take(2).filter_map(|number| number.parse::<u64>().ok()).sum()
}

/// Sends a signal in the middle of the work, and gives the CPU time that was spent after it.
fn interrupted(tree: &Path, signal: i32) -> (Output, Duration) {
    let mut command = surroundings::program();
    command.current_dir(tree).args(["analyze", "--no-cache", "--jobs", "1", "--format", "json"]);
    command.args(["--output", "report.json"]);
    let mut run = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    if cfg!(target_os = "linux") {
        while !heeds(&run, signal) || ticks(&run) < SOME_WORK {
            assert!(run.try_wait().unwrap().is_none(), "it ended before the signal");
            std::thread::sleep(LOOK);
        }
    } else {
        std::thread::sleep(Duration::from_secs(1));
    }
    let before = ticks(&run);
    let sent = Command::new("kill").args([format!("-{signal}"), run.id().to_string()]).status().unwrap();
    assert!(sent.success(), "it was still running");
    let mut used = before;
    while run.try_wait().unwrap().is_none() {
        used = used.max(ticks(&run));
        std::thread::sleep(LOOK);
    }
    (run.wait_with_output().unwrap(), Duration::from_millis(10 * (used - before)))
}

#[test]
fn a_signal_ends_the_run_with_its_status_and_writes_nothing() {
    let tree = tree();
    for signal in [SIGINT, SIGTERM] {
        let (output, cpu) = interrupted(tree.path(), signal);
        assert_eq!(output.status.code(), Some(128 + signal), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(output.stdout.is_empty() && output.stderr.is_empty());
        assert!(cpu < Duration::from_secs(3), "{cpu:?} is longer than a file may take");
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
        let mut command = surroundings::program();
        command.current_dir(tree.path()).args(["analyze", "--no-cache", "--top", "all", "--format", format]);
        let mut run = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(run.stdout.take());
        let output = run.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{format}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(output.stderr.is_empty(), "{format}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn a_report_into_a_pipe_that_nobody_reads_waits_until_a_signal_comes() {
    let tree = tempfile::tempdir().unwrap();
    std::fs::write(tree.path().join("a.py"), "x = 1\n").unwrap();
    assert!(Command::new("mkfifo").arg(tree.path().join("pipe")).status().unwrap().success());
    let run = |arguments: &[&str]| {
        let mut command = surroundings::program();
        command.current_dir(tree.path()).args(arguments);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    for arguments in [
        &["check", "--no-cache", "--report", "json=pipe"][..],
        &["analyze", "--no-cache", "--output", "pipe"],
    ] {
        let mut waiting = run(arguments);
        while cfg!(target_os = "linux") && !heeds(&waiting, SIGTERM) {
            std::thread::sleep(LOOK);
        }
        std::thread::sleep(Duration::from_millis(300));
        assert!(waiting.try_wait().unwrap().is_none(), "nobody reads yet");
        let id = waiting.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let status = waiting.wait().unwrap();
        let code =
            std::os::unix::process::ExitStatusExt::signal(&status).map_or(status.code(), |it| Some(128 + it));
        assert_eq!(code, Some(128 + SIGTERM), "{arguments:?}");
        let mut read = run(arguments);
        assert!(!std::fs::read_to_string(tree.path().join("pipe")).unwrap().is_empty(), "{arguments:?}");
        assert_eq!(read.wait().unwrap().code(), Some(0), "{arguments:?}");
    }
}
