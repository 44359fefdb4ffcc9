//! What a walk passes over besides the ignore files: the excluded directory names and the patterns that hold for it.

use super::{EarlierIgnores, HiddenBy};
use crate::paths::{Globs, absolute};
use std::ffi::OsStr;
use std::path::Path;
use std::sync::Arc;

/// What holds for the files of some directories: which are looked at, and on what terms.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Whether ignore files count.
    pub use_ignore: bool,
    /// Where ignore files are read, if not on disk.
    pub earlier_ignores: Option<Arc<dyn EarlierIgnores>>,
    /// What is passed over; a later set decides before an earlier one.
    pub exclude: Vec<Globs>,
    /// When not empty, only files that one of these sets matches are walked.
    pub include: Vec<Globs>,
    /// Suffixes without the dot and the names of their languages, for whoever tells the language; the later ones win.
    pub extensions: Vec<(String, &'static str)>,
    /// What is done with a file that is looked at; without them, what the run does with any.
    pub terms: Option<Terms>,
}

/// Tells what holds in a directory; it is asked from several threads, and may be asked again.
pub(crate) type Govern<'a> = &'a (dyn Fn(&Path) -> Arc<Filter> + Sync);

/// What is done with a file that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Terms {
    /// Largest file that is read, in bytes.
    pub max_file_size: u64,
    /// What becomes of generated and minified files.
    pub generated: Generated,
}

/// What becomes of generated and minified files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Generated {
    /// They are measured.
    Measure,
    /// They are skipped, unless somebody named them.
    SkipUnlessNamed,
    /// They are skipped.
    Skip,
}

impl Generated {
    /// Whether such a file is skipped.
    #[must_use]
    pub(crate) fn skips(self, named: bool) -> bool {
        match self {
            Generated::Measure => false,
            Generated::SkipUnlessNamed => !named,
            Generated::Skip => true,
        }
    }
}

/// Directories that a walk never enters: installed or generated code, and the stores of other tools.
///
/// They count below a given root only, so that `metrics analyze node_modules/left-pad` measures it, and a pattern such
/// as `!build/` in `exclude` brings one back.
pub(crate) const EXCLUDED_DIRECTORIES: &[&str] = &[
    // Installed packages.
    "node_modules",
    "bower_components",
    "jspm_packages",
    "site-packages",
    // Virtual environments and test environments, which hold installed packages.
    ".venv",
    "venv",
    ".tox",
    ".nox",
    // Build results.
    "build",
    "dist",
    ".eggs",
    "__pypackages__",
    // Caches.
    "__pycache__",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    // Version control.
    ".git",
    ".hg",
    ".svn",
];

impl Default for Filter {
    /// What holds where nothing is configured: only ignore files hide anything.
    fn default() -> Filter {
        Filter {
            use_ignore: true,
            earlier_ignores: None,
            exclude: Vec::new(),
            include: Vec::new(),
            extensions: Vec::new(),
            terms: None,
        }
    }
}

impl Filter {
    /// Why a directory below a root is not entered.
    pub(super) fn against_directory(&self, path: &Path, current: &Path) -> Option<HiddenBy> {
        match self.excluded(path, current, true) {
            Some(excluded) => excluded.then_some(HiddenBy::Pattern),
            None => excluded_name(path.file_name()?).map(HiddenBy::Name),
        }
    }

    /// Why a file below a root is not measured; its directories are judged on their own.
    pub(super) fn against_file(&self, path: &Path, current: &Path) -> Option<HiddenBy> {
        let is_hidden = self.excluded(path, current, false).unwrap_or(false) || !self.included(path, current);
        is_hidden.then_some(HiddenBy::Pattern)
    }

    fn excluded(&self, path: &Path, current: &Path, is_directory: bool) -> Option<bool> {
        if self.exclude.is_empty() {
            return None;
        }
        let path = absolute(path, current);
        self.exclude.iter().rev().find_map(|set| set.verdict(&path, is_directory))
    }

    fn included(&self, path: &Path, current: &Path) -> bool {
        if self.include.is_empty() {
            return true;
        }
        let path = absolute(path, current);
        self.include.iter().any(|set| set.matches(&path))
    }
}

/// The name of a directory if it is one of those that a walk never enters.
pub(super) fn excluded_name(name: &OsStr) -> Option<&'static str> {
    EXCLUDED_DIRECTORIES.iter().copied().find(|known| name == *known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(base: &str, patterns: &[&str]) -> Globs {
        let patterns: Vec<String> = patterns.iter().map(ToString::to_string).collect();
        Globs::new(&absolute(Path::new(base), Path::new("/current")), &patterns).unwrap()
    }

    /// A filter and the directory that relative paths are relative to.
    struct Rules(Filter);

    impl Rules {
        fn hide_directory(&self, path: &Path) -> bool {
            self.0.against_directory(path, Path::new("/current")).is_some()
        }

        fn hide_file(&self, path: &Path) -> bool {
            self.0.against_file(path, Path::new("/current")).is_some()
        }
    }

    fn rules(exclude: &[Globs], include: &[Globs]) -> Rules {
        Rules(Filter { exclude: exclude.to_vec(), include: include.to_vec(), ..Filter::default() })
    }

    #[test]
    fn an_anchored_pattern_is_relative_to_its_base() {
        let rules = rules(&[set("/repo", &["/gen", "a/b.py"])], &[]);
        assert!(rules.hide_directory(Path::new("/repo/gen")));
        assert!(!rules.hide_directory(Path::new("/repo/src/gen")));
        assert!(rules.hide_file(Path::new("/repo/a/b.py")));
        assert!(rules.hide_file(Path::new("/repo/x/../a/b.py")));
        assert!(!rules.hide_file(Path::new("/repo/x/a/b.py")));
    }

    #[test]
    fn a_pattern_of_the_command_line_meets_relative_paths() {
        let rules = rules(&[set(".", &["src/gen/", "*_pb2.py"])], &[]);
        assert!(rules.hide_directory(Path::new("src/gen")));
        assert!(!rules.hide_directory(Path::new("lib/src/gen")));
        assert!(rules.hide_file(Path::new("deep/below/x_pb2.py")));
        assert!(rules.hide_file(Path::new("/elsewhere/x_pb2.py")));
    }

    #[test]
    fn a_later_set_and_a_later_pattern_decide() {
        let both = [set("/repo", &["*.py", "!keep.py"]), set("/repo", &["!also.py"])];
        let rules = rules(&both, &[]);
        assert!(rules.hide_file(Path::new("/repo/a.py")));
        assert!(!rules.hide_file(Path::new("/repo/keep.py")));
        assert!(!rules.hide_file(Path::new("/repo/also.py")));
    }

    #[test]
    fn an_excluded_name_can_be_brought_back() {
        assert!(rules(&[], &[]).hide_directory(Path::new("src/build")));
        assert!(!rules(&[], &[]).hide_directory(Path::new("src/builder")));
        let rules = rules(&[set(".", &["!/build/"])], &[]);
        assert!(!rules.hide_directory(Path::new("build")));
        assert!(rules.hide_directory(Path::new("src/build")));
    }

    #[test]
    fn with_include_only_matching_files_remain() {
        let rules = rules(&[set("/repo", &["*_test.py"])], &[set("/repo", &["src/", "*.pyi"])]);
        assert!(!rules.hide_file(Path::new("/repo/src/deep/a.py")));
        assert!(rules.hide_file(Path::new("/repo/src/a_test.py")), "exclude is the stronger one");
        assert!(!rules.hide_file(Path::new("/repo/lib/a.pyi")));
        assert!(rules.hide_file(Path::new("/repo/lib/a.py")));
        assert!(rules.hide_file(Path::new("/other/a.py")), "outside the base too");
    }
}
