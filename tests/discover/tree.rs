//! A directory to discover, and the two languages of these tests.

use code_metrics::discover::{DiscoverError, Discovery, Filter, Request, discover};
use code_metrics::language::{LanguageSpec, by_name};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Python by its suffix; a name without a suffix counts as a script.
pub(crate) fn detect(path: &Path) -> Option<&'static LanguageSpec> {
    match path.extension().and_then(OsStr::to_str) {
        Some("py") => by_name("python"),
        Some(_) => None,
        None => path.file_name()?.to_str()?.ends_with("script").then(|| by_name("javascript"))?,
    }
}

/// What one filter for all directories finds.
pub(crate) fn find(request: &Request, filter: &Filter) -> Result<Discovery, DiscoverError> {
    let filter = Arc::new(filter.clone());
    discover(request, &|_| Arc::clone(&filter), &|path, _| detect(path))
}

/// What holds where no ignore file counts.
pub(crate) fn without_ignore_files() -> Filter {
    Filter { use_ignore: false, ..Filter::default() }
}

/// A temporary directory.
pub(crate) struct Tree(tempfile::TempDir);

impl Tree {
    /// Makes a tree of files; a name that ends in a slash is a directory, and each file contains its own name.
    pub(crate) fn new(names: &[&str]) -> Tree {
        let tree = Tree(tempfile::tempdir().expect("a place for temporary files"));
        for name in names {
            tree.add(name, name);
        }
        tree
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn add(&self, name: &str, content: &str) {
        let path = self.path(name);
        if name.ends_with('/') {
            return fs::create_dir_all(path).expect("a new directory");
        }
        fs::create_dir_all(path.parent().expect("a parent")).expect("a new directory");
        fs::write(path, content).expect("a new file");
    }

    /// A request for the names given.
    pub(crate) fn request(&self, names: &[&str]) -> Request {
        Request {
            paths: names.iter().map(|name| self.path(name)).collect(),
            threads: 2,
            ..Request::default()
        }
    }

    /// What is found below the tree, by default, and nothing skipped.
    pub(crate) fn found(&self, names: &[&str]) -> Vec<String> {
        self.names(&self.request(names), &Filter::default())
    }

    /// What a request finds, as names below the tree, and nothing skipped.
    pub(crate) fn names(&self, request: &Request, filter: &Filter) -> Vec<String> {
        let found = find(request, filter).expect("a valid request");
        assert_eq!(found.skipped, [], "nothing to skip");
        self.below(&found)
    }

    /// The candidates' names below the tree.
    pub(crate) fn below(&self, found: &Discovery) -> Vec<String> {
        let name = |path: &Path| path.strip_prefix(self.0.path()).expect("below the tree").to_path_buf();
        found.candidates.iter().map(|c| name(&c.path).to_string_lossy().into_owned()).collect()
    }
}
