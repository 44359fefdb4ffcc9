//! The request that opens a session: which files it is about, and what counts for them besides their configurations.

use crate::config::{Options, Preset};
use crate::model::{Limit, Metric};
use std::path::{Path, PathBuf};

/// Which files a session is about.
///
/// The default is everything in and below the current directory, as its configurations say.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Files and directories; with none, no list and no text it is the current directory.
    pub paths: Vec<PathBuf>,
    /// Whether the paths were read from a list, which may be empty and never stands for a whole repository.
    pub is_list: bool,
    /// The name of a text that is judged instead of a file; [`Session::give`](super::Session::give) brings it.
    pub text: Option<PathBuf>,
    /// Files with records that were measured elsewhere and that stand for all files, as NDJSON that may be packed with gzip
    /// or zstd; `-` is what [`Session::read_records`](super::Session::read_records) is given.
    pub records: Vec<PathBuf>,
    /// The same for what was, with which a diff compares.
    pub records_before: Vec<PathBuf>,
    /// Patterns as in `.gitignore` of what is passed over, relative to the current directory.
    pub exclude: Vec<String>,
    /// Whether files that are named obey ignore files and patterns, too.
    pub force_exclude: bool,
    /// Whether names that begin with a dot are walked.
    pub hidden: bool,
    /// Where configurations come from.
    pub config: ConfigFrom,
    /// The profile of the configuration that counts more than the rest of it.
    pub profile: Option<String>,
    /// A preset that counts more than any configuration.
    pub preset: Option<&'static Preset>,
    /// Limits that count more than anything.
    pub limits: Vec<(&'static Metric, Limit)>,
    /// The file of the baseline; `None` is what the configuration says, or the usual one.
    pub baseline: Option<PathBuf>,
    /// Reports of coverage tools, which tell what the tests run: of each function as far as they know it.
    pub coverage: Vec<PathBuf>,
    /// What the relative paths in these reports begin at; `None` lets the ends of the paths decide.
    pub coverage_root: Option<PathBuf>,
    /// What else counts more than any configuration.
    pub options: Options,
}

/// Where configurations come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ConfigFrom {
    /// The nearest one above each file, and the user's own.
    #[default]
    Nearest,
    /// This file alone.
    File(PathBuf),
    /// As [`ConfigFrom::Nearest`], but the files of a repository, and its baseline, as a revision has them; `auto` is
    /// what the environment of GitHub, GitLab or pre-commit says, and an error if it says nothing.
    Revision(String),
    /// From nowhere.
    Nowhere,
}

/// How much of a selection is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// All files, as they are on disk or were given as texts.
    #[default]
    All,
    /// What is staged, as it would be committed.
    ///
    /// If files were named and nothing is staged anywhere, they are taken as they are: so does pre-commit when it runs
    /// over all files.
    Staged,
    /// What changed since the common ancestor with a revision.
    Since {
        /// The revision; `None` is what the environment of pre-commit, GitHub or GitLab says.
        since: Option<String>,
        /// The revision that is looked at; `None` is the work tree.
        until: Option<String>,
    },
}

impl Extent {
    /// Whether git is asked what changed.
    #[must_use]
    pub fn is_change(&self) -> bool {
        *self != Extent::All
    }
}

impl Selection {
    /// What counts when nothing is said, of some paths.
    #[must_use]
    pub fn of(paths: Vec<PathBuf>) -> Selection {
        Selection { paths, ..Selection::default() }
    }

    /// The paths that are walked.
    pub(super) fn walked(&self) -> Vec<PathBuf> {
        let is_open = self.paths.is_empty() && !self.is_list && self.text.is_none();
        if is_open { vec![PathBuf::from(".")] } else { self.paths.clone() }
    }

    /// Whether all of a directory is looked at, so that what is not found there is nowhere.
    pub(super) fn is_all_of(&self, root: &Path, absolute: impl Fn(&Path) -> PathBuf) -> bool {
        self.exclude.is_empty()
            && !self.is_list
            && self.walked().iter().any(|path| root.starts_with(absolute(path)))
    }
}
