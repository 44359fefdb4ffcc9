//! Which directories are watched for a session, and which of the paths that change there are worth a question.

use super::{Events, WatchError};
use crate::session::Session;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The places of a session.
#[derive(Debug, Default)]
pub(crate) struct WatchScope {
    /// The files and directories that it is about, and what links in their paths lead to, where that is another path:
    /// some systems tell that one.
    roots: Vec<(PathBuf, Option<PathBuf>)>,
    /// The directories above them, up to the root of the repository, where a configuration may come to stand.
    above: BTreeSet<PathBuf>,
    /// Configurations and the baseline.
    rulebooks: BTreeSet<PathBuf>,
    /// Where git keeps its own files.
    repository: Option<PathBuf>,
    /// What this program writes itself: the cache.
    own: Option<PathBuf>,
}

impl WatchScope {
    /// The places of a session as they are now.
    #[must_use]
    pub(crate) fn of(session: &Session) -> WatchScope {
        let linked = |root: PathBuf| {
            let real = root.canonicalize().ok().filter(|real| *real != root);
            (root, real)
        };
        let roots = session.roots();
        let above = roots.iter().flat_map(|root| root.ancestors().skip(1));
        let above = above.filter(|above| above.starts_with(session.root())).map(Path::to_owned).collect();
        WatchScope {
            roots: roots.into_iter().map(linked).collect(),
            above,
            rulebooks: session.rulebooks().into_iter().collect(),
            repository: session.repository(),
            own: session.cache_directory(),
        }
    }

    /// Watches the places themselves and those above up to the root of the repository, where a configuration or an ignore
    /// file may come to stand, but no directory that a walk enters.
    ///
    /// # Errors
    /// As [`Events::watch`].
    pub(crate) fn cover(&self, events: &mut Events) -> Result<(), WatchError> {
        let mut directories = self.above.clone();
        for (root, _) in &self.roots {
            directories.insert(if root.is_dir() { root.clone() } else { parent(root) });
        }
        directories.extend(self.rulebooks.iter().map(|file| parent(file)));
        if let Some(repository) = &self.repository {
            directories.extend(["", "info", "logs"].map(|name| repository.join(name)));
        }
        directories.iter().try_for_each(|directory| events.watch(directory).map(drop))
    }

    /// A path as the session spells it; `None` if what happens there is none of its business.
    #[must_use]
    pub(crate) fn concerned(&self, path: &Path) -> Option<PathBuf> {
        if self.own.as_ref().is_some_and(|own| path.starts_with(own)) {
            return None;
        }
        if let Some(below) = self.repository.as_ref().and_then(|it| path.strip_prefix(it).ok()) {
            return [HEAD, LOG, "info/exclude"].map(Path::new).contains(&below).then(|| path.to_owned());
        }
        let by_link = |(root, real): &(PathBuf, Option<PathBuf>)| {
            let below = path.strip_prefix(real.as_ref()?).ok()?;
            Some(if below.as_os_str().is_empty() { root.clone() } else { root.join(below) })
        };
        let path = self.roots.iter().find_map(by_link).unwrap_or_else(|| path.to_owned());
        let is_ours = self.roots.iter().any(|(root, _)| path.starts_with(root))
            || self.rulebooks.contains(&path)
            || path.parent().is_some_and(|parent| self.above.contains(parent));
        is_ours.then_some(path)
    }

    /// Whether git has gone to another commit or branch.
    #[must_use]
    pub(crate) fn is_checkout(&self, path: &Path) -> bool {
        self.repository.as_ref().is_some_and(|it| it.join(HEAD) == path)
    }

    /// Whether git has noted another last commit.
    #[must_use]
    pub(crate) fn is_commit(&self, path: &Path) -> bool {
        self.repository.as_ref().is_some_and(|it| [HEAD, LOG].iter().any(|name| it.join(name) == path))
    }

    /// Whether a configuration or the baseline is at a path.
    #[must_use]
    pub(crate) fn is_rulebook(&self, path: &Path) -> bool {
        self.rulebooks.contains(path)
    }
}

/// The file in which git says what is checked out.
const HEAD: &str = "HEAD";

/// The file in which git notes what `HEAD` was.
const LOG: &str = "logs/HEAD";

fn parent(path: &Path) -> PathBuf {
    path.parent().unwrap_or(path).to_owned()
}

/// What was changed since a time among files that were measured and in directories that were entered before they were
/// watched.
pub(super) fn changed_since<'a>(
    time: SystemTime,
    files: impl Iterator<Item = &'a Path>,
    directories: &[PathBuf],
) -> Vec<PathBuf> {
    let is_later = |path: &Path| {
        let state = path.symlink_metadata().ok();
        state.is_none_or(|state| changed(&state).is_none_or(|at| at >= time))
    };
    let mut found: Vec<PathBuf> = files.filter(|file| is_later(file)).map(Path::to_owned).collect();
    for directory in directories.iter().filter(|directory| is_later(directory)) {
        let entries = directory.read_dir().into_iter().flatten().flatten().map(|entry| entry.path());
        found.extend(entries.filter(|path| is_later(path)));
    }
    found
}

/// When a file was changed last, its name and its state included where the system knows that.
#[cfg(unix)]
fn changed(state: &std::fs::Metadata) -> Option<SystemTime> {
    use std::os::unix::fs::MetadataExt;
    let nanoseconds = u32::try_from(state.ctime_nsec()).ok()?;
    Some(SystemTime::UNIX_EPOCH + std::time::Duration::new(u64::try_from(state.ctime()).ok()?, nanoseconds))
}

#[cfg(not(unix))]
fn changed(state: &std::fs::Metadata) -> Option<SystemTime> {
    state.modified().ok()
}
