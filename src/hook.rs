//! Puts a hook where git looks for it, and never in the place of somebody else's.

use crate::regular;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// By this line a hook is known as ours.
const MARK: &str = "# Written by `metrics install-hook`; delete the file to be rid of it.";

/// What stands in the hook, and what a foreign hook would have to run.
pub(crate) const COMMAND: &str = "metrics check --staged";

/// The same behind the name of the program.
const ARGUMENTS: &[u8] = b"check --staged";

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

/// Whether our hook stands at a place.
///
/// # Errors
///
/// If what stands there cannot be read.
pub(crate) fn is_installed(path: &Path) -> Result<bool, HookError> {
    let failed = |source| HookError::Io { path: path.to_path_buf(), source };
    match path.symlink_metadata() {
        Ok(state) if !state.is_file() => Ok(false),
        Ok(_) => Ok(is_ours(&regular::read(path, MOST_BYTES).map_err(failed)?)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(failed(error)),
    }
}

/// Takes our hook away; whether there was one. Somebody else's stays.
///
/// # Errors
///
/// If it cannot be read or removed.
pub(crate) fn uninstall(path: &Path) -> Result<bool, HookError> {
    let is_there = is_installed(path)?;
    if is_there {
        fs::remove_file(path).map_err(|source| HookError::Io { path: path.to_path_buf(), source })?;
    }
    Ok(is_there)
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

/// Bytes of a hook that is there already.
const MOST_BYTES: u64 = 1 << 20;

/// Writes a hook that runs [`COMMAND`] with the given program, or if that is gone with whatever `PATH` has: what starts
/// git from a desktop often has another one than a shell.
///
/// # Errors
///
/// If anything else stands in its place, or it cannot be written; the file is then as it was before.
pub(crate) fn install(path: &Path, program: Option<&Path>) -> Result<Installed, HookError> {
    let failed = |source| HookError::Io { path: path.to_path_buf(), source };
    let script = script(program);
    let old = match path.symlink_metadata() {
        Ok(state) if !state.is_file() => return Err(HookError::Foreign(path.to_path_buf())),
        Ok(_) => Some(regular::read(path, MOST_BYTES).map_err(failed)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(failed(error)),
    };
    match old {
        Some(old) if old == script => return Ok(Installed::Same),
        Some(old) if !is_ours(&old) => return Err(HookError::Foreign(path.to_path_buf())),
        _ => {}
    }
    write(path, &script, old.is_some()).map_err(failed)?;
    Ok(if old.is_some() { Installed::Renewed } else { Installed::New })
}

fn script(program: Option<&Path>) -> Vec<u8> {
    let mut script = format!("#!/bin/sh\n{MARK}\n").into_bytes();
    if let Some(program) = program.filter(|it| it.is_absolute()) {
        let program = quoted(program);
        let own = [b"if [ -x ", &*program, b" ]; then exec ", &program, b" ", ARGUMENTS, b"; fi\n"];
        script.extend(own.concat());
    }
    script.extend(format!("exec {COMMAND}\n").into_bytes());
    script
}

/// A path as one word of a shell, whatever is in it.
fn quoted(path: &Path) -> Vec<u8> {
    let mut word = vec![b'\''];
    for &byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'\'' => word.extend(b"'\\''"),
            b'\\' if cfg!(windows) => word.push(b'/'),
            byte => word.push(byte),
        }
    }
    word.push(b'\'');
    word
}

fn is_ours(script: &[u8]) -> bool {
    script.split(|byte| *byte == b'\n').nth(1) == Some(MARK.as_bytes())
}

fn write(path: &Path, script: &[u8], replace: bool) -> io::Result<()> {
    let directory = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(directory)?;
    let mut file = executable().tempfile_in(directory)?;
    file.write_all(script)?;
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
        assert!(matches!(install(&path, None), Err(HookError::Foreign(_))));
        assert!(!is_installed(&path).unwrap() && !uninstall(&path).unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"#!/bin/sh\nmake lint\n");
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert!(matches!(install(&path, None), Err(HookError::Foreign(_))));
    }

    #[test]
    fn our_own_hook_is_renewed() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("hooks/pre-commit");
        let program = Path::new("/opt/it's here/metrics");
        assert_eq!(install(&path, Some(program)).unwrap(), Installed::New);
        assert_eq!(install(&path, Some(program)).unwrap(), Installed::Same);
        let script = fs::read_to_string(&path).unwrap();
        assert!(script.contains("\nif [ -x '/opt/it'\\''s here/metrics' ]; then exec '/opt/it'\\''s here/metrics' check --staged; fi\n"), "{script}");
        fs::write(&path, format!("#!/bin/sh\n{MARK}\nexec metrics of old\n")).unwrap();
        assert_eq!(install(&path, None).unwrap(), Installed::Renewed);
        assert!(fs::read_to_string(&path).unwrap().ends_with("\nexec metrics check --staged\n"));
        assert!(is_installed(&path).unwrap() && uninstall(&path).unwrap());
        assert!(!path.exists() && !is_installed(&path).unwrap() && !uninstall(&path).unwrap());
    }
}
