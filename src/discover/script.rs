//! The first line of a script without a suffix: all that has to be read to know its interpreter.

use super::git::Blob;
use super::os;
use super::read::{Links, open};
use std::io::Read;
use std::path::Path;

/// As much of it as Linux reads itself.
const LONGEST: u64 = 256;

/// The first bytes of an executable file without a suffix if they begin with `#!`; nothing else is opened.
///
/// Most files without a suffix are licences and the like: opening them all cost 6.5 µs of CPU time each.
#[must_use]
pub(super) fn first_line(path: &Path) -> Option<Vec<u8>> {
    if may_be_script(path) && os::is_executable(path) { head_of_script(path) } else { None }
}

/// The same of a regular file that somebody named: whoever names it wants it, whether or not it can be run.
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

    #[cfg(unix)]
    fn make_executable(path: &Path) {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[cfg(not(unix))]
    fn make_executable(_: &Path) {}

    #[test]
    fn a_named_file_need_not_be_executable() {
        let file = tempfile::NamedTempFile::with_prefix(".tool").unwrap();
        fs::write(file.path(), b"#!/bin/sh").unwrap();
        let named = file.path().with_file_name("tool");
        assert_eq!(first_line_of_named(file.path()).as_deref(), Some(&b"#!/bin/sh"[..]));
        assert_eq!(first_line_of_named(&named.with_extension("sh")), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_nobody_can_run_is_not_opened() {
        let file = tempfile::NamedTempFile::with_prefix("tool").unwrap();
        fs::write(file.path(), b"#!/bin/sh").unwrap();
        assert_eq!(first_line(file.path()), None);
        make_executable(file.path());
        assert_eq!(first_line(file.path()).as_deref(), Some(&b"#!/bin/sh"[..]));
    }

    #[test]
    fn only_a_script_without_a_suffix_has_a_first_line() {
        let directory = tempfile::tempdir().unwrap();
        let read = |name: &str, text: &[u8]| {
            let path = directory.path().join(name);
            fs::write(&path, text).unwrap();
            make_executable(&path);
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
