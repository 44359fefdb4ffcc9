//! Which group of files a file belongs to: its owner as GitHub has it, its package, its directory. Pure: somebody else
//! reads the files that say it.

mod owners;
mod packages;
mod pattern;
#[cfg(test)]
mod tests;

pub(crate) use owners::CODEOWNERS;
pub(crate) use owners::{CodeOwners, LARGEST_CODEOWNERS};
pub(crate) use packages::{MANIFESTS, Manifest};

use std::path::{Path, PathBuf};

/// The first so many directories of a path, `.` for none: what a file counts for that stands anywhere below.
#[must_use]
pub(crate) fn directory(path: &Path, depth: usize) -> PathBuf {
    let parent = path.parent().unwrap_or(Path::new(""));
    let first: PathBuf = parent.components().take(depth).collect();
    if first.as_os_str().is_empty() { PathBuf::from(".") } else { first }
}
