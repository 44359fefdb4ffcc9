//! The index as it lies on disk: its entries in order, and the trees that git noted for directories without changes.
//!
//! libgit2 makes an object of each entry and hashes the whole file. Whoever asks only what is staged needs neither, nor the
//! file in memory: to make room for it takes longer than to read it twice.
//! Everything unusual (a split index, an entry in conflict or only intended, a wrong length) is no answer.

use crate::git_index::{EntryReader, HEAD, number};
use git2::{FileMode, Oid};
use std::io::{Cursor, Read, Seek, SeekFrom};

const HASH: usize = 20;
/// Directories in directories; no file system has as many.
pub(super) const DEEPEST: usize = 256;

/// Bytes that are read at once; an entry with more is unusual.
const PIECE: usize = 64 << 10;

/// The entries of an index, one after the other.
#[derive(Debug)]
pub(super) struct Entries<R> {
    reader: EntryReader,
    pieces: Pieces<R>,
    /// The one at hand, `None` behind the last one.
    entry: Option<Entry>,
    /// The path of the one before it.
    before: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    mode: FileMode,
    id: Oid,
}

/// A file, piece by piece.
#[derive(Debug)]
struct Pieces<R> {
    file: R,
    piece: Vec<u8>,
    /// What of the piece is still to be looked at.
    rest: std::ops::Range<usize>,
}

impl<R: Read> Pieces<R> {
    fn rest(&self) -> &[u8] {
        &self.piece[self.rest.clone()]
    }

    /// Reads on behind what is still to be looked at; `None` at the end, and if there is no room.
    fn read_on(&mut self) -> Option<()> {
        self.piece.copy_within(self.rest.clone(), 0);
        self.rest = 0..self.rest.len();
        let read = self.file.read(&mut self.piece[self.rest.end..]).ok().filter(|&read| read > 0)?;
        self.rest.end += read;
        Some(())
    }

    /// Gives a piece to a function until it has enough of it to say how much it has taken.
    fn take<T>(&mut self, mut from: impl FnMut(&[u8]) -> Option<(T, usize)>) -> Option<T> {
        loop {
            if let Some((taken, length)) = from(self.rest()) {
                self.rest.start += length;
                return Some(taken);
            }
            self.read_on()?;
        }
    }
}

/// What git noted of the directories of an index, each before the ones that are in it.
#[derive(Debug)]
pub(super) struct Noted<'a>(Vec<Directory<'a>>);

#[derive(Debug)]
struct Directory<'a> {
    name: &'a [u8],
    tree: Option<(u32, &'a [u8; HASH])>,
    /// Where the first one stands that is not in it.
    end: usize,
}

/// A directory as git noted it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'n, 'a> {
    noted: &'n Noted<'a>,
    at: usize,
}

/// The entries of an index, and the bytes behind them, in which [`noted`] stands.
pub(super) fn parse<R: Read + Seek>(file: R) -> Option<(Entries<R>, Vec<u8>)> {
    let mut pieces = Pieces { file, piece: vec![0; PIECE], rest: 0..0 };
    let reader = pieces.take(|bytes| Some((EntryReader::new(bytes.first_chunk()?), HEAD)))??;
    let mut all = reader.clone();
    while all.left() > 0 {
        pieces.take(|bytes| Some(((), all.pass(bytes)?)))?;
    }
    let mut behind = pieces.rest().to_vec();
    pieces.file.read_to_end(&mut behind).ok()?;
    behind.truncate(behind.len().checked_sub(HASH)?);
    pieces.file.seek(SeekFrom::Start(HEAD as u64)).ok()?;
    pieces.rest = 0..0;
    let mut entries = Entries { reader, pieces, entry: None, before: Vec::new() };
    entries.next()?;
    Some((entries, behind))
}

/// Whether everything in an index can be read here.
pub(super) fn is_usual(index: &[u8]) -> bool {
    let Some((mut entries, behind)) = parse(Cursor::new(index)) else { return false };
    while entries.path().is_some() {
        if entries.next().is_none() {
            return false;
        }
    }
    noted(&behind).is_some()
}

impl<'a> Noted<'a> {
    /// The directory that everything is in.
    pub(super) fn root(&self) -> Place<'_, 'a> {
        Place { noted: self, at: 0 }
    }
}

impl<'n, 'a> Place<'n, 'a> {
    /// How many entries are below it, and the hash of its tree; nothing if something was changed since.
    pub(super) fn tree(self) -> Option<(u32, &'a [u8; HASH])> {
        self.noted.0[self.at].tree
    }

    /// The directories in it, in the order of their names.
    pub(super) fn directories(self) -> Vec<(&'a [u8], Place<'n, 'a>)> {
        let end = self.noted.0[self.at].end;
        let next = |at: usize| Some(self.noted.0[at].end).filter(|&next| next < end);
        let places = std::iter::successors(Some(self.at + 1).filter(|&first| first < end), |&at| next(at));
        let mut all: Vec<_> =
            places.map(|at| (self.noted.0[at].name, Place { noted: self.noted, at })).collect();
        all.sort_unstable_by_key(|(name, _)| *name);
        all
    }
}

impl<R: Read> Entries<R> {
    /// The path of the entry at hand.
    pub(super) fn path(&self) -> Option<&[u8]> {
        self.entry.map(|_| self.reader.path())
    }

    pub(super) fn mode(&self) -> FileMode {
        self.entry.map_or(FileMode::Unreadable, |entry| entry.mode)
    }

    pub(super) fn id(&self) -> Option<Oid> {
        self.entry.map(|entry| entry.id)
    }

    /// Goes on to the next entry, or behind the last one; `None` if it is damaged or unusual, or not in its place.
    pub(super) fn next(&mut self) -> Option<()> {
        if self.reader.left() == 0 {
            self.entry = None;
            return Some(());
        }
        self.reader.path().clone_into(&mut self.before);
        let reader = &mut self.reader;
        let entry = self.pieces.take(|bytes| {
            let (entry, length) = reader.read(bytes)?;
            let id = Oid::from_bytes(entry.id).ok().filter(|_| !entry.is_unsettled);
            Some((id.map(|id| Entry { mode: file_mode(entry.mode), id }), length))
        })?;
        self.entry = Some(entry?);
        (self.reader.path() > self.before.as_slice()).then_some(())
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

/// The extension with the noted trees, among the bytes behind the entries. One with a small first letter changes what the entries mean.
pub(super) fn noted(mut extensions: &[u8]) -> Option<Noted<'_>> {
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
    let mut all: Vec<Directory<'_>> = Vec::with_capacity(data.len() / (HASH + 8));
    // Where those stand of which some are still to come, the outermost first, and how many.
    let mut open: Vec<(usize, usize)> = Vec::new();
    loop {
        let (directory, count, rest) = directory(data)?;
        data = rest;
        open.push((all.len(), count));
        all.push(directory);
        if open.len() > DEEPEST {
            return None;
        }
        while let Some((done, _)) = open.pop_if(|(_, count)| *count == 0) {
            all[done].end = all.len();
            match open.last_mut() {
                None => return data.is_empty().then_some(Noted(all)),
                Some((_, count)) => *count -= 1,
            }
        }
    }
}

fn directory(data: &[u8]) -> Option<(Directory<'_>, usize, &[u8])> {
    let (name, rest) = split(data, 0)?;
    let (entries, rest) = split(rest, b' ')?;
    let (count, rest) = split(rest, b'\n')?;
    let count = std::str::from_utf8(count).ok()?.parse().ok()?;
    let entries: i64 = std::str::from_utf8(entries).ok()?.parse().ok()?;
    let Ok(entries) = u32::try_from(entries) else {
        return Some((Directory { name, tree: None, end: 0 }, count, rest));
    };
    let (id, rest) = rest.split_first_chunk()?;
    Some((Directory { name, tree: Some((entries, id)), end: 0 }, count, rest))
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
        let (mut entries, behind) = parse(Cursor::new(&bytes)).unwrap();
        let noted = noted(&behind).unwrap();
        assert_eq!((entries.path(), entries.mode()), (Some(b"a.py".as_slice()), FileMode::Blob));
        entries.next().unwrap();
        assert_eq!(entries.path(), Some(b"lib/b.py".as_slice()));
        entries.next().unwrap();
        assert_eq!(entries.path(), None);
        let below = noted.root().directories();
        assert_eq!((noted.root().tree(), below.len()), (None, 1));
        assert_eq!((below[0].0, below[0].1.tree()), (b"lib".as_slice(), Some((1, &[9; HASH]))));
    }

    #[test]
    fn what_is_unusual_or_damaged_is_no_answer() {
        assert!(is_usual(&index(0)));
        assert!(!is_usual(&index(0x1000)), "a conflict");
        let bytes = index(0);
        for end in 0..bytes.len() {
            assert!(!is_usual(&bytes[..end]), "the first {end} bytes");
        }
        for place in 0..bytes.len() {
            for bit in 0..8 {
                let mut damaged = bytes.clone();
                damaged[place] ^= 1 << bit;
                // No flipped bit may do more than change the answer.
                let _ = is_usual(&damaged);
            }
        }
    }

    #[test]
    fn entries_are_the_same_wherever_a_piece_of_the_file_ends() {
        let mut bytes = b"DIRC\x00\x00\x00\x02\x00\x00\x0b\xb8".to_vec();
        let paths: Vec<String> = (0..3000).map(|at| format!("{at:04}{}", "x".repeat(at % 90))).collect();
        for path in &paths {
            bytes.extend(entry(path, 0));
        }
        bytes.extend([0; HASH]);
        assert!(bytes.len() > 3 * PIECE);
        let (mut entries, behind) = parse(Cursor::new(&bytes)).unwrap();
        for path in &paths {
            assert_eq!(entries.path(), Some(path.as_bytes()));
            entries.next().unwrap();
        }
        assert_eq!((entries.path(), behind.len()), (None, 0));
    }
}
