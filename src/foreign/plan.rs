//! What a tool is asked: how it is started, with which files, and what reads its answer.

use super::Heard;
use super::run::Ended;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// What a plan is made of.
#[derive(Debug)]
pub(super) struct Ground<'a> {
    /// The program.
    pub(super) program: &'a Path,
    /// Absolute paths of the files.
    pub(super) files: &'a [String],
    /// An empty directory, in which a tool finds no configuration.
    pub(super) scratch: &'a Path,
}

/// What a tool is asked.
#[derive(Debug, Default)]
pub(super) struct ToolPlan {
    pub(super) questions: Vec<Question>,
    /// What the tool does without, and what is not compared because of that.
    pub(super) lacks: Vec<String>,
    /// The metrics of which it has no numbers for that reason.
    pub(super) without: Vec<&'static str>,
    /// The files that are not asked about for that reason, and why.
    pub(super) left: Vec<(String, String)>,
}

/// A way in which a tool is started.
#[derive(Debug)]
pub(super) struct Question {
    /// What it is given before the files.
    pub(super) arguments: Vec<OsString>,
    /// A file in which it finds a list of the files as JSON; else they are given to it as arguments.
    pub(super) list: Option<PathBuf>,
    /// A file that has to be there, and its text.
    pub(super) file: Option<(PathBuf, String)>,
    /// Where it stands.
    pub(super) directory: PathBuf,
    /// The file that its answer is in; else it is on standard output.
    pub(super) answer: Option<PathBuf>,
    /// The statuses with which it ends when it has answered.
    pub(super) statuses: &'static [i32],
    /// Whether it is only asked about what it refused before.
    pub(super) is_second: bool,
    /// Takes what it said to standard output and standard error, and its answer.
    pub(super) read: fn(&Ended, &[u8], &mut Heard) -> Result<(), String>,
}
