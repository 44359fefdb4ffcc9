//! What ignore files hide: `.metricsignore`, `.ignore`, `.gitignore`, `.git/info/exclude` and git's global file, the
//! first of them that says anything deciding.
//!
//! An ignore file is opened only if it is a file: to read a FIFO or a link to `/dev/zero` to its end takes for ever. A
//! listing tells for nothing which of the names are there; to ask for each was a quarter of the processor time of a run
//! that the cache answers.

use super::git::settings::{Places, Settings};
use super::{HiddenBy, Links, as_reported, os, read};
use crate::model::{SkipReason, Skipped};
use crate::paths::{GitPatterns, Pattern, slashed};
use std::collections::HashSet;
use std::ffi::OsStr;
use std::fmt;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Larger than any ignore file that a person or a generator writes; its patterns stay in memory.
const LARGEST: u64 = 4 << 20;

/// The names of ignore files in a directory.
pub(crate) const IGNORE_FILES: [&str; 3] = [".metricsignore", ".ignore", ".gitignore"];

/// The ignore files of a directory, the one that decides first; after them the marks of a repository.
const NAMES: [&str; 5] = [".metricsignore", ".ignore", ".gitignore", ".git", ".jj"];
const GITIGNORE: usize = 2;
/// `.git`, and so the place of what its `info/exclude` says.
const GIT: usize = 3;
const JJ: usize = 4;
/// The place of what git's global file says, which is read where a repository begins.
const GLOBAL: usize = 4;

/// Ignore files in another version than the one on disk: a change cannot hide files from what judges it.
pub trait EarlierIgnores: fmt::Debug + Send + Sync {
    /// Whether the version has a say in a directory, given by its absolute path without links.
    fn covers(&self, directory: &Path) -> bool;

    /// The content of an ignore file of a covered directory; `None` if there is none.
    ///
    /// # Errors
    /// What is in the way, and a file of more than so many bytes.
    fn read(&self, path: &Path, most: u64) -> Result<Option<Vec<u8>>, String>;

    /// Is told what the file on disk hides and the version does not, a line each.
    fn differs(&self, file: &Path, what: &str);
}

/// Whose ignore files count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// All of them.
    All,
    /// Not those that are meant for git, which ignores nothing that it tracks.
    Ours,
    /// Those alone that are meant for git.
    Git,
}

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
    whose: Whose,
    earlier: Option<Arc<dyn EarlierIgnores>>,
}

/// The ignore files of one directory.
#[derive(Debug)]
struct Level {
    above: Option<Arc<Level>>,
    /// The length of the directory and of the slash behind it.
    length: usize,
    files: [Option<IgnoreFile>; GLOBAL + 1],
    /// Whether a repository begins here, above which no `.gitignore` counts.
    is_repository: bool,
    /// Whether one begins here or above: outside of any, what is meant for git does not count.
    is_inside: bool,
}

#[derive(Debug)]
struct IgnoreFile {
    path: PathBuf,
    patterns: GitPatterns,
}

impl Ignores {
    /// What counts above a directory; its own files are still to be read.
    ///
    /// # Errors
    /// The row for an ignore file that must not be opened.
    pub(super) fn above(
        directory: &Path,
        whose: Whose,
        earlier: Option<Arc<dyn EarlierIgnores>>,
    ) -> Result<Ignores, Skipped> {
        // A directory that cannot be resolved cannot be walked either, and the walk will say so.
        let resolved = Path::new(".").join(directory).canonicalize().unwrap_or_default();
        let ancestors: Vec<&Path> = resolved.ancestors().skip(1).collect();
        let mut ignores = Ignores { directory: PathBuf::new(), nearest: None, whose, earlier };
        for ancestor in ancestors.into_iter().rev() {
            ignores.directory = ancestor.to_path_buf();
            ignores.read(ancestor, Present::look(ancestor))?;
        }
        ignores.directory = resolved;
        Ok(ignores)
    }

    /// Those that count for git at the root of a work tree; the files are what a repository and a user have beside
    /// those in the tree.
    pub(super) fn of_git(root: &Path, [own, global]: [Option<PathBuf>; 2]) -> Ignores {
        // What must not be opened hides nothing.
        let read = |path: PathBuf| patterns(path).ok().flatten();
        let files =
            [None, None, read(root.join(NAMES[GITIGNORE])), own.and_then(read), global.and_then(read)];
        let length = slashed(root).len() + usize::from(root.parent().is_some());
        let level = Level { above: None, length, files, is_repository: true, is_inside: true };
        let (directory, nearest) = (root.to_path_buf(), Some(Arc::new(level)));
        Ignores { directory, nearest, whose: Whose::Git, earlier: None }
    }

    /// None at all.
    pub(super) fn none() -> Ignores {
        Ignores { directory: PathBuf::new(), nearest: None, whose: Whose::Ours, earlier: None }
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
        let earlier = self.earlier.clone().filter(|it| it.covers(&self.directory));
        if present == Present::default() && earlier.is_none() {
            return Ok(());
        }
        let is_repository = present.0[GIT] || present.0[JJ];
        let is_inside = is_repository || self.nearest.as_ref().is_some_and(|above| above.is_inside);
        let counting = match self.whose {
            Whose::All => 0..GIT + 1,
            Whose::Ours => 0..GITIGNORE,
            Whose::Git => GITIGNORE..GITIGNORE + 1,
        };
        let mut files = [const { None }; GLOBAL + 1];
        for (at, file) in files.iter_mut().enumerate().filter(|(at, _)| counting.contains(at)) {
            let path = shown.join(NAMES[at]);
            *file = match &earlier {
                Some(earlier) if at <= GITIGNORE => {
                    self.earlier_patterns(earlier.as_ref(), NAMES[at], path, present.0[at])?
                }
                _ if !present.0[at] => None,
                _ if at == GIT => exclude_file(shown)?.map(patterns).transpose()?.flatten(),
                _ => patterns(path)?,
            };
        }
        if is_repository && self.whose == Whose::All {
            files[GLOBAL] = global(shown)?.map(patterns).transpose()?.flatten();
        }
        let above = self.nearest.take();
        let own = slashed(&self.directory).len();
        let length = if self.directory.parent().is_none() { own } else { own + 1 };
        self.nearest = Some(Arc::new(Level { above, length, files, is_repository, is_inside }));
        Ok(())
    }

    /// What another version says; what only the file on disk says is told to it, and does not count.
    fn earlier_patterns(
        &self,
        earlier: &dyn EarlierIgnores,
        name: &str,
        path: PathBuf,
        is_on_disk: bool,
    ) -> Result<Option<IgnoreFile>, Skipped> {
        let content = earlier.read(&self.directory.join(name), LARGEST);
        let unreadable =
            |detail| Skipped { path: as_reported(&path), reason: SkipReason::Unreadable, detail };
        let then = content.map_err(unreadable)?.unwrap_or_default();
        if is_on_disk
            && let Some(now) = text(&path)?
            && now != then
        {
            for what in &hides_more(&then, &now) {
                earlier.differs(&as_reported(&path), what);
            }
        }
        let patterns = GitPatterns::parse(&then);
        Ok((!patterns.is_empty()).then_some(IgnoreFile { path, patterns }))
    }

    /// Whether an entry of the directory is hidden; `None` if nothing is said of it.
    pub(super) fn hide(&self, name: &OsStr, is_directory: bool) -> Option<bool> {
        self.decision(name, is_directory).map(|(_, line)| !line.excepts())
    }

    /// The line that hides an entry of the directory.
    pub(super) fn against(&self, name: &OsStr, is_directory: bool) -> Option<HiddenBy> {
        let (file, line) = self.decision(name, is_directory).filter(|(_, line)| !line.excepts())?;
        let line = String::from_utf8_lossy(line.line()).into_owned();
        Some(HiddenBy::IgnoreFile { file: as_reported(&file.path), line })
    }

    /// What is said of an entry: the file and its line.
    fn decision(&self, name: &OsStr, is_directory: bool) -> Option<(&IgnoreFile, &Pattern)> {
        let nearest = self.nearest.as_ref()?;
        let path = self.directory.join(name);
        let path = slashed(&path);
        let mut said = [None; GLOBAL + 1];
        let mut counts_for_git = nearest.is_inside;
        for level in std::iter::successors(Some(nearest), |level| level.above.as_ref()) {
            let files = if counts_for_git { 0..=GLOBAL } else { 0..=GITIGNORE - 1 };
            let below = path.get(level.length..).unwrap_or_default();
            for at in files {
                let file = level.files[at].as_ref();
                said[at] = said[at].or_else(|| Some((file?, file?.patterns.decide(below, is_directory)?)));
            }
            counts_for_git &= !level.is_repository;
        }
        said.into_iter().flatten().next()
    }
}

/// What one text of an ignore file hides and an earlier one did not: lines that are new, and exceptions that are gone.
pub(crate) fn hides_more(then: &[u8], now: &[u8]) -> Vec<String> {
    fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
        text.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_end)
    }
    let (was, is): (HashSet<&[u8]>, HashSet<&[u8]>) = (lines(then).collect(), lines(now).collect());
    let new = lines(now).filter(|line| says_something(line) && !was.contains(line));
    let gone = lines(then).filter(|line| line.starts_with(b"!") && !is.contains(line));
    let new = new.map(|line| format!("`{}`", String::from_utf8_lossy(line)));
    new.chain(gone.map(|line| format!("`{}` is gone", String::from_utf8_lossy(line)))).collect()
}

/// Whether a line of an ignore file hides anything.
fn says_something(line: &[u8]) -> bool {
    !line.is_empty() && !line.starts_with(b"#") && !line.starts_with(b"!")
}

fn patterns(path: PathBuf) -> Result<Option<IgnoreFile>, Skipped> {
    let Some(text) = text(&path)? else { return Ok(None) };
    let patterns = GitPatterns::parse(&text);
    Ok((!patterns.is_empty()).then_some(IgnoreFile { path, patterns }))
}

/// What counts in all repositories of the user, as the one that begins in a directory is configured.
fn global(directory: &Path) -> Result<Option<PathBuf>, Skipped> {
    let settings = repository(directory)?.map_or_else(Settings::protected, |places| Settings::of(&places));
    Ok(settings.excludes_file(directory))
}

/// The text of an ignore file; `None` if it cannot be read.
fn text(path: &Path) -> Result<Option<Vec<u8>>, Skipped> {
    let Ok(state) = path.metadata() else { return Ok(None) };
    if let Some(detail) = complaint(&state) {
        return Err(Skipped { path: as_reported(path), reason: SkipReason::Unreadable, detail });
    }
    Ok(read(path, Links::Follow, LARGEST).ok().flatten())
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

/// Whether `.git` in a directory is a file that leads to a repository, as in a submodule and a linked worktree. One that
/// says nothing hides nothing.
pub(super) fn is_checkout(directory: &Path) -> bool {
    text(&directory.join(".git")).is_ok_and(|text| text.is_some_and(|text| text.starts_with(b"gitdir:")))
}

/// `.git` leads to a repository: directly, or as the file of a worktree by way of two others.
fn repository(directory: &Path) -> Result<Option<Places>, Skipped> {
    let git = directory.join(".git");
    if git.is_dir() {
        return Ok(Some(Places { own: git.clone(), common: git }));
    }
    let Some(pointer) = text(&git)? else { return Ok(None) };
    let Some(own) = first_line(&pointer).strip_prefix(b"gitdir: ") else { return Ok(None) };
    let Ok(own) = os::path(own) else { return Ok(None) };
    let own = directory.join(own);
    let common = text(&own.join("commondir"))?.and_then(|common| os::path(first_line(&common)).ok());
    Ok(Some(Places { common: common.map_or_else(|| own.clone(), |common| own.join(common)), own }))
}

fn exclude_file(directory: &Path) -> Result<Option<PathBuf>, Skipped> {
    Ok(repository(directory)?.map(|places| places.common.join("info/exclude")))
}

fn first_line(text: &[u8]) -> &[u8] {
    text.split(|&byte| byte == b'\n').next().unwrap_or_default().trim_ascii_end()
}
