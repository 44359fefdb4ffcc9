//! `--force-exclude`: whether a walk from the current directory would have passed over a named file.

use super::guard::Guard;
use super::rules::Rules;
use super::{Request, walk};
use crate::model::Skipped;
use ignore::IncrementalIgnore;
use std::path::Path;

/// Answers for many files, and reads each ignore file once.
pub(super) struct Forced<'a> {
    request: &'a Request,
    rules: &'a Rules,
    guard: Guard,
    here: IncrementalIgnore,
}

impl<'a> Forced<'a> {
    pub(super) fn new(request: &'a Request, rules: &'a Rules) -> Forced<'a> {
        Forced { request, rules, guard: Guard::default(), here: matcher(request, Path::new(".")) }
    }

    /// Whether the file is hidden; an error is the row for an ignore file that must not be opened.
    pub(super) fn hide(&mut self, path: &Path) -> Result<bool, Skipped> {
        if let Some(trap) = path.parent().and_then(|parent| self.trap_on_the_way_to(parent)) {
            return Err(trap);
        }
        let Some(below) = self.here.normalize(path) else {
            return Ok(self.hide_elsewhere(path));
        };
        Ok(self.hidden_by_rules(&below) || self.here.matched(&below, false).is_ignore())
    }

    /// Outside the current directory no walk leads to the file: its own name counts, and its directories do not.
    fn hide_elsewhere(&self, path: &Path) -> bool {
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else { return false };
        self.rules.hide_file(path) || matcher(self.request, parent).matched(name, false).is_ignore()
    }

    fn hidden_by_rules(&self, below: &Path) -> bool {
        let directories = below.ancestors().skip(1).filter(|part| !part.as_os_str().is_empty());
        self.rules.hide_file(below) || directories.into_iter().any(|part| self.rules.hide_directory(part))
    }

    fn trap_on_the_way_to(&mut self, directory: &Path) -> Option<Skipped> {
        if self.request.use_ignore { self.guard.trap_above(directory) } else { None }
    }
}

fn matcher(request: &Request, root: &Path) -> IncrementalIgnore {
    walk::builder(request, root).build_matchers().remove(0)
}
