//! Runs a command that should end by itself with a word about what it was given.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Whoever takes longer hangs, on however busy a machine.
const LONGEST_WAIT: Duration = Duration::from_mins(3);

/// KiB of address space, and seconds of CPU time, that no answer to a bad input takes.
const SPACE: u32 = 3_000_000;
const WORK: u32 = 30;

/// What a command came to.
#[derive(Debug)]
pub(crate) struct Told {
    /// `None` if it hung, or a signal ended it.
    pub(crate) status: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the program in a directory, with something on standard input, which it need not read to its end.
pub(crate) fn told(directory: &Path, arguments: &[&str], input: &[u8]) -> Told {
    crate::surroundings::clear();
    let script = format!("ulimit -v {SPACE} -t {WORK}; exec \"$0\" \"$@\"");
    let mut child = std::process::Command::new("bash")
        .args(["-c", &script, crate::surroundings::PROGRAM])
        .args(arguments)
        .current_dir(directory)
        .env("HOME", directory.join("no-home"))
        .env("METRICS_CACHE_DIR", directory.join("no-cache"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a shell");
    let mut stdin = child.stdin.take().expect("a pipe");
    let [out, err] = std::thread::scope(|scope| {
        scope.spawn(move || drop(stdin.write_all(input)));
        let (out, err) = (child.stdout.take().expect("a pipe"), child.stderr.take().expect("a pipe"));
        let readers = [scope.spawn(|| text(out)), scope.spawn(|| text(err))];
        wait(&mut child);
        readers.map(|reader| reader.join().expect("no panic"))
    });
    Told { status: child.wait().expect("an own child").code(), out, err }
}

fn wait(child: &mut Child) {
    let start = Instant::now();
    while child.try_wait().expect("an own child").is_none() {
        if start.elapsed() > LONGEST_WAIT {
            child.kill().expect("an own child");
        }
        sleep(Duration::from_millis(2));
    }
}

fn text(mut pipe: impl Read) -> String {
    let mut bytes = Vec::new();
    pipe.read_to_end(&mut bytes).expect("a pipe");
    String::from_utf8_lossy(&bytes).into_owned()
}

impl Told {
    /// Status 2, and a line or two that a person can read: what it is, and what is wrong with it.
    pub(crate) fn is_refused(&self, what: &str, why: &str) {
        assert_eq!(self.status, Some(2), "{what}: {self:?}");
        let first = self.err.lines().next().unwrap_or_default();
        assert!(first.starts_with("error: ") && first.contains(why), "{what}: not `{why}`: {first}");
        assert!(self.err.lines().count() <= 3 && self.err.len() < 10_000, "{what}: {}", self.err);
        assert!(!self.err.chars().any(|c| c.is_control() && c != '\n'), "{what}: {}", self.err);
    }

    /// That it did its job, or said why not, and ended by itself.
    pub(crate) fn is_sound(&self, what: &str) {
        assert!(matches!(self.status, Some(0..=2)), "{what}: {:?}: {}", self.status, self.err);
        assert!(self.err.len() < 100_000, "{what}: {} bytes of complaint", self.err.len());
    }
}
