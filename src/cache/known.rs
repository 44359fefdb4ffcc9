//! What was loaded before the run asked for it: the states and records of the paths in its scope.

use super::stat::FileState;
use super::store::{Found, Reach};
use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;
use std::path::{Component, Path, PathBuf};

/// Rows by absolute path, without the paths: the hash is enough, because a state does not open under another path than its
/// own. Of two paths with one hash the later one is known.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Where rows begin: the chunk times [`CHUNK`] and the place in it.
    places: HashTable<usize>,
    hasher: DefaultHashBuilder,
    /// The rows, one behind the other: each is a [`Head`], the state and the record. No chunk grows beyond what it was
    /// made for, so that nothing has to be moved.
    chunks: Vec<Vec<u8>>,
}

/// Bytes of a chunk; a longer row has a chunk of its own.
const CHUNK: usize = 256 << 10;

/// What stands before the bytes of a row.
#[derive(Clone, Copy, Debug)]
struct Head {
    hash: u64,
    last_seen: i64,
    /// Lengths in bytes.
    state: u32,
    record: Option<u32>,
}

/// What is known of one path.
#[derive(Clone, Copy, Debug)]
pub(super) struct KnownFile<'a> {
    pub(super) last_seen: i64,
    pub(super) state: FileState,
    /// The bytes of the digest; none if it was not measured.
    pub(super) digest: &'a [u8],
    /// Sealed under the key of the state.
    pub(super) record: Option<&'a [u8]>,
}

impl Known {
    pub(super) fn add(&mut self, found: &Found<'_>) {
        // no row has as many bytes as a length cannot say
        let _ = self.put(self.hasher.hash_one(found.path), found);
    }

    fn put(&mut self, hash: u64, found: &Found<'_>) -> Option<()> {
        let length = |bytes: &[u8]| u32::try_from(bytes.len()).ok();
        let Found { last_seen, state, record, .. } = *found;
        let record_length = if let Some(record) = record { Some(length(record)?) } else { None };
        let head = Head { hash, last_seen, state: length(state)?, record: record_length }.encode();
        let place = self.append([&head, state, record.unwrap_or_default()]);
        let Known { places, chunks, .. } = self;
        let hash_at = |place: usize| row(chunks, place).map_or(0, |(head, _)| head.hash);
        match places.find_mut(hash, |&known| hash_at(known) == hash) {
            Some(known) => *known = place,
            None => _ = places.insert_unique(hash, place, |&known| hash_at(known)),
        }
        Some(())
    }

    /// Puts the parts of a row behind the others; gives its place.
    fn append(&mut self, parts: [&[u8]; 3]) -> usize {
        let length: usize = parts.iter().map(|part| part.len()).sum();
        let has_room = self.chunks.last().is_some_and(|last| last.len() + length <= CHUNK);
        if !has_room {
            self.chunks.push(Vec::with_capacity(length.max(CHUNK)));
        }
        let number = self.chunks.len() - 1;
        let chunk = &mut self.chunks[number];
        let place = number * CHUNK + chunk.len();
        for part in parts {
            chunk.extend_from_slice(part);
        }
        place
    }

    /// What is known of a path; nothing if its row was changed by anything but this program.
    pub(super) fn get(&self, path: &[u8]) -> Option<KnownFile<'_>> {
        self.find(self.hasher.hash_one(path), path)
    }

    fn find(&self, hash: u64, path: &[u8]) -> Option<KnownFile<'_>> {
        let has_hash = |&place: &usize| row(&self.chunks, place).is_some_and(|(head, _)| head.hash == hash);
        let (head, bytes) = row(&self.chunks, *self.places.find(hash, has_hash)?)?;
        let (state, rest) = bytes.split_at_checked(head.state as usize)?;
        let record = head.record.and_then(|length| rest.get(..length as usize));
        let (state, digest) = FileState::decode(path, state)?;
        Some(KnownFile { last_seen: head.last_seen, state, digest, record })
    }
}

/// The head of a row, and what is behind it.
fn row(chunks: &[Vec<u8>], place: usize) -> Option<(Head, &[u8])> {
    Head::split_off(chunks.get(place / CHUNK)?.get(place % CHUNK..)?)
}

impl Head {
    /// Stands for the length of a record that is not there.
    const NONE: u32 = u32::MAX;

    fn encode(self) -> [u8; 24] {
        let mut out = [0; 24];
        out[..8].copy_from_slice(&self.hash.to_ne_bytes());
        out[8..16].copy_from_slice(&self.last_seen.to_ne_bytes());
        out[16..20].copy_from_slice(&self.state.to_ne_bytes());
        out[20..].copy_from_slice(&self.record.unwrap_or(Head::NONE).to_ne_bytes());
        out
    }

    fn split_off(row: &[u8]) -> Option<(Head, &[u8])> {
        let (hash, rest) = row.split_first_chunk()?;
        let (last_seen, rest) = rest.split_first_chunk()?;
        let (state, rest) = rest.split_first_chunk()?;
        let (record, rest) = rest.split_first_chunk()?;
        let record = Some(u32::from_ne_bytes(*record)).filter(|length| *length != Head::NONE);
        let (hash, last_seen) = (u64::from_ne_bytes(*hash), i64::from_ne_bytes(*last_seen));
        Some((Head { hash, last_seen, state: u32::from_ne_bytes(*state), record }, rest))
    }
}

/// Makes paths absolute by putting them behind the current directory, without asking what links they go through.
#[derive(Clone, Debug)]
pub(super) struct Base(Vec<u8>);

impl Base {
    pub(super) fn new(current: &Path) -> Base {
        let mut bytes = current.as_os_str().as_encoded_bytes().to_vec();
        end_in_separator(&mut bytes);
        Base(bytes)
    }

    /// The bytes of the absolute path.
    pub(super) fn absolute(&self, path: &Path) -> Vec<u8> {
        let bytes = path.as_os_str().as_encoded_bytes();
        if path.is_absolute() { bytes.to_vec() } else { [&self.0, bytes].concat() }
    }

    /// What a run over a path will ask for.
    pub(super) fn scope(&self, path: &Path) -> Reach {
        let clean: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
        let mut absolute = self.absolute(&clean);
        if !path.is_dir() {
            return Reach::File(absolute);
        }
        end_in_separator(&mut absolute);
        Reach::Below(absolute)
    }
}

fn end_in_separator(path: &mut Vec<u8>) {
    let separator = u8::try_from(std::path::MAIN_SEPARATOR).unwrap_or(b'/');
    if path.last() != Some(&separator) {
        path.push(separator);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::cache::ContentKey;
    use crate::model::FileStamp;

    fn state(number: u64) -> FileState {
        let stamp = FileStamp { device: 1, inode: number, size: 3, modified: -4, changed: 5 };
        let (host, space, key) = ([6; 8], [7; 8], ContentKey([8; 32]));
        FileState { stamp, trusted: true, measured: true, skippable: false, host, space, key }
    }

    #[test]
    fn rows_come_back_whatever_their_length() {
        let mut known = Known::default();
        let lengths = [0, 1, 70_000, CHUNK, 3 * CHUNK, 5];
        let rows = (0..2_000_u32).map(|number| {
            let (path, digest) = (format!("/repo/{number}.py").into_bytes(), number.to_le_bytes());
            let record =
                (number % 7 > 0).then(|| vec![1; if number < 6 { lengths[number as usize] } else { 9 }]);
            let state = state(number.into());
            (state.encode(&path, &digest), path, state, digest, record)
        });
        let rows: Vec<_> = rows.collect();
        for (last_seen, (encoded, path, _, _, record)) in (-5..).zip(&rows) {
            known.add(&Found { path, last_seen: 0, state: b"replaced", record: None });
            known.add(&Found { path, last_seen, state: encoded, record: record.as_deref() });
        }
        for (last_seen, (_, path, state, digest, record)) in (-5..).zip(&rows) {
            let found = known.get(path).unwrap();
            assert_eq!((found.last_seen, found.state, found.digest), (last_seen, *state, &digest[..]));
            assert_eq!(found.record, record.as_deref());
        }
        assert!(known.get(b"/repo/2000.py").is_none());
    }

    #[test]
    fn of_two_paths_with_one_hash_the_later_is_known_and_neither_is_taken_for_the_other() {
        let mut known = Known::default();
        for (path, number) in [(b"/a.py", 1), (b"/b.py", 2)] {
            let encoded = state(number).encode(path, &[]);
            known.put(7, &Found { path, last_seen: 0, state: &encoded, record: None });
        }
        assert!(known.find(7, b"/a.py").is_none());
        assert_eq!(known.find(7, b"/b.py").unwrap().state, state(2));
    }

    #[test]
    fn a_scope_holds_the_paths_that_a_walk_reports() {
        let base = Base::new(Path::new("/repo"));
        assert_eq!(base.scope(Path::new(".")), Reach::Below(b"/repo/".to_vec()));
        assert_eq!(base.scope(Path::new("/")), Reach::Below(b"/".to_vec()));
        assert_eq!(base.scope(Path::new("./..//")), Reach::Below(b"/repo/../".to_vec()));
        assert_eq!(base.scope(Path::new("./no/./such.py")), Reach::File(b"/repo/no/such.py".to_vec()));
        assert_eq!(base.absolute(Path::new("../a.py")), b"/repo/../a.py");
        assert_eq!(base.absolute(Path::new("/a.py")), b"/a.py");
        assert_eq!(Base::new(Path::new("/")).absolute(Path::new("a")), b"/a");
    }
}
