//! What was derived from files that are no sources, such as reports on coverage: a small file for each set of them,
//! beside the databases. It is recognised as sources are, by the stamps of the files or by their contents.
//!
//! The file is replaced as a whole, so that nobody sees half of one; which of two runs is the last does not matter, and a
//! damaged one does not open. A set is named by its paths, so that a report that is written anew takes the place of the
//! one before; of all sets the [`MOST`] that were written last stay.

use super::damage::remove_file;
use super::key::{ContentKey, KeySpace, checksum};
use super::location::{FILES, check_file, prepare};
use super::schema::schema;
use super::setup::CacheSetup;
use super::stat::{FileState, FileSystem, is_settled};
use super::system::{file_system, host};
use crate::model::FileStamp;
use crate::regular;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// So many sets of files are kept.
const MOST: usize = 16;

/// A larger one was not written by this program.
const LARGEST: u64 = 256 << 20;

/// Where what is derived from some files is kept.
#[derive(Debug)]
pub(crate) struct Kept {
    setup: CacheSetup,
    space: KeySpace,
    sources: Vec<PathBuf>,
    /// The files as they were when what is kept was derived.
    states: Vec<FileState>,
}

/// A file as it was read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReadSource {
    /// The key of its content.
    pub key: ContentKey,
    /// Its stamp, if it was the same before and after reading.
    pub stamp: Option<FileStamp>,
    /// When reading began, by the clock of the setup.
    pub started: i64,
}

impl Kept {
    /// A place for what is derived from files, given by their absolute paths, in a way that the space names.
    #[must_use]
    pub(crate) fn new(setup: CacheSetup, space: KeySpace, sources: Vec<PathBuf>) -> Kept {
        Kept { setup, space, sources, states: Vec::new() }
    }

    /// The time by the clock of the setup.
    #[must_use]
    pub(crate) fn now(&self) -> i64 {
        (self.setup.clock)()
    }

    /// What is kept, in whatever state the files are now; `None` if nothing is, or it cannot be used.
    #[must_use]
    pub(crate) fn find(&mut self) -> Option<Vec<u8>> {
        let path = self.path();
        check_file(&path).ok()?;
        let mut sealed = regular::read(&path, LARGEST).ok()?;
        let (mut body, seal) = sealed.split_last_chunk()?;
        if *seal != checksum([self.seal().as_bytes(), body]) {
            return None;
        }
        let mut states = Vec::new();
        for source in &self.sources {
            let (before, length) = body.split_last_chunk::<2>()?;
            let at = before.len().checked_sub(u16::from_le_bytes(*length).into())?;
            let (before, state) = before.split_at(at);
            states.push(FileState::decode(source.as_os_str().as_encoded_bytes(), state)?.0);
            body = before;
        }
        self.states = states;
        let length = body.len();
        sealed.truncate(length);
        Some(sealed)
    }

    /// Whether files with these stamps are the ones that what was found was derived from.
    #[must_use]
    pub(crate) fn is_of_stamps(&self, stamps: &[Option<FileStamp>]) -> bool {
        let Some(host) = host().filter(|_| self.setup.trust_stamps) else { return false };
        let proves = |((state, stamp), path): ((&FileState, &Option<FileStamp>), &PathBuf)| {
            let is_it = |stamp| state.proves(stamp, host, self.space.id());
            stamp.as_ref().is_some_and(is_it) && file_system(path) != FileSystem::Remote
        };
        self.states.len() == stamps.len() && self.states.iter().zip(stamps).zip(&self.sources).all(proves)
    }

    /// Whether a stamp may ever be enough.
    #[must_use]
    pub(crate) fn trusts_stamps(&self) -> bool {
        self.setup.trust_stamps && host().is_some()
    }

    /// Whether files with these contents are.
    #[must_use]
    pub(crate) fn is_of_contents(&self, sources: &[ReadSource]) -> bool {
        self.states.len() == sources.len()
            && self.states.iter().zip(sources).all(|(state, source)| state.key == source.key)
    }

    /// The key of the content of a file.
    #[must_use]
    pub(crate) fn key(&self, content: &[u8]) -> ContentKey {
        self.space.key(content)
    }

    /// Keeps what was derived of files as they were read. Where that is not possible nothing is lost but time.
    pub(crate) fn keep(&mut self, sources: &[ReadSource], bytes: &[u8]) {
        let states = sources.iter().zip(&self.sources).map(|(source, path)| self.state(source, path));
        self.states = states.collect();
        self.keep_more(bytes);
    }

    /// Keeps something else of the same files.
    pub(crate) fn keep_more(&self, bytes: &[u8]) {
        let _ = self.write(bytes);
    }

    fn state(&self, source: &ReadSource, path: &Path) -> FileState {
        let none = FileStamp { device: 0, inode: 0, size: 0, modified: 0, changed: 0 };
        let trusted = host().is_some()
            && source.stamp.is_some_and(|stamp| is_settled(&stamp, source.started, file_system(path)));
        FileState {
            stamp: source.stamp.unwrap_or(none),
            trusted,
            measured: true,
            skippable: false,
            host: host().unwrap_or_default(),
            space: self.space.id(),
            key: source.key,
        }
    }

    fn write(&self, bytes: &[u8]) -> io::Result<()> {
        let directory = &self.setup.place.directory;
        prepare(directory).map_err(io::Error::other)?;
        check_file(&self.path()).map_err(io::Error::other)?;
        let mut body = Vec::with_capacity(bytes.len() + 256);
        body.extend_from_slice(bytes);
        // behind what is derived, which is then given away without being moved; the first one is read first
        for (state, path) in self.states.iter().zip(&self.sources).rev() {
            let state = state.encode(path.as_os_str().as_encoded_bytes(), &[]);
            let length = u16::try_from(state.len()).map_err(io::Error::other)?;
            body.extend_from_slice(&state);
            body.extend_from_slice(&length.to_le_bytes());
        }
        let seal = checksum([self.seal().as_bytes(), &body]);
        let mut file = tempfile::Builder::new().prefix(&prefix()).tempfile_in(directory)?;
        file.write_all(&body)?;
        file.write_all(&seal)?;
        file.persist(self.path())?;
        self.forget_the_oldest()
    }

    fn forget_the_oldest(&self) -> io::Result<()> {
        let mut all = kept_files(&self.setup.place.directory)?;
        all.sort_by_key(|(_, written)| std::cmp::Reverse(*written));
        all.iter().skip(MOST).try_for_each(|(path, _)| remove_file(path))
    }

    fn path(&self) -> PathBuf {
        self.setup.place.directory.join(self.name())
    }

    /// What the seal is of beside the bytes, which are in another order than they once were.
    fn seal(&self) -> String {
        format!("{} states last", self.name())
    }

    /// Named by the paths alone: what another build derived is replaced.
    fn name(&self) -> String {
        let mut paths = Vec::new();
        for source in &self.sources {
            paths.extend_from_slice(source.as_os_str().as_encoded_bytes());
            paths.push(0);
        }
        let ContentKey(key) = KeySpace::new(b"", "paths").key(&paths);
        let number = key[..8].iter().fold(0_u64, |number, &byte| number << 8 | u64::from(byte));
        format!("{}{number:016x}", prefix())
    }
}

/// Removes all that is kept in a directory; tells whether anything was.
pub(super) fn clear_kept(directory: &Path) -> io::Result<bool> {
    let all = kept_files(directory)?;
    all.iter().try_for_each(|(path, _)| remove_file(path))?;
    Ok(!all.is_empty())
}

/// Begins the names of these files.
fn prefix() -> String {
    format!("{FILES}{}-kept-", schema())
}

fn kept_files(directory: &Path) -> io::Result<Vec<(PathBuf, Option<SystemTime>)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if entry.file_name().as_encoded_bytes().starts_with(prefix().as_bytes()) {
            found.push((entry.path(), entry.metadata().and_then(|it| it.modified()).ok()));
        }
    }
    Ok(found)
}
