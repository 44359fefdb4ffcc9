//! `metrics install-hook`: let git run a check before each commit.

use crate::hook::Installed;
use crate::model::printable;
use crate::session;
use anyhow::Result;
use std::io::{Write, stdout};
use std::process::ExitCode;

pub(super) fn install_hook() -> Result<ExitCode> {
    let (path, installed) = session::install_hook()?;
    let what = match installed {
        Installed::New => "installed",
        Installed::Same => "installed already",
        Installed::Renewed => "renewed",
    };
    writeln!(stdout(), "{}: {what}", printable(&path.to_string_lossy()))?;
    Ok(ExitCode::SUCCESS)
}
