//! Lets git run a check before each commit.

use super::SessionError;
use crate::discover::git::WorkTree;
use crate::hook::{HookError, Installed, install, is_installed, uninstall};
use std::path::PathBuf;

/// Puts the hook where git looks for it; gives its path, and what became of it.
///
/// # Errors
/// If there is no repository, or the place is not ours.
pub fn install_hook() -> Result<(PathBuf, Installed), SessionError> {
    let path = place()?;
    let installed = install(&path, std::env::current_exe().ok().as_deref())?;
    Ok((path, installed))
}

/// Where git looks for the hook, and whether ours is there.
///
/// # Errors
/// As [`install_hook`].
pub fn has_hook() -> Result<(PathBuf, bool), SessionError> {
    let path = place()?;
    let is_there = is_installed(&path)?;
    Ok((path, is_there))
}

/// Takes the hook away; gives its path, and whether ours was there.
///
/// # Errors
/// As [`install_hook`].
pub fn uninstall_hook() -> Result<(PathBuf, bool), SessionError> {
    let path = place()?;
    let was_there = uninstall(&path)?;
    Ok((path, was_there))
}

fn place() -> Result<PathBuf, SessionError> {
    let hooks = WorkTree::open()?.hooks()?;
    if !hooks.is_own {
        return Err(HookError::Elsewhere(hooks.directory).into());
    }
    Ok(hooks.directory.join("pre-commit"))
}
