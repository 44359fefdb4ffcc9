//! Where the cache stands, and whether what stands there is this user's own cache.

use super::system::{is_own, is_private, is_remote, make_private_directory};
use super::tracked::{is_tracked, work_tree};
use crate::writable;
use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Begins the name of every file of the cache, whatever its schema.
pub(super) const FILES: &str = "cache-v";

const TAG: &str = "CACHEDIR.TAG";
const TAG_TEXT: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
    # This directory holds measurements of the program `metrics`; it may be deleted at any time.\n";

/// Why a directory is not used as a cache.
#[derive(Debug, thiserror::Error)]
pub enum LocationError {
    /// The operating system would not make or show it.
    #[error("{}", path.display())]
    Io {
        /// The directory or a file in it.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// Something that another user or a repository could have put there.
    #[error("{}: {why}", path.display())]
    Refused {
        /// The directory or a file in it.
        path: PathBuf,
        /// Why, in a few words.
        why: &'static str,
    },
}

/// The user's directory for this cache by the conventions of the system; `None` where the environment has none.
#[must_use]
pub(crate) fn default_directory(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let directory = |name| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let base = if cfg!(windows) {
        directory("LOCALAPPDATA")
    } else {
        let home = |below: &str| directory("HOME").map(|home| home.join(below));
        let usual = if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" };
        directory("XDG_CACHE_HOME").or_else(|| home(usual))
    };
    base.map(|base| base.join("metrics"))
}

/// Makes the directory if need be, and checks that it and the files in it are this user's own.
///
/// # Errors
/// If it cannot be made, or must not be used.
pub(super) fn prepare(directory: &Path) -> Result<(), LocationError> {
    let io = |source| LocationError::Io { path: directory.to_path_buf(), source };
    if matches!(directory.symlink_metadata(), Err(error) if error.kind() == ErrorKind::NotFound) {
        if writable::check_directory(directory).is_err() {
            let why = "it would stand in git's own directory, or behind a link in a repository";
            return Err(LocationError::Refused { path: directory.to_path_buf(), why });
        }
        make_private_directory(directory).map_err(io)?;
    }
    check(directory)?;
    // the last thing that is made, so that all of it is there if this is
    if directory.join(TAG).symlink_metadata().is_err() {
        if work_tree(directory).is_some() {
            create(&directory.join(".gitignore"), "*\n").map_err(io)?;
        }
        create(&directory.join(TAG), TAG_TEXT).map_err(io)?;
    }
    Ok(())
}

/// Checks that a directory that is there may be used.
pub(super) fn check(directory: &Path) -> Result<(), LocationError> {
    let refused = |why| Err(LocationError::Refused { path: directory.to_path_buf(), why });
    let io = |source| LocationError::Io { path: directory.to_path_buf(), source };
    let about = directory.symlink_metadata().map_err(io)?;
    if about.is_symlink() {
        return refused("a symbolic link");
    }
    if !about.is_dir() {
        return refused("not a directory");
    }
    if !is_own(&about) {
        return refused("it belongs to another user");
    }
    if !is_private(&about) {
        return refused("others can write to it");
    }
    if is_remote(directory) {
        return refused("on a network file system; METRICS_CACHE_DIR can name a local directory");
    }
    if is_tracked(directory, FILES) {
        return refused("a repository brings it along: git tracks it");
    }
    if directory.join(TAG).symlink_metadata().is_err() && holds_something_else(directory).map_err(io)? {
        return refused("it holds other files");
    }
    Ok(())
}

/// Checks that a file of the cache is a plain file of this user, if it is there.
pub(super) fn check_file(path: &Path) -> Result<(), LocationError> {
    let refused = |why| Err(LocationError::Refused { path: path.to_path_buf(), why });
    match path.symlink_metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(source) => Err(LocationError::Io { path: path.to_path_buf(), source }),
        Ok(about) if about.is_symlink() => refused("a symbolic link"),
        Ok(about) if !about.is_file() => refused("not a regular file"),
        Ok(about) if !is_own(&about) => refused("it belongs to another user"),
        Ok(_) => Ok(()),
    }
}

/// Whether there is a file that no run of this program made, so that somebody meant another directory.
fn holds_something_else(directory: &Path) -> io::Result<bool> {
    for entry in fs::read_dir(directory)? {
        let name = entry?.file_name();
        if !name.as_encoded_bytes().starts_with(FILES.as_bytes()) && name != ".gitignore" {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Makes a new file; one that is there stays as it is.
fn create(path: &Path, text: &str) -> io::Result<()> {
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => file.write_all(text.as_bytes()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(directory: &Path) -> String {
        prepare(directory).unwrap_err().to_string()
    }

    #[test]
    fn nothing_is_made_in_the_directory_of_git() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join(".git")).unwrap();
        let directory = root.path().join(".git/metrics");
        assert!(refusal(&directory).ends_with("behind a link in a repository"));
        assert!(!directory.exists());
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn the_directory_follows_the_conventions_of_the_system() {
        let in_environment = |pairs: &'static [(&str, &str)]| {
            default_directory(|name| {
                pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value))
            })
        };
        let both = in_environment(&[("XDG_CACHE_HOME", "/x"), ("HOME", "/h")]);
        assert_eq!(both, Some(PathBuf::from("/x/metrics")));
        let relative = in_environment(&[("XDG_CACHE_HOME", "x"), ("HOME", "/h")]);
        assert_eq!(relative, Some(PathBuf::from("/h/.cache/metrics")));
        assert_eq!(in_environment(&[("HOME", "")]), None);
    }

    #[test]
    fn a_new_directory_is_marked_and_hidden_from_git_inside_a_work_tree() {
        let tree = tempfile::tempdir().unwrap();
        let outside = tree.path().join("outside/metrics");
        prepare(&outside).unwrap();
        assert!(fs::read_to_string(outside.join(TAG)).unwrap().starts_with("Signature: 8a477f597d28d172"));
        assert!(!outside.join(".gitignore").exists());
        fs::create_dir_all(tree.path().join("project/.git")).unwrap();
        let inside = tree.path().join("project/.metrics");
        prepare(&inside).unwrap();
        assert_eq!(fs::read_to_string(inside.join(".gitignore")).unwrap(), "*\n");
        prepare(&inside).unwrap();
    }

    #[test]
    fn a_directory_with_other_files_is_left_alone() {
        let tree = tempfile::tempdir().unwrap();
        fs::write(tree.path().join("README"), "").unwrap();
        assert!(refusal(tree.path()).ends_with("it holds other files"));
        assert!(!tree.path().join(TAG).exists());
    }

    #[cfg(unix)]
    #[test]
    fn links_and_what_others_can_write_are_refused() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let tree = tempfile::tempdir().unwrap();
        let real = tree.path().join("real");
        prepare(&real).unwrap();
        assert_eq!(real.symlink_metadata().unwrap().permissions().mode() & 0o777, 0o700);
        symlink(&real, tree.path().join("link")).unwrap();
        assert!(refusal(&tree.path().join("link")).ends_with("a symbolic link"));
        fs::set_permissions(&real, fs::Permissions::from_mode(0o770)).unwrap();
        assert!(refusal(&real).ends_with("others can write to it"));
        assert!(refusal(&tree.path().join("real/CACHEDIR.TAG")).ends_with("not a directory"));
        symlink("/nowhere", tree.path().join("db")).unwrap();
        assert!(check_file(&tree.path().join("db")).is_err());
        assert!(check_file(tree.path()).is_err() && check_file(&tree.path().join("absent")).is_ok());
    }
}
