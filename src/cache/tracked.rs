//! Whether git tracks a path: what a repository brings along is not this program's own cache.
//!
//! Reads the index itself, because a byte or two of it decide and no library has to be started for them. Whatever is
//! not understood counts as tracked.

use crate::git_index::Entries;
use crate::regular;
use std::path::{Path, PathBuf};

/// Bytes of an index: a million entries have a tenth of it.
const MOST_INDEX: u64 = 1 << 30;

/// And of a file that names a directory.
const MOST_LINK: u64 = 1 << 16;

/// Whether the path stands in a work tree.
pub(super) fn work_tree(path: &Path) -> Option<&Path> {
    path.ancestors().find(|directory| directory.join(".git").symlink_metadata().is_ok())
}

/// Whether the index of its work tree has something below a directory whose name begins in this way.
pub(super) fn is_tracked(directory: &Path, begins: &str) -> bool {
    let Some(root) = work_tree(directory) else { return false };
    let Some(index) = index_of(root) else { return true };
    let Ok(below) = directory.strip_prefix(root) else { return true };
    let parts: Vec<_> = below.components().map(|part| part.as_os_str().as_encoded_bytes()).collect();
    let mut prefix = parts.join(&b'/');
    prefix.extend_from_slice(if parts.is_empty() { b"" } else { b"/" });
    prefix.extend_from_slice(begins.as_bytes());
    match regular::read(&index, MOST_INDEX) {
        Ok(bytes) => has_prefix(&bytes, &prefix).unwrap_or(true),
        Err(error) => error.kind() != std::io::ErrorKind::NotFound,
    }
}

/// The index of a work tree; for a linked one its `.git` is a file that names the directory.
fn index_of(root: &Path) -> Option<PathBuf> {
    let git = root.join(".git");
    if git.is_dir() {
        return Some(git.join("index"));
    }
    let text = regular::read_text(&git, MOST_LINK).ok()?;
    Some(root.join(text.strip_prefix("gitdir:")?.trim()).join("index"))
}

/// Whether an entry of the index begins with the prefix; `None` if the index is not understood.
fn has_prefix(index: &[u8], prefix: &[u8]) -> Option<bool> {
    let mut entries = Entries::new(index)?;
    while entries.left() > 0 {
        entries.read()?;
        if entries.path().starts_with(prefix) {
            return Some(true);
        }
    }
    // after the entries come extensions; one of them moves entries to another file
    (!entries.rest().starts_with(b"link")).then_some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An index of version 4 with one entry.
    fn index() -> Vec<u8> {
        [b"DIRC\0\0\0\x04\0\0\0\x01".as_slice(), &[0; 62], b"\0.metrics/cache-v1.db\0"].concat()
    }

    #[test]
    fn an_entry_is_known_by_how_it_begins() {
        assert_eq!(has_prefix(&index(), b".metrics/cache-v1"), Some(true));
        assert_eq!(has_prefix(&index(), b".metrics/cache-v3"), Some(false));
    }

    #[test]
    fn what_is_not_understood_is_no_answer() {
        let whole = index();
        assert_eq!(has_prefix(&whole[..whole.len() - 1], b"c"), None);
        let split = [whole.as_slice(), b"link\0\0\0\0"].concat();
        assert_eq!(has_prefix(&split, b"c"), None);
    }
}
