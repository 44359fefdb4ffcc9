//! Reads files that somebody else may have put there: regular ones alone, without ever waiting, and up to a limit.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

/// Opens a file for reading without waiting for the other end of a FIFO or taking a terminal.
///
/// # Errors
/// What the system says, and for a symbolic link that is not to be followed.
#[cfg(unix)]
pub(crate) fn open(path: &Path, follow: bool) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let follow = if follow { 0 } else { libc::O_NOFOLLOW };
    // The standard library sets O_CLOEXEC by itself.
    OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY | follow).open(path)
}

/// Opens a file for reading.
///
/// # Errors
/// What the system says, and for a symbolic link that is not to be followed.
#[cfg(not(unix))]
pub fn open(path: &Path, follow: bool) -> io::Result<File> {
    if !follow && path.symlink_metadata()?.is_symlink() {
        return Err(io::Error::other("symbolic link"));
    }
    OpenOptions::new().read(true).open(path)
}

/// Opens what somebody typed to be read from its beginning to its end, which may be a pipe: a shell writes `<(…)` as
/// one, and it is waited for, as by any program that is given one. How much is read of it, the caller bounds.
///
/// # Errors
/// What the system says.
pub(crate) fn open_given(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Reads a regular file of at most so many bytes.
///
/// # Errors
/// If it is anything else, or larger, or the system does not give its bytes.
pub(crate) fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let file = open(path, true)?;
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    // one byte more shows that it is at its end
    let room = usize::try_from(about.len().min(most)).unwrap_or(0) + 1;
    let mut bytes = Vec::with_capacity(room);
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("larger than {most} bytes")));
    }
    Ok(bytes)
}

/// The same for a file of text in UTF-8.
///
/// # Errors
/// As [`read`], and if it is not UTF-8.
pub(crate) fn read_text(path: &Path, most: u64) -> io::Result<String> {
    String::from_utf8(read(path, most)?).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "not UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_its_limit() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "0123456789").unwrap();
        assert_eq!(read(file.path(), 10).unwrap(), b"0123456789");
        assert_eq!(read(file.path(), 9).unwrap_err().to_string(), "larger than 9 bytes");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_regular_file_is_refused_at_once() {
        let directory = tempfile::tempdir().unwrap();
        for path in [directory.path(), Path::new("/dev/zero")] {
            assert_eq!(read(path, 10).unwrap_err().to_string(), "not a regular file", "{}", path.display());
        }
    }
}
