//! Paths in a repository's configuration: they stay inside the repository, links included.

use crate::paths::absolute;
use crate::writable;
use std::path::{Component, Path, PathBuf};

/// The file that a text names from a directory, if it is inside the root and may be written there.
pub(super) fn file_to_write(root: &Path, base: &Path, text: &str) -> Result<PathBuf, String> {
    let path = inside(root, base, text)?;
    writable::check_file(&base.join(text)).map_err(|refusal| refusal.to_string())?;
    Ok(path)
}

/// The same for a directory to write into.
pub(super) fn directory_to_write(root: &Path, base: &Path, text: &str) -> Result<PathBuf, String> {
    let path = inside(root, base, text)?;
    writable::check_directory(&base.join(text)).map_err(|refusal| refusal.to_string())?;
    Ok(path)
}

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
