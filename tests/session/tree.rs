//! A tree of source to ask about.

#![expect(clippy::unwrap_used, reason = "a test that cannot make its tree has failed")]

use code_metrics::config::Options;
use code_metrics::session::{CheckRequest, Edit, Extent, Selection, Session};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

pub(crate) struct Tree(tempfile::TempDir);

impl Tree {
    /// A repository with these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Tree {
        crate::surroundings::clear();
        let tree = Tree(tempfile::tempdir().unwrap());
        tree.git(&["init", "-q"]);
        for (name, text) in files {
            tree.write(name, text);
        }
        tree
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> Edit {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        Edit::Disk(path)
    }

    pub(crate) fn git(&self, arguments: &[&str]) {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"];
        let mut git = Command::new("git");
        git.current_dir(self.0.path()).args(identity).args(arguments);
        assert!(git.status().unwrap().success(), "git {arguments:?}");
    }

    pub(crate) fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-qm", "x"]);
    }

    pub(crate) fn session(&self) -> Session {
        let options = Options { no_cache: true, ..Options::default() };
        Session::open(Selection { options, ..Selection::of(vec![self.0.path().to_owned()]) }).unwrap()
    }

    /// Names of the files that a session knows, with the sums of their functions' cyclomatic complexity.
    pub(crate) fn known(&self, session: &mut Session) -> Vec<(String, u32)> {
        let records = &session.measure(&Extent::All).unwrap().outcome.records;
        let row = |record: &code_metrics::model::Record| {
            let name = record.path.strip_prefix(self.0.path()).unwrap().to_string_lossy().into_owned();
            (name, record.metrics.functions.iter().map(|function| function.cyclomatic).sum())
        };
        records.iter().map(row).collect()
    }
}

/// A function with as many branches as are asked for.
pub(crate) fn function(branches: usize) -> String {
    format!("def f(x):\n{}    return x\n", "    if x:\n        x += 1\n".repeat(branches))
}

pub(crate) fn errors(session: &mut Session) -> usize {
    session.check(&CheckRequest::default()).unwrap().verdict.errors()
}
