//! Which files that git does not track are new, and which an ignore file hides: by the ignore files that git would read.
//!
//! libgit2 lists what is in the work tree and has patterns of its own; it does not know an `core.excludesFile` that only
//! the environment or a condition names. What it calls new or ignored is therefore asked again here.

use super::GitError;
use super::settings::Settings;
use crate::discover::ignores::{Ignores, Present};
use crate::discover::os;
use git2::{Delta as Status, Diff, DiffOptions, Repository, Tree};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// What the ignore files of a work tree hide.
pub(super) struct Hiding {
    root: PathBuf,
    top: Ignores,
    /// What counts in a directory below, `None` if it is hidden.
    known: HashMap<PathBuf, Option<Ignores>>,
}

impl Hiding {
    pub(super) fn of(repository: &Repository, root: &Path, settings: &Settings) -> Hiding {
        let files = [Some(repository.commondir().join("info/exclude")), settings.excludes_file(root)];
        Hiding { root: root.to_path_buf(), top: Ignores::of_git(root, files), known: HashMap::new() }
    }

    /// What counts at the root.
    pub(super) fn of_root(&self) -> Ignores {
        self.top.clone()
    }

    /// Whether a path, as seen from the root, is hidden, by itself or by a directory above; that of a directory ends
    /// with a slash.
    pub(super) fn hides(&mut self, path: &[u8]) -> bool {
        let is_directory = path.ends_with(b"/");
        let path = path.strip_suffix(b"/").unwrap_or(path);
        let Ok(path) = os::path(path) else { return false };
        let (Some(name), Some(parent)) = (path.file_name(), path.parent()) else { return false };
        self.rules(parent).is_none_or(|rules| rules.hide(name, is_directory) == Some(true))
    }

    /// What counts in a directory; `None` if it is hidden.
    fn rules(&mut self, directory: &Path) -> Option<Ignores> {
        let (Some(name), Some(parent)) = (directory.file_name(), directory.parent()) else {
            return Some(self.top.clone());
        };
        if let Some(known) = self.known.get(directory) {
            return known.clone();
        }
        let above = self.rules(parent).filter(|above| above.hide(name, true) != Some(true));
        let rules = above.map(|above| {
            let (mut rules, place) = (above.below(name), self.root.join(directory));
            // What must not be opened hides nothing.
            let _ = rules.read(&place, Present::look(&place));
            rules
        });
        self.known.insert(directory.to_path_buf(), rules.clone());
        rules
    }
}

/// The differences between a tree and the files, with what is new, and beside it what libgit2 takes for ignored; of `only`
/// some paths, if that is known.
pub(super) fn diff<'a>(
    repository: &'a Repository,
    base: &Tree<'a>,
    hiding: &mut Hiding,
    options: impl Fn() -> DiffOptions,
    only: Option<&BTreeSet<Vec<u8>>>,
) -> Result<Diff<'a>, GitError> {
    let compared = |is_thorough: bool| {
        let mut options = options();
        options.include_untracked(true).recurse_untracked_dirs(true);
        options.include_ignored(true).recurse_ignored_dirs(is_thorough);
        options.disable_pathspec_match(true);
        for path in only.into_iter().flatten() {
            options.pathspec(path.as_slice());
        }
        repository.diff_tree_to_workdir_with_index(Some(base), Some(&mut options))
    };
    if only.is_some() {
        return Ok(compared(true)?);
    }
    let diff = compared(false)?;
    let is_wrong = |it: git2::DiffDelta<'_>| {
        let path = it.new_file().path_bytes().unwrap_or_default();
        it.status() == Status::Ignored && path.ends_with(b"/") && !hiding.hides(path)
    };
    // Nobody knows what is in a directory that is hidden to libgit2 alone.
    if diff.deltas().any(is_wrong) { Ok(compared(true)?) } else { Ok(diff) }
}
