//! Files that one of git's configuration files includes, always or if something holds of the repository.

use super::known::{Places, Settings};
use super::parse::{Entry, parse};
use super::value::{expanded, is_yes};
use crate::discover::git::GitError;
use crate::discover::git::openable::must_be_text;
use crate::discover::{Links, read};
use crate::paths::matches;
use std::path::{Path, PathBuf};

/// As deep as git follows.
const DEEPEST: usize = 10;

/// No configuration that anybody wrote is larger.
const LARGEST: u64 = 4 << 20;

/// What was read so far.
pub(super) struct Reading<'a> {
    repository: Option<&'a Places>,
    settings: Settings,
    /// The addresses of all remotes, once they are known.
    remotes: Option<Vec<Vec<u8>>>,
    pub(super) asks_for_remotes: bool,
    depth: usize,
}

impl<'a> Reading<'a> {
    pub(super) fn new(repository: Option<&'a Places>) -> Reading<'a> {
        Reading {
            repository,
            settings: Settings::default(),
            remotes: None,
            asks_for_remotes: false,
            depth: 0,
        }
    }

    pub(super) fn with_remotes(self, remotes: Vec<Vec<u8>>) -> Reading<'a> {
        Reading { remotes: Some(remotes), ..self }
    }

    pub(super) fn take(&mut self) -> Settings {
        std::mem::take(&mut self.settings)
    }

    pub(super) fn is_true(&self, key: &[u8]) -> bool {
        self.settings.entries.iter().rfind(|it| it.key == key).is_some_and(|it| is_yes(it.value.as_deref()))
    }

    /// Reads a file, and at their places those that it includes; one that is not there says nothing.
    pub(super) fn file(&mut self, file: &Path) {
        if self.depth > 0
            && let Err(GitError::Unsound { path, why }) = must_be_text(file)
        {
            self.settings.unsound.get_or_insert((path, why));
        }
        let Some(bytes) = bytes_of(file) else { return };
        match parse(&bytes) {
            Ok(entries) => entries.into_iter().for_each(|entry| self.entry(entry, Some(file))),
            Err(line) => _ = self.settings.broken.get_or_insert((file.to_path_buf(), line)),
        }
    }

    pub(super) fn entries(&mut self, entries: Vec<Entry>) {
        for entry in entries {
            self.entry(entry, None);
        }
    }

    fn entry(&mut self, entry: Entry, file: Option<&Path>) {
        let included = self.included(&entry, file);
        self.settings.entries.push(entry);
        if let Some(included) = included.filter(|_| self.depth < DEEPEST) {
            self.depth += 1;
            self.file(&included);
            self.depth -= 1;
        }
    }

    /// The file that an entry includes; a relative one is as seen from the file that names it.
    fn included(&mut self, entry: &Entry, file: Option<&Path>) -> Option<PathBuf> {
        let path = entry.value.as_deref().filter(|path| !path.is_empty())?;
        if entry.key != b"include.path" {
            let condition = entry.key.strip_prefix(b"includeif.")?.strip_suffix(b".path")?;
            if !self.holds(condition, file)? {
                return None;
            }
        }
        let path = expanded(path);
        if path.is_absolute() { Some(path) } else { Some(file?.parent()?.join(path)) }
    }

    fn holds(&mut self, condition: &[u8], file: Option<&Path>) -> Option<bool> {
        let colon = memchr::memchr(b':', condition)?;
        let pattern = &condition[colon + 1..];
        match &condition[..colon] {
            b"gitdir" => self.is_directory(pattern, file, false),
            b"gitdir/i" => self.is_directory(pattern, file, true),
            b"onbranch" => Some(matches(&whole(pattern.to_vec()), &self.branch()?)),
            b"hasconfig" => {
                let pattern = whole(pattern.strip_prefix(b"remote.*.url:")?.to_vec());
                self.asks_for_remotes |= self.remotes.is_none();
                Some(self.remotes.iter().flatten().any(|url| matches(&pattern, url)))
            }
            _ => None,
        }
    }

    /// Whether the directory of the repository is one of those meant, by its own name or by one with links.
    fn is_directory(&self, pattern: &[u8], file: Option<&Path>, folds: bool) -> Option<bool> {
        let fold = |bytes: &[u8]| if folds { bytes.to_ascii_lowercase() } else { bytes.to_vec() };
        let own = &self.repository?.own;
        let pattern = match pattern.strip_prefix(b"./") {
            Some(below) => [escaped(file?.canonicalize().ok()?.parent()?).as_slice(), b"/", below].concat(),
            None if pattern.starts_with(b"~/") => expanded(pattern).into_os_string().into_encoded_bytes(),
            None if pattern.starts_with(b"/") => pattern.to_vec(),
            None => [b"**/", pattern].concat(),
        };
        let pattern = whole(fold(&pattern));
        let places = [own.canonicalize().ok()?, std::path::absolute(own).ok()?];
        Some(places.iter().any(|place| matches(&pattern, &fold(place.as_os_str().as_encoded_bytes()))))
    }

    /// The branch that is checked out.
    fn branch(&self) -> Option<Vec<u8>> {
        let head = bytes_of(&self.repository?.own.join("HEAD"))?;
        Some(head.strip_prefix(b"ref:")?.trim_ascii().strip_prefix(b"refs/heads/")?.to_vec())
    }
}

/// A directory stands for all that is in it.
fn whole(mut pattern: Vec<u8>) -> Vec<u8> {
    if pattern.ends_with(b"/") {
        pattern.extend_from_slice(b"**");
    }
    pattern
}

/// A path in which nothing is a wildcard.
fn escaped(path: &Path) -> Vec<u8> {
    let bytes = path.as_os_str().as_encoded_bytes();
    let escape = |&byte: &u8| if b"*?[\\".contains(&byte) { vec![b'\\', byte] } else { vec![byte] };
    bytes.iter().flat_map(escape).collect()
}

fn bytes_of(file: &Path) -> Option<Vec<u8>> {
    read(file, Links::Follow, LARGEST).ok().flatten()
}
