//! The settings: what all configurations together come to. Nothing is left open, and everything knows its origin.

use super::value::{Color, GeneratedFiles, Jobs, Packing, ParseErrors};
use crate::judge::{BudgetRule, Policy};
use crate::model::Origin;
use crate::paths::Globs;
use crate::report::findings::ReportFormat;
use std::path::{Path, PathBuf};

/// Where a baseline is unless something else is said: no formatter takes it for its own, so its lines stay as they are.
pub(crate) const BASELINE: &str = ".metrics-baseline";

/// Where it was before; there it still counts.
pub(crate) const FORMER_BASELINE: &str = ".metrics-baseline.json";

/// A value and where it was set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it was set.
    pub origin: Origin,
}

/// What holds for the files that one configuration governs.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The limits.
    pub policy: Policy,
    /// What several files may come to together.
    pub budgets: Vec<BudgetRule>,
    /// Suffixes of files, without the dot, and the names of their languages; the later ones win.
    pub extensions: Vec<(String, &'static str)>,
    /// If there are any, only matching files are measured.
    pub include: Vec<Patterns>,
    /// What is passed over; the later ones decide.
    pub exclude: Vec<Patterns>,
    /// Whether ignore files count.
    pub use_gitignore: Setting<bool>,
    /// What happens to generated and minified files.
    pub generated: Setting<GeneratedFiles>,
    /// The largest file that is measured, in bytes.
    pub max_file_size: Setting<u64>,
    /// Number of worker threads.
    pub jobs: Setting<Jobs>,
    /// File of the findings that are known already.
    pub baseline: Setting<PathBuf>,
    /// Whether the suppression comments of other tools count.
    pub compat: Setting<bool>,
    /// What a file with parse errors means for a check.
    pub parse_errors: Setting<ParseErrors>,
    /// The cache of measures.
    pub cache: CacheSettings,
    /// Forms of the report; without any, what suits the surroundings.
    pub report: Setting<Vec<&'static ReportFormat>>,
    /// When to use colour.
    pub color: Setting<Color>,
    /// The names of the profiles that there are.
    pub profiles: Vec<String>,
    /// The configuration files that had a say, the weakest first.
    pub files: Vec<PathBuf>,
}

/// Gitignore patterns of a configuration.
#[derive(Clone, Debug)]
pub struct Patterns {
    /// The patterns as they are written.
    pub patterns: Vec<String>,
    /// The same, to match files with.
    pub globs: Globs,
    /// The directory that they are relative to.
    pub base: PathBuf,
    /// The line of each.
    pub lines: Vec<usize>,
    /// Where they were set.
    pub origin: Origin,
}

/// The cache of measures.
#[derive(Clone, Debug)]
pub struct CacheSettings {
    /// Whether there is one.
    pub enabled: Setting<bool>,
    /// Where it is.
    pub directory: Setting<CacheDirectory>,
    /// Entries that were not used for so many days are dropped.
    pub max_age_days: Setting<u32>,
    /// The longest unused entries are dropped above so many megabytes.
    pub max_size_mb: Setting<u32>,
    /// Entries of the history that were not used for so many days are dropped.
    pub history_max_age_days: Setting<u32>,
    /// The longest unused entries of the history are dropped above so many megabytes.
    pub history_max_size_mb: Setting<u32>,
    /// How many milliseconds another process is waited for that writes to it.
    pub wait_ms: Setting<u32>,
    /// How entries are stored.
    pub compression: Setting<Packing>,
}

/// Where the cache is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CacheDirectory {
    /// Where the system keeps the user's caches.
    Usual,
    /// Here.
    At(PathBuf),
}

fn built_in<T>(value: T) -> Setting<T> {
    Setting { value, origin: Origin::Default }
}

impl Settings {
    /// What holds when nothing is said, below any preset.
    pub(super) fn bare(base: &Path) -> Settings {
        Settings {
            policy: Policy::default(),
            budgets: Vec::new(),
            extensions: Vec::new(),
            include: Vec::new(),
            exclude: Vec::new(),
            use_gitignore: built_in(true),
            generated: built_in(GeneratedFiles::default()),
            max_file_size: built_in(1 << 20),
            jobs: built_in(Jobs::default()),
            baseline: built_in(base.join(BASELINE)),
            compat: built_in(false),
            parse_errors: built_in(ParseErrors::default()),
            cache: CacheSettings {
                enabled: built_in(true),
                directory: built_in(CacheDirectory::Usual),
                max_age_days: built_in(7),
                max_size_mb: built_in(100),
                history_max_age_days: built_in(30),
                history_max_size_mb: built_in(500),
                wait_ms: built_in(250),
                compression: built_in(Packing::default()),
            },
            report: built_in(Vec::new()),
            color: built_in(Color::default()),
            profiles: Vec::new(),
            files: Vec::new(),
        }
    }
}
