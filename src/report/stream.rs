//! Pipes and devices: what takes bytes and keeps no file.

use std::fs::{Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// What takes bytes and keeps no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stream {
    Stdout,
    Other,
}

/// Whether a path is a pipe, a device, or a name that the system gives to something that is open already.
pub(super) fn stream(path: &Path) -> Option<Stream> {
    const STDOUT: [&str; 3] = ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];
    const OPEN: [&str; 3] = ["/dev/stderr", "/dev/fd", "/proc/self/fd"];
    if STDOUT.iter().any(|name| path == Path::new(name)) {
        return Some(Stream::Stdout);
    }
    let is_open = OPEN.iter().any(|name| path.starts_with(name)) && path.exists();
    (is_open || path.symlink_metadata().is_ok_and(|it| takes_a_stream(&it))).then_some(Stream::Other)
}

#[cfg(unix)]
fn takes_a_stream(state: &Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    state.file_type().is_fifo() || state.file_type().is_char_device()
}

#[cfg(not(unix))]
fn takes_a_stream(_: &Metadata) -> bool {
    false
}

/// Opens and writes as long as it is `wanted`, without ever waiting in the system, so that a signal ends it.
#[cfg(unix)]
pub(super) fn write(path: &Path, bytes: &[u8], wanted: &dyn Fn() -> bool) -> io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    /// How often the other end is asked, in milliseconds.
    const PAUSE: std::time::Duration = std::time::Duration::from_millis(10);
    let goes_on = || {
        std::thread::sleep(PAUSE);
        wanted()
    };
    let mut options = OpenOptions::new();
    options.append(true).custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY);
    let mut stream = loop {
        match options.open(path) {
            // Nobody reads from the pipe yet.
            Err(error) if error.raw_os_error() == Some(libc::ENXIO) => {
                if !goes_on() {
                    return Ok(());
                }
            }
            opened => break opened?,
        }
    };
    let mut rest = bytes;
    while !rest.is_empty() {
        match stream.write(rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => rest = &rest[written..],
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                if !goes_on() {
                    return Ok(());
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Opens and writes.
#[cfg(not(unix))]
pub(super) fn write(path: &Path, bytes: &[u8], _: &dyn Fn() -> bool) -> io::Result<()> {
    OpenOptions::new().append(true).open(path)?.write_all(bytes)
}
