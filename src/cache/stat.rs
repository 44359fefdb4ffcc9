//! When a file need not be read: its stamp is the one that was stored, and the stamp can be trusted.
//!
//! A stamp says nothing about an edit within the tick of the clock in which it was taken. So it is trusted only if it
//! was old enough when the file was read; until then the content decides. Pure: the clock comes in as a number.

use super::key::{ContentKey, checksum};
use crate::model::FileStamp;

/// What a file system is to the trust in stamps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileSystem {
    /// Local, with nanoseconds in its stamps.
    Precise,
    /// Local, with stamps of unknown precision.
    Coarse,
    /// Served by another machine or process, which may show old stamps, or one that is not known.
    Remote,
}

const MILLISECOND: i64 = 1_000_000;

/// How old a stamp must be: FAT counts in steps of 2 s, and no file system in use has longer ones.
const COARSE_TICK: i64 = 2_000 * MILLISECOND;

/// Where stamps have nanoseconds, a tick of the kernel is at most 10 ms.
const PRECISE_TICK: i64 = 100 * MILLISECOND;

/// Whether a stamp is enough to recognise the content, read after `started` (nanoseconds since 1970).
///
/// A stamp in the future is never enough: the clock has been set back, and may pass it again.
#[must_use]
pub(crate) fn is_settled(stamp: &FileStamp, started: i64, system: FileSystem) -> bool {
    // a whole number of milliseconds looks like a file system that has no more than that
    let has_nanoseconds = stamp.changed % MILLISECOND != 0;
    let tick = match system {
        FileSystem::Remote => return false,
        FileSystem::Precise if has_nanoseconds => PRECISE_TICK,
        FileSystem::Precise | FileSystem::Coarse => COARSE_TICK,
    };
    stamp.modified.max(stamp.changed).saturating_add(tick) <= started
}

/// What was last known of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileState {
    /// The stamp, taken from the opened file, equal before and after reading.
    pub stamp: FileStamp,
    /// Whether the stamp was settled when the file was read.
    pub trusted: bool,
    /// Whether the content was measured; otherwise it could not be done and is tried again by design.
    pub measured: bool,
    /// Whether a rule may pass over the file, which then has to be read to tell why.
    pub skippable: bool,
    /// The machine, since it was started, on which the stamp was taken: devices and inodes mean nothing elsewhere.
    pub host: [u8; 8],
    /// The language and the way of measuring ([`super::KeySpace::id`]).
    pub space: [u8; 8],
    /// The key of the content.
    pub key: ContentKey,
}

/// Length of a stored state before the digest: five numbers, flags, host, space, key.
const LENGTH: usize = 5 * 8 + 1 + 8 + 8 + 32;

const TRUSTED: u8 = 1;
const MEASURED: u8 = 2;
const SKIPPABLE: u8 = 4;

impl FileState {
    /// Whether a file with this stamp has the content that was measured, without reading it.
    ///
    /// It is for the caller to know that stamps are trusted at all in this run, and on this file system.
    #[must_use]
    pub fn proves(&self, stamp: &FileStamp, host: [u8; 8], space: [u8; 8]) -> bool {
        self.trusted && self.measured && self.stamp == *stamp && self.host == host && self.space == space
    }

    /// The state as stored for a path with the digest of its record, sealed with a checksum over all of it.
    #[must_use]
    pub fn encode(&self, path: &[u8], digest: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(LENGTH + digest.len() + 8);
        let FileStamp { device, inode, size, modified, changed } = self.stamp;
        for number in [device, inode, size, modified.cast_unsigned(), changed.cast_unsigned()] {
            out.extend_from_slice(&number.to_le_bytes());
        }
        let flag = |is_set: bool, bit: u8| if is_set { bit } else { 0 };
        out.push(
            flag(self.trusted, TRUSTED) | flag(self.measured, MEASURED) | flag(self.skippable, SKIPPABLE),
        );
        out.extend_from_slice(&self.host);
        out.extend_from_slice(&self.space);
        out.extend_from_slice(&self.key.0);
        out.extend_from_slice(digest);
        let seal = checksum([path, &out]);
        out.extend_from_slice(&seal);
        out
    }

    /// The state stored for a path, and the bytes of the digest; `None` if it is not what was stored for it.
    #[must_use]
    pub fn decode<'a>(path: &[u8], bytes: &'a [u8]) -> Option<(FileState, &'a [u8])> {
        let (sealed, seal) = bytes.split_last_chunk::<8>()?;
        let (body, digest) = sealed.split_at_checked(LENGTH)?;
        if *seal != checksum([path, sealed]) {
            return None;
        }
        let number = |index: usize| Some(u64::from_le_bytes(*body.get(index * 8..)?.first_chunk()?));
        let stamp = FileStamp {
            device: number(0)?,
            inode: number(1)?,
            size: number(2)?,
            modified: number(3)?.cast_signed(),
            changed: number(4)?.cast_signed(),
        };
        let flags = *body.get(40)?;
        let state = FileState {
            stamp,
            trusted: flags & TRUSTED != 0,
            measured: flags & MEASURED != 0,
            skippable: flags & SKIPPABLE != 0,
            host: *body.get(41..)?.first_chunk()?,
            space: *body.get(49..)?.first_chunk()?,
            key: ContentKey(*body.get(57..)?.first_chunk()?),
        };
        Some((state, digest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_800_000_000_000_000_000;

    fn stamp(modified: i64, changed: i64) -> FileStamp {
        FileStamp { device: 1, inode: 2, size: 3, modified, changed }
    }

    #[test]
    fn a_stamp_is_settled_a_tick_after_its_later_time_to_the_nanosecond() {
        let changed = NOW + 7;
        for (system, tick) in [(FileSystem::Precise, PRECISE_TICK), (FileSystem::Coarse, COARSE_TICK)] {
            for stamp in [stamp(NOW, changed), stamp(changed, NOW + 1), stamp(changed, changed)] {
                assert!(!is_settled(&stamp, changed + tick - 1, system), "{system:?} {stamp:?}");
                assert!(is_settled(&stamp, changed + tick, system), "{system:?} {stamp:?}");
                assert!(is_settled(&stamp, changed + tick + 1, system), "{system:?} {stamp:?}");
            }
        }
    }

    #[test]
    fn whole_milliseconds_are_not_taken_for_nanoseconds() {
        let whole = stamp(NOW, NOW);
        assert!(!is_settled(&whole, NOW + COARSE_TICK - 1, FileSystem::Precise));
        assert!(is_settled(&whole, NOW + COARSE_TICK, FileSystem::Precise));
    }

    #[test]
    fn the_future_and_remote_file_systems_are_never_trusted() {
        for future in [stamp(NOW + 1, 0), stamp(0, NOW + 1), stamp(i64::MAX, 0), stamp(0, i64::MAX)] {
            assert!(!is_settled(&future, NOW, FileSystem::Precise));
            assert!(!is_settled(&future, NOW, FileSystem::Coarse));
        }
        assert!(!is_settled(&stamp(0, 1), NOW, FileSystem::Remote));
    }

    fn state() -> FileState {
        FileState {
            stamp: stamp(-5, NOW),
            trusted: true,
            measured: true,
            skippable: false,
            host: [3; 8],
            space: [4; 8],
            key: ContentKey([5; 32]),
        }
    }

    #[test]
    fn every_part_of_a_state_counts_as_proof() {
        let known = state();
        let proves = |state: FileState, stamp| state.proves(&stamp, [3; 8], [4; 8]);
        assert!(proves(known, known.stamp));
        let FileStamp { device, inode, size, modified, changed } = known.stamp;
        for other in [
            FileStamp { device: device + 1, ..known.stamp },
            FileStamp { inode: inode + 1, ..known.stamp },
            FileStamp { size: size + 1, ..known.stamp },
            FileStamp { modified: modified + 1, ..known.stamp },
            FileStamp { changed: changed + 1, ..known.stamp },
        ] {
            assert!(!proves(known, other), "{other:?}");
        }
        assert!(!proves(FileState { trusted: false, ..known }, known.stamp));
        assert!(!proves(FileState { measured: false, ..known }, known.stamp));
        assert!(!known.proves(&known.stamp, [0; 8], [4; 8]) && !known.proves(&known.stamp, [3; 8], [0; 8]));
    }

    #[test]
    fn a_state_comes_back_for_its_path_and_no_flipped_bit_passes() {
        for (trusted, measured) in [(false, false), (false, true), (true, false), (true, true)] {
            let known = FileState { trusted, measured, skippable: trusted != measured, ..state() };
            for digest in [b"".as_slice(), b"digest"] {
                assert_eq!(FileState::decode(b"/a", &known.encode(b"/a", digest)), Some((known, digest)));
            }
        }
        let bytes = state().encode(b"/a", b"digest");
        assert_eq!(FileState::decode(b"/b", &bytes), None);
        for bit in 0..bytes.len() * 8 {
            let mut damaged = bytes.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(FileState::decode(b"/a", &damaged), None, "bit {bit}");
        }
        for length in 0..bytes.len() {
            assert_eq!(FileState::decode(b"/a", &bytes[..length]), None, "length {length}");
        }
    }
}
