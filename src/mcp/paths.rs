//! The paths of questions: relative to where the server runs, and never out of there.

use std::path::{Path, PathBuf};

/// A path as it stands in answers.
pub(super) fn inside(typed: &str) -> Result<PathBuf, String> {
    let here = std::env::current_dir().map_err(|error| error.to_string())?;
    let root = here.canonicalize().unwrap_or_else(|_| here.clone());
    let near = Path::new(typed).strip_prefix(&here).map(Path::to_owned);
    let near = near.ok().or_else(|| behind_links(Path::new(typed), &root));
    let absolute = crate::paths::absolute(&near.unwrap_or_else(|| typed.into()), &here).into_owned();
    // What is there may be a link that leads elsewhere.
    let existing = absolute.ancestors().find_map(|above| above.canonicalize().ok());
    let is_inside = existing.is_some_and(|it| it.starts_with(&root));
    match absolute.strip_prefix(&here) {
        Ok(below) if is_inside && below.as_os_str().is_empty() => Ok(PathBuf::from(".")),
        Ok(below) if is_inside => Ok(below.to_owned()),
        _ => Err(format!("{typed}: outside of the directory that the server runs in")),
    }
}

/// What a path from the root of the system that goes through a link is below a directory; `None` if it is not below.
fn behind_links(typed: &Path, root: &Path) -> Option<PathBuf> {
    let mut above = typed.ancestors().filter(|above| typed.is_absolute() && above.is_dir());
    let known = above.next()?;
    let real = known.canonicalize().ok()?.join(typed.strip_prefix(known).ok()?);
    real.strip_prefix(root).ok().map(Path::to_owned)
}
