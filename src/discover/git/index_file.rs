//! The index as it lies on disk: its entries in order, and the trees that git noted for directories without changes.
//!
//! libgit2 makes an object of each entry and hashes the whole file. Whoever asks only what is staged needs neither.
//! Everything unusual (a split index, an entry in conflict or only intended, a wrong length) is no answer.

use crate::git_index::{self, number};
use git2::{FileMode, Oid};

const HASH: usize = 20;
/// Directories in directories; no file system has as many.
pub(super) const DEEPEST: usize = 256;

/// The entries of an index, one after the other.
#[derive(Debug)]
pub(super) struct Entries<'a> {
    stored: git_index::Entries<'a>,
    /// The one at hand, `None` behind the last one.
    entry: Option<git_index::IndexEntry<'a>>,
}

/// A directory as git noted it.
#[derive(Debug)]
pub(super) struct Noted<'a> {
    name: &'a [u8],
    /// How many entries are below it, and the hash of its tree; nothing if something was changed since.
    pub(super) tree: Option<(u32, Oid)>,
    directories: Vec<Noted<'a>>,
}

/// The entries and the root of what was noted.
pub(super) fn parse(bytes: &[u8]) -> Option<(Entries<'_>, Noted<'_>)> {
    let mut entries = Entries { stored: git_index::Entries::new(bytes)?, entry: None };
    // All entries are looked at before any is believed, and what is noted stands behind them.
    let mut all = Entries { stored: entries.stored.clone(), entry: None };
    let mut before = Vec::new();
    while all.stored.left() > 0 {
        all.next()?;
        if all.stored.path() <= before.as_slice() {
            return None;
        }
        all.stored.path().clone_into(&mut before);
    }
    let rest = all.stored.rest();
    let noted = noted(rest.get(..rest.len().checked_sub(HASH)?)?)?;
    entries.next()?;
    Some((entries, noted))
}

impl<'a> Noted<'a> {
    /// A directory in this one.
    pub(super) fn below(&self, name: &[u8]) -> Option<&Noted<'a>> {
        let place = self.directories.binary_search_by_key(&name, |below| below.name).ok()?;
        self.directories.get(place)
    }
}

impl Entries<'_> {
    /// The path of the entry at hand.
    pub(super) fn path(&self) -> Option<&[u8]> {
        self.entry.map(|_| self.stored.path())
    }

    pub(super) fn mode(&self) -> FileMode {
        self.entry.map_or(FileMode::Unreadable, |entry| file_mode(entry.mode))
    }

    pub(super) fn id(&self) -> Option<Oid> {
        Oid::from_bytes(self.entry?.id).ok()
    }

    /// Goes on to the next entry, or behind the last one; `None` if it is damaged or unusual.
    pub(super) fn next(&mut self) -> Option<()> {
        self.entry = match self.stored.left() {
            0 => None,
            _ => Some(self.stored.read().filter(|entry| !entry.is_unsettled)?),
        };
        Some(())
    }
}

/// The mode of an entry.
pub(super) fn file_mode(mode: u32) -> FileMode {
    match mode & 0o177_777 {
        0o120_000 => FileMode::Link,
        0o160_000 => FileMode::Commit,
        mode if mode & 0o170_000 == 0o100_000 && mode & 0o100 != 0 => FileMode::BlobExecutable,
        mode if mode & 0o170_000 == 0o100_000 => FileMode::Blob,
        _ => FileMode::Unreadable,
    }
}

/// The extension with the noted trees. One with a small first letter changes what the entries mean.
fn noted(mut extensions: &[u8]) -> Option<Noted<'_>> {
    let mut found = None;
    while let Some((signature, rest)) = extensions.split_at_checked(4) {
        let (length, rest) = number(rest)?;
        let (data, rest) = rest.split_at_checked(length as usize)?;
        extensions = rest;
        match signature {
            b"TREE" => found = Some(directories(data)?),
            // The index is sparse: some of its entries are directories.
            b"sdir" => {}
            _ if signature[0].is_ascii_uppercase() => {}
            _ => return None,
        }
    }
    if extensions.is_empty() { found } else { None }
}

/// A directory stands before its own ones, each with the number of those.
fn directories(mut data: &[u8]) -> Option<Noted<'_>> {
    // Directories of which some are still to come, the outermost first.
    let mut open: Vec<(usize, Noted<'_>)> = Vec::new();
    loop {
        let (directory, count, rest) = directory(data)?;
        data = rest;
        open.push((count, directory));
        if open.len() > DEEPEST {
            return None;
        }
        while let Some((_, mut done)) = open.pop_if(|(count, _)| *count == 0) {
            done.directories.sort_unstable_by_key(|below| below.name);
            match open.last_mut() {
                None => return data.is_empty().then_some(done),
                Some((count, parent)) => {
                    *count -= 1;
                    parent.directories.push(done);
                }
            }
        }
    }
}

fn directory(data: &[u8]) -> Option<(Noted<'_>, usize, &[u8])> {
    let (name, rest) = split(data, 0)?;
    let (entries, rest) = split(rest, b' ')?;
    let (count, rest) = split(rest, b'\n')?;
    let count = std::str::from_utf8(count).ok()?.parse().ok()?;
    let entries: i64 = std::str::from_utf8(entries).ok()?.parse().ok()?;
    let Ok(entries) = u32::try_from(entries) else {
        return Some((Noted { name, tree: None, directories: Vec::new() }, count, rest));
    };
    let (id, rest) = rest.split_at_checked(HASH)?;
    let tree = Some((entries, Oid::from_bytes(id).ok()?));
    Some((Noted { name, tree, directories: Vec::new() }, count, rest))
}

fn split(data: &[u8], end: u8) -> Option<(&[u8], &[u8])> {
    let length = memchr::memchr(end, data)?;
    Some((&data[..length], &data[length + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, flags: u16) -> Vec<u8> {
        let mut bytes = vec![0; 24];
        bytes.extend(0o100_644_u32.to_be_bytes());
        bytes.extend([0; 12]);
        bytes.extend([7; HASH]);
        bytes.extend(flags.to_be_bytes());
        bytes.extend(path.as_bytes());
        let end = bytes.len() / 8 * 8 + 8;
        bytes.resize(end, 0);
        bytes
    }

    /// An index of two files, of which the directory of the second is noted.
    fn index(flags: u16) -> Vec<u8> {
        let tree = [b"\x00-1 1\nlib\x001 0\n".as_slice(), &[9; HASH]].concat();
        let size = u32::try_from(tree.len()).unwrap().to_be_bytes();
        let head = b"DIRC\x00\x00\x00\x02\x00\x00\x00\x02".to_vec();
        let extension = [b"TREE".as_slice(), &size, &tree].concat();
        [head, entry("a.py", flags), entry("lib/b.py", 0), extension, vec![0; HASH]].concat()
    }

    #[test]
    fn entries_come_in_order_with_what_is_noted_of_their_directories() {
        let bytes = index(0);
        let (mut entries, noted) = parse(&bytes).unwrap();
        assert_eq!((entries.path(), entries.mode()), (Some(b"a.py".as_slice()), FileMode::Blob));
        entries.next().unwrap();
        assert_eq!(entries.path(), Some(b"lib/b.py".as_slice()));
        entries.next().unwrap();
        assert_eq!(entries.path(), None);
        assert_eq!((noted.tree, noted.directories.len()), (None, 1));
        let id = Oid::from_bytes(&[9; HASH]).unwrap();
        assert_eq!(noted.below(b"lib").unwrap().tree, Some((1, id)));
    }

    #[test]
    fn what_is_unusual_or_damaged_is_no_answer() {
        assert!(parse(&index(0x1000)).is_none(), "a conflict");
        let bytes = index(0);
        for end in 0..bytes.len() {
            assert!(parse(&bytes[..end]).is_none(), "the first {end} bytes");
        }
        for place in 0..bytes.len() {
            for bit in 0..8 {
                let mut damaged = bytes.clone();
                damaged[place] ^= 1 << bit;
                // No flipped bit may do more than change the answer.
                let _ = parse(&damaged)
                    .map(|(mut entries, _)| while entries.next().is_some() && entries.path().is_some() {});
            }
        }
    }
}
