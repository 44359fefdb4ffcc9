//! What is in a directory: the names as the system lists them, their types, and the state of an entry if somebody asks.
//!
//! Where the system has a call that fills a buffer it is called directly: the standard library asks for the state of each
//! directory, takes a buffer for it and three allocations for each name.

pub(super) use imp::{Entry, Listing};

use crate::model::FileStamp;

/// What an entry is, links not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Directory,
    File,
    Other,
}

/// The state of an entry, links not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State {
    pub(super) is_file: bool,
    /// Bytes.
    pub(super) size: u64,
    pub(super) stamp: Option<FileStamp>,
}

#[cfg(all(
    target_os = "linux",
    target_pointer_width = "64",
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
mod imp {
    use super::{Kind, State};
    use crate::discover::os::stamp_of;
    use rustix::fs::{AtFlags, FileType, Mode, OFlags, RawDir, Stat, openat, statat};
    use std::ffi::OsStr;
    use std::io;
    use std::os::fd::OwnedFd;
    use std::os::unix::ffi::OsStrExt;
    use std::path::Path;

    /// Bytes that the system fills at a time, as many as the C library takes.
    const AT_A_TIME: usize = 32 << 10;

    /// An open directory and what is in it.
    #[derive(Debug)]
    pub(in crate::discover) struct Listing {
        directory: OwnedFd,
        /// All names, one behind the other.
        names: Vec<u8>,
        /// Where each ends, and what it is.
        ends: Vec<(usize, FileType)>,
    }

    /// A name in a directory.
    #[derive(Debug)]
    pub(in crate::discover) struct Entry<'a> {
        listing: &'a Listing,
        pub(in crate::discover) name: &'a OsStr,
        kind: FileType,
    }

    impl Listing {
        pub(in crate::discover) fn of(path: &Path) -> io::Result<Listing> {
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NONBLOCK | OFlags::CLOEXEC;
            let directory = openat(rustix::fs::CWD, path, flags, Mode::empty())?;
            let (mut names, mut ends) = (Vec::new(), Vec::new());
            let mut buffer = Vec::with_capacity(AT_A_TIME);
            let mut entries = RawDir::new(&directory, buffer.spare_capacity_mut());
            while let Some(entry) = entries.next() {
                let entry = entry?;
                let name = entry.file_name().to_bytes();
                if name != b"." && name != b".." {
                    names.extend_from_slice(name);
                    ends.push((names.len(), entry.file_type()));
                }
            }
            Ok(Listing { directory, names, ends })
        }

        /// In the order of the system.
        pub(in crate::discover) fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
            let mut start = 0;
            self.ends.iter().map(move |&(end, kind)| {
                let name = OsStr::from_bytes(&self.names[start..end]);
                start = end;
                Entry { listing: self, name, kind }
            })
        }
    }

    impl Entry<'_> {
        pub(in crate::discover) fn kind(&self) -> io::Result<Kind> {
            let kind = match self.kind {
                FileType::Unknown => FileType::from_raw_mode(self.stat()?.st_mode),
                known => known,
            };
            Ok(match kind {
                FileType::Directory => Kind::Directory,
                FileType::RegularFile => Kind::File,
                _ => Kind::Other,
            })
        }

        pub(in crate::discover) fn state(&self) -> io::Result<State> {
            let state = self.stat()?;
            let time = |seconds, nanoseconds: u64| Some((seconds, i64::try_from(nanoseconds).ok()?));
            let (modified, changed) =
                (time(state.st_mtime, state.st_mtime_nsec), time(state.st_ctime, state.st_ctime_nsec));
            let size = u64::try_from(state.st_size).unwrap_or(0);
            let stamp = modified.zip(changed).and_then(|(modified, changed)| {
                stamp_of((state.st_dev, state.st_ino), size, modified, changed)
            });
            let is_file = FileType::from_raw_mode(state.st_mode) == FileType::RegularFile;
            Ok(State { is_file, size, stamp })
        }

        fn stat(&self) -> io::Result<Stat> {
            Ok(statat(&self.listing.directory, self.name, AtFlags::SYMLINK_NOFOLLOW)?)
        }
    }
}

#[cfg(not(all(
    target_os = "linux",
    target_pointer_width = "64",
    any(target_arch = "x86_64", target_arch = "aarch64")
)))]
mod imp {
    use super::{Kind, State};
    use crate::discover::os::stamp;
    use std::ffi::{OsStr, OsString};
    use std::fs::{DirEntry, read_dir};
    use std::io;
    use std::path::Path;

    /// What is in a directory.
    #[derive(Debug)]
    pub(in crate::discover) struct Listing(Vec<(OsString, DirEntry)>);

    /// A name in a directory.
    #[derive(Debug)]
    pub(in crate::discover) struct Entry<'a> {
        pub(in crate::discover) name: &'a OsStr,
        entry: &'a DirEntry,
    }

    impl Listing {
        pub(in crate::discover) fn of(path: &Path) -> io::Result<Listing> {
            let entries = read_dir(path)?.map(|entry| entry.map(|entry| (entry.file_name(), entry)));
            entries.collect::<io::Result<_>>().map(Listing)
        }

        /// In the order of the system.
        pub(in crate::discover) fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
            self.0.iter().map(|(name, entry)| Entry { name, entry })
        }
    }

    impl Entry<'_> {
        pub(in crate::discover) fn kind(&self) -> io::Result<Kind> {
            let kind = self.entry.file_type()?;
            Ok(match () {
                () if kind.is_dir() => Kind::Directory,
                () if kind.is_file() => Kind::File,
                () => Kind::Other,
            })
        }

        pub(in crate::discover) fn state(&self) -> io::Result<State> {
            let state = self.entry.metadata()?;
            Ok(State { is_file: state.is_file(), size: state.len(), stamp: stamp(&state) })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discover::os;
    use std::collections::BTreeMap;
    use std::fs;

    #[test]
    fn a_listing_says_what_the_standard_library_says() {
        let directory = tempfile::tempdir().unwrap();
        let at = |name: &str| directory.path().join(name);
        for number in 0..2000 {
            fs::write(at(&format!("{number}-{}.py", "long".repeat(number % 50))), vec![b'\n'; number])
                .unwrap();
        }
        fs::create_dir(at("below")).unwrap();
        fs::write(at(".hidden"), "").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("below", at("link")).unwrap();
        let listing = Listing::of(directory.path()).unwrap();
        let found: BTreeMap<_, _> = listing
            .entries()
            .map(|entry| (entry.name.to_owned(), (entry.kind().unwrap(), entry.state().unwrap())))
            .collect();
        let kind = |kind: fs::FileType| match () {
            () if kind.is_dir() => Kind::Directory,
            () if kind.is_file() => Kind::File,
            () => Kind::Other,
        };
        let expected: BTreeMap<_, _> = fs::read_dir(directory.path())
            .unwrap()
            .map(|entry| {
                let entry = entry.unwrap();
                let about = entry.metadata().unwrap();
                let state = State { is_file: about.is_file(), size: about.len(), stamp: os::stamp(&about) };
                (entry.file_name(), (kind(about.file_type()), state))
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_no_directory_is_an_error() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert!(Listing::of(file.path()).is_err());
        assert_eq!(
            Listing::of(&file.path().with_extension("gone")).unwrap_err().kind(),
            std::io::ErrorKind::NotFound
        );
    }
}
