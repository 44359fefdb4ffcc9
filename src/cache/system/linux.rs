//! Linux: the machine by its boot, a file system by its magic number.

use super::{FileSystem, Path};

const PRECISE: [u32; 4] = [
    0xEF53,      /* ext4 */
    0x5846_5342, /* XFS */
    0x9123_683E, /* Btrfs */
    0x0102_1994, /* tmpfs */
];

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

/// Names this machine since it was last started; `None` where that is not known, so that no stamp is trusted.
#[must_use]
pub fn host() -> Option<[u8; 8]> {
    let boot = std::fs::read("/proc/sys/kernel/random/boot_id").ok()?;
    let machine = std::fs::read("/etc/machine-id").unwrap_or_default();
    Some(crate::cache::key::checksum([&boot, &machine]))
}

/// The sort of file system that holds a path.
#[must_use]
pub fn file_system(path: &Path) -> FileSystem {
    let Ok(about) = rustix::fs::statfs(path) else { return FileSystem::Remote };
    // the type of the field depends on the processor; magic numbers have 32 bits
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a bit pattern of 32 bits")]
    let magic = about.f_type as u32;
    match magic {
        magic if PRECISE.contains(&magic) => FileSystem::Precise,
        magic if REMOTE.contains(&magic) => FileSystem::Remote,
        _ => FileSystem::Coarse,
    }
}

/// Whether a database at this path could not rely on its locks.
pub(crate) fn is_remote(path: &Path) -> bool {
    file_system(path) == FileSystem::Remote
}
