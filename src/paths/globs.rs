//! Gitignore patterns of configurations and command lines: of several that match, the last one decides.

use super::patterns::{GitPatterns, Pattern, slashed};
use std::path::{Component, Path, PathBuf};

/// Patterns, and the directory that they are relative to.
#[derive(Clone, Debug)]
pub struct Globs {
    base: PathBuf,
    patterns: GitPatterns,
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
    /// Takes apart patterns that are relative to an absolute directory.
    ///
    /// # Errors
    /// The first pattern that no name matches: git would pass over it, but nobody writes it on purpose.
    pub fn new(base: &Path, patterns: &[String]) -> Result<Globs, BadGlob> {
        for (index, line) in patterns.iter().enumerate() {
            if Pattern::parse(line.as_bytes()).is_some_and(|pattern| !pattern.is_possible()) {
                let why =
                    "no name matches it: a class `[…]` is empty or has no end, or `\\` stands at the end";
                return Err(BadGlob { index, why: why.to_owned() });
            }
        }
        Ok(Globs { base: base.to_owned(), patterns: GitPatterns::of_lines(patterns) })
    }

    /// What is said of a file or directory itself, by its absolute path: whether it is matched or, by a pattern with
    /// `!`, excepted. `None` if no pattern matches.
    #[must_use]
    pub fn verdict(&self, absolute: &Path, is_directory: bool) -> Option<bool> {
        self.decide(self.relative(absolute), is_directory)
    }

    /// Whether a file, given by its absolute path, or a directory that it is in is matched. As for git, what is in a
    /// directory that is matched cannot be excepted.
    #[must_use]
    pub fn matches(&self, absolute: &Path) -> bool {
        let path = self.relative(absolute);
        let directories = path.ancestors().skip(1);
        directories.into_iter().any(|directory| self.decide(directory, true) == Some(true))
            || self.decide(path, false) == Some(true)
    }

    fn decide(&self, path: &Path, is_directory: bool) -> Option<bool> {
        Some(!self.patterns.decide(&slashed(path), is_directory)?.excepts())
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
        let bad = Globs::new(Path::new("/"), &["ok".to_owned(), "a[z".to_owned()]).unwrap_err();
        assert_eq!(bad.index, 1);
    }
}
