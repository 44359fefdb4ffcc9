//! Which repository, which work tree and which index git would use here, by the place and by `GIT_DIR`,
//! `GIT_WORK_TREE` and `GIT_INDEX_FILE`.

use super::GitError;
use super::owner::must_be_trusted;
use super::settings::{Places, Settings};
use super::sound::{must_be_index, must_be_sound, must_be_sound_at, must_have_sound_objects};
use git2::{Index, Repository, RepositoryOpenFlags};
use std::env::var_os;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// What git would use.
pub(super) struct Opened {
    pub(super) repository: Repository,
    /// The root of the work tree, canonical.
    pub(super) root: PathBuf,
    /// The current directory, canonical.
    pub(super) here: PathBuf,
    pub(super) index: IndexFile,
    pub(super) settings: Settings,
}

/// Where the index is.
#[derive(Clone, Debug)]
pub(super) struct IndexFile {
    pub(super) path: PathBuf,
    /// Whether the environment names it.
    pub(super) is_named: bool,
}

impl Opened {
    pub(super) fn here() -> Result<Opened, GitError> {
        let found = Found::here()?;
        let root = found.root()?;
        if found.repository.workdir().is_none_or(|known| known.canonicalize().ok().as_deref() != Some(&*root))
        {
            found.repository.set_workdir(&root, false)?;
        }
        found.opened(root)
    }

    /// The same; the files of a repository without a work tree count as if they were in the current directory.
    pub(super) fn here_or_bare() -> Result<(Opened, bool), GitError> {
        let found = Found::here()?;
        must_have_sound_objects(&found.repository)?;
        match found.root() {
            Err(GitError::Bare(_)) => {
                let here = found.here.clone();
                Ok((found.opened(here)?, true))
            }
            root => Ok((found.opened(root?)?, false)),
        }
    }
}

/// A repository, before it is known where its files are.
struct Found {
    repository: Repository,
    here: PathBuf,
    settings: Settings,
    /// What `GIT_WORK_TREE` says.
    tree: Option<PathBuf>,
    /// Whether `GIT_DIR` names it.
    is_named: bool,
}

impl Found {
    fn here() -> Result<Found, GitError> {
        let here = std::env::current_dir().and_then(|here| here.canonicalize());
        let here = here.map_err(|error| GitError::Other(format!("current directory: {error}")))?;
        // An object is named by the hash of its content. Git does not compute it again on reading, and no more do we.
        git2::opts::strict_hash_verification(false);
        let (directory, tree) = (variable("GIT_DIR"), variable("GIT_WORK_TREE"));
        must_be_sound(&here, directory.as_deref())?;
        let repository = open(directory.as_deref(), tree.is_some(), &here)?;
        let own = repository.path().to_path_buf();
        let settings = Settings::of(&Places { own, common: repository.commondir().to_path_buf() });
        if directory.is_none() {
            must_be_trusted(&repository, &here)?;
        }
        if let Some((file, line)) = &settings.broken {
            return Err(GitError::Configuration { file: file.clone(), line: *line });
        }
        Ok(Found { repository, here, settings, tree, is_named: directory.is_some() })
    }

    fn root(&self) -> Result<PathBuf, GitError> {
        match &self.tree {
            Some(tree) => root_of(&self.here, tree),
            None => implied_root(&self.repository, &self.here, self.is_named, &self.settings),
        }
    }

    fn opened(self, root: PathBuf) -> Result<Opened, GitError> {
        let Found { repository, here, settings, .. } = self;
        if !here.starts_with(&root) {
            return Err(GitError::Elsewhere { work_tree: root, path: here });
        }
        must_be_sound_at(&root, &settings)?;
        let index = IndexFile::of(&repository, &root);
        Ok(Opened { repository, root, here, index, settings })
    }
}

/// An empty variable says nothing, as for git.
pub(super) fn variable(name: &str) -> Option<PathBuf> {
    var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// Opens the repository without a look at its work tree if that is named: libgit2 would take it as seen from the
/// repository and not from here.
fn open(directory: Option<&Path>, has_tree: bool, here: &Path) -> Result<Repository, GitError> {
    super::owner::let_us_decide();
    let opened = match (directory, has_tree) {
        (_, false) => Repository::open_from_env(),
        (Some(directory), true) => open_alone(directory),
        (None, true) => Repository::open_from_env()
            .or_else(|_| open_alone(&Repository::discover_path(here, variable("GIT_CEILING_DIRECTORIES"))?)),
    };
    opened.map_err(|error| match (GitError::of_opening(&error, here), directory) {
        (GitError::NoRepository, Some(directory)) => GitError::NoDirectory(directory.to_path_buf()),
        (error, _) => error,
    })
}

fn open_alone(directory: &Path) -> Result<Repository, git2::Error> {
    let flags = RepositoryOpenFlags::FROM_ENV
        | RepositoryOpenFlags::NO_SEARCH
        | RepositoryOpenFlags::NO_DOTGIT
        | RepositoryOpenFlags::BARE;
    Repository::open_ext(directory, flags, &[] as &[&OsStr])
}

fn root_of(here: &Path, tree: &Path) -> Result<PathBuf, GitError> {
    let tree = here.join(tree);
    tree.canonicalize()
        .map_err(|error| GitError::Other(format!("GIT_WORK_TREE: {}: {error}", tree.display())))
}

/// The root where no variable names it. A repository that was named has its work tree here, unless it says otherwise.
fn implied_root(
    repository: &Repository,
    here: &Path,
    is_named: bool,
    settings: &Settings,
) -> Result<PathBuf, GitError> {
    let says_otherwise = || settings.get("core.worktree").is_some() || repository.is_worktree();
    let bare = || GitError::Bare(repository.path().to_path_buf());
    let root = repository.workdir().ok_or_else(bare)?;
    if is_named && !says_otherwise() {
        return Ok(here.to_path_buf());
    }
    Ok(root.canonicalize().unwrap_or_else(|_| root.to_path_buf()))
}

impl IndexFile {
    /// A relative path in the environment begins at the root of the work tree: git goes there before it reads the
    /// index.
    pub(super) fn of(repository: &Repository, root: &Path) -> IndexFile {
        match variable("GIT_INDEX_FILE") {
            Some(path) => IndexFile { path: root.join(path), is_named: true },
            None => IndexFile { path: repository.path().join("index"), is_named: false },
        }
    }

    /// An index that git was told to use and that is not there must not look like a commit that removes everything.
    pub(super) fn must_exist(&self, repository: &Repository) -> Result<(), GitError> {
        let is_there = || self.path.symlink_metadata().is_ok();
        // Git names the usual one before it has written it: before the first commit.
        let is_usual = || self.path == repository.path().join("index") && repository.head().is_err();
        if self.is_named && !is_there() && !is_usual() {
            return Err(GitError::NoIndex(self.path.clone()));
        }
        Ok(())
    }

    /// Lets libgit2 use it, and gives it.
    pub(super) fn open(&self, repository: &Repository) -> Result<Index, GitError> {
        self.must_exist(repository)?;
        if !self.is_named {
            return Ok(repository.index()?);
        }
        must_be_index(&self.path)?;
        let mut index = Index::open(&self.path)?;
        repository.set_index(&mut index)?;
        Ok(index)
    }
}
