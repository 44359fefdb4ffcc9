//! A small repository with old offenders, and the program run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A repository.
pub(crate) struct Tree {
    room: TempDir,
}

/// What a run came to.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A function whose cyclomatic complexity is given; what it says depends on the salt.
pub(crate) fn function(name: &str, complexity: usize, salt: &str) -> String {
    let branch = |n| format!("    if a == {n}:\n        {salt}({n})\n");
    let branches = (1..complexity).map(branch).collect::<Vec<String>>().concat();
    format!("def {name}(a):\n{branches}    return a\n\n\n")
}

impl Tree {
    pub(crate) fn new() -> Tree {
        crate::surroundings::clear();
        let tree = Tree { room: TempDir::new().expect("a place for temporary files") };
        tree.git(&["init", "-q", "-b", "main", "."]);
        tree
    }

    /// Three files, with five offenders among ten functions.
    pub(crate) fn legacy() -> Tree {
        let tree = Tree::new();
        tree.write(
            "a.py",
            &[function("one", 12, "x"), function("fine", 3, "x"), function("two", 14, "y")].concat(),
        );
        tree.write("b.py", &[function("three", 16, "z"), function("small", 2, "z")].concat());
        tree.write(
            "pkg/c.py",
            &[function("four", 11, "p"), function("five", 20, "q"), function("tiny", 1, "r")].concat(),
        );
        tree.write(".metrics.yaml", "limits: {cyclomatic: 10, cognitive: 99}\n");
        let created = tree.run(&["baseline", "create"]);
        assert_eq!((created.code, created.err.contains("5 entries")), (0, true), "{}", created.err);
        tree
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.room.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a file")
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
        fs::write(path, text).expect("a new file");
    }

    /// Replaces a text, which must be there.
    pub(crate) fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.read(name);
        assert!(text.contains(from), "{from} in {name}");
        self.write(name, &text.replacen(from, to, 1));
    }

    pub(crate) fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).expect("a file");
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> bool {
        let mut git = Command::new("git");
        git.current_dir(self.room.path()).args(["-c", "user.name=T", "-c", "user.email=t@example.org"]);
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        git.args(arguments).output().expect("git is installed").status.success()
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_in(self.room.path(), arguments)
    }

    pub(crate) fn run_in(&self, directory: &Path, arguments: &[&str]) -> Ran {
        let mut metrics = crate::surroundings::program();
        metrics.current_dir(directory).args(arguments).env_remove("GITHUB_ACTIONS").env_remove("GITLAB_CI");
        metrics.env("XDG_CACHE_HOME", self.room.path().join(".cache"));
        let output = metrics.output().expect("the program");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ran { code: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// The lines of findings of a check, and its exit status.
    pub(crate) fn check(&self, more: &[&str]) -> (i32, Vec<String>) {
        let ran = self.run(&[&["check", "--report", "concise"], more].concat());
        assert!(ran.code < 2, "{}", ran.err);
        let mut lines: Vec<String> = ran.out.lines().map(str::to_owned).collect();
        lines.pop();
        (ran.code, lines)
    }
}
