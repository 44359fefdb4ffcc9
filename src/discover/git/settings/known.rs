//! What is known of git's configuration once it is read, and what is asked of it.

use super::parse::Entry;
use super::value::{expanded, home_of_configuration};
use std::path::{Path, PathBuf};

/// What git is configured to do, the weakest first.
#[derive(Clone, Debug, Default)]
pub(in crate::discover) struct Settings {
    pub(super) entries: Vec<Entry>,
    /// The file and line that git would stop at.
    pub(in crate::discover) broken: Option<(PathBuf, usize)>,
    /// A file that another one includes and that must not be opened, and why.
    pub(in crate::discover) unsound: Option<(PathBuf, String)>,
}

/// Where a repository has its own.
#[derive(Clone, Debug)]
pub(in crate::discover) struct Places {
    /// Its directory for this work tree.
    pub(in crate::discover) own: PathBuf,
    /// The one that it shares with other work trees.
    pub(in crate::discover) common: PathBuf,
}

impl Settings {
    /// The last value of a key that has one; an empty one is there, too.
    pub(in crate::discover) fn get(&self, key: &str) -> Option<&[u8]> {
        self.all(key).last().map(Option::unwrap_or_default)
    }

    /// All values of a key.
    pub(in crate::discover) fn all(&self, key: &str) -> impl Iterator<Item = Option<&[u8]>> {
        self.entries
            .iter()
            .filter(move |entry| entry.key == key.as_bytes())
            .map(|entry| entry.value.as_deref())
    }

    /// Whether a key has this value for a section that may have any name.
    pub(in crate::discover) fn has(
        &self,
        section: &str,
        key: &str,
        is: impl Fn(Option<&[u8]>) -> bool,
    ) -> bool {
        let is_it = |it: &&Entry| it.key.starts_with(section.as_bytes()) && it.key.ends_with(key.as_bytes());
        self.entries.iter().filter(is_it).any(|entry| is(entry.value.as_deref()))
    }

    /// The addresses of all remotes.
    pub(super) fn remotes(&self) -> Vec<Vec<u8>> {
        let is_url = |it: &&Entry| it.key.starts_with(b"remote.") && it.key.ends_with(b".url");
        self.entries.iter().filter(is_url).filter_map(|it| it.value.clone()).collect()
    }

    /// The file of patterns that count in all repositories of a user; a relative path begins at the root of the work
    /// tree.
    pub(in crate::discover) fn excludes_file(&self, root: &Path) -> Option<PathBuf> {
        let Some(path) = self.get("core.excludesfile") else {
            return Some(home_of_configuration()?.join("git/ignore"));
        };
        (!path.is_empty()).then(|| root.join(expanded(path)))
    }
}
