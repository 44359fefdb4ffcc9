//! `--force-exclude`: whether a walk from the current directory would have passed over a named file.

use super::ignores::Present;
use super::rules::{Rules, Search};
use crate::model::Skipped;
use crate::paths::absolute;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Answers for many files, and reads each ignore file once.
pub(super) struct Forced<'a> {
    search: &'a Search<'a>,
    known: HashMap<PathBuf, Way>,
}

/// What counts in a directory: `None` if it is passed over, an error for an ignore file that must not be opened.
type Way = Result<Option<Rules>, Skipped>;

impl<'a> Forced<'a> {
    pub(super) fn new(search: &'a Search<'a>) -> Forced<'a> {
        Forced { search, known: HashMap::new() }
    }

    /// Whether the file is hidden; an error is the row for an ignore file that must not be opened.
    pub(super) fn hide(&mut self, path: &Path) -> Result<bool, Skipped> {
        let Search { request, current, .. } = self.search;
        let whole = absolute(path, current);
        // Outside the current directory no walk leads to the file: its own name counts, and its directories do not.
        let (path, way) = match whole.strip_prefix(current) {
            Ok(below) => (below, self.way_to(below.parent().unwrap_or(Path::new("")))?),
            Err(_) => (path, Some(self.root(path.parent().unwrap_or(Path::new("")))?)),
        };
        let Some(rules) = way else { return Ok(true) };
        let name = path.file_name().unwrap_or_default();
        Ok(rules.filter.against_file(path, current).is_some() || rules.passes_over(request, name, false))
    }

    /// Whether a walk of a directory passes over a file below it, both as they stand in reports.
    pub(super) fn is_passed(&self, root: &Path, file: &Path) -> Result<bool, Skipped> {
        let Search { request, current, .. } = self.search;
        let below = if root == Path::new(".") { Ok(file) } else { file.strip_prefix(root) };
        let (Ok(below), Some(name)) = (below, file.file_name()) else { return Ok(true) };
        let (mut rules, mut directory) = (self.root(root)?, root.to_path_buf());
        for part in below.parent().unwrap_or(Path::new("")) {
            directory = if directory == Path::new(".") { part.into() } else { directory.join(part) };
            match self.step(&rules, &directory, part)? {
                Some(next) => rules = next,
                None => return Ok(true),
            }
        }
        Ok(rules.filter.against_file(file, current).is_some() || rules.passes_over(request, name, false))
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

    fn step(&self, above: &Rules, directory: &Path, name: &OsStr) -> Way {
        let Search { request, govern, current } = self.search;
        if above.passes_over(request, name, true)
            || above.filter.against_directory(directory, current).is_some()
            || directory.join(".git").symlink_metadata().is_ok_and(|git| git.is_file())
        {
            return Ok(None);
        }
        let mut rules = above.below(name);
        rules.govern(directory, govern(directory))?;
        read(rules, directory).map(Some)
    }

    fn root(&self, directory: &Path) -> Result<Rules, Skipped> {
        read(Rules::at(directory, (self.search.govern)(directory))?, directory)
    }
}

fn read(mut rules: Rules, directory: &Path) -> Result<Rules, Skipped> {
    if rules.filter.use_ignore {
        rules.read(directory, Present::look(directory))?;
    }
    Ok(rules)
}
