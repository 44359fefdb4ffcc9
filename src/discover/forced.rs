//! `--force-exclude`: whether a walk from the current directory would have passed over a named file.

use super::ignores::{Ignores, Present};
use super::rules::{Rules, absolute};
use super::walk::passes_over;
use super::{Request, as_reported};
use crate::model::Skipped;
use ignore::gitignore::Gitignore;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Answers for many files, and reads each ignore file once.
pub(super) struct Forced<'a> {
    request: &'a Request,
    rules: &'a Rules,
    global: Option<Arc<Gitignore>>,
    known: HashMap<PathBuf, Way>,
}

/// What a walk makes of a directory: `None` if it is passed over, an error for an ignore file that must not be opened.
type Way = Result<Option<Ignores>, Skipped>;

impl<'a> Forced<'a> {
    pub(super) fn new(request: &'a Request, rules: &'a Rules) -> Forced<'a> {
        let global = request.use_ignore.then(Ignores::global);
        Forced { request, rules, global, known: HashMap::new() }
    }

    /// Whether the file is hidden; an error is the row for an ignore file that must not be opened.
    pub(super) fn hide(&mut self, path: &Path) -> Result<bool, Skipped> {
        let whole = absolute(path, self.rules.current());
        // Outside the current directory no walk leads to the file: its own name counts, and its directories do not.
        let (path, way) = match whole.strip_prefix(self.rules.current()) {
            Ok(below) => (below, self.way_to(below.parent().unwrap_or(Path::new("")))?),
            Err(_) => (path, Some(self.root(path.parent().unwrap_or(Path::new("")))?)),
        };
        let Some(ignores) = way else { return Ok(true) };
        let name = path.file_name().unwrap_or_default();
        Ok(self.rules.hide_file(path) || passes_over(self.request, &ignores, name, false))
    }

    /// Follows a walk from the current directory to one below it.
    fn way_to(&mut self, below: &Path) -> Way {
        if let Some(known) = self.known.get(below) {
            return known.clone();
        }
        let way = match (below.parent(), below.file_name()) {
            (Some(parent), Some(name)) => match self.way_to(parent)? {
                Some(above) => self.step(&above, below, name),
                None => Ok(None),
            },
            _ => self.root(Path::new(".")).map(Some),
        };
        self.known.insert(below.to_path_buf(), way.clone());
        way
    }

    fn step(&self, above: &Ignores, directory: &Path, name: &OsStr) -> Way {
        let is_another_checkout = || directory.join(".git").symlink_metadata().is_ok_and(|git| git.is_file());
        if passes_over(self.request, above, name, true)
            || self.rules.hide_directory(directory)
            || is_another_checkout()
        {
            return Ok(None);
        }
        self.read(above.below(name), directory).map(Some)
    }

    fn root(&self, directory: &Path) -> Result<Ignores, Skipped> {
        match &self.global {
            Some(global) => self.read(Ignores::above(directory, global)?, directory),
            None => Ok(Ignores::none()),
        }
    }

    fn read(&self, mut ignores: Ignores, directory: &Path) -> Result<Ignores, Skipped> {
        if self.request.use_ignore {
            ignores.read(&as_reported(directory), Present::look(directory))?;
        }
        Ok(ignores)
    }
}
