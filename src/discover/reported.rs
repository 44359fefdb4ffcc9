//! Paths as they stand in reports.

use std::path::{Path, PathBuf};

/// A path as it stands in reports: `./src/` is `src`, `a//b/./c` is `a/b/c`; `..` and links stay as written.
#[must_use]
pub(crate) fn as_reported(path: &Path) -> PathBuf {
    let clean: PathBuf = path.components().collect();
    match clean.strip_prefix(".") {
        Ok(rest) if !rest.as_os_str().is_empty() => rest.to_path_buf(),
        _ => clean,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_reported_as_it_was_reached() {
        let cases = [
            ("/a/b", "/a/b"),
            ("src", "src"),
            ("src/", "src"),
            ("./src", "src"),
            ("./", "."),
            (".", "."),
            ("a//b/./c", "a/b/c"),
            ("../x/../y", "../x/../y"),
            ("./..", ".."),
            (".hidden", ".hidden"),
        ];
        for (given, reported) in cases {
            assert_eq!(as_reported(Path::new(given)).as_os_str(), reported, "{given}");
        }
    }
}
