//! A project with a cache of its own, and runs of the program over it.

use code_metrics::cache::{FileSystem, file_system};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

pub(crate) use crate::surroundings::PROGRAM;

/// The number for the long version of a test, or a part of it, or that for the short one.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the numbers are small and positive"
)]
pub(crate) fn at_scale(full: usize, short: usize) -> usize {
    if std::env::var_os("METRICS_TEST_FULL").is_none() {
        return short;
    }
    let scale = std::env::var("METRICS_TEST_SCALE").ok().and_then(|scale| scale.parse::<f64>().ok());
    // a part of the full numbers, as far as it is more than the short ones
    ((full as f64 * scale.unwrap_or(1.0)) as usize).max(short)
}

/// Temporary directories for sources and for the cache.
pub(crate) struct Project {
    root: tempfile::TempDir,
}

/// How the files of a run came to their numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) by_stat: u64,
    pub(crate) by_content: u64,
    pub(crate) stale: u64,
    pub(crate) missed: u64,
    pub(crate) retried: u64,
}

pub(crate) struct Finished {
    pub(crate) code: Option<i32>,
    pub(crate) report: String,
    pub(crate) messages: String,
}

impl From<Output> for Finished {
    fn from(output: Output) -> Finished {
        Finished {
            code: output.status.code(),
            report: String::from_utf8(output.stdout).unwrap(),
            messages: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Finished {
    pub(crate) fn counts(&self) -> Counts {
        let line = self.messages.lines().find_map(|line| line.strip_prefix("cache: ")).unwrap_or_default();
        let count = |name: &str| {
            let part = line.split([',', ':']).find_map(|part| part.trim().strip_suffix(name));
            part.and_then(|number| number.trim().parse().ok())
                .unwrap_or_else(|| panic!("no `{name}`: {line}"))
        };
        Counts {
            by_stat: count("by stat"),
            by_content: count("by content"),
            stale: count("stale"),
            missed: count("missed"),
            retried: count("retried"),
        }
    }

    pub(crate) fn warnings(&self) -> Vec<&str> {
        self.messages.lines().filter(|line| line.starts_with("warning: ")).collect()
    }
}

impl Project {
    pub(crate) fn empty() -> Project {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("source")).unwrap();
        Project { root }
    }

    /// Files that differ from each other.
    pub(crate) fn new(files: usize) -> Project {
        let project = Project::empty();
        for number in 0..files {
            project.write(&format!("d{}/f{number}.py", number % 7), &source(number));
        }
        project
    }

    pub(crate) fn root(&self) -> &Path {
        self.root.path()
    }

    pub(crate) fn source(&self) -> PathBuf {
        self.root.path().join("source")
    }

    pub(crate) fn cache(&self) -> PathBuf {
        self.root.path().join("cache")
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.cache().join("cache-v2.db")
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.source().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Waits until the stamps of what was written are old enough to be trusted.
    pub(crate) fn settle(&self) {
        let tick = match file_system(self.root.path()) {
            FileSystem::Precise => 150,
            _ => 2100,
        };
        std::thread::sleep(Duration::from_millis(tick));
    }

    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> Command {
        let mut command = self.configured(program);
        command.arg("--no-config").args(arguments);
        command
    }

    /// A run that waits for others as long as they take, on however busy a machine.
    pub(crate) fn patient(&self) -> Command {
        let configuration = self.root().join("patient.yaml");
        fs::write(&configuration, "cache: {wait_ms: 60000}\n").unwrap();
        let mut command = self.configured(PROGRAM);
        command.arg("--config").arg(configuration);
        command
    }

    fn configured(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        crate::surroundings::clear();
        let mut command = Command::new(program);
        command
            .current_dir(self.source())
            .args(["analyze", "--format", "json", "-v"])
            .env_remove("CI")
            .env_remove("METRICS_NO_CACHE")
            .env("METRICS_CACHE_DIR", self.cache());
        command
    }

    pub(crate) fn run_with(&self, arguments: &[&str]) -> Finished {
        self.command(PROGRAM, arguments).output().unwrap().into()
    }

    pub(crate) fn run(&self) -> Finished {
        self.run_with(&[])
    }

    /// What a run gives that has no cache.
    pub(crate) fn truth(&self) -> String {
        let run = self.run_with(&["--no-cache"]);
        assert_eq!(run.code, Some(0), "{}", run.messages);
        assert!(!run.messages.contains("cache:"), "{}", run.messages);
        run.report
    }

    /// Runs and checks that the cache is not seen in the report.
    pub(crate) fn check(&self, truth: &str) -> Finished {
        let run = self.run();
        assert_eq!(run.code, Some(0), "{}", run.messages);
        assert!(run.report == truth, "the report differs:\n{}\n{truth}", run.report);
        run
    }

    pub(crate) fn prune(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(["cache", "prune"]).args(arguments).env("METRICS_CACHE_DIR", self.cache());
        command
    }

    pub(crate) fn integrity(&self) -> String {
        let connection = rusqlite::Connection::open(self.database()).unwrap();
        connection.pragma_query_value(None, "integrity_check", |row| row.get(0)).unwrap()
    }
}

/// A source text with its number in its size and its complexity.
pub(crate) fn source(number: usize) -> String {
    let branches: Vec<String> =
        (0..number % 5).map(|n| format!("    if x == {n}:\n        return {number}\n")).collect();
    let branches = branches.concat();
    format!("def f{number}(x, y):\n{branches}    return x and y\n\n\nclass C{number}:\n    pass\n")
}
