//! From an extent to what git says of it.

use super::configured::Configured;
use super::{Extent, SessionError};
use crate::discover::git::{Changes, GitError, Range, WorkTree};
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// What changed under the paths, or everywhere if there are none.
pub(super) fn of(extent: &Extent, configured: &Configured, paths: &[PathBuf]) -> Result<Changes, GitError> {
    let (work_tree, paths) = repository(configured, paths)?;
    let (range, until) = match extent {
        Extent::Since { since: None, until } => (Some(Range::of_environment()?), until.clone()),
        Extent::Since { since: Some(since), until } => {
            (Some(Range::since(since.clone(), None)), until.clone())
        }
        // pre-commit's hooks for a push judge commits, with the index that happens to be there.
        Extent::Staged | Extent::All => (Range::of_push(), None),
    };
    match range {
        Some(range) => {
            let until = until.or(range.until);
            work_tree.since(&Range { until, ..range }, &paths)
        }
        None => work_tree.staged(&paths),
    }
}

/// The repository that a session is about: the one that git would use here, unless the session is about another place.
/// Its paths are then meant from here all the same.
fn repository<'a>(
    configured: &Configured,
    paths: &'a [PathBuf],
) -> Result<(WorkTree, Cow<'a, [PathBuf]>), GitError> {
    if !configured.is_elsewhere() {
        return Ok((WorkTree::open()?, paths.into()));
    }
    let paths = paths.iter().map(|path| configured.absolute(path)).collect();
    Ok((WorkTree::around(&configured.root)?, paths))
}

/// What two versions are compared, and of which paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revisions {
    /// The first revision.
    pub before: String,
    /// The second one; `None` is the work tree.
    pub after: Option<String>,
    /// What is left of the arguments.
    pub paths: Vec<PathBuf>,
}

impl Revisions {
    /// Reads arguments as git does: up to two revisions, `HEAD` if there are none, and then paths.
    ///
    /// # Errors
    /// If there is no repository, or something is both a revision and a file.
    pub fn read(arguments: &[PathBuf]) -> Result<Revisions, SessionError> {
        let work_tree = WorkTree::open()?;
        let mut revisions = Vec::new();
        for argument in arguments.iter().take(2) {
            let Some(name) = argument.to_str().filter(|name| work_tree.is_revision(name)) else { break };
            if Path::new(name).symlink_metadata().is_ok() {
                return Err(SessionError::Request(format!(
                    "{name}: both a revision and a file; the file is also ./{name}"
                )));
            }
            revisions.push(name.to_owned());
        }
        let paths = arguments[revisions.len()..].to_vec();
        let mut revisions = revisions.into_iter();
        let before = revisions.next().unwrap_or_else(|| "HEAD".to_owned());
        Ok(Revisions { before, after: revisions.next(), paths })
    }

    /// What changed between them.
    pub(super) fn changes(&self, configured: &Configured, paths: &[PathBuf]) -> Result<Changes, GitError> {
        let range = Range { since: self.before.clone(), exact: true, until: self.after.clone() };
        let (work_tree, paths) = repository(configured, paths)?;
        work_tree.since(&range, &paths)
    }
}
