//! Why nothing can be watched, and what to do about it.

use crate::session::SessionError;
use notify::ErrorKind;

/// Why a watch ended.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum WatchError {
    /// The session could not answer.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// The system watches no more directories.
    #[error("the system watches no more directories: its limit is reached")]
    Full,
    /// The system cannot watch files.
    #[error("files cannot be watched")]
    Watching(#[source] notify::Error),
    /// The answer could not be delivered.
    #[error("standard output")]
    Telling(#[from] std::io::Error),
}

impl WatchError {
    pub(super) fn of(error: notify::Error) -> WatchError {
        match error.kind {
            ErrorKind::MaxFilesWatch => WatchError::Full,
            _ => WatchError::Watching(error),
        }
    }

    /// What to do about it, in one line.
    #[must_use]
    pub(crate) fn help(&self) -> Option<String> {
        match self {
            WatchError::Session(error) => error.help(),
            WatchError::Full => Some(
                "raise `fs.inotify.max_user_watches` with sysctl, exclude directories, or name fewer of them"
                    .to_owned(),
            ),
            _ => None,
        }
    }
}
