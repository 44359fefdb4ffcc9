//! How configurations are called, and where repositories begin.

use std::path::{Path, PathBuf};

/// Names of configuration files, the first one found in a directory counts.
pub(crate) const FILE_NAMES: [&str; 4] = [".metrics.yaml", ".metrics.yml", FOREIGN_YAML, PYPROJECT];

/// The name that other programs use as well.
pub(super) const FOREIGN_YAML: &str = "metrics.yaml";

/// The only one of them that has other things to say, too.
pub(crate) const PYPROJECT: &str = "pyproject.toml";

/// What makes the settings of a directory differ from those of the one above.
pub(crate) const LANDMARKS: &[&str] = &[FILE_NAMES[0], FILE_NAMES[1], FILE_NAMES[2], FILE_NAMES[3], GIT];

/// Where a repository begins.
const GIT: &str = ".git";

/// Whether a file is called as configurations are.
#[must_use]
pub(crate) fn is_configuration(path: &Path) -> bool {
    FILE_NAMES.iter().any(|name| path.file_name().is_some_and(|it| it == *name))
}

/// The root of the repository that a directory is in, or the directory itself outside of any.
#[must_use]
pub(crate) fn repository_root(directory: &Path) -> PathBuf {
    repository_around(directory).unwrap_or_else(|| directory.to_owned())
}

/// The root of the repository that a directory is in.
#[must_use]
pub(crate) fn repository_around(directory: &Path) -> Option<PathBuf> {
    directory.ancestors().find(|above| is_root(above)).map(Path::to_owned)
}

/// Whether a repository begins in a directory.
pub(super) fn is_root(directory: &Path) -> bool {
    directory.join(GIT).symlink_metadata().is_ok()
}
