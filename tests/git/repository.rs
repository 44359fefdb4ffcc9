//! A scratch repository, made and changed by the git that is installed, without anybody's configuration.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A directory with a repository at `here`, and room beside it.
pub(crate) struct Scratch {
    room: TempDir,
    here: PathBuf,
}

/// A function of a given cyclomatic complexity.
pub(crate) fn function(name: &str, complexity: usize) -> String {
    let branches = "    if a:\n        b()\n".repeat(complexity - 1);
    format!("def {name}(a):\n{branches}    return a\n")
}

impl Scratch {
    /// An empty repository on branch `main`.
    pub(crate) fn new() -> Scratch {
        let scratch = Scratch::without_repository();
        scratch.git(&["init", "-q", "-b", "main", "."]);
        scratch
    }

    pub(crate) fn without_repository() -> Scratch {
        let room = TempDir::new().unwrap();
        let here = room.path().canonicalize().unwrap().join("repo");
        fs::create_dir(&here).unwrap();
        Scratch { room, here }
    }

    /// A path in the repository.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.here.join(name)
    }

    /// A path beside the repository.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.room.path().canonicalize().unwrap().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn script(path: &Path, text: &str) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, format!("#!/bin/sh\n{text}\n")).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Writes, adds and commits.
    pub(crate) fn commit(&self, files: &[(&str, &str)]) {
        for (name, text) in files {
            self.write(name, text);
        }
        self.git(&["add", "-A"]);
        self.git(&["commit", "-qm", "a commit"]);
    }

    /// Runs git, which must succeed, and gives what it printed.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        self.git_in("", arguments)
    }

    pub(crate) fn git_in(&self, directory: &str, arguments: &[&str]) -> String {
        let output = self.command("git", directory).args(arguments).output().unwrap();
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "git {arguments:?}: {complaint}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs `metrics`.
    pub(crate) fn metrics(&self, arguments: &[&str]) -> Output {
        self.metrics_in("", arguments)
    }

    pub(crate) fn metrics_in(&self, directory: &str, arguments: &[&str]) -> Output {
        self.command(METRICS, directory).args(arguments).output().unwrap()
    }

    /// The paths that `metrics analyze` with these arguments reports, one a line and with `skipped` where it was.
    pub(crate) fn measured(&self, arguments: &[&str]) -> Vec<String> {
        let output = self.metrics(&[&["analyze", "--format", "ndjson"], arguments].concat());
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        paths(&output.stdout)
    }

    /// A program that sees nothing of the surrounding environment but where to find others.
    pub(crate) fn command(&self, program: &str, directory: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.path(directory)).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.room.path()).env("GIT_CONFIG_NOSYSTEM", "1").env("LC_ALL", "C");
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "Somebody").env(format!("GIT_{who}_EMAIL"), "a@b.c");
        }
        command
    }
}

pub(crate) const METRICS: &str = env!("CARGO_BIN_EXE_metrics");

/// The paths of a report in NDJSON.
pub(crate) fn paths(report: &[u8]) -> Vec<String> {
    records(report).iter().map(|record| record["path"].as_str().unwrap().to_owned()).collect()
}

pub(crate) fn records(report: &[u8]) -> Vec<serde_json::Value> {
    let text = std::str::from_utf8(report).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Status and messages of a run that prints no report.
pub(crate) fn verdict(output: &Output) -> (Option<i32>, String) {
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    (output.status.code(), String::from_utf8(output.stderr.clone()).unwrap())
}
