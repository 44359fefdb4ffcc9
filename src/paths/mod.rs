//! Paths by their letters: resolved without a look at the disk, and matched as by a line of a `.gitignore`.

mod globs;
mod patterns;
mod wildcard;

pub use globs::{BadGlob, Globs};
pub(crate) use patterns::{GitPatterns, Pattern, slashed};

use std::borrow::Cow;
use std::path::{Component, Path};

/// Whether the wildcards of git's patterns match a text, in which only `**` between slashes takes a slash.
#[must_use]
pub fn matches(pattern: &[u8], text: &[u8]) -> bool {
    wildcard::Wildcards::new(pattern).matches(text)
}

/// A pattern of git's wildcards that is taken apart once, for many texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WildcardPattern {
    wildcards: wildcard::Wildcards,
    /// Bytes that a text has at least.
    least: usize,
}

impl WildcardPattern {
    /// Takes a pattern apart.
    #[must_use]
    pub(crate) fn new(pattern: &[u8]) -> WildcardPattern {
        let wildcards = wildcard::Wildcards::new(pattern);
        WildcardPattern { least: wildcards.least(), wildcards }
    }

    /// Whether it matches a text, as [`matches`] says.
    #[must_use]
    pub(crate) fn matches(&self, text: &[u8]) -> bool {
        self.least <= text.len() && self.wildcards.may_end(text) && self.wildcards.matches(text)
    }
}

/// A path as seen from a directory, `.` and `..` resolved by their letters; links stay, as patterns are about names.
#[must_use]
pub fn absolute<'a>(path: &'a Path, current: &Path) -> Cow<'a, Path> {
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

    #[test]
    fn a_path_is_resolved_by_its_letters() {
        let resolved = |path| absolute(Path::new(path), Path::new("/repo/src")).into_owned();
        assert_eq!(resolved("./a/../b.py"), Path::new("/repo/src/b.py"));
        assert_eq!(resolved("../../../x"), Path::new("/x"));
        assert_eq!(resolved("/a/./b/../c"), Path::new("/a/c"));
        assert_eq!(resolved(""), Path::new("/repo/src"));
    }
}
