//! What a walk passes over besides the ignore files: the excluded directory names and the patterns of a request.

use super::{DiscoverError, Request};
use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

/// Directories that a walk never enters: installed or generated code, and the stores of other tools.
///
/// They count below a given root only, so that `metrics analyze node_modules/left-pad` measures it, and a pattern such
/// as `!build/` in `exclude` brings one back.
pub const EXCLUDED_DIRECTORIES: &[&str] = &[
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

/// Gitignore patterns and the directory that they are relative to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternSet {
    /// The directory of the file that has the patterns; the current one for patterns of a command line.
    pub base: PathBuf,
    /// The patterns, one line of a `.gitignore` each; the last one that matches decides.
    pub patterns: Vec<String>,
}

/// The patterns of a request, compiled.
#[derive(Debug)]
pub(super) struct Rules {
    exclude: Vec<Matcher>,
    include: Vec<Matcher>,
    current: PathBuf,
}

#[derive(Debug)]
struct Matcher {
    base: PathBuf,
    globs: Gitignore,
}

impl Rules {
    pub(super) fn new(request: &Request) -> Result<Rules, DiscoverError> {
        // Without a current directory only absolute paths are left, and these do not need it.
        let current = std::env::current_dir().unwrap_or_default();
        let compile = |sets: &[PatternSet]| {
            sets.iter().map(|set| Matcher::new(set, &current)).collect::<Result<_, _>>()
        };
        Ok(Rules { exclude: compile(&request.exclude)?, include: compile(&request.include)?, current })
    }

    /// The directory that relative paths are relative to.
    pub(super) fn current(&self) -> &Path {
        &self.current
    }

    /// Whether a directory below a root is not entered.
    pub(super) fn hide_directory(&self, path: &Path) -> bool {
        self.excluded(path, true).unwrap_or_else(|| has_excluded_name(path))
    }

    /// Whether a file below a root is not measured; its directories are judged on their own.
    pub(super) fn hide_file(&self, path: &Path) -> bool {
        self.excluded(path, false).unwrap_or(false) || !self.included(path)
    }

    fn excluded(&self, path: &Path, is_directory: bool) -> Option<bool> {
        if self.exclude.is_empty() {
            return None;
        }
        let path = absolute(path, &self.current);
        let verdicts =
            self.exclude.iter().rev().map(|set| set.globs.matched(set.relative(&path), is_directory));
        match verdicts.into_iter().find(|verdict| !verdict.is_none())? {
            Match::Whitelist(_) => Some(false),
            _ => Some(true),
        }
    }

    fn included(&self, path: &Path) -> bool {
        if self.include.is_empty() {
            return true;
        }
        let path = absolute(path, &self.current);
        self.include
            .iter()
            .any(|set| set.globs.matched_path_or_any_parents(set.relative(&path), false).is_ignore())
    }
}

impl Matcher {
    fn new(set: &PatternSet, current: &Path) -> Result<Matcher, DiscoverError> {
        // The paths to match are made relative to the base beforehand.
        let mut builder = GitignoreBuilder::new(".");
        let wrong = |pattern: &str, source| DiscoverError::Pattern { pattern: pattern.to_owned(), source };
        for pattern in &set.patterns {
            builder.add_line(None, pattern).map_err(|source| wrong(pattern, source))?;
        }
        let globs = builder.build().map_err(|source| wrong(&set.patterns.join(", "), source))?;
        Ok(Matcher { base: absolute(&set.base, current).into_owned(), globs })
    }

    /// The path as seen from the base, or from the root of the file system when it is not below the base.
    fn relative<'a>(&self, path: &'a Path) -> &'a Path {
        path.strip_prefix(&self.base).unwrap_or_else(|_| {
            let mut components = path.components();
            while matches!(components.clone().next(), Some(Component::Prefix(_) | Component::RootDir)) {
                components.next();
            }
            components.as_path()
        })
    }
}

fn has_excluded_name(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| EXCLUDED_DIRECTORIES.contains(&name))
}

/// Resolves `.` and `..` by their letters; links stay, as patterns are about names.
pub(super) fn absolute<'a>(path: &'a Path, current: &Path) -> Cow<'a, Path> {
    let is_clean = |part| !matches!(part, Component::ParentDir | Component::CurDir);
    if path.is_absolute() && path.components().all(is_clean) {
        return Cow::Borrowed(path);
    }
    let mut resolved = current.to_path_buf();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => _ = resolved.pop(),
            part => resolved.push(part),
        }
    }
    Cow::Owned(resolved)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(base: &str, patterns: &[&str]) -> PatternSet {
        PatternSet { base: base.into(), patterns: patterns.iter().map(ToString::to_string).collect() }
    }

    fn rules(exclude: &[PatternSet], include: &[PatternSet]) -> Rules {
        Rules::new(&Request { exclude: exclude.to_vec(), include: include.to_vec(), ..Request::default() })
            .unwrap()
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

    #[test]
    fn a_malformed_pattern_is_named() {
        let request = Request { exclude: vec![set(".", &["ok", "a[z-a]"])], ..Request::default() };
        let error = Rules::new(&request).unwrap_err();
        assert_eq!(error.to_string(), "a[z-a]");
        assert!(std::error::Error::source(&error).is_some(), "what is wrong with it");
    }
}
