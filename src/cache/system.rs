//! What the cache asks of the operating system: the time, the machine, the file system and the owner of a path.
//!
//! Each system answers in a file of its own; where nobody knows the answer, no stamp is trusted and every file is read.

use super::stat::FileSystem;
use std::path::Path;

/// Tells the time in nanoseconds since 1970.
pub type Clock = fn() -> i64;

pub use machine::{file_system, host};
pub use owner::now;

pub(super) use machine::is_remote;
pub(super) use owner::{cpu_time, is_own, is_private, make_private_directory};

#[cfg(target_os = "linux")]
#[path = "system/linux.rs"]
mod machine;

#[cfg(target_os = "macos")]
#[path = "system/macos.rs"]
mod machine;

#[cfg(windows)]
#[path = "system/windows.rs"]
mod machine;

#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
mod machine {
    use super::{FileSystem, Path};

    /// Not known here, so that no stamp is trusted.
    #[must_use]
    pub fn host() -> Option<[u8; 8]> {
        None
    }

    /// Nobody has tested stamps here: every file is read.
    #[must_use]
    pub fn file_system(_: &Path) -> FileSystem {
        FileSystem::Remote
    }

    /// Whether a database at this path could not rely on its locks.
    pub(crate) fn is_remote(_: &Path) -> bool {
        false
    }
}

#[cfg(unix)]
mod owner {
    use super::Path;
    use std::fs::{DirBuilder, Metadata};
    use std::io;
    use std::os::unix::fs::{DirBuilderExt, MetadataExt};
    use std::time::Duration;

    /// The time by the clock that stamps files, which on Linux is up to a tick behind the precise one.
    #[must_use]
    pub fn now() -> i64 {
        #[cfg(target_os = "linux")]
        let clock = rustix::time::ClockId::RealtimeCoarse;
        #[cfg(not(target_os = "linux"))]
        let clock = rustix::time::ClockId::Realtime;
        let now = rustix::time::clock_gettime(clock);
        now.tv_sec.saturating_mul(1_000_000_000).saturating_add(now.tv_nsec)
    }

    /// What this process has used of processors.
    pub(crate) fn cpu_time() -> Option<Duration> {
        let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
        Duration::try_from(now).ok()
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
mod owner {
    use super::Path;
    use std::fs::{DirBuilder, Metadata};
    use std::io;
    use std::time::{Duration, SystemTime, UNIX_EPOCH};

    /// The time.
    #[must_use]
    pub fn now() -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)
    }

    /// Not asked for here.
    pub(crate) fn cpu_time() -> Option<Duration> {
        None
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn the_kernels_own_file_systems_are_not_taken_for_precise_ones() {
        assert_eq!(file_system(Path::new("/proc")), FileSystem::Coarse);
    }

    #[test]
    fn what_is_not_there_is_on_no_file_system_to_trust() {
        assert_eq!(file_system(Path::new("/no/such/path")), FileSystem::Remote);
    }

    #[test]
    fn a_host_keeps_its_name() {
        assert_eq!(host().is_some(), cfg!(any(target_os = "linux", target_os = "macos")));
        assert_eq!(host(), host());
    }
}
