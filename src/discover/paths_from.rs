//! A list of paths from a file or from standard input, as `git diff --name-only -z` or `find` write it.

use super::os;
use std::io::{self, Read};
use std::path::PathBuf;

/// What stands between two paths of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// A newline, or CRLF: the usual form, unable to name a file with a newline in its name or a carriage return at its
    /// end.
    Newline,
    /// A NUL byte: every name can be written.
    Nul,
}

/// Bytes that a list may have, and paths in it: more than any project has files.
const MOST_BYTES: u64 = 256 << 20;
const MOST_PATHS: usize = 4_000_000;

/// Bytes of a path on any system.
const MOST_OF_PATH: usize = 96 << 10;

/// Reads a list of paths to its end; empty entries are passed over, and on Unix every byte of a name is kept.
///
/// # Errors
///
/// What reading gives, a list that is too long, and outside Unix a name that is not UTF-8.
pub fn paths_from(reader: impl Read, separator: Separator) -> io::Result<Vec<PathBuf>> {
    let mut list = Vec::new();
    reader.take(MOST_BYTES + 1).read_to_end(&mut list)?;
    let list = list.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&list);
    let entry = |line| match separator {
        Separator::Newline => <[u8]>::strip_suffix(line, b"\r").unwrap_or(line),
        Separator::Nul => line,
    };
    let end = match separator {
        Separator::Newline => b'\n',
        Separator::Nul => 0,
    };
    let entries = || list.split(|&byte| byte == end).map(entry).filter(|entry| !entry.is_empty());
    if list.len() as u64 > MOST_BYTES || entries().nth(MOST_PATHS).is_some() {
        let most = format!("more than {} MiB or {MOST_PATHS} paths", MOST_BYTES >> 20);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, most));
    }
    if let Some(entry) = entries().find(|entry| entry.len() > MOST_OF_PATH) {
        let why = format!("a path of {} bytes; no file has one of more than {MOST_OF_PATH}", entry.len());
        return Err(io::Error::new(io::ErrorKind::InvalidData, why));
    }
    entries().map(os::path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(list: &[u8], separator: Separator) -> Vec<PathBuf> {
        paths_from(list, separator).unwrap()
    }

    #[test]
    fn empty_lines_and_a_missing_last_newline_change_nothing() {
        let paths: [PathBuf; 2] = ["a b.py".into(), "c.py".into()];
        assert_eq!(read(b"\n\na b.py\n\nc.py", Separator::Newline), paths);
        assert_eq!(read(b"a b.py\nc.py\n", Separator::Newline), paths);
        assert_eq!(read(b"", Separator::Newline), [""; 0].map(PathBuf::from));
    }

    #[test]
    fn a_nul_separated_list_can_name_a_file_with_a_newline() {
        assert_eq!(read(b"a\nb.py\0c.py\0", Separator::Nul), ["a\nb.py", "c.py"].map(PathBuf::from));
    }

    #[test]
    fn a_list_from_windows_names_the_same_files() {
        let paths: [PathBuf; 2] = ["a b.py".into(), "c.py".into()];
        assert_eq!(read(b"\xef\xbb\xbfa b.py\r\n\r\nc.py\r\n", Separator::Newline), paths);
        assert_eq!(read(b"a b.py\r\nc.py\n", Separator::Newline), paths);
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_not_utf_8_keeps_its_bytes() {
        use std::os::unix::ffi::OsStrExt;
        let paths = read(b"caf\xe9.py\r\n", Separator::Newline);
        assert_eq!(paths[0].as_os_str().as_bytes(), b"caf\xe9.py");
        let paths = read(b"caf\xe9.py\r\0", Separator::Nul);
        assert_eq!(paths[0].as_os_str().as_bytes(), b"caf\xe9.py\r");
    }
}
