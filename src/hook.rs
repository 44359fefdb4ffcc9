//! Puts a hook where git looks for it, and never in the place of somebody else's.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// By this line a hook is known as ours.
const MARK: &str = "# Written by `metrics install-hook`; delete the file to be rid of it.";

/// What stands in the hook, and what a foreign hook would have to run.
pub const COMMAND: &str = "metrics check --staged";

/// What became of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Installed {
    /// There was none.
    New,
    /// It was there already.
    Same,
    /// An older one of ours was.
    Renewed,
}

/// Why there is no hook of ours.
#[derive(Debug, thiserror::Error)]
pub enum HookError {
    /// Somebody else's hook stands there.
    #[error("{}: there is a hook already, and it is not replaced", .0.display())]
    Foreign(PathBuf),
    /// The hooks of several repositories are in one place.
    #[error("{}: core.hooksPath leads out of the repository", .0.display())]
    Elsewhere(PathBuf),
    /// The operating system would not have it.
    #[error("{}", path.display())]
    Io {
        /// The hook.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
}

/// Writes a hook that runs [`COMMAND`].
///
/// # Errors
///
/// If anything else stands in its place, or it cannot be written; the file is then as it was before.
pub fn install(path: &Path) -> Result<Installed, HookError> {
    let failed = |source| HookError::Io { path: path.to_path_buf(), source };
    let script = format!("#!/bin/sh\n{MARK}\nexec {COMMAND}\n");
    let old = match path.symlink_metadata() {
        Ok(state) if !state.is_file() => return Err(HookError::Foreign(path.to_path_buf())),
        Ok(_) => Some(fs::read(path).map_err(failed)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(failed(error)),
    };
    match old {
        Some(old) if old == script.as_bytes() => return Ok(Installed::Same),
        Some(old) if !is_ours(&old) => return Err(HookError::Foreign(path.to_path_buf())),
        _ => {}
    }
    write(path, &script, old.is_some()).map_err(failed)?;
    Ok(if old.is_some() { Installed::Renewed } else { Installed::New })
}

fn is_ours(script: &[u8]) -> bool {
    script.split(|byte| *byte == b'\n').nth(1) == Some(MARK.as_bytes())
}

fn write(path: &Path, script: &str, replace: bool) -> io::Result<()> {
    let directory = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(directory)?;
    let mut file = executable().tempfile_in(directory)?;
    file.write_all(script.as_bytes())?;
    let persisted = if replace { file.persist(path) } else { file.persist_noclobber(path) };
    persisted.map(drop).map_err(|error| error.error)
}

#[cfg(unix)]
fn executable() -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = tempfile::Builder::new();
    builder.permissions(fs::Permissions::from_mode(0o755));
    builder
}

#[cfg(not(unix))]
fn executable() -> tempfile::Builder<'static, 'static> {
    tempfile::Builder::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_hook_stays_as_it_is() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("pre-commit");
        fs::write(&path, "#!/bin/sh\nmake lint\n").unwrap();
        assert!(matches!(install(&path), Err(HookError::Foreign(_))));
        assert_eq!(fs::read(&path).unwrap(), b"#!/bin/sh\nmake lint\n");
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert!(matches!(install(&path), Err(HookError::Foreign(_))));
    }

    #[test]
    fn our_own_hook_is_renewed() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("hooks/pre-commit");
        assert_eq!(install(&path).unwrap(), Installed::New);
        assert_eq!(install(&path).unwrap(), Installed::Same);
        fs::write(&path, format!("#!/bin/sh\n{MARK}\nexec metrics of old\n")).unwrap();
        assert_eq!(install(&path).unwrap(), Installed::Renewed);
        assert!(fs::read_to_string(&path).unwrap().ends_with("\nexec metrics check --staged\n"));
    }
}
