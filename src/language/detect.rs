//! Tells the language of a file from its name.

use super::{LANGUAGES, LanguageSpec};
use std::path::Path;

/// The language of a file by its suffix.
#[must_use]
pub fn by_path(path: &Path) -> Option<&'static LanguageSpec> {
    let suffix = path.extension()?.to_str()?;
    LANGUAGES
        .iter()
        .find(|language| language.extensions.iter().any(|known| known.eq_ignore_ascii_case(suffix)))
}

/// The language with a name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static LanguageSpec> {
    LANGUAGES.iter().find(|language| language.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suffix_tells_the_language_in_any_case() {
        for name in ["a.py", "a.PY", "dir.d/a.pyi", "a.pyw"] {
            assert_eq!(by_path(Path::new(name)).map(|language| language.name), Some("python"), "{name}");
        }
        assert!(by_path(Path::new("a.txt")).is_none() && by_path(Path::new("py")).is_none());
    }
}
