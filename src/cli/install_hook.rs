//! `metrics install-hook`: let git run a check before each commit, or a coding agent one after each edit.

use super::args::InstallHookArgs;
use super::install_agent::install_agent;
use crate::hook::Installed;
use crate::model::printable;
use crate::session;
use anyhow::Result;
use std::io::{Write, stdout};
use std::process::ExitCode;

pub(super) fn install_hook(options: &InstallHookArgs) -> Result<ExitCode> {
    if let Some(agent) = options.agent {
        return install_agent(agent.0, options);
    }
    let (path, installed) = session::install_hook()?;
    let what = match installed {
        Installed::New => "installed",
        Installed::Same => "installed already",
        Installed::Renewed => "renewed",
    };
    writeln!(stdout(), "{}: {what}", printable(&path.to_string_lossy()))?;
    Ok(ExitCode::SUCCESS)
}
