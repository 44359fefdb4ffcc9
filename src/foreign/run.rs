//! Starts a process and waits for its end: the one place of this program that does so.
//!
//! A process is started for `metrics compare-tools` alone. It gets no input, its output goes to files, so that it can block
//! nothing; it is ended when it takes too long, writes too much, or a signal ends the run, and with it what it started.

use crate::course::Stop;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// More than any tool writes about a batch of files.
pub(super) const LARGEST: u64 = 1 << 30;

const PAUSE: Duration = Duration::from_millis(10);

/// Variables that would let the surroundings of the analysed tree decide what a tool does or loads.
const HIDDEN: [&str; 9] = [
    "ESLINT_FLAGS",
    "ESLINT_USE_FLAT_CONFIG",
    "NODE_OPTIONS",
    "PYTHONPATH",
    "PYTHONSTARTUP",
    "RADONCFG",
    "RADONFILESENCODING",
    "RUFF_CONFIG",
    "RUFF_OUTPUT_FILE",
];

/// A process to start.
#[derive(Debug)]
pub(super) struct Job<'a> {
    /// The program, by an absolute path.
    pub(super) program: &'a Path,
    /// What it is given.
    pub(super) arguments: &'a [OsString],
    /// Where it stands.
    pub(super) directory: &'a Path,
    /// Where its output may lie until it is read.
    pub(super) scratch: &'a Path,
    /// How long it may take.
    pub(super) limit: Duration,
    /// What ends the run.
    pub(super) stop: &'a Stop,
}

/// A process that ended.
#[derive(Debug)]
pub(super) struct Ended {
    /// Its status; `None` if a signal ended it.
    pub(super) status: Option<i32>,
    /// What it wrote to standard output.
    pub(super) out: Vec<u8>,
    /// And to standard error.
    pub(super) err: Vec<u8>,
}

/// Starts a process and waits until it ends.
///
/// # Errors
/// In words: it cannot be started, takes too long, writes too much, or the run ends.
pub(super) fn run(job: &Job<'_>) -> Result<Ended, String> {
    let outputs =
        || Ok::<_, io::Error>((tempfile::tempfile_in(job.scratch)?, tempfile::tempfile_in(job.scratch)?));
    let (mut out, mut err) = outputs().map_err(|error| format!("no place for its output: {error}"))?;
    let mut child = start(job, &out, &err).map_err(|error| format!("it cannot be started: {error}"))?;
    let status = await_end(&mut child, job, [&out, &err]).inspect_err(|_| end(&mut child))?;
    let read = |file: &mut File| content(file).map_err(|error| format!("its output cannot be read: {error}"));
    Ok(Ended { status, out: read(&mut out)?, err: read(&mut err)? })
}

fn start(job: &Job<'_>, out: &File, err: &File) -> io::Result<Child> {
    let mut command = Command::new(job.program);
    command.args(job.arguments).current_dir(job.directory);
    command.stdin(Stdio::null()).stdout(out.try_clone()?).stderr(err.try_clone()?);
    for name in HIDDEN {
        command.env_remove(name);
    }
    command.env("NO_COLOR", "1").env("PYTHONIOENCODING", "utf-8").env("PYTHONDONTWRITEBYTECODE", "1");
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command.spawn()
}

fn await_end(child: &mut Child, job: &Job<'_>, outputs: [&File; 2]) -> Result<Option<i32>, String> {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status.code()),
            Ok(None) => {}
            Err(error) => return Err(format!("its end cannot be awaited: {error}")),
        }
        if job.stop.signal().is_some() {
            return Err("the run was stopped".to_owned());
        }
        if start.elapsed() > job.limit {
            let seconds = job.limit.as_secs();
            return Err(format!("it did not end within {seconds} s (`--time-limit` allows more)"));
        }
        if outputs.iter().any(|file| file.metadata().is_ok_and(|it| it.len() > LARGEST)) {
            return Err("it wrote more than 1 GiB".to_owned());
        }
        sleep(PAUSE);
    }
}

/// Ends a process and what it started.
fn end(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    // Each fails only if the process has ended by itself.
    let _ = child.kill();
    let _ = child.wait();
}

fn content(file: &mut File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}
