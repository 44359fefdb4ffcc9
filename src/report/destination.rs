//! Where a report goes: to standard output, to a file that is then written whole or not at all, or into a pipe.

use super::stream::{self, Stream, stream};
use crate::writable::{Refusal, check_file};
use std::collections::HashSet;
use std::fs::{Metadata, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

const BUFFER: usize = 64 * 1024;

/// Where a report goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// To standard output.
    Stdout,
    /// To a file, which takes the place of an older one.
    File(PathBuf),
}

/// A report that could not be put where it should go.
#[derive(Debug, thiserror::Error)]
pub enum DestinationError {
    /// Standard output would not take it.
    #[error("standard output")]
    Stdout(#[source] io::Error),
    /// The file could not be written.
    #[error("{}", path.display())]
    File {
        /// The file as given.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// Nothing is written there, whoever asks for it.
    #[error("{}: {refusal}", path.display())]
    Refused {
        /// The path as given.
        path: PathBuf,
        /// Why not.
        refusal: Refusal,
    },
    /// Something else than a file stands in its place, and it may lead anywhere.
    #[error("{}: a link or no file; not written", path.display())]
    NotAFile {
        /// The path as given.
        path: PathBuf,
    },
}

/// Whether a file may be written: not where git keeps its own, nor through a linked directory inside a repository.
///
/// # Errors
/// Why not.
pub(crate) fn may_write(path: &Path) -> Result<(), DestinationError> {
    check_file(path).map_err(|refusal| DestinationError::Refused { path: path.to_owned(), refusal })
}

impl Destination {
    /// Lets a report be written; to a file only if it is `wanted` until the end. Where the other end of a pipe is not
    /// there yet, or does not read, this waits for it as long as the report is wanted.
    ///
    /// # Errors
    /// If it cannot be written. A file is then as it was before.
    pub(crate) fn write(
        &self,
        report: impl FnOnce(&mut dyn Write) -> io::Result<()>,
        wanted: impl Fn() -> bool,
    ) -> Result<(), DestinationError> {
        match self {
            Destination::Stdout => {
                let mut out = BufWriter::with_capacity(BUFFER, io::stdout().lock());
                report(&mut out).and_then(|()| out.flush()).map_err(DestinationError::Stdout)
            }
            Destination::File(path) => match stream(path) {
                Some(Stream::Stdout) => Destination::Stdout.write(report, wanted),
                Some(Stream::Other) => append(path, report, wanted)
                    .map_err(|source| DestinationError::File { path: path.clone(), source }),
                None => replace(path, report, wanted),
            },
        }
    }
}

/// Writes the whole report behind what is there, once it is known to be wanted.
fn append(
    path: &Path,
    report: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    wanted: impl Fn() -> bool,
) -> io::Result<()> {
    let mut bytes = Vec::new();
    report(&mut bytes)?;
    if !wanted() {
        return Ok(());
    }
    stream::write(path, &bytes, &wanted)
}

/// Adds to a file that others write to as well, such as the page of a job, unless it would become too large for its
/// reader, who would then drop all of it; `report` gets the room that is left.
///
/// # Errors
/// If the file cannot be written.
pub(crate) fn add_to(
    path: &Path,
    most: u64,
    report: impl FnOnce(usize, &mut dyn Write) -> io::Result<()>,
) -> Result<(), DestinationError> {
    may_write(path)?;
    let failed = |source| DestinationError::File { path: path.to_owned(), source };
    let mut file = OpenOptions::new().append(true).create(true).open(path).map_err(failed)?;
    let size = file.metadata().map_err(failed)?.len();
    let room = usize::try_from(most.saturating_sub(size)).unwrap_or(usize::MAX);
    let mut bytes = Vec::new();
    report(room, &mut bytes).map_err(failed)?;
    if bytes.len() <= room { file.write_all(&bytes).map_err(failed) } else { Ok(()) }
}

/// The first of the paths that leads to the same file as one before it, in whatever spelling.
#[must_use]
pub(crate) fn named_twice<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Option<&'a Path> {
    let place = |path: &Path| match (directory(path).canonicalize(), path.file_name()) {
        (Ok(directory), Some(name)) => directory.join(name),
        _ => path.to_path_buf(),
    };
    let mut seen = HashSet::new();
    paths.into_iter().find(|path| !seen.insert(place(path)))
}

/// The directory that holds a file.
fn directory(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn replace(
    path: &Path,
    report: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    wanted: impl Fn() -> bool,
) -> Result<(), DestinationError> {
    may_write(path)?;
    let old = match path.symlink_metadata() {
        Ok(old) if !old.is_file() => return Err(DestinationError::NotAFile { path: path.to_path_buf() }),
        old => old.ok(),
    };
    write_beside(path, old, report, wanted)
        .map_err(|source| DestinationError::File { path: path.to_path_buf(), source })
}

/// Writes to a new file in the same directory, which takes the old one's place in one step at the end.
fn write_beside(
    path: &Path,
    old: Option<Metadata>,
    report: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    wanted: impl Fn() -> bool,
) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(BUFFER, new_file(directory(path))?);
    report(&mut out)?;
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    if let Some(old) = old {
        file.as_file().set_permissions(old.permissions())?;
    }
    if wanted() {
        file.persist(path)?;
    }
    Ok(())
}

fn new_file(directory: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".metrics-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As for any new file, the user's mask takes away what others may not have.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(directory).map_err(|error| without_name(&error))
}

/// The error without the random name of the file, which nobody asked for.
fn without_name(error: &io::Error) -> io::Error {
    let text = error.to_string();
    let cause = text.split(" at path ").next().unwrap_or_default();
    io::Error::new(error.kind(), cause)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::error::Error;
    use std::fs;

    fn write(path: &Path, text: &str) -> Result<(), DestinationError> {
        Destination::File(path.to_path_buf()).write(|out| out.write_all(text.as_bytes()), || true)
    }

    fn entries(directory: &Path) -> usize {
        fs::read_dir(directory).map_or(0, Iterator::count)
    }

    #[test]
    fn a_new_file_takes_the_place_of_the_old_one() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("report");
        write(&path, "one").unwrap();
        write(&path, "two").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(entries(directory.path()), 1);
    }

    #[test]
    fn a_report_that_fails_or_is_not_wanted_leaves_nothing() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("report");
        fs::write(&path, "old").unwrap();
        let to = Destination::File(path.clone());
        let failure = |out: &mut dyn Write| {
            out.write_all(b"half")?;
            Err(io::Error::other("disk full"))
        };
        let error = to.write(failure, || true).unwrap_err();
        assert_eq!(error.source().map(ToString::to_string).as_deref(), Some("disk full"));
        to.write(|out| out.write_all(b"new"), || false).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(entries(directory.path()), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_report_never_goes_through_a_link() {
        let directory = tempfile::tempdir().unwrap();
        let (target, link) = (directory.path().join("target"), directory.path().join("link"));
        fs::write(&target, "old").unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
        assert!(matches!(write(&link, "new"), Err(DestinationError::NotAFile { .. })));
        assert!(matches!(write(directory.path(), "new"), Err(DestinationError::NotAFile { .. })));
        assert_eq!(fs::read_to_string(&target).unwrap(), "old");
    }

    #[cfg(unix)]
    #[test]
    fn pipes_and_devices_are_written() {
        let directory = tempfile::tempdir().unwrap();
        let pipe = directory.path().join("pipe");
        let (here, mode) = (rustix::fs::CWD, rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR);
        rustix::fs::mknodat(here, &pipe, rustix::fs::FileType::Fifo, mode, 0).unwrap();
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::read_to_string(pipe)
        });
        write(&pipe, "report").unwrap();
        assert_eq!(reader.join().unwrap().unwrap(), "report");
        write(Path::new("/dev/null"), "report").unwrap();
        let (_other, end) = std::os::unix::net::UnixStream::pair().unwrap();
        let fd = std::os::fd::AsRawFd::as_raw_fd(&end);
        assert_eq!(stream(Path::new(&format!("/dev/fd/{fd}"))), Some(Stream::Other));
        assert_eq!(stream(Path::new("/dev/stdout")), Some(Stream::Stdout));
        assert_eq!(stream(&directory.path().join("new")), None);
        assert!(pipe.symlink_metadata().is_ok(), "it is still there");
    }

    #[test]
    fn what_is_added_never_makes_a_file_too_large() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("page");
        let add = |text: &'static str| add_to(&path, 10, |_, out| out.write_all(text.as_bytes()));
        add("12345").unwrap();
        add("123456").unwrap();
        add("12345").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "1234512345");
        add("1").unwrap();
        let room = std::cell::Cell::new(1);
        add_to(&path, 10, |left, _| {
            room.set(left);
            Ok(())
        })
        .unwrap();
        assert_eq!((fs::read_to_string(&path).unwrap().len(), room.get()), (10, 0));
    }

    #[test]
    fn a_report_never_lands_where_git_keeps_its_own() {
        let directory = tempfile::tempdir().unwrap();
        fs::create_dir_all(directory.path().join(".git/hooks")).unwrap();
        let path = directory.path().join(".git/hooks/pre-commit");
        assert!(matches!(write(&path, "x"), Err(DestinationError::Refused { .. })));
        assert!(matches!(add_to(&path, 10, |_, _| Ok(())), Err(DestinationError::Refused { .. })));
        assert!(!path.exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_file_keeps_its_permissions() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("report");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        write(&path, "new").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
