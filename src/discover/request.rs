//! What is looked for, and who tells the language of what is found.

use super::Filter;
use crate::course::Stop;
use crate::language::LanguageSpec;
use std::path::{Path, PathBuf};

/// Tells the language of a regular file by the filter of its directory, `None` for a file that is not to be measured.
///
/// It is called from several threads, and never for a FIFO, a socket, a device or a symbolic link met on the way.
pub(crate) type Detect<'a> = &'a (dyn Fn(&Path, &Filter) -> Option<&'static LanguageSpec> + Sync);

/// What to look for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The arguments and the lines of `--paths-from` alike: a directory is walked, a file is named.
    pub paths: Vec<PathBuf>,
    /// Whether names that start with a dot are walked.
    pub hidden: bool,
    /// Whether a named file obeys all of the above as if a walk from the root of its repository had met it, but for the
    /// ignore files that are meant for git.
    pub force_exclude: bool,
    /// Names of files and directories that make a walk ask who governs where it finds them.
    pub landmarks: &'static [&'static str],
    /// Whether to tell everything that is passed over, and not only what patterns hide.
    pub note_hidden: bool,
    /// Number of walking threads; 0 is one for each processor.
    pub threads: usize,
    /// Ends a walk before it is complete.
    pub stop: Stop,
}
