//! Paths in a repository's configuration: they stay inside the repository, links included.

use crate::paths::absolute;
use std::path::{Component, Path, PathBuf};

/// The path that a text names from a directory, if that is inside the root.
pub(super) fn inside(root: &Path, base: &Path, text: &str) -> Result<PathBuf, String> {
    let path = Path::new(text);
    if text.is_empty() || text.contains(char::is_control) {
        return Err("expected a path without control characters".to_owned());
    }
    if text.starts_with('~') {
        return Err("`~` is not expanded, and only paths inside the repository are allowed".to_owned());
    }
    let outside = || "the path leads outside the repository".to_owned();
    if path.is_absolute() || matches!(path.components().next(), Some(Component::Prefix(_))) {
        return Err("only relative paths inside the repository are allowed".to_owned());
    }
    let joined = absolute(path, base).into_owned();
    if !joined.starts_with(root) {
        return Err(outside());
    }
    // A link on the way may lead elsewhere, so what exists of the path is asked for its true place.
    let true_root = root.canonicalize().map_err(|error| format!("{}: {error}", root.display()))?;
    let existing = joined.ancestors().find(|it| it.symlink_metadata().is_ok()).unwrap_or(root);
    match existing.canonicalize() {
        Ok(true_path) if true_path.starts_with(&true_root) => Ok(joined),
        Ok(_) => Err(outside()),
        Err(error) => Err(format!("{}: {error}", existing.display())),
    }
}
