//! A look at the files of a repository before libgit2 opens them: it waits at a FIFO, never ends at a device, and reads
//! what it takes for a text as a whole, however large. Nothing is judged here but types and sizes.

use super::GitError;
use super::objects::{MOST_OF_OBJECT, Objects, named_stores};
use super::openable::{MOST_OF_TEXT, entry_of, must_be_file, must_be_text};
use super::settings::{Places, Settings, expanded};
use crate::discover::os;
use crate::regular;
use flate2::read::ZlibDecoder;
use git2::{Commit, ObjectType, Repository, Tree};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{DirEntry, FileType, read_dir};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Bytes of a file that names a place or an object.
const MOST_OF_LINK: u64 = 64 << 10;

/// Bytes of a list that git writes: of references, of commits where a history is cut off, of entries of the index.
const MOST_OF_LIST: u64 = 256 << 20;
const MOST_OF_INDEX: u64 = 1 << 30;

/// Objects in files of their own that are asked for their size; of further ones the type alone is looked at, which a
/// listing tells. A young repository has tens of thousands, and asking each took longer than the rest of a hook. What is
/// read here and not by libgit2 on its own ways is looked at once more before.
const MOST_OBJECTS: usize = 1024;

/// Looks at the repository that would be found in or above a directory, or at the one that is named.
///
/// # Errors
/// The first file that must not be opened.
pub(super) fn must_be_sound(here: &Path, named: Option<&Path>) -> Result<(), GitError> {
    if let Some(named) = named {
        return is_repository(named).map(drop);
    }
    for above in here.ancestors() {
        let is_store = || above.join("HEAD").exists() && above.join("objects").is_dir();
        if is_repository(&above.join(".git"))? || is_store() && is_repository(above)? {
            break;
        }
    }
    Ok(())
}

/// Looks at what libgit2 reads at the root of a work tree and where the configuration says.
///
/// # Errors
/// As [`must_be_text`].
pub(super) fn must_be_sound_at(root: &Path, settings: &Settings) -> Result<(), GitError> {
    for name in [".gitmodules", ".gitattributes", ".mailmap"] {
        must_be_text(&root.join(name))?;
    }
    settings.excludes_file(root).map_or(Ok(()), |file| must_be_text(&file))?;
    for key in ["core.attributesfile", "mailmap.file"] {
        settings.get(key).map_or(Ok(()), |file| must_be_text(&root.join(expanded(file))))?;
    }
    Ok(())
}

/// Looks at an entry of a directory of the work tree, if libgit2 would read rules in it.
///
/// # Errors
/// As [`must_be_text`].
pub(super) fn must_be_rules(entry: &DirEntry, name: &OsStr, kind: FileType) -> Result<(), GitError> {
    let is_read = !kind.is_dir() && (name == ".gitattributes" || name == ".gitignore");
    if is_read { entry_of(entry, MOST_OF_TEXT) } else { Ok(()) }
}

/// The same for an index.
///
/// # Errors
/// As [`must_be_text`].
pub(super) fn must_be_index(path: &Path) -> Result<(), GitError> {
    must_be_file(path, MOST_OF_INDEX)
}

/// Looks at the trees that lie on the ways to some paths, which libgit2 reads to find them.
///
/// # Errors
/// As [`Objects::must_be_bearable`].
pub(super) fn must_be_bearable_along(
    repository: &Repository,
    tree: &Tree<'_>,
    paths: &BTreeSet<Vec<u8>>,
) -> Result<(), GitError> {
    let objects = Objects::of(repository)?;
    // the trees on the way to the last path, which others share for a part; the first has no name
    let mut way: Vec<(Vec<u8>, Tree<'_>)> = vec![(Vec::new(), tree.clone())];
    for path in paths {
        while way.pop_if(|(place, _)| !path.starts_with(place)).is_some() {}
        let mut at = way.last().map_or(0, |(place, _)| place.len());
        while let Some(slash) = memchr::memchr(b'/', &path[at..]) {
            let Some(entry) = way.last().and_then(|(_, above)| above.get_name_bytes(&path[at..at + slash]))
            else {
                break;
            };
            if entry.kind() != Some(ObjectType::Tree) {
                break;
            }
            let below = entry.id();
            drop(entry);
            objects.must_be_bearable(below)?;
            at += slash + 1;
            way.push((path[..at].to_vec(), repository.find_tree(below)?));
        }
    }
    Ok(())
}

/// The tree of a commit.
///
/// # Errors
/// As [`Objects::must_be_bearable`].
pub(super) fn tree_of<'r>(commit: &Commit<'r>, repository: &Repository) -> Result<Tree<'r>, GitError> {
    Objects::of(repository)?.must_be_bearable(commit.tree_id())?;
    Ok(commit.tree()?)
}

/// Looks at the commit that a reference leads to, which a revision such as `main~1` begins with.
///
/// # Errors
/// As [`Objects::must_be_bearable`]; a revision that begins in another way is no problem.
pub(super) fn must_begin_bearable(repository: &Repository, revision: &str) -> Result<(), GitError> {
    let name = revision.split(['~', '^', '@', ':']).next().unwrap_or_default();
    let reference = repository.resolve_reference_from_short_name(name).and_then(|it| it.resolve());
    match reference.ok().and_then(|reference| reference.target()) {
        Some(id) => match Objects::of(repository)? {
            objects if objects.exists(id) => objects.must_be_bearable(id),
            _ => Ok(()),
        },
        None => Ok(()),
    }
}

/// Whether a path leads to a repository; its files are then looked at.
fn is_repository(path: &Path) -> Result<bool, GitError> {
    let Ok(state) = path.metadata() else { return Ok(false) };
    let own = if state.is_dir() {
        path.to_path_buf()
    } else {
        let Some(text) = link(path)? else { return Ok(false) };
        let Some(place) = text.strip_prefix(b"gitdir:").and_then(|it| os::path(it.trim_ascii()).ok()) else {
            return Ok(false);
        };
        path.parent().unwrap_or(Path::new("")).join(place)
    };
    let common = link(&own.join("commondir"))?.and_then(|text| os::path(text.trim_ascii()).ok());
    let common = common.map_or_else(|| own.clone(), |common| own.join(common));
    let has_head = own.join("HEAD").symlink_metadata().is_ok();
    if !has_head || !common.join("objects").is_dir() {
        return Ok(false);
    }
    for place in if own == common { vec![&own] } else { vec![&own, &common] } {
        each(place, own_file)?;
        each(&place.join("info"), own_file)?;
        references(place.join("refs"))?;
    }
    stores(common.join("objects"))?;
    match Settings::of(&Places { own, common }).unsound {
        Some((path, why)) => Err(GitError::Unsound { path, why }),
        None => Ok(true),
    }
}

/// The text of a file that names a place.
fn link(path: &Path) -> Result<Option<Vec<u8>>, GitError> {
    must_be_file(path, MOST_OF_LINK)?;
    match regular::read(path, MOST_OF_LINK) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(GitError::Unsound { path: path.to_path_buf(), why: error.to_string() }),
    }
}

/// Gives each entry of a directory that is no directory; one that cannot be listed libgit2 cannot list either.
fn each(directory: &Path, look: impl Fn(&DirEntry) -> Result<(), GitError>) -> Result<(), GitError> {
    for entry in read_dir(directory).into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|kind| !kind.is_dir()) {
            look(&entry)?;
        }
    }
    Ok(())
}

/// A file of git's own directory, of which libgit2 reads some.
fn own_file(entry: &DirEntry) -> Result<(), GitError> {
    entry_of(entry, most_of(&entry.file_name()))
}

fn most_of(name: &OsStr) -> u64 {
    match name.as_encoded_bytes() {
        b"HEAD" | b"commondir" | b"gitdir" | b"ORIG_HEAD" => MOST_OF_LINK,
        b"config" | b"config.worktree" | b"exclude" | b"attributes" | b"grafts" | b"alternates" => {
            MOST_OF_TEXT
        }
        b"packed-refs" | b"shallow" | b"FETCH_HEAD" => MOST_OF_LIST,
        b"index" => MOST_OF_INDEX,
        _ => u64::MAX,
    }
}

/// References that lie each in a file of its own.
fn references(root: PathBuf) -> Result<(), GitError> {
    let mut open = vec![root];
    while let Some(directory) = open.pop() {
        for entry in read_dir(directory).into_iter().flatten().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => open.push(entry.path()),
                _ => entry_of(&entry, MOST_OF_LINK)?,
            }
        }
    }
    Ok(())
}

/// Looks at all objects that have a file for themselves, before libgit2 goes its own ways among them: to what two
/// commits have in common, or to the parents of one. What is asked for by its name is looked at by that ([`Objects`]).
///
/// # Errors
/// As [`must_be_text`].
pub(super) fn must_have_sound_objects(repository: &Repository) -> Result<(), GitError> {
    let looked = Cell::new(0);
    for store in stores(repository.commondir().join("objects"))? {
        for directory in read_dir(&store).into_iter().flatten().flatten() {
            if directory.file_name().len() == 2 {
                each(&directory.path(), |entry| {
                    looked.set(looked.get() + 1);
                    if looked.get() > MOST_OBJECTS { entry_of(entry, u64::MAX) } else { object(entry) }
                })?;
            }
        }
    }
    Ok(())
}

/// A store of objects, and those that it names; what libgit2 reads in them beside the objects is looked at.
fn stores(first: PathBuf) -> Result<Vec<PathBuf>, GitError> {
    let all = named_stores(first)?;
    for store in &all {
        each(&store.join("info"), own_file)?;
        each(&store.join("pack"), |entry| entry_of(entry, u64::MAX))?;
    }
    Ok(all)
}

/// An object in a file of its own. A file's content may have any size: its header is read first, whoever asks for it.
fn object(entry: &DirEntry) -> Result<(), GitError> {
    entry_of(entry, MOST_OF_OBJECT)
        .or_else(|error| if is_content(&entry.path()) { Ok(()) } else { Err(error) })
}

fn is_content(path: &Path) -> bool {
    let Ok(file) = regular::open(path, true) else { return false };
    let mut head = [0; 5];
    file.metadata().is_ok_and(|state| state.is_file())
        && ZlibDecoder::new(file).read_exact(&mut head).is_ok()
        && &head == b"blob "
}
