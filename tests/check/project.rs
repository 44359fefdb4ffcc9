//! A directory to check, and a command that sees nothing of the machine it runs on.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A temporary repository.
pub(crate) struct Project(tempfile::TempDir);

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Project {
    /// Makes a repository with files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Project {
        crate::surroundings::clear();
        let project = Project(tempfile::tempdir().expect("a place for temporary files"));
        fs::create_dir(project.path(".git")).expect("a new directory");
        for (name, content) in files {
            project.write(name, content);
        }
        project
    }

    /// A repository with a file of one function that has a cyclomatic complexity of 4, and a cognitive one of 6.
    pub(crate) fn with_config(config: &str) -> Project {
        Project::new(&[("a.py", &nested("f", 3)), (".metrics.yaml", config)])
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a new directory");
        fs::write(path, content).expect("a new file");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a file")
    }

    /// The command, without the user's and the CI system's environment.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = crate::surroundings::program();
        command.current_dir(self.0.path()).args(arguments).env_clear();
        command.env("HOME", self.0.path().join("no-home")).env("PATH", "/usr/bin:/bin");
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        ran(&self.command(arguments).output().expect("the program starts"))
    }

    pub(crate) fn check(&self, arguments: &[&str]) -> Ran {
        self.run(&[&["check"], arguments].concat())
    }

    /// The findings of a check, as `path rule value limit origin`.
    pub(crate) fn findings(&self, arguments: &[&str]) -> Vec<String> {
        let ran = self.check(&[&["--report", "json"], arguments].concat());
        let document: serde_json::Value =
            serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{ran:?}"));
        let text = |value: &serde_json::Value| value.to_string().replace('"', "");
        let row = |it: &serde_json::Value| {
            let fields = ["path", "rule", "severity", "value", "limit", "limit_origin"];
            fields.map(|name| text(&it[name])).join(" ")
        };
        document["findings"].as_array().expect("an array").iter().map(row).collect()
    }

    /// All files below, but for those at the user's home.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        collect(self.0.path(), self.0.path(), &mut found);
        found.retain(|name| !name.starts_with("no-home"));
        found.sort();
        found
    }
}

fn collect(root: &Path, directory: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(directory).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && !path.is_symlink() {
            collect(root, &path, found);
        } else {
            found.push(path.strip_prefix(root).expect("below").to_string_lossy().into_owned());
        }
    }
}

pub(crate) fn ran(output: &Output) -> Ran {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ran { status: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) }
}

/// A function with so many nested conditions: cyclomatic 1 + n, cognitive n (n + 1) / 2, nesting n.
pub(crate) fn nested(name: &str, conditions: usize) -> String {
    let mut text = format!("def {name}(a, b):\n");
    for level in 0..conditions {
        writeln!(text, "{}if a > {level}:", "    ".repeat(level + 1)).expect("a String takes everything");
    }
    writeln!(text, "{}return b", "    ".repeat(conditions + 1)).expect("a String takes everything");
    text
}

/// How often a random test is repeated; `METRICS_TEST_FULL` asks for more than is bearable on every change.
pub(crate) fn times(full: u64, usual: u64) -> u64 {
    if std::env::var_os("METRICS_TEST_FULL").is_some() { full } else { usual }
}
