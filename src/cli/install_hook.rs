//! `metrics install-hook`: let git run a check before each commit.

use crate::discover::git::WorkTree;
use crate::hook::{HookError, Installed, install};
use crate::model::printable;
use anyhow::Result;
use std::io::{Write, stdout};
use std::process::ExitCode;

pub(super) fn install_hook() -> Result<ExitCode> {
    let hooks = WorkTree::open()?.hooks()?;
    if !hooks.is_own {
        return Err(HookError::Elsewhere(hooks.directory).into());
    }
    let path = hooks.directory.join("pre-commit");
    let what = match install(&path)? {
        Installed::New => "installed",
        Installed::Same => "installed already",
        Installed::Renewed => "renewed",
    };
    writeln!(stdout(), "{}: {what}", printable(&path.to_string_lossy()))?;
    Ok(ExitCode::SUCCESS)
}
