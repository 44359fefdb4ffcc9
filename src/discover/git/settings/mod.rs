//! What git is configured to do, as far as it matters here: whose repositories are trusted, which file of patterns
//! counts everywhere, whether replacements count.
//!
//! It is read as git reads it: the files of the system, the user, the repository and the work tree with what they
//! include, and the environment. libgit2 knows neither `GIT_CONFIG_COUNT` nor `GIT_CONFIG_PARAMETERS`, and a walk has
//! no repository open; a crate that knows all of it brings some thirty others.

mod environment;
mod include;
mod parse;

use crate::discover::{Links, read};
use include::Reading;
use parse::Entry;
use std::env::var_os;
use std::path::{Path, PathBuf};

/// No configuration that anybody wrote is larger.
const LARGEST: u64 = 4 << 20;

/// What git is configured to do, the weakest first.
#[derive(Clone, Debug, Default)]
pub(in crate::discover) struct Settings {
    entries: Vec<Entry>,
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
    /// What the system, the user and whoever started git say: a repository cannot declare itself safe.
    pub(in crate::discover) fn protected() -> Settings {
        Settings::read(None)
    }

    /// What counts in a repository.
    pub(in crate::discover) fn of(repository: &Places) -> Settings {
        Settings::read(Some(repository))
    }

    fn read(repository: Option<&Places>) -> Settings {
        let mut reading = Reading::new(repository);
        let mut settings = Settings::read_all(&mut reading, repository);
        if reading.asks_for_remotes {
            reading = Reading::new(repository).with_remotes(settings.remotes());
            settings = Settings::read_all(&mut reading, repository);
        }
        settings
    }

    fn read_all(reading: &mut Reading<'_>, repository: Option<&Places>) -> Settings {
        for file in files_of_user() {
            reading.file(&file);
        }
        if let Some(Places { own, common }) = repository {
            reading.file(&common.join("config"));
            if reading.is_true(b"extensions.worktreeconfig") {
                reading.file(&own.join("config.worktree"));
            }
        }
        reading.entries(environment::entries());
        reading.take()
    }

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

    fn remotes(&self) -> Vec<Vec<u8>> {
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

/// Whether a value says yes.
pub(in crate::discover) fn is_yes(value: Option<&[u8]>) -> bool {
    value.is_none_or(|value| {
        let value = value.to_ascii_lowercase();
        matches!(value.as_slice(), b"true" | b"yes" | b"on")
            || std::str::from_utf8(&value).is_ok_and(|value| value.parse::<i64>().is_ok_and(|it| it != 0))
    })
}

/// Those of the system and of the user.
fn files_of_user() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let is_passed = var_os("GIT_CONFIG_NOSYSTEM").is_some_and(|value| is_yes(Some(value.as_encoded_bytes())));
    if !is_passed {
        files.extend(var_os("GIT_CONFIG_SYSTEM").map(PathBuf::from).or_else(file_of_system));
    }
    if let Some(file) = var_os("GIT_CONFIG_GLOBAL") {
        files.push(file.into());
    } else {
        files.extend(home_of_configuration().map(|it| it.join("git/config")));
        files.extend(home().map(|it| it.join(".gitconfig")));
    }
    files
}

fn file_of_system() -> Option<PathBuf> {
    if cfg!(unix) { Some("/etc/gitconfig".into()) } else { git2::Config::find_system().ok() }
}

fn home() -> Option<PathBuf> {
    let name = if cfg!(windows) && var_os("HOME").is_none() { "USERPROFILE" } else { "HOME" };
    var_os(name).filter(|home| !home.is_empty()).map(PathBuf::from)
}

fn home_of_configuration() -> Option<PathBuf> {
    let own = var_os("XDG_CONFIG_HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    own.or_else(|| Some(home()?.join(".config")))
}

/// A path, in which `~/` is the home of the user.
pub(in crate::discover) fn expanded(path: &[u8]) -> PathBuf {
    let path = path.strip_prefix(b":(optional)").unwrap_or(path);
    let whole = || crate::discover::path_of_bytes(path).unwrap_or_default();
    let Some(rest) = path.strip_prefix(b"~") else { return whole() };
    match (rest.strip_prefix(b"/"), home()) {
        (Some(below), Some(home)) => home.join(crate::discover::path_of_bytes(below).unwrap_or_default()),
        (None, Some(home)) if rest.is_empty() => home,
        _ => whole(),
    }
}

fn bytes_of(file: &Path) -> Option<Vec<u8>> {
    read(file, Links::Follow, LARGEST).ok().flatten()
}
