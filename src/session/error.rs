//! Why a session could not answer, and what to do about it.

use crate::cache::{ImportError, StoreError};
use crate::config::ConfigError;
use crate::discover::DiscoverError;
use crate::discover::git::GitError;
use crate::hook::HookError;
use crate::model::{Looked, Skipped};
use crate::report::DestinationError;
use std::io;
use std::path::PathBuf;

/// Why a session could not answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SessionError {
    /// A configuration is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A path or a pattern that was asked for is wrong.
    #[error(transparent)]
    Discover(#[from] DiscoverError),
    /// Git cannot answer.
    #[error(transparent)]
    Git(#[from] GitError),
    /// The baseline does not allow what was asked for.
    #[error(transparent)]
    Baseline(#[from] Unusable),
    /// Records cannot be taken in the place of files.
    #[error(transparent)]
    Records(#[from] PartsError),
    /// There is no file under the paths given.
    #[error(transparent)]
    NothingToMeasure(#[from] NothingToMeasure),
    /// The hook of the repository is not ours to write.
    #[error(transparent)]
    Hook(#[from] HookError),
    /// A file could not be written.
    #[error(transparent)]
    Write(#[from] DestinationError),
    /// The system refused something.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The cache cannot be reached.
    #[error(transparent)]
    Store(StoreError),
    /// The database of the cache cannot be used.
    #[error("{directory}")]
    Cache {
        /// Where it is.
        directory: String,
        /// What is wrong with it.
        source: StoreError,
    },
    /// A file is no part of a cache that can be taken in.
    #[error("{path}")]
    Import {
        /// The file as a person would type it.
        path: String,
        /// What is wrong with it.
        source: ImportError,
    },
    /// The one file that was asked about could not be measured.
    #[error("{}: {}: {}", .0.path.display(), .0.reason.word().replace('_', " "), .0.detail)]
    NotMeasured(Skipped),
    /// A signal ended the work.
    #[error("stopped by signal {0}")]
    Stopped(usize),
    /// What was asked for cannot be; the text says what and why.
    #[error("{0}")]
    Request(String),
}

/// There is nothing to measure under the paths given.
#[derive(Clone, Debug, Default, thiserror::Error)]
#[error("nothing to measure: {}", match .unknown {
    Some(path) => format!("{} is in no known language", path.display()),
    None if *in_records => "the records are of no file".to_owned(),
    None => looked.to_string(),
})]
pub struct NothingToMeasure {
    /// A file that was named, and whose language cannot be told.
    pub unknown: Option<PathBuf>,
    /// What was looked at.
    pub looked: Looked,
    /// Whether records that are of no file were given in the place of files.
    pub in_records: bool,
}

impl SessionError {
    /// What to do about it, in one line.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        let help = match self {
            SessionError::Git(git) => return git.help(),
            SessionError::Records(parts) => return parts.help().map(str::to_owned),
            SessionError::Hook(HookError::Foreign(_) | HookError::Elsewhere(_)) => {
                return Some(format!("have your hook run `{}`", crate::hook::COMMAND));
            }
            SessionError::NothingToMeasure(NothingToMeasure { unknown: Some(_), .. }) => {
                "the suffix tells the language, or the `#!` line of a script without one; \
                 `languages` in a configuration adds suffixes"
            }
            SessionError::NothingToMeasure(NothingToMeasure { in_records: true, .. }) => {
                "`analyze --format ndjson` and `stream` write a line for each file: look at what wrote these"
            }
            SessionError::NothingToMeasure(NothingToMeasure { unknown: None, .. }) => {
                "ignore files, `--exclude` and the names of build and package directories hide files in a walk; \
                 a file that is named is measured"
            }
            SessionError::Cache { source: StoreError::Damaged(_), .. } => {
                "a run that uses it starts it anew, `metrics cache clear` removes it"
            }
            SessionError::Import { source: ImportError::Foreign(_) | ImportError::Damaged(_), .. } => {
                "nothing was taken in; `metrics cache export FILE` writes such a file"
            }
            SessionError::Baseline(baseline) => baseline.help(),
            SessionError::Discover(DiscoverError::Special { .. }) => {
                "only regular files and directories are read"
            }
            SessionError::Discover(DiscoverError::Pattern { .. }) => {
                "a pattern is written as a line of a `.gitignore`"
            }
            _ => return None,
        };
        Some(help.to_owned())
    }
}

/// A baseline that does not allow what was asked for.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// There is none.
    #[error("{0}: there is no baseline")]
    Missing(String),
    /// There is one, and it was not to be replaced.
    #[error("{0}: there is a baseline already")]
    Present(String),
    /// It would lose what was not looked at.
    #[error("{0}: only a part of the repository was looked at, and the rest of the baseline would be lost")]
    Whole(String),
    /// It is no baseline.
    #[error("{path}:{line}: {why}")]
    Damaged {
        /// The file as a person would type it.
        path: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        why: String,
    },
}

impl Unusable {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Unusable::Missing(_) => {
                "take it from version control; `metrics baseline create` writes a first one"
            }
            Unusable::Present(_) => "`metrics baseline update` renews it, `--force` replaces it",
            Unusable::Whole(_) => "`metrics baseline update --accept-worse` takes over a part",
            Unusable::Damaged { .. } => {
                "mend that line, or take the file from version control as it was before"
            }
        }
    }
}

/// Why records cannot be taken in the place of files.
#[derive(Debug, thiserror::Error)]
pub enum PartsError {
    /// A part cannot be read.
    #[error("{part}")]
    Unreadable {
        /// Its name.
        part: String,
        /// What the system says, or what is wrong with its packing.
        source: io::Error,
    },
    /// A line is no record.
    #[error("{part}:{line}: {why}")]
    NoRecord {
        /// The name of the part.
        part: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        why: String,
    },
    /// Two parts have one file.
    #[error("{path}: it is in {}{}", of_two(.parts), if *.contradict { ", and they contradict each other" } else { "" })]
    Overlap {
        /// The file.
        path: String,
        /// The names of both.
        parts: [String; 2],
        /// Whether they say different things of it.
        contradict: bool,
    },
    /// Two parts define a metric in different ways.
    #[error("`{metric}` is defined in another way in {} (version {}) than in {} (version {})",
        .parts[0], .versions[0], .parts[1], .versions[1])]
    Defined {
        /// The id of the metric.
        metric: String,
        /// The names of both.
        parts: [String; 2],
        /// The versions of its definition.
        versions: [u32; 2],
    },
}

impl PartsError {
    /// What to do about it.
    fn help(&self) -> Option<&'static str> {
        match self {
            PartsError::Unreadable { .. } => None,
            PartsError::NoRecord { .. } => {
                Some("records are what `analyze --format ndjson` and `stream` write, one a line")
            }
            PartsError::Overlap { .. } => Some("each file belongs to one part"),
            PartsError::Defined { .. } => Some("measure all parts with this version of the program"),
        }
    }
}

fn of_two([one, other]: &[String; 2]) -> String {
    if one == other { format!("{one} twice") } else { format!("{one} and in {other}") }
}
