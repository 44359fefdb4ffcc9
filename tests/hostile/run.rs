//! Runs the real program on one file and says what became of it, and what it cost.

use serde_json::Value;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// A run that waits or computes for longer hangs; on a busy machine it may have to wait for long.
const LONGEST_WAIT: Duration = Duration::from_mins(10);
const LONGEST_WORK: Duration = Duration::from_mins(3);

/// How often a run is looked at: the last look before its end must come close to it.
const LOOK: Duration = Duration::from_millis(2);

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Run {
    /// Of each file `complete`, `partial` or the reason for skipping; otherwise how it ended.
    pub(crate) outcome: String,
    pub(crate) wall: Duration,
    /// CPU time, as far as the system tells.
    pub(crate) cpu: Duration,
    /// Largest resident memory in MiB, as far as the system tells.
    pub(crate) memory: u64,
}

/// Measures files, given by name, in their directory.
pub(crate) fn run(directory: &Path, files: &[&str]) -> Run {
    let report = std::fs::File::create(directory.join("report")).expect("a new file");
    let start = Instant::now();
    let mut child = crate::surroundings::program()
        .args(["analyze", "--no-config", "--no-cache", "--format", "ndjson"])
        .args(files)
        .current_dir(directory)
        .stdin(Stdio::null())
        .stdout(report)
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary");
    let mut run = Run { outcome: String::new(), wall: Duration::ZERO, cpu: Duration::ZERO, memory: 0 };
    let status = loop {
        if let Some(status) = child.try_wait().expect("an own child") {
            break Some(status);
        }
        if start.elapsed() > LONGEST_WAIT || run.cpu > LONGEST_WORK {
            child.kill().expect("an own child");
            child.wait().expect("an own child");
            break None;
        }
        run.look_at(&child);
        std::thread::sleep(LOOK);
    };
    run.wall = start.elapsed();
    run.outcome = match status {
        None => "hangs".to_owned(),
        Some(status) if !status.success() => format!("ends with {status}"),
        Some(_) => {
            let report = std::fs::read(directory.join("report")).expect("a report");
            files.iter().map(|file| outcome(&report, file)).collect::<Vec<_>>().join(" ")
        }
    };
    run
}

impl Run {
    /// Reads what Linux says of a process; elsewhere nothing is known.
    fn look_at(&mut self, child: &Child) {
        let read = |name| std::fs::read_to_string(format!("/proc/{}/{name}", child.id())).unwrap_or_default();
        let number = |text: &str| text.split_whitespace().next().and_then(|word| word.parse::<u64>().ok());
        let peak = read("status").lines().find_map(|line| number(line.strip_prefix("VmHWM:")?));
        self.memory = self.memory.max(peak.unwrap_or(0) / 1024);
        // in ticks of 10 ms, after the name, which may hold blanks
        let ticks: u64 = read("stat")
            .rsplit(')')
            .next()
            .map_or(0, |rest| rest.split_whitespace().skip(11).take(2).filter_map(number).sum());
        self.cpu = self.cpu.max(Duration::from_millis(10 * ticks));
    }
}

/// The fate of a file in a report.
fn outcome(report: &[u8], file: &str) -> String {
    let rows: Vec<Value> = serde_json::Deserializer::from_slice(report)
        .into_iter()
        .map(|row| row.unwrap_or(Value::Null))
        .filter(|row| row["path"] == file)
        .collect();
    match &rows[..] {
        [row] => row.get("reason").unwrap_or(&row["status"]).as_str().unwrap_or("no word").to_owned(),
        _ => format!("{} rows", rows.len()),
    }
}
