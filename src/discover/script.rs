//! The first line of a script without a suffix: all that has to be read to know its interpreter.

use super::git::Blob;
use super::read::{Links, open};
use std::io::Read;
use std::path::Path;

/// As much of it as Linux reads itself.
const LONGEST: u64 = 256;

/// The first bytes of a file without a suffix if they begin with `#!`; nothing else is opened.
///
/// Whether it may be run is not asked: a blob does not tell, nor do many file systems, and what one way to select files
/// judges every other has to. Opening one costs 6.5 µs of CPU time.
#[must_use]
pub(super) fn first_line(path: &Path) -> Option<Vec<u8>> {
    if may_be_script(path) { head_of_script(path) } else { None }
}

/// The same of a regular file that somebody named, hidden ones too.
#[must_use]
pub(crate) fn first_line_of_named(path: &Path) -> Option<Vec<u8>> {
    if path.extension().is_none() { head_of_script(path) } else { None }
}

fn head_of_script(path: &Path) -> Option<Vec<u8>> {
    let file = open(path, Links::Follow).ok()?;
    if !file.metadata().ok()?.is_file() {
        return None;
    }
    let mut head = Vec::new();
    file.take(LONGEST).read_to_end(&mut head).ok()?;
    head.starts_with(b"#!").then_some(head)
}

/// The same of a blob, which has to be read as a whole; a large one is no script.
pub(super) fn first_line_of_blob(path: &Path, blob: &Blob) -> Option<Vec<u8>> {
    const LARGEST: u64 = 1 << 20;
    let mut head = may_be_script(path).then(|| blob.read(path, LARGEST).ok())??;
    head.truncate(usize::try_from(LONGEST).unwrap_or(usize::MAX));
    head.starts_with(b"#!").then_some(head)
}

/// The same of a text that stands for a file.
pub(super) fn first_line_of_text(path: &Path, text: &[u8]) -> Option<Vec<u8>> {
    let is_script = path.extension().is_none() && text.starts_with(b"#!");
    is_script.then(|| text.iter().copied().take(usize::try_from(LONGEST).unwrap_or(usize::MAX)).collect())
}

/// Whether only its first line tells what it is.
pub(super) fn may_be_script(path: &Path) -> bool {
    let is_hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
    path.extension().is_none() && path.file_name().is_some_and(|name| !is_hidden(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_named_file_may_be_hidden() {
        let file = tempfile::NamedTempFile::with_prefix(".tool").unwrap();
        fs::write(file.path(), b"#!/bin/sh").unwrap();
        let named = file.path().with_file_name("tool");
        assert_eq!(first_line_of_named(file.path()).as_deref(), Some(&b"#!/bin/sh"[..]));
        assert_eq!(first_line_of_named(&named.with_extension("sh")), None);
    }

    #[test]
    fn only_a_script_without_a_suffix_has_a_first_line() {
        let directory = tempfile::tempdir().unwrap();
        let read = |name: &str, text: &[u8]| {
            let path = directory.path().join(name);
            fs::write(&path, text).unwrap();
            first_line(&path)
        };
        assert_eq!(read("tool", b"#!/bin/sh\nx").as_deref(), Some(&b"#!/bin/sh\nx"[..]));
        assert_eq!(read("large", &[&b"#!"[..], &[b'x'; 5000]].concat()).map(|head| head.len()), Some(256));
        assert_eq!(read("tool.sh", b"#!/bin/sh"), None);
        assert_eq!(read(".tool", b"#!/bin/sh"), None);
        assert_eq!(read("LICENSE", b"MIT"), None);
        assert_eq!(first_line(directory.path()), None);
        assert_eq!(first_line(&directory.path().join("missing")), None);
    }
}
