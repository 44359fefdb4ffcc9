//! What hides a file that was named under `--force-exclude` or that git names: the patterns, our own ignore files and
//! the excluded names on the way to it from the root of its repository. git's ignore files do not, because git ignores
//! nothing that it tracks.
//!
//! The answer is the same from every directory and for every spelling of a path.

use super::HiddenBy;
use super::ignores::{Present, Whose, is_checkout};
use super::rules::{Rules, Search};
use crate::model::Skipped;
use crate::paths::absolute;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Answers for many files, and reads each ignore file once.
pub(super) struct Forced<'a> {
    search: &'a Search<'a>,
    /// The directories without links, by how they were spelled.
    directories: HashMap<PathBuf, PathBuf>,
    known: HashMap<PathBuf, Way>,
    inside: HashMap<PathBuf, bool>,
    /// Where a repository begins, though nothing on disk may say so.
    root: Option<PathBuf>,
}

/// What counts in a directory, the rule if it is passed over, an error for an ignore file that must not be opened.
type Way = Result<Result<Rules, HiddenBy>, Skipped>;

impl<'a> Forced<'a> {
    pub(super) fn new(search: &'a Search<'a>) -> Forced<'a> {
        let (directories, known, inside) = (HashMap::new(), HashMap::new(), HashMap::new());
        Forced { search, directories, known, inside, root: None }
    }

    /// The same for the files of a repository, which need not be on disk.
    pub(super) fn below(search: &'a Search<'a>, root: &Path) -> Forced<'a> {
        Forced { root: Some(root.to_path_buf()), ..Forced::new(search) }
    }

    /// The rule that hides a file; an error is the row for an ignore file that must not be opened.
    pub(super) fn hide(&mut self, path: &Path) -> Result<Option<HiddenBy>, Skipped> {
        let Search { request, current, .. } = self.search;
        let whole = absolute(path, current);
        let (Some(parent), Some(name)) = (whole.parent(), whole.file_name()) else { return Ok(None) };
        let parent = self.resolved(parent);
        let rules = match self.way_to(&parent)? {
            Ok(rules) => rules,
            Err(rule) => return Ok(Some(rule)),
        };
        if rules.passes_over(request, name, false) {
            return Ok(Some(rules.against(name, false)));
        }
        Ok(rules.filter.against_file(&parent.join(name), current))
    }

    /// The rule by which a walk of a directory passes over something in it or below, both as they stand in reports.
    pub(super) fn pass(
        &self,
        root: &Path,
        place: &Path,
        is_directory: bool,
    ) -> Result<Option<HiddenBy>, Skipped> {
        let Search { request, govern, current } = self.search;
        let mut rules = self.read(Rules::at(root, govern(root), Whose::All)?, root)?;
        let below = if root == Path::new(".") { place } else { place.strip_prefix(root).unwrap_or(place) };
        let (Some(parent), Some(name)) = (below.parent(), below.file_name()) else { return Ok(None) };
        let mut directory = root.to_path_buf();
        for part in if is_directory { below } else { parent } {
            directory = if directory == Path::new(".") { part.into() } else { directory.join(part) };
            let is_another = is_checkout(&directory);
            match self.step(&rules, &directory, part)? {
                Ok(next) if !is_another => rules = next,
                Ok(_) => return Ok(Some(HiddenBy::Checkout)),
                Err(rule) => return Ok(Some(rule)),
            }
        }
        if is_directory {
            return Ok(None);
        }
        if rules.passes_over(request, name, false) {
            return Ok(Some(rules.against(name, false)));
        }
        Ok(rules.filter.against_file(place, current))
    }

    fn resolved(&mut self, directory: &Path) -> PathBuf {
        if let Some(known) = self.directories.get(directory) {
            return known.clone();
        }
        // What is only in git may have no directory.
        let existing = directory.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
        let resolved = existing.map_or_else(
            || directory.to_path_buf(),
            |(above, found)| match directory.strip_prefix(above) {
                Ok(rest) if !rest.as_os_str().is_empty() => found.join(rest),
                _ => found,
            },
        );
        self.directories.insert(directory.to_path_buf(), resolved.clone());
        resolved
    }

    /// Follows a walk to a directory from the root of its repository.
    fn way_to(&mut self, directory: &Path) -> Way {
        if let Some(known) = self.known.get(directory) {
            return known.clone();
        }
        let way = match (directory.parent(), directory.file_name()) {
            (Some(parent), Some(name)) if !self.is_top(directory) => match self.way_to(parent)? {
                Ok(above) => self.step(&above, directory, name),
                Err(rule) => Ok(Err(rule)),
            },
            _ => self.top(directory).map(Ok),
        };
        self.known.insert(directory.to_path_buf(), way.clone());
        way
    }

    /// Whether a walk begins here: at the root of a repository, or outside of any where no configuration is above.
    fn is_top(&mut self, directory: &Path) -> bool {
        self.is_root(directory) || !directory.parent().is_some_and(|above| self.is_inside(above))
    }

    /// Whether a repository or a configuration is here or above.
    fn is_inside(&mut self, directory: &Path) -> bool {
        if let Some(&known) = self.inside.get(directory) {
            return known;
        }
        let mut landmarks = self.search.request.landmarks.iter();
        let is_inside = self.is_root(directory)
            || landmarks.any(|name| directory.join(name).symlink_metadata().is_ok())
            || directory.parent().is_some_and(|above| self.is_inside(above));
        self.inside.insert(directory.to_path_buf(), is_inside);
        is_inside
    }

    fn is_root(&self, directory: &Path) -> bool {
        self.root.as_deref() == Some(directory) || directory.join(".git").symlink_metadata().is_ok()
    }

    fn step(&self, above: &Rules, directory: &Path, name: &OsStr) -> Way {
        let Search { request, govern, current } = self.search;
        if above.passes_over(request, name, true) {
            return Ok(Err(above.against(name, true)));
        }
        if let Some(rule) = above.filter.against_directory(directory, current) {
            return Ok(Err(rule));
        }
        let mut rules = above.below(name);
        rules.govern(directory, govern(directory))?;
        self.read(rules, directory).map(Ok)
    }

    fn top(&self, directory: &Path) -> Result<Rules, Skipped> {
        let rules = Rules::at(directory, (self.search.govern)(directory), Whose::Ours)?;
        self.read(rules, directory)
    }

    fn read(&self, mut rules: Rules, directory: &Path) -> Result<Rules, Skipped> {
        if rules.filter.use_ignore {
            let shown = directory.strip_prefix(&self.search.current).unwrap_or(directory);
            let shown = if shown.as_os_str().is_empty() { Path::new(".") } else { shown };
            rules.read(shown, Present::look(directory))?;
        }
        Ok(rules)
    }
}
