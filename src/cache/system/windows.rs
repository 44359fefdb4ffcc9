//! Windows: no stamp is trusted, because no time there changes with every edit; a network drive is known by its root.

#![expect(unsafe_code, reason = "whether a drive is a network's is told by a C function alone")]

use super::{FileSystem, Path};
use std::path::{Component, Prefix};
use windows_sys::Win32::Storage::FileSystem::GetDriveTypeW;

/// What `GetDriveTypeW` says of a network drive (`DRIVE_REMOTE`).
const NETWORK_DRIVE: u32 = 4;

/// Without a change time no stamp is trusted.
#[must_use]
pub fn host() -> Option<[u8; 8]> {
    None
}

/// Without a change time no stamp is trusted.
#[must_use]
pub fn file_system(_: &Path) -> FileSystem {
    FileSystem::Remote
}

/// Whether a database at this path could not rely on its locks.
pub(crate) fn is_remote(path: &Path) -> bool {
    let Ok(path) = std::path::absolute(path) else { return false };
    let Some(Component::Prefix(prefix)) = path.components().next() else { return false };
    match prefix.kind() {
        Prefix::UNC(..) | Prefix::VerbatimUNC(..) => true,
        Prefix::Disk(letter) | Prefix::VerbatimDisk(letter) => is_network_drive(letter),
        _ => false,
    }
}

fn is_network_drive(letter: u8) -> bool {
    let root = [u16::from(letter), u16::from(b':'), u16::from(b'\\'), 0];
    // SAFETY: the text ends with a NUL and is only read.
    unsafe { GetDriveTypeW(root.as_ptr()) == NETWORK_DRIVE }
}
