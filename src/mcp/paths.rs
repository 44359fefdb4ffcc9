//! The paths of questions: relative to where the server runs, and never out of there.

use std::path::{Path, PathBuf};

/// A path as it stands in answers.
pub(super) fn inside(typed: &str) -> Result<PathBuf, String> {
    let here = std::env::current_dir().map_err(|error| error.to_string())?;
    let near = Path::new(typed).strip_prefix(&here).unwrap_or(Path::new(typed));
    let absolute = crate::paths::absolute(near, &here).into_owned();
    // What is there may be a link that leads elsewhere.
    let existing = absolute.ancestors().find_map(|above| above.canonicalize().ok());
    let root = here.canonicalize().unwrap_or_else(|_| here.clone());
    let is_inside = existing.is_some_and(|it| it.starts_with(&root));
    match absolute.strip_prefix(&here) {
        Ok(below) if is_inside && below.as_os_str().is_empty() => Ok(PathBuf::from(".")),
        Ok(below) if is_inside => Ok(below.to_owned()),
        _ => Err(format!("{typed}: outside of the directory that the server runs in")),
    }
}
