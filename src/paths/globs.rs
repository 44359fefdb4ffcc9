//! Gitignore patterns of configurations and command lines: of several that match, the last one decides.

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::path::{Component, Path, PathBuf};

/// Patterns, and the directory that they are relative to.
#[derive(Clone, Debug)]
pub struct Globs {
    base: PathBuf,
    patterns: Gitignore,
}

/// A pattern that is none.
#[derive(Debug, thiserror::Error)]
#[error("{why}")]
pub struct BadGlob {
    /// Index of the pattern.
    pub index: usize,
    /// What is wrong with it.
    pub why: String,
}

impl Globs {
    /// Compiles patterns that are relative to an absolute directory.
    ///
    /// # Errors
    /// The first malformed pattern.
    pub fn new(base: &Path, patterns: &[String]) -> Result<Globs, BadGlob> {
        let bad = |index, error: ignore::Error| BadGlob { index, why: error.to_string() };
        // The paths to match are made relative to the base beforehand.
        let mut builder = GitignoreBuilder::new(".");
        for (index, pattern) in patterns.iter().enumerate() {
            builder.add_line(None, pattern).map_err(|error| bad(index, error))?;
        }
        let patterns = builder.build().map_err(|error| bad(0, error))?;
        Ok(Globs { base: base.to_owned(), patterns })
    }

    /// What is said of a file or directory itself, by its absolute path: whether it is matched or, by a pattern with
    /// `!`, excepted. `None` if no pattern matches.
    #[must_use]
    pub fn verdict(&self, absolute: &Path, is_directory: bool) -> Option<bool> {
        match self.patterns.matched(self.relative(absolute), is_directory) {
            Match::None => None,
            Match::Ignore(_) => Some(true),
            Match::Whitelist(_) => Some(false),
        }
    }

    /// Whether a file, given by its absolute path, or a directory that it is in is matched.
    #[must_use]
    pub fn matches(&self, absolute: &Path) -> bool {
        self.patterns.matched_path_or_any_parents(self.relative(absolute), false).is_ignore()
    }

    /// The path as seen from the base, or from the root of the file system when it is not below the base: the patterns
    /// of a user's own configuration, or of a shared one, are about files that lie elsewhere.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn globs(patterns: &[&str]) -> Globs {
        let patterns: Vec<String> = patterns.iter().map(ToString::to_string).collect();
        Globs::new(Path::new("/repo"), &patterns).unwrap()
    }

    #[test]
    fn the_last_pattern_that_matches_decides() {
        let globs = globs(&["*.py", "!keep.py", "/gen/"]);
        let verdict = |path| globs.verdict(Path::new(path), false);
        assert_eq!(verdict("/repo/a.py"), Some(true));
        assert_eq!(verdict("/repo/b/keep.py"), Some(false));
        assert_eq!(verdict("/repo/gen"), None, "it is no directory");
        assert_eq!(globs.verdict(Path::new("/repo/gen"), true), Some(true));
        assert!(globs.matches(Path::new("/repo/gen/deep/x.js")) && !globs.matches(Path::new("/repo/gen.js")));
    }

    #[test]
    fn outside_the_base_only_patterns_without_a_place_match() {
        let globs = globs(&["*_gen.py", "/src/"]);
        assert!(globs.matches(Path::new("/other/x_gen.py")));
        assert!(!globs.matches(Path::new("/other/src/a.py")));
    }

    #[test]
    fn a_malformed_pattern_is_told_by_its_place() {
        let bad = Globs::new(Path::new("/"), &["ok".to_owned(), "a[z-a]".to_owned()]).unwrap_err();
        assert_eq!(bad.index, 1);
    }
}
