//! What ignore files hide: `.metricsignore`, `.ignore`, `.gitignore`, `.git/info/exclude` and git's global file, the
//! first of them that says anything deciding.
//!
//! The patterns are the `ignore` crate's, the walk is not: its walker opens whatever has the name and reads it to the
//! end, which never comes for a FIFO or a link to `/dev/zero`. To look at four names in every directory before it does
//! was a quarter of the processor time of a run that the cache answers; a listing tells for nothing which are there.

use super::{Links, Rule, as_reported, os, read};
use crate::model::{SkipReason, Skipped};
use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder, Glob};
use std::ffi::OsStr;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// Larger than any ignore file that a person or a generator writes; its patterns stay in memory.
const LARGEST: u64 = 4 << 20;

/// The ignore files of a directory, the one that decides first; after them the marks of a repository.
/// The names of ignore files in a directory.
pub const IGNORE_FILES: [&str; 3] = [".metricsignore", ".ignore", ".gitignore"];

const NAMES: [&str; 5] = [".metricsignore", ".ignore", ".gitignore", ".git", ".jj"];
const GITIGNORE: usize = 2;
/// `.git`, and so the place of what its `info/exclude` says.
const GIT: usize = 3;
const JJ: usize = 4;

/// Which of the names a directory has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Present([bool; NAMES.len()]);

impl Present {
    /// Takes note of a name from the listing of the directory.
    pub(super) fn meet(&mut self, name: &OsStr) {
        if name.as_encoded_bytes().first() == Some(&b'.')
            && let Some(at) = NAMES.iter().position(|known| name == *known)
        {
            self.0[at] = true;
        }
    }

    /// Asks for each name, where there is no listing.
    pub(super) fn look(directory: &Path) -> Present {
        Present(NAMES.map(|name| directory.join(name).symlink_metadata().is_ok()))
    }
}

/// The ignore files that count in a directory: its own, and those above it.
#[derive(Clone, Debug)]
pub(super) struct Ignores {
    /// The directory from the root of the file system, without links.
    directory: PathBuf,
    nearest: Option<Arc<Level>>,
    global: Arc<Gitignore>,
}

/// The ignore files of one directory.
#[derive(Debug)]
struct Level {
    above: Option<Arc<Level>>,
    rules: [Option<Gitignore>; GIT + 1],
    /// Whether a repository begins here, above which no `.gitignore` counts.
    is_repository: bool,
    /// Whether one begins here or above: outside of any, what is meant for git does not count.
    is_inside: bool,
}

impl Ignores {
    /// What counts above a directory; its own files are still to be read.
    ///
    /// # Errors
    /// The row for an ignore file that must not be opened.
    pub(super) fn above(directory: &Path) -> Result<Ignores, Skipped> {
        // A directory that cannot be resolved cannot be walked either, and the walk will say so.
        let resolved = Path::new(".").join(directory).canonicalize().unwrap_or_default();
        let ancestors: Vec<&Path> = resolved.ancestors().skip(1).collect();
        let mut ignores = Ignores { directory: PathBuf::new(), nearest: None, global: global() };
        for ancestor in ancestors.into_iter().rev() {
            ignores.directory = ancestor.to_path_buf();
            ignores.read(ancestor, Present::look(ancestor))?;
        }
        ignores.directory = resolved;
        Ok(ignores)
    }

    /// None at all.
    pub(super) fn none() -> Ignores {
        Ignores { directory: PathBuf::new(), nearest: None, global: Arc::new(Gitignore::empty()) }
    }

    /// What counts from above in a directory of this one.
    pub(super) fn below(&self, name: &OsStr) -> Ignores {
        Ignores { directory: self.directory.join(name), ..self.clone() }
    }

    /// Reads the directory's own files; `shown` is the directory as it stands in reports.
    ///
    /// # Errors
    /// The row for an ignore file that must not be opened.
    pub(super) fn read(&mut self, shown: &Path, present: Present) -> Result<(), Skipped> {
        if present == Present::default() {
            return Ok(());
        }
        let mut rules = [const { None }; GIT + 1];
        for (at, rules) in rules.iter_mut().enumerate().filter(|(at, _)| present.0[*at]) {
            *rules = self.rules(shown, at)?;
        }
        let is_repository = present.0[GIT] || present.0[JJ];
        let is_inside = is_repository || self.nearest.as_ref().is_some_and(|above| above.is_inside);
        let above = self.nearest.take();
        self.nearest = Some(Arc::new(Level { above, rules, is_repository, is_inside }));
        Ok(())
    }

    fn rules(&self, shown: &Path, at: usize) -> Result<Option<Gitignore>, Skipped> {
        let path = shown.join(NAMES[at]);
        let path = if at == GIT { exclude_file(&path, shown)? } else { Some(path) };
        let Some(path) = path else { return Ok(None) };
        let Some(text) = text(&path)? else { return Ok(None) };
        let mut builder = GitignoreBuilder::new(&self.directory);
        for line in text.trim_start_matches('\u{feff}').lines() {
            // As git does, one that is malformed is passed over.
            let _ = builder.add_line(Some(path.clone()), line);
        }
        Ok(builder.build().ok().filter(|rules| !rules.is_empty()))
    }

    /// Whether an entry of the directory is hidden; `None` if nothing is said of it.
    pub(super) fn hide(&self, name: &OsStr, is_directory: bool) -> Option<bool> {
        self.decision(name, is_directory).map(|(hides, _)| hides)
    }

    /// The line that hides an entry of the directory.
    pub(super) fn against(&self, name: &OsStr, is_directory: bool) -> Option<Rule> {
        let (_, line) = self.decision(name, is_directory).filter(|(hides, _)| *hides)?;
        let file = as_reported(line.from().unwrap_or(Path::new("")));
        Some(Rule::IgnoreFile { file, line: line.original().to_owned() })
    }

    /// What is said of an entry, and by which line.
    fn decision(&self, name: &OsStr, is_directory: bool) -> Option<(bool, &Glob)> {
        let nearest = self.nearest.as_ref()?;
        let path = self.directory.join(name);
        let mut said = [None; GIT + 1];
        let mut counts_for_git = nearest.is_inside;
        for level in std::iter::successors(Some(nearest), |level| level.above.as_ref()) {
            let files = if counts_for_git { 0..=GIT } else { 0..=GITIGNORE - 1 };
            for at in files {
                let rules = level.rules[at].as_ref();
                said[at] = said[at].or_else(|| verdict(rules?.matched(&path, is_directory)));
            }
            counts_for_git &= !level.is_repository;
        }
        let global = || verdict(self.global.matched(&path, is_directory)).filter(|_| nearest.is_inside);
        said.into_iter().flatten().next().or_else(global)
    }
}

/// Those that count for every file of the user, read once.
fn global() -> Arc<Gitignore> {
    static GLOBAL: OnceLock<Arc<Gitignore>> = OnceLock::new();
    Arc::clone(GLOBAL.get_or_init(|| Arc::new(Gitignore::global().0)))
}

fn verdict<T>(found: Match<T>) -> Option<(bool, T)> {
    match found {
        Match::None => None,
        Match::Ignore(line) => Some((true, line)),
        Match::Whitelist(line) => Some((false, line)),
    }
}

/// The text of an ignore file, bytes that are none in UTF-8 replaced; `None` if it cannot be read.
fn text(path: &Path) -> Result<Option<String>, Skipped> {
    let Ok(state) = path.metadata() else { return Ok(None) };
    if let Some(detail) = complaint(&state) {
        return Err(Skipped { path: as_reported(path), reason: SkipReason::Unreadable, detail });
    }
    let bytes = read(path, Links::Follow, LARGEST).ok().flatten();
    Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
}

fn complaint(state: &Metadata) -> Option<String> {
    let kind = state.file_type();
    if kind.is_file() && state.len() > LARGEST {
        return Some(format!("{} bytes, too large for an ignore file", state.len()));
    }
    // Opening a directory is harmless: reading from it fails at once.
    let is_harmless = kind.is_file() || kind.is_dir();
    (!is_harmless).then(|| format!("{}, not an ignore file; its directory is not entered", os::kind(kind)))
}

/// `.git` leads to `info/exclude`: directly, or as the file of a worktree by way of two others.
fn exclude_file(git: &Path, directory: &Path) -> Result<Option<PathBuf>, Skipped> {
    if git.is_dir() {
        return Ok(Some(git.join("info/exclude")));
    }
    let Some(pointer) = text(git)? else { return Ok(None) };
    let Some(own) = first_line(&pointer).strip_prefix("gitdir: ") else { return Ok(None) };
    let own = directory.join(own);
    let common = text(&own.join("commondir"))?;
    Ok(common.map(|common| own.join(first_line(&common)).join("info/exclude")))
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
