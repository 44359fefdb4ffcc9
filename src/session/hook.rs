//! Lets git run a check before each commit.

use super::SessionError;
use crate::discover::git::WorkTree;
use crate::hook::{HookError, Installed, install};
use std::path::PathBuf;

/// Puts the hook where git looks for it; gives its path, and what became of it.
///
/// # Errors
/// If there is no repository, or the place is not ours.
pub fn install_hook() -> Result<(PathBuf, Installed), SessionError> {
    let hooks = WorkTree::open()?.hooks()?;
    if !hooks.is_own {
        return Err(HookError::Elsewhere(hooks.directory).into());
    }
    let path = hooks.directory.join("pre-commit");
    let installed = install(&path, std::env::current_exe().ok().as_deref())?;
    Ok((path, installed))
}
