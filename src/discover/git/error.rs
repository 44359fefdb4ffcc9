//! Why git cannot say what changed. Each is a mistake or a state of the repository, never a problem of one file.

use git2::{ErrorClass, ErrorCode};
use std::path::{Path, PathBuf};

/// The variables that `auto` looks at, in this order.
pub(super) const VARIABLES: [&str; 3] =
    ["PRE_COMMIT_FROM_REF", "GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"];

/// What stands between a question and git's answer.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// No repository in the current directory or above it.
    #[error("not in a git repository")]
    NoRepository,
    /// `GIT_DIR` leads to no repository.
    #[error("GIT_DIR: {}: not a git repository", .0.display())]
    NoDirectory(PathBuf),
    /// `GIT_INDEX_FILE` leads nowhere.
    #[error("GIT_INDEX_FILE: {}: no such file", .0.display())]
    NoIndex(PathBuf),
    /// A file of git's configuration that git refuses.
    #[error("{}:{line}: not a line of git's configuration", file.display())]
    Configuration {
        /// The file.
        file: PathBuf,
        /// The line, 1-based.
        line: usize,
    },
    /// A file of git's own that must not be opened: it would block, never end, or fill the memory.
    #[error("{}: {why}", path.display())]
    Unsound {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        why: String,
    },
    /// An object that is not in the repository.
    #[error("{what}: git has it not here")]
    Missing {
        /// What is missing.
        what: String,
        /// The command that fetches it, if it is elsewhere by intention.
        fetch: Option<String>,
    },
    /// An object that `git replace` replaced and that is no commit.
    #[error("{0} is replaced by `git replace`, which is only followed for commits")]
    Replaced(String),
    /// A repository without files.
    #[error("{}: a bare repository has no work tree", .0.display())]
    Bare(PathBuf),
    /// A repository that git would refuse as well.
    #[error("{}: the repository belongs to another user", .0.display())]
    NotOwned(PathBuf),
    /// `core.worktree` or `GIT_WORK_TREE` leads away from here.
    #[error("the repository's work tree is {}, which does not contain {}", work_tree.display(), path.display())]
    Elsewhere {
        /// The work tree.
        work_tree: PathBuf,
        /// The current directory, or a path that was given.
        path: PathBuf,
    },
    /// A path that is neither in the work tree nor in git.
    #[error("{}: no such file or directory, and git does not know it", .0.display())]
    UnknownPath(PathBuf),
    /// A format that libgit2 does not read.
    #[error("unsupported repository: {0}")]
    Unsupported(String),
    /// An index that is damaged.
    #[error("the index cannot be read: {0}")]
    Index(String),
    /// A revision that names no commit.
    #[error("{revision}: no such revision")]
    UnknownRevision {
        /// As given.
        revision: String,
        /// Whether the history is cut off.
        shallow: bool,
    },
    /// Two revisions without a common ancestor in the history at hand.
    #[error("no common ancestor of {since} and {until}{}", if *.shallow { ": the clone is shallow" } else { "" })]
    NoMergeBase {
        /// The revision to compare with.
        since: String,
        /// The revision compared.
        until: String,
        /// Whether the history is cut off.
        shallow: bool,
    },
    /// `auto` without a variable that names a base, as the value of an option.
    #[error("no base revision in the environment: none of {} is set", VARIABLES.join(", "))]
    NoBase(&'static str),
    /// Anything else that git says.
    #[error("git: {0}")]
    Other(String),
}

impl GitError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        let text = match self {
            GitError::NoRepository => "start it inside of the repository that it is about".to_owned(),
            GitError::NotOwned(path) => {
                format!("git config --global --add safe.directory {}", path.display())
            }
            GitError::UnknownRevision { revision, .. } if branch(revision).is_some() => {
                fetch(branch(revision).unwrap_or_default())
            }
            GitError::UnknownRevision { shallow: true, .. } | GitError::NoMergeBase { shallow: true, .. } => {
                "fetch the whole history: `git fetch --unshallow`, or `fetch-depth: 0` in actions/checkout"
                    .to_owned()
            }
            GitError::NoBase(option) => {
                format!("where nothing is to be merged, name the revision: {option} origin/main")
            }
            GitError::NoDirectory(_) => "a relative GIT_DIR begins in the current directory".to_owned(),
            GitError::NoIndex(_) => {
                "a relative GIT_INDEX_FILE begins at the root of the work tree; without the variable the usual index \
                 counts"
                    .to_owned()
            }
            GitError::Missing { fetch: Some(command), .. } => format!("fetch what is missing: `{command}`"),
            GitError::Missing { .. } => "`git fsck` says what is missing; a new clone has it".to_owned(),
            GitError::Replaced(_) => {
                "`GIT_NO_REPLACE_OBJECTS=1` compares what was there before, `git replace -d` ends it".to_owned()
            }
            GitError::Unsound { .. } => {
                "git made no such file: look at where the repository comes from, and clone it anew".to_owned()
            }
            GitError::Index(why) if why.contains("'sdir'") => {
                "write the index as a whole: `git sparse-checkout reapply --no-sparse-index`".to_owned()
            }
            GitError::Index(why) if why.contains("'link'") => {
                "write the index as a whole: `git update-index --no-split-index`".to_owned()
            }
            GitError::Index(_) => "`git status` says whether git can read it".to_owned(),
            _ => return None,
        };
        Some(text)
    }

    /// Whether libgit2 cannot answer what can be answered without it.
    pub(super) fn is_beyond_libgit2(&self) -> bool {
        match self {
            GitError::Index(why) => why.contains("'sdir'"),
            // it would read what nobody else has to
            GitError::Unsound { .. } => true,
            _ => false,
        }
    }

    /// What went wrong while the repository at or above `here` was opened.
    pub(super) fn of_opening(error: &git2::Error, here: &Path) -> GitError {
        match (error.code(), error.class()) {
            (ErrorCode::NotFound, _) => GitError::NoRepository,
            (ErrorCode::Owner, _) => GitError::NotOwned(owned_path(error).unwrap_or(here).to_path_buf()),
            (_, ErrorClass::Repository) => GitError::Unsupported(error.message().to_owned()),
            _ => GitError::from(error),
        }
    }
}

/// The branch of the usual remote that a revision names, if it is no more than that.
fn branch(revision: &str) -> Option<&str> {
    revision
        .strip_prefix("origin/")
        .filter(|branch| !branch.is_empty() && !branch.contains(['~', '^', '@', ':']))
}

/// A revision as a shell takes it.
pub(super) fn quoted(revision: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-~^@".contains(&byte);
    if revision.bytes().all(is_plain) {
        revision.to_owned()
    } else {
        format!("'{}'", revision.replace('\'', r"'\''"))
    }
}

/// How a branch comes into a checkout that has only its own.
fn fetch(branch: &str) -> String {
    let refspec = quoted(&format!("+refs/heads/{branch}:refs/remotes/origin/{branch}"));
    format!("fetch the branch: `git fetch origin {refspec}`, or `fetch-depth: 0` in actions/checkout")
}

/// libgit2 quotes the directory that it tested in its message.
fn owned_path(error: &git2::Error) -> Option<&Path> {
    error.message().split('\'').nth(1).map(Path::new)
}

impl From<&git2::Error> for GitError {
    fn from(error: &git2::Error) -> GitError {
        match error.class() {
            ErrorClass::Odb if error.code() == ErrorCode::NotFound => {
                let id = error.message().split(['(', ')']).nth(1).unwrap_or("an object");
                GitError::Missing { what: id.to_owned(), fetch: None }
            }
            ErrorClass::Index => GitError::Index(error.message().to_owned()),
            _ => GitError::Other(error.message().to_owned()),
        }
    }
}

impl From<git2::Error> for GitError {
    fn from(error: git2::Error) -> GitError {
        GitError::from(&error)
    }
}
