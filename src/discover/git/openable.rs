//! Whether a file may be opened, by its type and its size: nothing that waits or never ends, and nothing too large.

use super::GitError;
use crate::discover::os;
use std::fs::{DirEntry, FileType, Metadata};
use std::path::Path;

/// Bytes of a text that somebody wrote.
pub(super) const MOST_OF_TEXT: u64 = 4 << 20;

/// Looks at one file that libgit2 would read as a whole; one that is not there is no problem.
///
/// # Errors
/// If it is something else than a file, or too large.
pub(super) fn must_be_text(path: &Path) -> Result<(), GitError> {
    must_be_file(path, MOST_OF_TEXT)
}

/// The same with another limit.
///
/// # Errors
/// As [`must_be_text`].
pub(super) fn must_be_file(path: &Path, most: u64) -> Result<(), GitError> {
    path.metadata().map_or(Ok(()), |state| sized(path, &state, most))
}

/// A type, and a size where there is a limit. A socket cannot be opened, so that nothing waits for it.
pub(super) fn entry_of(entry: &DirEntry, most: u64) -> Result<(), GitError> {
    let kind = entry.file_type().map_err(|error| GitError::Other(error.to_string()))?;
    match () {
        () if kind.is_file() && most == u64::MAX => Ok(()),
        () if kind.is_file() => entry.metadata().map_or(Ok(()), |state| sized(&entry.path(), &state, most)),
        () if kind.is_symlink() => must_be_file(&entry.path(), most),
        () => typed(&entry.path(), kind),
    }
}

fn sized(path: &Path, state: &Metadata, most: u64) -> Result<(), GitError> {
    if state.is_file() && state.len() > most {
        let why = format!("{} bytes, too large for what it is", state.len());
        return Err(GitError::Unsound { path: path.to_path_buf(), why });
    }
    typed(path, state.file_type())
}

fn typed(path: &Path, kind: FileType) -> Result<(), GitError> {
    let name = os::kind(kind);
    let is_harmless = kind.is_file() || kind.is_dir() || kind.is_symlink() || name == "socket";
    if is_harmless || path.canonicalize().is_ok_and(|it| it == Path::new("/dev/null")) {
        return Ok(());
    }
    Err(GitError::Unsound { path: path.to_path_buf(), why: format!("{name}, not a regular file") })
}
