//! A copy of the sample tree, and programs beside it that say what the real tools said of it.

use super::surroundings;
use serde_json::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Output;

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/tools");

/// Says its version, or the answer that was recorded for what it is asked.
const REPLAY: &str = r#"
here=$(dirname "$0")
name=$(basename "$0")
case "$*" in
--version | *importlib*) cat "$here/$name.version"; exit ;;
esac
case "$name" in
radon) cat "$here/radon-$1.json" ;;
ruff | python3) cat "$here/$name.json" ;;
complexipy)
    while [ "$1" != --output ]; do shift; done
    cp "$here/complexipy.json" "$2"
    cat "$here/complexipy.said" >&2
    exit 1 ;;
eslint)
    pass=0
    case "$*" in *eslint-1.mjs*) pass=1 ;; esac
    while [ "$1" != --output-file ]; do shift; done
    cp "$here/eslint-$pass.json" "$2"
    exit 1 ;;
esac
"#;

pub(crate) const TOOLS: [(&str, &str); 5] = [
    ("radon", "6.0.1"),
    ("complexipy", "complexipy 8.3.0"),
    ("ruff", "ruff 0.17.6"),
    ("eslint", "v10.15.0"),
    ("python3", "2.4.0"),
];

/// A tree of source and the tools for it.
pub(crate) struct Stage {
    directory: tempfile::TempDir,
}

/// What a run came to.
pub(crate) struct Ran {
    pub(crate) status: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Stage {
    /// The tree, and none of the tools.
    pub(crate) fn bare() -> Stage {
        let directory = tempfile::tempdir().expect("a directory");
        let stage = Stage { directory };
        fs::create_dir(stage.path("tree")).expect("a new directory");
        for name in ["broken.py", "cart.py", "old.js", "view.tsx"] {
            fs::copy(format!("{SAMPLES}/tree/{name}"), stage.path("tree").join(name)).expect("a sample");
        }
        fs::create_dir_all(stage.tools()).expect("a new directory");
        stage
    }

    /// The tree, and all tools as they answered.
    pub(crate) fn whole() -> Stage {
        let stage = Stage::bare();
        let tree = stage.path("tree").canonicalize().expect("it is there");
        for entry in fs::read_dir(format!("{SAMPLES}/answers")).expect("a directory") {
            let path = entry.expect("an entry").path();
            let text = fs::read_to_string(&path).expect("UTF-8").replace("@TREE@", &tree.to_string_lossy());
            fs::write(stage.tools().join(path.file_name().expect("a name")), text).expect("a new file");
        }
        for (name, version) in TOOLS {
            stage.says(&format!("{name}.version"), version);
            stage.program(name, &format!("#!/bin/sh\n{REPLAY}"));
        }
        let plugins = [("eslint-plugin-sonarjs", "4.2.2"), ("@typescript-eslint/parser", "8.73.0")];
        for (package, version) in plugins {
            stage.package(package, version);
        }
        stage
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// Where the programs are: as npm puts them, beside the packages.
    pub(crate) fn tools(&self) -> PathBuf {
        self.path("node_modules/.bin")
    }

    pub(crate) fn package(&self, name: &str, version: &str) {
        let directory = self.path("node_modules").join(name);
        fs::create_dir_all(&directory).expect("a new directory");
        let text = format!("{{\"version\": \"{version}\"}}");
        fs::write(directory.join("package.json"), text).expect("a new file");
    }

    /// Puts a program in the place of another.
    pub(crate) fn program(&self, name: &str, text: &str) {
        let path = self.tools().join(name);
        fs::write(&path, text).expect("a new file");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("its owner");
    }

    /// Puts a recorded answer in the place of another.
    pub(crate) fn says(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.tools().join(name), text).expect("a new file");
    }

    pub(crate) fn answer(&self, name: &str) -> String {
        fs::read_to_string(self.tools().join(name)).expect("an answer")
    }

    /// Changes a recorded answer.
    pub(crate) fn edit(&self, name: &str, old: &str, new: &str) {
        let text = self.answer(name);
        assert!(text.contains(old), "{name} has {old}");
        self.says(name, text.replacen(old, new, 1));
    }

    pub(crate) fn run(&self, options: &[&str]) -> Ran {
        let tools = self.tools();
        self.run_with(&["--tool-path", &tools.to_string_lossy()], options, None)
    }

    /// Runs the command where nothing but the shell's own programs is on `PATH`.
    pub(crate) fn run_with(&self, first: &[&str], options: &[&str], path: Option<&str>) -> Ran {
        let system = self.system();
        let mut command = surroundings::program();
        command.current_dir(self.directory.path()).arg("compare-tools").args(first).args(options);
        command.args(["--no-cache", "--no-config", "tree"]);
        command.env("PATH", path.map_or(system.clone(), |path| format!("{path}:{system}")));
        let Output { status, stdout, stderr } = command.output().expect("the program starts");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Ran { status: status.code(), out: text(stdout), err: text(stderr) }
    }

    /// A directory with what the fake programs call, so that no real tool is found.
    fn system(&self) -> String {
        let system = self.path("system");
        if !system.exists() {
            fs::create_dir(&system).expect("a new directory");
            for name in ["sh", "cat", "cp", "dirname", "basename", "sleep"] {
                let real = ["/bin", "/usr/bin"]
                    .map(|it| Path::new(it).join(name))
                    .into_iter()
                    .find(|it| it.exists());
                std::os::unix::fs::symlink(real.expect("it is there"), system.join(name))
                    .expect("a new link");
            }
        }
        system.to_string_lossy().into_owned()
    }

    /// The report as JSON.
    pub(crate) fn json(&self, options: &[&str]) -> (Option<i32>, Value) {
        let ran = self.run(&[options, &["--format", "json"]].concat());
        let report = serde_json::from_str(&ran.out);
        (ran.status, report.unwrap_or_else(|_| panic!("a document: {}{}", ran.out, ran.err)))
    }
}
