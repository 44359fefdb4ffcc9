//! Which files of a work tree have to be looked into to say what changed: those that do not look as the index noted them,
//! and those that it does not have. Each directory is listed once. Whatever else libgit2 would open there is looked at on
//! the way: it waits at a FIFO.
//!
//! libgit2 asks for each file's attributes and for the places that its path leads through, and hashes the index first.
//! What is found here it is asked about, and nothing else; what is said here twice too often costs time alone.

use super::index_file;
use super::sound::must_be_rules;
use super::{GitError, Hiding};
use crate::discover::ignores::{Ignores, Present};
use crate::discover::os;
use crate::git_index::{self, STATE};
use crate::model::Skipped;
use std::ffi::OsString;
use std::fs::{DirEntry, FileType, read_dir};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Where the time of modification stands in a state, and the device, which git does not compare.
const MODIFIED: Range<usize> = 8..16;
const DEVICE: Range<usize> = 16..20;

/// What a directory of git's own is called.
const GIT: &str = ".git";

/// What git notes of a submodule.
const MODULE: u32 = 0o160_000;

/// The files that git tracks, in the order of their paths.
#[derive(Debug, Default)]
pub(super) struct Tracked {
    paths: Vec<u8>,
    files: Vec<TrackedFile>,
    /// When the index was written, as a time in it.
    written: [u8; 8],
}

#[derive(Debug)]
struct TrackedFile {
    path: Range<usize>,
    /// As the index noted it, `None` where libgit2 has read the index.
    state: Option<[u8; STATE]>,
    /// Whether it is a repository of its own, of which nobody asks what changed.
    is_module: bool,
    /// Whether a sparse checkout leaves it out, so that it need not be there.
    is_left_out: bool,
}

impl Tracked {
    /// Those of an index, from its bytes and its time; `None` if it is unusual.
    pub(super) fn of_file(bytes: &[u8], written: &std::fs::Metadata) -> Option<Tracked> {
        let mut tracked = Tracked::default();
        tracked.written.copy_from_slice(&os::index_state(written)?[MODIFIED]);
        index_file::is_usual(bytes).then_some(())?;
        let mut entries = git_index::Entries::new(bytes)?;
        while entries.left() > 0 {
            let entry = entries.read()?;
            if entries.path().ends_with(b"/") {
                return None;
            }
            tracked.add(entries.path(), Some(*entry.state), entry.mode == MODULE, entry.is_left_out);
        }
        Some(tracked)
    }

    /// Those of an index that libgit2 has read, of which no state is known.
    pub(super) fn of_index(index: &git2::Index) -> Tracked {
        let mut tracked = Tracked::default();
        for entry in index.iter() {
            tracked.add(&entry.path, None, entry.mode == MODULE, false);
        }
        tracked
    }

    fn add(&mut self, path: &[u8], state: Option<[u8; STATE]>, is_module: bool, is_left_out: bool) {
        let start = self.paths.len();
        self.paths.extend_from_slice(path);
        self.files.push(TrackedFile { path: start..self.paths.len(), state, is_module, is_left_out });
    }

    fn path(&self, file: &TrackedFile) -> &[u8] {
        &self.paths[file.path.clone()]
    }

    /// Those of some of them whose paths begin in the same way.
    fn below(&self, among: Range<usize>, prefix: &[u8]) -> Range<usize> {
        let files = &self.files[among.clone()];
        let first = files.partition_point(|file| self.path(file) < prefix);
        let count = files[first..].partition_point(|file| self.path(file).starts_with(prefix));
        among.start + first..among.start + first + count
    }

    fn find(&self, among: Range<usize>, path: &[u8]) -> Option<usize> {
        let found = self.files[among.clone()].binary_search_by(|file| self.path(file).cmp(path));
        Some(among.start + found.ok()?)
    }

    /// Whether a file is as it was noted, and was not changed in the moment in which the index was written.
    fn is_as_noted(&self, file: usize, entry: &DirEntry) -> bool {
        let found = entry.metadata().ok().and_then(|state| os::index_state(&state));
        let Some((noted, found)) = self.files[file].state.zip(found) else { return false };
        let is_same =
            noted[..DEVICE.start] == found[..DEVICE.start] && noted[DEVICE.end..] == found[DEVICE.end..];
        let (time, written) = (&noted[MODIFIED], self.written.as_slice());
        let is_coarse = |time: &[u8]| time[4..] == [0; 4];
        let is_older =
            time < written && (time[..4] < written[..4] || !is_coarse(time) && !is_coarse(written));
        is_same && is_older
    }
}

/// A directory of the work tree.
struct Directory {
    place: PathBuf,
    /// Its path from the root with a slash behind it; nothing for the root.
    prefix: Vec<u8>,
    /// What counts in it from above, `None` if it is hidden.
    ignores: Option<Ignores>,
    /// The tracked files in and below it.
    tracked: Range<usize>,
}

/// The paths of the files, as seen from the root, that are not as the index says or that it does not have, in no order: all
/// that can have changed. What ignore files hide is none of them, nor what a sparse checkout leaves out.
///
/// # Errors
/// The first file that must not be opened.
pub(super) fn suspects(root: &Path, tracked: &Tracked, hiding: &Hiding) -> Result<Vec<Vec<u8>>, GitError> {
    let mut listing =
        Listing { tracked, is_met: vec![false; tracked.files.len()], found: Vec::new(), open: Vec::new() };
    listing.open.push(Directory {
        place: root.to_path_buf(),
        prefix: Vec::new(),
        ignores: Some(hiding.of_root()),
        tracked: 0..tracked.files.len(),
    });
    while let Some(directory) = listing.open.pop() {
        listing.enter(directory)?;
    }
    let files = tracked.files.iter().zip(listing.is_met);
    let files = files.filter(|(file, is_met)| !is_met && !file.is_left_out);
    listing.found.extend(files.map(|(file, _)| tracked.path(file).to_vec()));
    Ok(listing.found)
}

struct Listing<'a> {
    tracked: &'a Tracked,
    /// The tracked files that are there.
    is_met: Vec<bool>,
    found: Vec<Vec<u8>>,
    open: Vec<Directory>,
}

impl Listing<'_> {
    fn enter(&mut self, mut directory: Directory) -> Result<(), GitError> {
        let Some((entries, present)) = entries_of(&directory)? else { return Ok(()) };
        if let Some(ignores) = directory.ignores.as_mut().filter(|_| !directory.prefix.is_empty()) {
            ignores.read(&directory.place, present).map_err(unsound)?;
        }
        let mut path = directory.prefix.clone();
        for (name, kind, entry) in entries {
            path.truncate(directory.prefix.len());
            path.extend_from_slice(name.as_encoded_bytes());
            let known = self.tracked.find(directory.tracked.clone(), &path);
            let is_module = known.is_some_and(|file| self.tracked.files[file].is_module);
            if let Some(file) = known.filter(|_| is_module || !kind.is_dir()) {
                self.is_met[file] = true;
                if !is_module && !self.tracked.is_as_noted(file, &entry) {
                    self.found.push(path.clone());
                }
            } else if kind.is_dir() {
                path.push(b'/');
                self.meet_directory(&directory, &name, &path);
            } else if kind.is_file()
                && directory.ignores.as_ref().is_some_and(|it| it.hide(&name, false) != Some(true))
            {
                self.found.push(path.clone());
            }
        }
        Ok(())
    }

    /// What is hidden is entered where git tracks a file in it.
    fn meet_directory(&mut self, above: &Directory, name: &OsString, prefix: &[u8]) {
        let tracked = self.tracked.below(above.tracked.clone(), prefix);
        let ignores = above.ignores.as_ref().filter(|it| it.hide(name, true) != Some(true));
        if ignores.is_some() || !tracked.is_empty() {
            let ignores = ignores.map(|it| it.below(name));
            let place = above.place.join(name);
            self.open.push(Directory { place, prefix: prefix.to_vec(), ignores, tracked });
        }
    }
}

type Entries = Vec<(OsString, FileType, DirEntry)>;

/// What is in a directory; nothing if it is a repository of its own, which git does not enter.
fn entries_of(directory: &Directory) -> Result<Option<(Entries, Present)>, GitError> {
    let (mut entries, mut present) = (Vec::new(), Present::default());
    let mut has_repository = false;
    // Who cannot list it cannot see what changed in it: what is tracked there is asked for by its name.
    for entry in read_dir(&directory.place).into_iter().flatten().flatten() {
        let (name, Ok(kind)) = (entry.file_name(), entry.file_type()) else { continue };
        present.meet(&name);
        if name == GIT {
            has_repository = true;
        } else {
            must_be_rules(&entry, &name, kind)?;
            entries.push((name, kind, entry));
        }
    }
    let is_another = has_repository && !directory.prefix.is_empty() && directory.tracked.is_empty();
    Ok((!is_another).then_some((entries, present)))
}

fn unsound(row: Skipped) -> GitError {
    GitError::Unsound { path: row.path, why: row.detail }
}
