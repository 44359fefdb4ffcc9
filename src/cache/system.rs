//! What the cache asks of the operating system: the time, the machine, the file system and the owner of a path.

use super::stat::FileSystem;
use std::path::Path;

/// Tells the time in nanoseconds since 1970.
pub type Clock = fn() -> i64;

pub use imp::{file_system, host, now};

pub(super) use imp::{is_own, is_private, is_remote, make_private_directory};

#[cfg(target_os = "linux")]
const PRECISE: [u32; 4] = [
    0xEF53,      /* ext4 */
    0x5846_5342, /* XFS */
    0x9123_683E, /* Btrfs */
    0x0102_1994, /* tmpfs */
];

#[cfg(target_os = "linux")]
const REMOTE: [u32; 16] = [
    0x6969,      // NFS
    0x517B,      // SMB
    0xFE53_4D42, // SMB2
    0xFF53_4D42, // CIFS
    0x0102_1997, // 9P
    0x6573_5546, // FUSE, virtiofs
    0x0BD0_0BD0, // Lustre
    0x00C3_6400, // Ceph
    0x5346_414F, // AFS
    0x6B41_4653, // kAFS
    0x7375_7245, // Coda
    0x0116_1970, // GFS2
    0x7461_636F, // OCFS2
    0x4750_4653, // GPFS
    0x1983_0326, // BeeGFS
    0x786F_4256, // VirtualBox shared folders
];

#[cfg(unix)]
mod imp {
    use super::{FileSystem, Path};
    use std::fs::{DirBuilder, Metadata};
    use std::io;
    use std::os::unix::fs::{DirBuilderExt, MetadataExt};

    /// The time by the clock that stamps files, which is up to a tick behind the precise one.
    #[must_use]
    pub fn now() -> i64 {
        #[cfg(target_os = "linux")]
        let clock = rustix::time::ClockId::RealtimeCoarse;
        #[cfg(not(target_os = "linux"))]
        let clock = rustix::time::ClockId::Realtime;
        let now = rustix::time::clock_gettime(clock);
        now.tv_sec.saturating_mul(1_000_000_000).saturating_add(now.tv_nsec)
    }

    /// Names this machine since it was last started; `None` where that is not known, so that no stamp is trusted.
    #[must_use]
    pub fn host() -> Option<[u8; 8]> {
        let boot = std::fs::read("/proc/sys/kernel/random/boot_id").ok()?;
        let machine = std::fs::read("/etc/machine-id").unwrap_or_default();
        Some(crate::cache::key::checksum([&boot, &machine]))
    }

    /// The sort of file system that holds a path.
    #[cfg(target_os = "linux")]
    #[must_use]
    pub fn file_system(path: &Path) -> FileSystem {
        let Ok(about) = rustix::fs::statfs(path) else { return FileSystem::Remote };
        // the type of the field depends on the processor; magic numbers have 32 bits
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a bit pattern of 32 bits"
        )]
        let magic = about.f_type as u32;
        match magic {
            magic if super::PRECISE.contains(&magic) => FileSystem::Precise,
            magic if super::REMOTE.contains(&magic) => FileSystem::Remote,
            _ => FileSystem::Coarse,
        }
    }

    /// Whether a database at this path could not rely on its locks.
    pub(crate) fn is_remote(path: &Path) -> bool {
        cfg!(target_os = "linux") && file_system(path) == FileSystem::Remote
    }

    /// Nobody has tested stamps here: every file is hashed.
    #[cfg(not(target_os = "linux"))]
    #[must_use]
    pub fn file_system(_: &Path) -> FileSystem {
        FileSystem::Remote
    }

    /// Whether it belongs to the user of this process.
    pub(crate) fn is_own(about: &Metadata) -> bool {
        about.uid() == rustix::process::geteuid().as_raw()
    }

    /// Whether it belongs to the user of this process, and nobody else can write to it.
    pub(crate) fn is_private(about: &Metadata) -> bool {
        is_own(about) && about.mode() & 0o022 == 0
    }

    /// Makes a directory, and those above it, for this user alone.
    pub(crate) fn make_private_directory(path: &Path) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(path)
    }
}

#[cfg(not(unix))]
mod imp {
    use super::{FileSystem, Path};
    use std::fs::{DirBuilder, Metadata};
    use std::io;
    use std::time::{SystemTime, UNIX_EPOCH};

    /// The time.
    #[must_use]
    pub fn now() -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)
    }

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

    pub(crate) fn is_remote(_: &Path) -> bool {
        false
    }

    /// The user's own directories are private by the rights they inherit.
    pub(crate) fn is_own(_: &Metadata) -> bool {
        true
    }

    pub(crate) fn is_private(_: &Metadata) -> bool {
        true
    }

    pub(crate) fn make_private_directory(path: &Path) -> io::Result<()> {
        DirBuilder::new().recursive(true).create(path)
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_own_file_systems_are_not_taken_for_precise_ones() {
        assert_eq!(file_system(Path::new("/proc")), FileSystem::Coarse);
        assert_eq!(file_system(Path::new("/no/such/path")), FileSystem::Remote);
    }

    #[test]
    fn a_host_keeps_its_name() {
        assert!(host().is_some());
        assert_eq!(host(), host());
    }
}
