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
    let (path, what, code) = if options.status {
        let (path, is_there) = session::has_hook()?;
        let code = if is_there { ExitCode::SUCCESS } else { ExitCode::from(1) };
        (path, if is_there { "installed" } else { "not installed" }, code)
    } else if options.uninstall {
        let (path, was_there) = session::uninstall_hook()?;
        (path, if was_there { "uninstalled" } else { "not installed" }, ExitCode::SUCCESS)
    } else {
        let (path, installed) = session::install_hook()?;
        let what = match installed {
            Installed::New => "installed",
            Installed::Same => "installed already",
            Installed::Renewed => "renewed",
        };
        (path, what, ExitCode::SUCCESS)
    };
    writeln!(stdout(), "{}: {what}", printable(&path.to_string_lossy()))?;
    Ok(code)
}
