//! macOS: the machine by the identity of its boot session, a file system by whether the kernel calls it local.

#![expect(
    unsafe_code,
    reason = "the identity of the boot is told by sysctl alone, which the safe crates leave out"
)]

use super::{FileSystem, Path};

/// Room for the name of a boot session: a UUID in letters, with its final NUL.
const ROOM: usize = 64;

/// Names this machine since it was last started; `None` where that is not known, so that no stamp is trusted.
#[must_use]
pub fn host() -> Option<[u8; 8]> {
    let mut session = [0_u8; ROOM];
    let mut length = ROOM;
    // SAFETY: the name ends with a NUL, the buffer has the length that is told beside it, and nothing is set.
    let status = unsafe {
        libc::sysctlbyname(
            c"kern.bootsessionuuid".as_ptr(),
            session.as_mut_ptr().cast(),
            &raw mut length,
            std::ptr::null_mut(),
            0,
        )
    };
    let session = session.get(..length).filter(|session| status == 0 && session.len() > 1)?;
    Some(crate::cache::key::checksum([session, b""]))
}

/// The sort of file system that holds a path.
///
/// Local ones are trusted as one with a coarse clock is, after two seconds: APFS stamps to the nanosecond, but nobody
/// has measured the tick of the clock behind it.
#[must_use]
pub fn file_system(path: &Path) -> FileSystem {
    if is_remote(path) { FileSystem::Remote } else { FileSystem::Coarse }
}

/// Whether a database at this path could not rely on its locks.
pub(crate) fn is_remote(path: &Path) -> bool {
    let Ok(about) = rustix::fs::statfs(path) else { return true };
    about.f_flags & libc::MNT_LOCAL.cast_unsigned() == 0
}
