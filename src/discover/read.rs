//! Reads one file, and never more of it than the limit: nothing that waits, never ends or is too large is read.

use super::os;
use crate::model::{FileStamp, SkipReason, Skipped};
use crate::regular;
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;

/// Whether the last component of a path may be a symbolic link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// Followed, for a path that somebody gave.
    Follow,
    /// Refused, for a path that a walk met: it was a regular file then.
    Refuse,
}

/// Opens for reading without ever waiting for the other end of a FIFO or taking a terminal.
pub(super) fn open(path: &Path, links: Links) -> io::Result<File> {
    regular::open(path, links == Links::Follow)
}

/// Reads a regular file of at most `cap` bytes; `None` when a file met in a walk has vanished since.
///
/// # Errors
///
/// `TooLarge` by the size of the opened file, before a byte is read, or when it grows meanwhile; `Unreadable` for
/// everything else, such as a file that has become a FIFO or a symbolic link.
pub fn read(path: &Path, links: Links, cap: u64) -> Result<Option<Vec<u8>>, Skipped> {
    found(path, links, cap, read_bounded(path, links, cap).map(|(_, _, bytes)| bytes))
}

/// The bytes of a file, and its state while they were read.
#[derive(Debug)]
pub struct Reading {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The state of the opened file, if it was the same before and after reading.
    pub stamp: Option<FileStamp>,
}

/// The state of a file, without opening it and behind a link; `None` if there is none, or nobody can tell.
#[must_use]
pub(crate) fn stamp_of(path: &Path) -> Option<FileStamp> {
    os::stamp(&path.metadata().ok()?)
}

/// Reads like [`read`], once more if the file is changed meanwhile.
///
/// # Errors
///
/// As [`read`].
pub(crate) fn read_stamped(path: &Path, links: Links, cap: u64) -> Result<Option<Reading>, Skipped> {
    let first = read_watched(path, links, cap);
    let is_torn = matches!(&first, Ok(Reading { stamp: None, .. })) && cfg!(unix);
    found(path, links, cap, if is_torn { read_watched(path, links, cap) } else { first })
}

fn read_watched(path: &Path, links: Links, cap: u64) -> Result<Reading, Failure> {
    let (file, before, bytes) = read_bounded(path, links, cap)?;
    let stamp =
        os::stamp(&before).filter(|stamp| file.metadata().is_ok_and(|now| os::stamp(&now) == Some(*stamp)));
    Ok(Reading { bytes, stamp })
}

fn found<T>(path: &Path, links: Links, cap: u64, result: Result<T, Failure>) -> Result<Option<T>, Skipped> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(Failure::Io(error)) if links == Links::Refuse && error.kind() == io::ErrorKind::NotFound => {
            Ok(None)
        }
        Err(failure) => Err(failure.skipped(path, cap)),
    }
}

/// Reads what was given instead of a file, such as standard input, under the same limit.
///
/// # Errors
///
/// `TooLarge` or `Unreadable`, as a row of the path that stands for it.
pub(crate) fn read_from(reader: impl Read, path: &Path, cap: u64) -> Result<Vec<u8>, Skipped> {
    read_growing(reader, 0, cap).map_err(|failure| failure.skipped(path, cap))
}

/// The same of a text that is at hand.
pub(super) fn of_text(text: &[u8], path: &Path, cap: u64) -> Result<Vec<u8>, Skipped> {
    match text.len() as u64 {
        size if size > cap => Err(too_large(path, size, cap)),
        _ => Ok(text.to_vec()),
    }
}

enum Failure {
    Io(io::Error),
    Special(&'static str),
    TooLarge(u64),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Io(error)
    }
}

fn read_bounded(path: &Path, links: Links, cap: u64) -> Result<(File, Metadata, Vec<u8>), Failure> {
    let file = open(path, links)?;
    let state = file.metadata()?;
    if !state.is_file() {
        return Err(Failure::Special(os::kind(state.file_type())));
    }
    if state.len() > cap {
        return Err(Failure::TooLarge(state.len()));
    }
    let bytes = read_growing(&file, state.len(), cap)?;
    Ok((file, state, bytes))
}

/// Reads to the end, which may have moved since the size was taken.
fn read_growing(file: impl Read, size: u64, cap: u64) -> Result<Vec<u8>, Failure> {
    // One byte more than the size, so that the read that meets the end needs no larger buffer.
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0).saturating_add(1));
    file.take(cap.saturating_add(1)).read_to_end(&mut bytes)?;
    match bytes.len() as u64 {
        length if length > cap => Err(Failure::TooLarge(length)),
        _ => Ok(bytes),
    }
}

impl Failure {
    fn skipped(self, path: &Path, cap: u64) -> Skipped {
        let detail = match self {
            Failure::Io(error) => error.to_string(),
            Failure::Special(kind) => format!("{kind}, not a regular file"),
            Failure::TooLarge(size) => return too_large(path, size, cap),
        };
        Skipped { path: path.to_path_buf(), reason: SkipReason::Unreadable, detail }
    }
}

/// The row of a file or blob that is larger than the limit.
pub(super) fn too_large(path: &Path, size: u64, cap: u64) -> Skipped {
    Skipped { path: path.to_path_buf(), reason: SkipReason::TooLarge, detail: sizes(size, cap) }
}

/// Both sizes in one unit each, in bytes when rounding would make them look the same.
fn sizes(size: u64, cap: u64) -> String {
    let (shown, limit) = (human(size), human(cap));
    if shown.trim_end_matches(".0") == limit.trim_end_matches(".0") || shown.replace(".0 ", " ") == limit {
        return format!("{size} bytes, limit {cap}");
    }
    format!("{shown}, limit {limit}")
}

/// `512 B`, `1 MiB`, `1.2 MiB`: one decimal, cut and not rounded, and none for a whole number.
fn human(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["B", "KiB", "MiB", "GiB", "TiB"];
    let steps = (bytes.checked_ilog2().unwrap_or(0) / 10).min(4);
    let unit = 1u64 << (10 * steps);
    let (whole, rest) = (bytes / unit, bytes % unit);
    let name = UNITS[steps as usize];
    if rest == 0 {
        return format!("{whole} {name}");
    }
    // A unit is below 2^40 bytes, so ten times the rest cannot overflow.
    format!("{whole}.{} {name}", rest * 10 / unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;

    #[test]
    fn sizes_are_told_in_the_unit_that_a_person_would_choose() {
        const MIB: u64 = 1 << 20;
        assert_eq!(sizes(MIB + MIB / 4, MIB), "1.2 MiB, limit 1 MiB");
        assert_eq!(sizes(10 << 30, MIB), "10 GiB, limit 1 MiB");
        assert_eq!(sizes(700, 512), "700 B, limit 512 B");
        assert_eq!(sizes(1, 0), "1 B, limit 0 B");
        assert_eq!(sizes(u64::MAX, 1000), "16777215.9 TiB, limit 1000 B");
    }

    #[test]
    fn a_byte_over_the_limit_does_not_look_like_the_limit() {
        assert_eq!(sizes((1 << 20) + 1, 1 << 20), "1048577 bytes, limit 1048576");
        assert_eq!(sizes(1_500_001, 1_500_000), "1500001 bytes, limit 1500000");
    }

    #[test]
    fn a_file_that_grows_past_the_limit_is_too_large() {
        let path = tempfile::NamedTempFile::new().unwrap().into_temp_path();
        std::fs::write(&path, b"0123456789").unwrap();
        let file = File::open(&path).unwrap();
        assert!(matches!(read_growing(&file, 4, 8), Err(Failure::TooLarge(9))));
        let file = File::open(&path).unwrap();
        assert!(matches!(read_growing(&file, 4, 10), Ok(bytes) if bytes == b"0123456789"));
    }
}
