//! From an extent to what git says of it.

use super::configured::Configured;
use super::{Extent, SessionError};
use crate::discover::git::{Changes, GitError, Range, WorkTree};
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// What changed under the paths, or everywhere if there are none.
pub(super) fn of(extent: &Extent, configured: &Configured, paths: &[PathBuf]) -> Result<Changes, GitError> {
    let (work_tree, paths) = repository(configured, paths)?;
    match compared(extent)? {
        Some(range) => work_tree.since(&range, &paths),
        None => work_tree.staged(&paths),
    }
}

/// All files as they are after a change, of which git has the bytes; `None` if they are those of the work tree.
pub(super) fn whole(extent: &Extent, configured: &Configured) -> Result<Option<Changes>, GitError> {
    let (work_tree, _) = repository(configured, &[])?;
    match compared(extent)? {
        None => work_tree.whole_index().map(Some),
        Some(Range { until: Some(until), .. }) => work_tree.whole_revision(&until).map(Some),
        Some(_) => Ok(None),
    }
}

/// What is compared; `None` is what is staged.
fn compared(extent: &Extent) -> Result<Option<Range>, GitError> {
    let (range, until) = match extent {
        Extent::Since { since: None, until } => (Some(Range::of_environment("--since")?), until.clone()),
        Extent::Since { since: Some(since), until } => {
            (Some(Range::since(since.clone(), None)), until.clone())
        }
        // pre-commit's hooks for a push judge commits, with the index that happens to be there.
        Extent::Staged | Extent::All => (Range::of_push(), None),
    };
    Ok(range.map(|range| Range { until: until.or(range.until.clone()), ..range }))
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
    /// Whether it is the common ancestor with that revision instead.
    pub from_fork: bool,
    /// The second version.
    pub after: After,
    /// What is left of the arguments.
    pub paths: Vec<PathBuf>,
}

/// The second of two versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum After {
    /// The files as they are.
    #[default]
    WorkTree,
    /// What is staged.
    Index,
    /// A revision.
    Revision(String),
}

/// What a side of a range is that is not written.
const HEAD: &str = "HEAD";

impl Revisions {
    /// Reads arguments as git does: `A..B`, `A...B` from the common ancestor, or up to two revisions, `HEAD` if there are
    /// none, and then paths. If the index is asked for, it is the second version.
    ///
    /// # Errors
    /// If there is no repository, something is both a revision and a file, or a version is named beside the index.
    pub fn read(arguments: &[PathBuf], staged: bool) -> Result<Revisions, SessionError> {
        let work_tree = WorkTree::open()?;
        let after = if staged { After::Index } else { After::WorkTree };
        let mut read =
            Revisions { before: HEAD.to_owned(), from_fork: false, after, paths: arguments.to_vec() };
        if let Some((before, dots, after)) = arguments.first().and_then(|it| range(it, &work_tree)) {
            if staged {
                let what = "a range has two versions, and `--staged` is a third one";
                return Err(SessionError::Request(format!("{before}{dots}{after}: {what}")));
            }
            (read.before, read.from_fork) = (before, dots == "...");
            (read.after, read.paths) = (After::Revision(after), arguments[1..].to_vec());
            return Ok(read);
        }
        let most = if staged { 1 } else { 2 };
        let mut revisions = Vec::new();
        for argument in arguments.iter().take(most) {
            let Some(name) = argument.to_str().filter(|name| work_tree.is_revision(name)) else { break };
            if Path::new(name).symlink_metadata().is_ok() {
                return Err(SessionError::Request(format!(
                    "{name}: both a revision and a file; the file is also ./{name}"
                )));
            }
            revisions.push(name.to_owned());
        }
        read.paths = arguments[revisions.len()..].to_vec();
        let mut revisions = revisions.into_iter();
        read.before = revisions.next().unwrap_or(read.before);
        read.after = revisions.next().map_or(read.after, After::Revision);
        Ok(read)
    }

    /// What changed between them.
    pub(super) fn changes(&self, configured: &Configured, paths: &[PathBuf]) -> Result<Changes, GitError> {
        let (work_tree, paths) = repository(configured, paths)?;
        let until = match &self.after {
            After::Index => return work_tree.staged_since(&self.before, &paths),
            After::WorkTree => None,
            After::Revision(revision) => Some(revision.clone()),
        };
        let range = Range { since: self.before.clone(), exact: !self.from_fork, until };
        work_tree.since(&range, &paths)
    }
}

/// The two revisions of `A..B` or `A...B`, either of which may be left out, with the dots between them; `None` for a path.
fn range(argument: &Path, work_tree: &WorkTree) -> Option<(String, &'static str, String)> {
    let text = argument.to_str().filter(|_| argument.symlink_metadata().is_err())?;
    let dots = if text.contains("...") { "..." } else { ".." };
    let (before, after) = text.split_once(dots)?;
    let known = |name: &str| !name.is_empty() && work_tree.is_revision(name);
    let side = |name: &str| if name.is_empty() { HEAD.to_owned() } else { name.to_owned() };
    (known(before) || known(after)).then(|| (side(before), dots, side(after)))
}
