//! The entries of git's index as they lie on disk, for whoever wants to start no library for them.
//!
//! It says what is written there, and leaves to others what to make of it; whatever it does not understand is no answer.

/// Bytes of the state of a file.
pub(crate) const STATE: usize = 40;
/// Bytes of an entry before its flags: times, device, inode, mode, owner and size in 40, a SHA-1 in 20.
const BEFORE_FLAGS: usize = 60;
const HAS_MORE_FLAGS: u16 = 0x4000;
const STAGE: u16 = 0x3000;
const INTENT_TO_ADD: u16 = 0x2000;
const SKIP_WORKTREE: u16 = 0x4000;

/// The entries of an index that lies in memory, one after the other.
#[derive(Clone, Debug)]
pub(crate) struct Entries<'a> {
    rest: &'a [u8],
    reader: EntryReader,
}

/// Reads entries, each of which may need the path of the one before.
#[derive(Clone, Debug)]
pub(crate) struct EntryReader {
    version: u32,
    left: u32,
    path: Vec<u8>,
}

/// Bytes before the first entry.
pub(crate) const HEAD: usize = 12;

/// An entry, whose path the reader of the entries has: it may share its beginning with the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct IndexEntry<'a> {
    /// As in a tree.
    pub mode: u32,
    /// What was seen of the file, as it is written: two times, device, inode, mode, owner and group, size, each a number in
    /// 32 bits and the times two of them.
    pub state: &'a [u8; STATE],
    /// The hash of its content.
    pub id: &'a [u8],
    /// Whether it is a version in a conflict, or an intention to add a file.
    pub is_unsettled: bool,
    /// Whether a sparse checkout leaves the file out, so that it counts as it is here where it is not on disk.
    pub is_left_out: bool,
}

impl<'a> Entries<'a> {
    /// The entries of an index of version 2, 3 or 4.
    #[must_use]
    pub(crate) fn new(index: &'a [u8]) -> Option<Entries<'a>> {
        let (head, rest) = index.split_first_chunk()?;
        Some(Entries { rest, reader: EntryReader::new(head)? })
    }

    /// How many are still to be read.
    #[must_use]
    pub(crate) fn left(&self) -> u32 {
        self.reader.left
    }

    /// What stands behind the entries that were read.
    #[must_use]
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The path of the entry that was read last.
    #[must_use]
    pub(crate) fn path(&self) -> &[u8] {
        &self.reader.path
    }

    /// Reads an entry; `None` behind the last one and for one that is damaged.
    pub(crate) fn read(&mut self) -> Option<IndexEntry<'a>> {
        let (entry, length) = self.reader.read(self.rest)?;
        self.rest = &self.rest[length..];
        Some(entry)
    }
}

impl EntryReader {
    /// Of an index of version 2, 3 or 4, by its first bytes.
    #[must_use]
    pub(crate) fn new(head: &[u8; HEAD]) -> Option<EntryReader> {
        let (version, rest) = number(head.strip_prefix(b"DIRC")?)?;
        let (left, _) = number(rest)?;
        (2..=4).contains(&version).then_some(EntryReader { version, left, path: Vec::new() })
    }

    /// How many are still to be read.
    #[must_use]
    pub(crate) fn left(&self) -> u32 {
        self.left
    }

    /// The path of the entry that was read last.
    #[must_use]
    pub(crate) fn path(&self) -> &[u8] {
        &self.path
    }

    /// Reads the entry that bytes begin with, and says how many it has; `None` behind the last one and for one that is
    /// damaged or goes on behind the bytes.
    pub(crate) fn read<'b>(&mut self, bytes: &'b [u8]) -> Option<(IndexEntry<'b>, usize)> {
        let (entry, dropped, name, length) = self.take(bytes)?;
        let kept = dropped.map_or(Some(0), |dropped| self.path.len().checked_sub(dropped))?;
        self.path.truncate(kept);
        self.path.extend_from_slice(name);
        self.left -= 1;
        Some((entry, length))
    }

    /// The same without a look at its path.
    pub(crate) fn pass(&mut self, bytes: &[u8]) -> Option<usize> {
        let (.., length) = self.take(bytes)?;
        self.left -= 1;
        Some(length)
    }

    /// An entry, how many bytes of the path before it drops, what follows instead of them, and its length; up to version 3
    /// all of a path is written.
    fn take<'b>(&self, entry: &'b [u8]) -> Option<(IndexEntry<'b>, Option<usize>, &'b [u8], usize)> {
        self.left.checked_sub(1)?;
        let state: &[u8; STATE] = entry.first_chunk()?;
        let (mode, _) = number(&state[24..])?;
        let id = entry.get(STATE..BEFORE_FLAGS)?;
        let (flags, mut name) = short(entry.get(BEFORE_FLAGS..)?)?;
        let (mut further, mut dropped) = (0, None);
        if self.version > 2 && flags & HAS_MORE_FLAGS != 0 {
            (further, name) = short(name)?;
        }
        if self.version == 4 {
            let (number, rest) = offset(name)?;
            (dropped, name) = (Some(number), rest);
        }
        let length = memchr::memchr(0, name)?;
        let end = entry.len() - name.len() + length;
        // Up to version 3 an entry ends with one to eight zeros, at a multiple of eight bytes.
        let end = if self.version == 4 { end + 1 } else { end / 8 * 8 + 8 };
        entry.get(..end)?;
        let is_unsettled = flags & STAGE != 0 || further & INTENT_TO_ADD != 0;
        let is_left_out = further & SKIP_WORKTREE != 0;
        Some((IndexEntry { mode, state, id, is_unsettled, is_left_out }, dropped, &name[..length], end))
    }
}

/// A number in 32 bits, and what stands behind it.
#[must_use]
pub(crate) fn number(data: &[u8]) -> Option<(u32, &[u8])> {
    let (number, rest) = data.split_first_chunk()?;
    Some((u32::from_be_bytes(*number), rest))
}

fn short(data: &[u8]) -> Option<(u16, &[u8])> {
    let (number, rest) = data.split_first_chunk()?;
    Some((u16::from_be_bytes(*number), rest))
}

/// Seven bits a byte, the highest first, without two ways to write one number; no path has more bytes than four tell.
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

    /// An entry as git writes it, before its path.
    fn start(flags: u16, more: Option<u16>) -> Vec<u8> {
        let mut bytes = vec![1; BEFORE_FLAGS];
        bytes[24..28].copy_from_slice(&0o100_644_u32.to_be_bytes());
        bytes.extend_from_slice(&flags.to_be_bytes());
        bytes.extend(more.into_iter().flat_map(u16::to_be_bytes));
        bytes
    }

    /// An index of a version, each entry with more flags where there are any.
    fn index(version: u32, paths: &[&str]) -> Vec<u8> {
        let mut bytes = b"DIRC".to_vec();
        bytes.extend_from_slice(&version.to_be_bytes());
        bytes.extend_from_slice(&u32::try_from(paths.len()).unwrap().to_be_bytes());
        let mut before = "";
        for path in paths {
            let mut entry = if version == 2 { start(9, None) } else { start(HAS_MORE_FLAGS, Some(1)) };
            let shared = before.bytes().zip(path.bytes()).take_while(|(a, b)| a == b).count();
            if version == 4 {
                entry.extend(written(before.len() - shared));
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

    /// The number as git writes it, for what two bytes hold.
    fn written(number: usize) -> Vec<u8> {
        let low = u8::try_from(number % 128).unwrap();
        match number / 128 {
            0 => vec![low],
            high => vec![0x80 | u8::try_from(high - 1).unwrap(), low],
        }
    }

    fn paths(index: &[u8]) -> Option<Vec<String>> {
        let mut entries = Entries::new(index)?;
        let mut paths = Vec::new();
        while entries.left() > 0 {
            let entry = entries.read()?;
            assert_eq!((entry.mode, entry.id.len(), entry.is_unsettled), (0o100_644, 20, false));
            paths.push(String::from_utf8(entries.path().to_vec()).unwrap());
        }
        assert_eq!((entries.read(), entries.rest()), (None, &[][..]));
        Some(paths)
    }

    #[test]
    fn entries_of_every_version_come_in_order() {
        let long = format!("b/{}", "x".repeat(300));
        let all = [".metrics-x/a", ".metrics/cache-v1.db", ".metrics/cache-v2.db", long.as_str(), "c"];
        for version in 2..=4 {
            assert_eq!(paths(&index(version, &all)).unwrap(), all, "{version}");
        }
    }

    #[test]
    fn what_is_not_understood_is_no_answer() {
        for version in 2..=4 {
            let whole = index(version, &["a", "ab"]);
            for end in 0..whole.len() {
                assert_eq!(paths(&whole[..end]), None, "version {version}, the first {end} bytes");
            }
        }
        assert_eq!(paths(&index(5, &["a"])), None);
    }

    #[test]
    fn conflicts_and_intentions_are_unsettled() {
        for (flags, more) in [(0x1000, None), (HAS_MORE_FLAGS, Some(INTENT_TO_ADD))] {
            let head =
                [b"DIRC\0\0\0\x03\0\0\0\x01".as_slice(), &start(flags, more), b"a\0\0\0\0\0\0\0\0"].concat();
            assert!(Entries::new(&head).unwrap().read().unwrap().is_unsettled);
        }
    }
}
