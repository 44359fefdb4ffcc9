//! The first line of a script without a suffix: all that has to be read to know its interpreter.

use super::git::Blob;
use super::{Links, os};
use std::io::Read;
use std::path::Path;

/// As much of it as Linux reads itself.
const LONGEST: u64 = 256;

/// The first bytes of a file without a suffix if they begin with `#!`; nothing else is opened.
#[must_use]
pub(super) fn first_line(path: &Path) -> Option<Vec<u8>> {
    if !may_be_script(path) {
        return None;
    }
    let file = os::open(path, Links::Follow).ok()?;
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

fn may_be_script(path: &Path) -> bool {
    let is_hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
    path.extension().is_none() && path.file_name().is_some_and(|name| !is_hidden(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

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
