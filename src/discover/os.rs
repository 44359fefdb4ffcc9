//! The Unix-only calls of discovery, each with a portable fallback.

pub(super) use imp::bytes;
pub(crate) use imp::path;
#[cfg(all(
    target_os = "linux",
    target_pointer_width = "64",
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
pub(super) use imp::stamp_of;
pub(super) use imp::{index_state, kind, stamp};

#[cfg(unix)]
mod imp {
    use crate::git_index::STATE;
    use crate::model::FileStamp;
    use std::ffi::OsString;
    use std::fs::{FileType, Metadata};
    use std::io;
    use std::os::unix::ffi::OsStringExt;
    use std::os::unix::fs::{FileTypeExt, MetadataExt};
    use std::path::{Path, PathBuf};

    /// The state of a file; none if a time is beyond what 64 bits of nanoseconds hold.
    pub(crate) fn stamp(state: &Metadata) -> Option<FileStamp> {
        let (modified, changed) = ((state.mtime(), state.mtime_nsec()), (state.ctime(), state.ctime_nsec()));
        stamp_of((state.dev(), state.ino()), state.len(), modified, changed)
    }

    /// The same of a device and an inode, a size, and the seconds and nanoseconds of both times.
    pub(crate) fn stamp_of(
        (device, inode): (u64, u64),
        size: u64,
        modified: (i64, i64),
        changed: (i64, i64),
    ) -> Option<FileStamp> {
        let time =
            |(seconds, nanoseconds): (i64, i64)| seconds.checked_mul(1_000_000_000)?.checked_add(nanoseconds);
        Some(FileStamp { device, inode, size, modified: time(modified)?, changed: time(changed)? })
    }

    /// What git notes of a file in its index.
    #[expect(clippy::unnecessary_wraps, reason = "elsewhere nobody knows all of it")]
    pub(crate) fn index_state(state: &Metadata) -> Option<[u8; STATE]> {
        let mode = match state.mode() {
            mode if mode & 0o170_000 == 0o100_000 && mode & 0o100 != 0 => 0o100_755,
            mode if mode & 0o170_000 == 0o100_000 => 0o100_644,
            mode => mode & 0o170_000,
        };
        let times = [state.ctime(), state.ctime_nsec(), state.mtime(), state.mtime_nsec()];
        let [seconds, nanoseconds, since, rest] = times.map(i64::cast_unsigned);
        let owners = [state.uid().into(), state.gid().into()];
        let numbers = [seconds, nanoseconds, since, rest, state.dev(), state.ino(), mode.into()];
        let mut noted = [0; STATE];
        let numbers = numbers.into_iter().chain(owners).chain([state.len()]);
        for (place, number) in noted.chunks_exact_mut(4).zip(numbers) {
            // the lower 32 bits of each
            place.copy_from_slice(&number.to_be_bytes()[4..]);
        }
        Some(noted)
    }

    pub(crate) fn kind(kind: FileType) -> &'static str {
        match kind {
            kind if kind.is_fifo() => "FIFO",
            kind if kind.is_socket() => "socket",
            kind if kind.is_char_device() => "character device",
            kind if kind.is_block_device() => "block device",
            kind if kind.is_dir() => "directory",
            kind if kind.is_symlink() => "symbolic link",
            _ => "special file",
        }
    }

    /// The bytes that a path is, as git has it.
    pub(crate) fn bytes(path: &Path) -> Vec<u8> {
        path.as_os_str().as_encoded_bytes().to_vec()
    }

    /// The path that the bytes are; any bytes will do.
    #[expect(clippy::unnecessary_wraps, reason = "elsewhere not every sequence of bytes is a path")]
    pub(crate) fn path(bytes: &[u8]) -> io::Result<PathBuf> {
        Ok(OsString::from_vec(bytes.to_vec()).into())
    }
}

#[cfg(not(unix))]
mod imp {
    use crate::git_index::STATE;
    use crate::model::FileStamp;
    use std::fs::{FileType, Metadata};
    use std::io;
    use std::path::{Path, PathBuf};

    /// What git notes of a file in its index, of which nobody knows all.
    pub(crate) fn index_state(_: &Metadata) -> Option<[u8; STATE]> {
        None
    }

    /// There is no time that every edit changes.
    pub(crate) fn stamp(_: &Metadata) -> Option<FileStamp> {
        None
    }

    pub(crate) fn kind(kind: FileType) -> &'static str {
        if kind.is_dir() { "directory" } else { "special file" }
    }

    /// The bytes that a path is, as git has it.
    pub(crate) fn bytes(path: &Path) -> Vec<u8> {
        path.to_string_lossy().replace('\\', "/").into_bytes()
    }

    pub(crate) fn path(bytes: &[u8]) -> io::Result<PathBuf> {
        let text = std::str::from_utf8(bytes).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))?;
        Ok(text.strip_suffix('\r').unwrap_or(text).into())
    }
}
