//! Paths as texts, with `/` between their parts on every system.

use std::borrow::Cow;
use std::path::Path;

/// A path as reports show it; what is no UTF-8 in it is replaced.
pub(crate) fn display(path: &Path) -> Cow<'_, str> {
    with_slashes(path.to_string_lossy())
}

/// The text of a path, with `/` in the places of the system's separator.
pub(crate) fn with_slashes(text: Cow<'_, str>) -> Cow<'_, str> {
    if std::path::MAIN_SEPARATOR == '/' { text } else { text.replace(std::path::MAIN_SEPARATOR, "/").into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_with_slashes() {
        let path: std::path::PathBuf = ["a", "b.py"].iter().collect();
        assert_eq!(display(&path), "a/b.py");
    }
}
