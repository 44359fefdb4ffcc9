//! What changed, as git says it: staged, or since a revision; and who wrote a line. The only code that knows git2; no
//! process is started.
//!
//! libgit2 runs neither hooks nor filters nor a file system monitor, and it refuses a repository of another user. What
//! is read is the index that git names in the environment, so that `git commit -a` and `git commit -- path`, which
//! make their own, are judged by what they commit.

mod all;
mod blame;
mod blob;
mod changes;
mod count;
mod error;
mod former;
mod history;
mod index_file;
mod listing;
mod objects;
mod open;
mod openable;
mod owner;
mod places;
mod renames;
mod replace;
mod revision;
mod select;
pub(super) mod settings;
mod since;
mod snapshot;
mod sound;
mod staged;
mod untracked;

pub use blame::Authorship;
pub use blob::Blob;
pub use changes::{Change, Changes, Side};
pub use error::GitError;
pub use history::{Commit, Every, FileContent, FileHistory, History, Survey, Walk, WalkedCommits};
pub use revision::Range;
pub(crate) use select::{ChangedFiles, DetectSide, FurtherFiles, select};
pub use snapshot::Snapshot;

use crate::discover::{Links, Source, read};
use blob::Store;
use changes::{Deltas, New, diff_options};
use count::must_be_countable;
use git2::{ErrorCode, Oid, Repository, Tree};
use objects::Objects;
use open::{IndexFile, Opened};
use places::Places;
use replace::Replacements;
use settings::{Settings, is_yes};
use sound::{must_begin_bearable, tree_of};
use std::cell::LazyCell;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use untracked::Hiding;

/// The work tree around the current directory.
pub struct WorkTree {
    store: Store,
    root: PathBuf,
    here: PathBuf,
    index: IndexFile,
    settings: Settings,
}

impl std::fmt::Debug for WorkTree {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "WorkTree({})", self.root.display())
    }
}

impl WorkTree {
    /// Opens the repository that git would use here, which `GIT_DIR`, `GIT_WORK_TREE` and `GIT_INDEX_FILE` may say.
    ///
    /// # Errors
    ///
    /// No repository, one without a work tree or of another user, a format that is not supported, or a work tree
    /// that does not contain the current directory.
    pub fn open() -> Result<WorkTree, GitError> {
        let Opened { repository, root, here, index, settings } = Opened::here()?;
        Ok(WorkTree { store: Store::new(repository), root, here, index, settings })
    }

    /// Where git keeps its own files about this work tree.
    #[must_use]
    pub fn directory(&self) -> PathBuf {
        self.store.lock().path().to_path_buf()
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
    pub(crate) fn is_revision(&self, name: &str) -> bool {
        revision::commit(&self.store.lock(), name).is_ok()
    }

    /// What is staged: the index against `HEAD`, or against nothing before the first commit; in a merge against each
    /// commit that is merged, too.
    ///
    /// # Errors
    ///
    /// A damaged repository, objects that are not here, an index that is named and not there, a path outside the work
    /// tree, and one that neither disk nor git knows.
    pub fn staged(&self, paths: &[PathBuf]) -> Result<Changes, GitError> {
        let places = Places::new(&self.root, &self.here, paths)?;
        let repository = self.store.lock();
        let found = self.staged_against_all(&places, &repository);
        let mut changes = self.told(found, "git diff --text --no-renames --cached > /dev/null")?;
        self.must_exist(&places, &changes, &repository)?;
        self.add_named(&mut changes, &places, &repository)?;
        Ok(changes)
    }

    /// The index against a revision.
    ///
    /// # Errors
    ///
    /// As [`WorkTree::staged`], and an unknown revision.
    pub(crate) fn staged_since(&self, revision: &str, paths: &[PathBuf]) -> Result<Changes, GitError> {
        let places = Places::new(&self.root, &self.here, paths)?;
        let repository = self.store.lock();
        let found = self.index_since(revision, &places, &repository);
        let command = "git diff --text --no-renames --cached > /dev/null";
        let changes = self.told(found, command)?;
        self.must_exist(&places, &changes, &repository)?;
        Ok(changes)
    }

    fn index_since(&self, revision: &str, places: &Places, git: &Repository) -> Result<Changes, GitError> {
        self.index.must_exist(git)?;
        let replacements = Replacements::of(git, &self.settings)?;
        let tree = tree_of(&replacements.commit(revision::commit(git, revision)?, git)?, git)?;
        self.staged_against(Some(&tree), places, git)
    }

    /// Adds the files that were named and of which nothing is staged.
    fn add_named(&self, changes: &mut Changes, places: &Places, git: &Repository) -> Result<(), GitError> {
        let told = changes.skipped.iter().map(|row| &row.path).chain(&changes.intended);
        let sides = changes.list.iter().flat_map(|it| [&it.before, &it.after]).flatten();
        let touched: HashSet<PathBuf> = sides.map(|side| &side.path).chain(told).cloned().collect();
        let mut index = None;
        for (shown, place) in places.given().filter(|(shown, _)| !touched.contains(*shown)) {
            match self.root.join(place).metadata() {
                Ok(state) if state.is_file() => changes.named.push(shown.to_path_buf()),
                Ok(_) => {}
                Err(_) => {
                    let index = match &mut index {
                        Some(index) => index,
                        empty => empty.insert(self.index.open(git)?),
                    };
                    changes.stored.extend(index.get_path(place, 0).map(|entry| Side {
                        path: shown.to_path_buf(),
                        source: Source::Blob(Blob::new(entry.id, &self.store)),
                        wanted: true,
                        named: true,
                    }));
                }
            }
        }
        Ok(())
    }

    fn staged_against_all(&self, places: &Places, repository: &Repository) -> Result<Changes, GitError> {
        self.index.must_exist(repository)?;
        let replacements = Replacements::of(repository, &self.settings)?;
        let head = head(repository, &replacements)?;
        let mut changes = self.staged_against(head.as_ref(), places, repository)?;
        for parent in merged(repository) {
            let tree = tree_of(&replacements.commit(found(parent, repository)?, repository)?, repository)?;
            changes.against.push(self.staged_against(Some(&tree), places, repository)?.list);
        }
        Ok(changes)
    }

    fn staged_against(
        &self,
        tree: Option<&Tree<'_>>,
        places: &Places,
        repository: &Repository,
    ) -> Result<Changes, GitError> {
        let index = staged::index_in(&self.index.path);
        let deltas = match index.and_then(|index| staged::staged(repository, index, tree)) {
            Some(list) => Deltas::from(list),
            None => self.staged_by_libgit2(repository, tree)?,
        };
        let changes = Changes::new(deltas, places, &self.store, New::Index)?;
        debug_assert!(
            self.staged_by_libgit2(repository, tree)
                .and_then(|deltas| Changes::new(deltas, places, &self.store, New::Index))
                .map_or_else(|error| error.is_beyond_libgit2(), |other| changes.is_as(&other)),
            "libgit2 does not agree"
        );
        Ok(changes)
    }

    fn staged_by_libgit2(
        &self,
        repository: &Repository,
        tree: Option<&Tree<'_>>,
    ) -> Result<Deltas, GitError> {
        tree.map_or(Ok(()), |tree| must_be_countable(repository, tree.id()))?;
        let index = self.index.open(repository)?;
        let diff = repository.diff_tree_to_index(tree, Some(&index), Some(&mut diff_options()))?;
        Deltas::new(&diff, Some(&index))
    }

    /// What changed in a range, without checking anything out. New files count before they are added to the index,
    /// unless an ignore file hides them. Where the two sides have several common ancestors that none of the others
    /// has, all of them count.
    ///
    /// # Errors
    ///
    /// As [`WorkTree::staged`], and an unknown revision or two without a common ancestor.
    pub fn since(&self, range: &Range, paths: &[PathBuf]) -> Result<Changes, GitError> {
        let places = Places::new(&self.root, &self.here, paths)?;
        let repository = self.store.lock();
        let found = self.changed_since(range, &places, &repository);
        let changes = self.told(found, &range.command())?;
        self.must_exist(&places, &changes, &repository)?;
        Ok(changes)
    }

    /// Says how to fetch what is missing, or may turn out to be, where it is missing by intention: in a partial clone.
    fn told(&self, found: Result<Changes, GitError>, command: &str) -> Result<Changes, GitError> {
        let fetch = is_partial(&self.settings).then(|| command.to_owned());
        match found {
            Ok(changes) => Ok(Changes { fetch, ..changes }),
            Err(GitError::Missing { what, .. }) => Err(GitError::Missing { what, fetch }),
            Err(error) => Err(error),
        }
    }

    /// A name that was mistyped must not look like one without changes.
    fn must_exist(&self, places: &Places, changes: &Changes, git: &Repository) -> Result<(), GitError> {
        let touched = LazyCell::new(|| changes.list.iter().flat_map(Change::places).collect::<HashSet<_>>());
        let is_seen = |shown: &Path, place: &Path| {
            self.root.join(place).symlink_metadata().is_ok() || touched.contains(shown)
        };
        for (shown, place) in places.given().filter(|(shown, place)| !is_seen(shown, place)) {
            if self.index.open(git)?.find_prefix(place).is_err() {
                return Err(GitError::UnknownPath(shown.to_path_buf()));
            }
        }
        Ok(())
    }
}

/// Whether some objects are elsewhere by intention.
fn is_partial(settings: &Settings) -> bool {
    settings.has("remote.", ".promisor", is_yes) || settings.get("extensions.partialclone").is_some()
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
fn head<'a>(repository: &'a Repository, replacements: &Replacements) -> Result<Option<Tree<'a>>, GitError> {
    match repository.head() {
        Ok(head) => {
            must_begin_bearable(repository, "HEAD")?;
            Ok(Some(tree_of(&replacements.commit(head.peel_to_commit()?, repository)?, repository)?))
        }
        Err(error) if error.code() == ErrorCode::UnbornBranch => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// A commit by its name, which somebody else wrote down.
fn found(id: Oid, repository: &Repository) -> Result<git2::Commit<'_>, GitError> {
    Objects::of(repository)?.must_be_bearable(id)?;
    Ok(repository.find_commit(id)?)
}

/// The commits that are being merged: parents of the next commit, beside `HEAD`.
fn merged(repository: &Repository) -> Vec<Oid> {
    /// Many more than a merge can have.
    const LARGEST: u64 = 1 << 20;
    let file = read(&repository.path().join("MERGE_HEAD"), Links::Follow, LARGEST).ok().flatten();
    let text = String::from_utf8(file.unwrap_or_default()).unwrap_or_default();
    text.lines().filter_map(|line| Oid::from_str(line.trim()).ok()).collect()
}
