//! The index as it lies on disk: its entries in order, and the trees that git noted for directories without changes.
//!
//! libgit2 makes an object of each entry and hashes the whole file. Whoever asks only what is staged needs neither.
//! Everything unusual (a split or sparse index, an entry in conflict or only intended, a wrong length) is no answer.

use git2::{FileMode, Oid};

/// The bytes of an entry before its flags: times, device, inode, mode, owner, size, and the hash at its end.
const FIXED: usize = 62;
const HASH: usize = 20;
const HAS_MORE_FLAGS: u16 = 0x4000;
const STAGE: u16 = 0x3000;
const INTENT_TO_ADD: u16 = 0x2000;
/// Directories in directories; no file system has as many.
pub(super) const DEEPEST: usize = 256;

/// The entries of an index, one after the other.
#[derive(Debug)]
pub(super) struct Entries<'a> {
    rest: &'a [u8],
    version: u32,
    left: u32,
    path: Vec<u8>,
    mode: u32,
    id: &'a [u8],
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
    let header = bytes.strip_prefix(b"DIRC")?;
    let (version, rest) = number(header)?;
    let (left, rest) = number(rest)?;
    if !(2..=4).contains(&version) {
        return None;
    }
    let mut entries = Entries { rest, version, left, path: Vec::new(), mode: 0, id: &[] };
    // All entries are looked at before any is believed, and what is noted stands behind them.
    let mut all = Entries { path: Vec::new(), ..entries };
    let mut before = Vec::new();
    while all.left > 0 {
        all.step()?;
        if all.path <= before {
            return None;
        }
        before.clone_from(&all.path);
    }
    let noted = noted(all.rest.get(..all.rest.len().checked_sub(HASH)?)?)?;
    if entries.left > 0 {
        entries.step()?;
        entries.left += 1;
    }
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
        (self.left > 0).then_some(self.path.as_slice())
    }

    pub(super) fn mode(&self) -> FileMode {
        match self.mode & 0o177_777 {
            0o120_000 => FileMode::Link,
            0o160_000 => FileMode::Commit,
            mode if mode & 0o170_000 == 0o100_000 && mode & 0o100 != 0 => FileMode::BlobExecutable,
            mode if mode & 0o170_000 == 0o100_000 => FileMode::Blob,
            _ => FileMode::Unreadable,
        }
    }

    pub(super) fn id(&self) -> Option<Oid> {
        Oid::from_bytes(self.id).ok()
    }

    /// Goes on to the next entry, or behind the last one.
    pub(super) fn next(&mut self) -> Option<()> {
        if self.left <= 1 {
            self.left = 0;
            return Some(());
        }
        self.left -= 1;
        self.step()?;
        self.left += 1;
        Some(())
    }
}

impl Entries<'_> {
    /// Reads an entry; `None` if it is damaged or unusual.
    fn step(&mut self) -> Option<()> {
        let entry = self.rest;
        self.mode = u32::from_be_bytes(entry.get(24..28)?.try_into().ok()?);
        self.id = entry.get(40..60)?;
        let flags = u16::from_be_bytes(entry.get(60..FIXED)?.try_into().ok()?);
        let mut start = FIXED;
        if flags & HAS_MORE_FLAGS != 0 {
            let more = u16::from_be_bytes(entry.get(FIXED..FIXED + 2)?.try_into().ok()?);
            if more & INTENT_TO_ADD != 0 {
                return None;
            }
            start += 2;
        }
        if flags & STAGE != 0 {
            return None;
        }
        let mut name = entry.get(start..)?;
        if self.version == 4 {
            let (drop, rest) = offset(name)?;
            self.path.truncate(self.path.len().checked_sub(drop)?);
            name = rest;
        } else {
            self.path.clear();
        }
        let length = memchr::memchr(0, name)?;
        self.path.extend_from_slice(&name[..length]);
        let end = entry.len() - name.len() + length;
        // Up to version 3 an entry ends with one to eight zeros, at a multiple of eight bytes.
        let end = if self.version == 4 { end + 1 } else { end / 8 * 8 + 8 };
        self.rest = entry.get(end..)?;
        self.left -= 1;
        Some(())
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

fn number(data: &[u8]) -> Option<(u32, &[u8])> {
    let (number, rest) = data.split_first_chunk()?;
    Some((u32::from_be_bytes(*number), rest))
}

/// How much of the path before is not in this one: seven bits a byte, the highest first, without two ways to write one.
fn offset(data: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0_usize;
    for (place, byte) in data.iter().enumerate().take(4) {
        value = (value << 7) | usize::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((value, &data[place + 1..]));
        }
        value += 1;
    }
    None
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
