//! What changed, as git says it: staged, or since a revision; and who wrote a line. The only code that knows git2; no
//! process is started.
//!
//! libgit2 runs neither hooks nor filters nor a file system monitor, and it refuses a repository of another user. What
//! is read is the index that git names in the environment, so that `git commit -a` and `git commit -- path`, which
//! make their own, are judged by what they commit.

mod blame;
mod blob;
mod changes;
mod error;
mod former;
mod index_file;
mod places;
mod renames;
mod revision;
mod select;
mod staged;

pub use blame::Authorship;
pub use blob::Blob;
pub use changes::{Change, Changes, Side};
pub use error::GitError;
pub use revision::Range;
pub use select::{ChangedFiles, DetectSide, select};

use blob::Store;
use changes::{Deltas, New};
use git2::{Diff, DiffOptions, ErrorCode, Repository, Tree};
use places::Places;
use std::cell::LazyCell;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// The work tree around the current directory.
pub struct WorkTree {
    store: Store,
    root: PathBuf,
    here: PathBuf,
}

impl std::fmt::Debug for WorkTree {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "WorkTree({})", self.root.display())
    }
}

impl WorkTree {
    /// Opens the repository that git would use here, which `GIT_DIR` and `GIT_INDEX_FILE` may say.
    ///
    /// # Errors
    ///
    /// No repository, one without a work tree or of another user, a format that is not supported, or a work tree
    /// that does not contain the current directory.
    pub fn open() -> Result<WorkTree, GitError> {
        let here = std::env::current_dir().and_then(|here| here.canonicalize());
        let here = here.map_err(|error| GitError::Other(format!("current directory: {error}")))?;
        // An object is named by the hash of its content. Git does not compute it again on reading, and no more do we.
        git2::opts::strict_hash_verification(false);
        let repository = Repository::open_from_env().map_err(|error| GitError::of_opening(&error, &here))?;
        let bare = || GitError::Bare(repository.path().to_path_buf());
        let root = repository.workdir().ok_or_else(bare)?;
        let root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
        if !here.starts_with(&root) {
            return Err(GitError::Elsewhere { work_tree: root, path: here });
        }
        Ok(WorkTree { store: Store::new(repository), root, here })
    }

    /// Its root, canonical.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where git looks for hooks.
    ///
    /// # Errors
    ///
    /// A configuration that cannot be read.
    pub fn hooks(&self) -> Result<Hooks, GitError> {
        let repository = self.store.lock();
        let own = repository.commondir().join("hooks");
        let directory = match repository.config()?.get_path("core.hooksPath") {
            Ok(path) => self.root.join(path),
            Err(error) if error.code() == ErrorCode::NotFound => own,
            Err(error) => return Err(error.into()),
        };
        let is_own = directory.starts_with(&self.root) || directory.starts_with(repository.commondir());
        Ok(Hooks { directory, is_own })
    }

    /// Whether git knows a commit by this name.
    #[must_use]
    pub fn is_revision(&self, name: &str) -> bool {
        revision::commit(&self.store.lock(), name).is_ok()
    }

    /// What is staged: the index against `HEAD`, or against nothing before the first commit.
    ///
    /// # Errors
    ///
    /// A damaged repository, a path outside the work tree, and one that neither disk nor git knows.
    pub fn staged(&self, paths: &[PathBuf]) -> Result<Changes, GitError> {
        let places = Places::new(&self.root, &self.here, paths)?;
        let repository = self.store.lock();
        let head = head(&repository)?;
        let deltas = match staged::staged(&repository, head.as_ref()) {
            Some(list) => Deltas::from(list),
            None => staged_by_libgit2(&repository, head.as_ref())?,
        };
        let changes = Changes::new(deltas, &places, &self.store, New::Index)?;
        debug_assert!(
            staged_by_libgit2(&repository, head.as_ref())
                .and_then(|deltas| Changes::new(deltas, &places, &self.store, New::Index))
                .is_ok_and(|other| changes.is_as(&other)),
            "libgit2 does not agree"
        );
        self.must_exist(&places, &changes, &repository)?;
        Ok(changes)
    }

    /// What changed in a range, without checking anything out. New files count before they are added to the index,
    /// unless an ignore file hides them.
    ///
    /// # Errors
    ///
    /// As [`WorkTree::staged`], and an unknown revision or two without a common ancestor.
    pub fn since(&self, range: &Range, paths: &[PathBuf]) -> Result<Changes, GitError> {
        let places = Places::new(&self.root, &self.here, paths)?;
        let repository = self.store.lock();
        let (diff, new) = diff_since(&repository, range)?;
        let mut deltas = Deltas::new(&diff, None)?;
        if range.until.is_none() {
            deltas.set_conflicts_aside(&repository.index()?)?;
        }
        let changes = Changes::new(deltas, &places, &self.store, new)?;
        self.must_exist(&places, &changes, &repository)?;
        Ok(changes)
    }

    /// A name that was mistyped must not look like one without changes.
    fn must_exist(&self, places: &Places, changes: &Changes, git: &Repository) -> Result<(), GitError> {
        let touched = LazyCell::new(|| changes.list.iter().flat_map(Change::places).collect::<HashSet<_>>());
        let is_seen = |shown: &Path, place: &Path| {
            self.root.join(place).symlink_metadata().is_ok() || touched.contains(shown)
        };
        for (shown, place) in places.given().filter(|(shown, place)| !is_seen(shown, place)) {
            if git.index()?.find_prefix(place).is_err() {
                return Err(GitError::UnknownPath(shown.to_path_buf()));
            }
        }
        Ok(())
    }
}

/// Where git looks for hooks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hooks {
    /// The directory, which need not exist.
    pub directory: PathBuf,
    /// Whether it belongs to the repository alone.
    pub is_own: bool,
}

/// The tree of the last commit, `None` before the first.
fn head(repository: &Repository) -> Result<Option<Tree<'_>>, GitError> {
    match repository.head() {
        Ok(head) => Ok(Some(head.peel_to_tree()?)),
        Err(error) if error.code() == ErrorCode::UnbornBranch => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn staged_by_libgit2(repository: &Repository, head: Option<&Tree<'_>>) -> Result<Deltas, GitError> {
    let index = repository.index()?;
    let diff = repository.diff_tree_to_index(head, Some(&index), Some(&mut options()))?;
    Deltas::new(&diff, Some(&index))
}

fn diff_since<'a>(repository: &'a Repository, range: &Range) -> Result<(Diff<'a>, New), GitError> {
    let base = revision::base(repository, range)?.tree()?;
    let mut options = options();
    if let Some(until) = &range.until {
        let until = revision::commit(repository, until)?.tree()?;
        let diff = repository.diff_tree_to_tree(Some(&base), Some(&until), Some(&mut options))?;
        return Ok((diff, New::Commit));
    }
    options.include_untracked(true).recurse_untracked_dirs(true);
    Ok((repository.diff_tree_to_workdir_with_index(Some(&base), Some(&mut options))?, New::File))
}

fn options() -> DiffOptions {
    let mut options = DiffOptions::new();
    options.include_typechange(true).ignore_submodules(true).skip_binary_check(true);
    options
}
