//! Whether git tracks a path: what a repository brings along is not this program's own cache.
//!
//! Reads the index itself, because a byte or two of it decide and no library has to be started for them. Whatever is
//! not understood counts as tracked.

use std::fs;
use std::path::{Path, PathBuf};

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
    match fs::read(index) {
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
    let text = fs::read_to_string(git).ok()?;
    Some(root.join(text.strip_prefix("gitdir:")?.trim()).join("index"))
}

/// Bytes of an entry before its flags: times, device, inode, mode, owner and size in 40, a SHA-1 in 20.
const BEFORE_FLAGS: usize = 60;
const EXTENDED: u16 = 0x4000;

/// Whether an entry of the index begins with the prefix; `None` if the index is not understood.
fn has_prefix(index: &[u8], prefix: &[u8]) -> Option<bool> {
    let header = index.strip_prefix(b"DIRC")?;
    let (version, header) = header.split_first_chunk()?;
    let (count, _) = header.split_first_chunk()?;
    let version = u32::from_be_bytes(*version);
    let mut entries = Entries { index, at: 12, version, path: Vec::new() };
    for _ in 0..u32::from_be_bytes(*count) {
        if entries.next()?.starts_with(prefix) {
            return Some(true);
        }
    }
    // after the entries come extensions; one of them moves entries to another file
    let rest = index.get(entries.at..)?;
    (!rest.starts_with(b"link")).then_some(false)
}

struct Entries<'a> {
    index: &'a [u8],
    at: usize,
    version: u32,
    path: Vec<u8>,
}

impl Entries<'_> {
    /// The path of the next entry.
    fn next(&mut self) -> Option<&[u8]> {
        let start = self.at;
        let flags = u16::from_be_bytes(*self.index.get(start + BEFORE_FLAGS..)?.first_chunk()?);
        self.at += BEFORE_FLAGS + 2;
        if self.version >= 3 && flags & EXTENDED != 0 {
            self.at += 2;
        }
        match self.version {
            2 | 3 => self.path.clear(),
            4 => {
                let dropped = self.number()?;
                let kept = self.path.len().checked_sub(dropped)?;
                self.path.truncate(kept);
            }
            _ => return None,
        }
        let rest = self.index.get(self.at..)?;
        let end = memchr::memchr(0, rest)?;
        self.path.extend_from_slice(&rest[..end]);
        self.at += end + 1;
        if self.version < 4 {
            self.at = start + (self.at - start).next_multiple_of(8);
        }
        Some(&self.path)
    }

    /// A number in base 128, the high digits first, each but the last less by one.
    fn number(&mut self) -> Option<usize> {
        let mut value = 0usize;
        loop {
            let byte = *self.index.get(self.at)?;
            self.at += 1;
            value = value.checked_mul(128)?.checked_add(usize::from(byte & 0x7f))?;
            if byte < 0x80 {
                return Some(value);
            }
            value = value.checked_add(1)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(version: u32, extended: bool) -> Vec<u8> {
        let mut bytes = vec![1; BEFORE_FLAGS];
        bytes.extend_from_slice(&if extended { EXTENDED } else { 9 }.to_be_bytes());
        if extended && version >= 3 {
            bytes.extend_from_slice(&[1, 1]);
        }
        bytes
    }

    /// An index as git writes it.
    fn index(version: u32, paths: &[&str]) -> Vec<u8> {
        let mut bytes = b"DIRC".to_vec();
        bytes.extend_from_slice(&version.to_be_bytes());
        bytes.extend_from_slice(&u32::try_from(paths.len()).unwrap().to_be_bytes());
        let mut before = "";
        for path in paths {
            let mut entry = entry(version, version == 3);
            let shared = before.bytes().zip(path.bytes()).take_while(|(a, b)| a == b).count();
            if version == 4 {
                entry.push(u8::try_from(before.len() - shared).unwrap());
                entry.extend_from_slice(&path.as_bytes()[shared..]);
            } else {
                entry.extend_from_slice(path.as_bytes());
            }
            entry.push(0);
            if version < 4 {
                entry.resize(entry.len().next_multiple_of(8), 0);
            }
            bytes.extend_from_slice(&entry);
            before = path;
        }
        bytes
    }

    #[test]
    fn entries_of_every_version_are_found() {
        let paths = [".metrics-x/a", ".metrics/cache-v1.db", ".metrics/cache-v2.db", "src/a.py"];
        for version in [2, 3, 4] {
            let index = index(version, &paths);
            assert_eq!(has_prefix(&index, b".metrics/cache-v1"), Some(true), "{version}");
            assert_eq!(has_prefix(&index, b"src/a.py"), Some(true), "{version}");
            assert_eq!(has_prefix(&index, b".metrics/cache-v3"), Some(false), "{version}");
        }
    }

    #[test]
    fn what_is_not_understood_is_no_answer() {
        let whole = index(4, &["a", "b"]);
        for end in 0..whole.len() {
            assert_eq!(has_prefix(&whole[..end], b"c"), None, "{end}");
        }
        assert_eq!(has_prefix(&index(5, &["a"]), b"c"), None);
        let split = [whole.as_slice(), b"link\0\0\0\0"].concat();
        assert_eq!(has_prefix(&split, b"c"), None);
    }
}
