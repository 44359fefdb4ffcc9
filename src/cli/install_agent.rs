//! `metrics install-hook --agent`: the hook in the settings of a coding agent.

use super::args::InstallHookArgs;
use super::failure::unless_closed;
use crate::agent::{Host, State, install, state, uninstall};
use crate::config::repository_around;
use crate::model::printable;
use crate::regular;
use crate::report::{Destination, may_write};
use anyhow::{Context, Result};
use std::io::{ErrorKind, Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Larger settings are none.
const MOST_BYTES: u64 = 16 << 20;

pub(super) fn install_agent(host: Host, options: &InstallHookArgs) -> Result<ExitCode> {
    let here = std::env::current_dir()?;
    let path = repository_around(&here).unwrap_or(here).join(host.settings_file());
    let shown = path.display().to_string();
    let old = read(&path).with_context(|| shown.clone())?;
    let known = old.as_deref().map_or(Ok(State::Absent), |text| state(host, text));
    let known = known.with_context(|| shown.clone())?;
    let (what, code) = if options.status {
        told(known)
    } else if options.uninstall {
        (take_out(host, &path, old.as_deref(), known)?, ExitCode::SUCCESS)
    } else {
        (put_in(host, &path, old.as_deref(), known)?, ExitCode::SUCCESS)
    };
    unless_closed(writeln!(stdout(), "{}: {what}", printable(&shown)).map_err(Into::into))?;
    Ok(code)
}

fn told(known: State) -> (&'static str, ExitCode) {
    match known {
        State::Installed => ("installed", ExitCode::SUCCESS),
        State::Partly => ("installed for some events, install it again", ExitCode::from(1)),
        State::Absent => ("not installed", ExitCode::from(1)),
    }
}

fn put_in(host: Host, path: &Path, old: Option<&str>, known: State) -> Result<&'static str> {
    if known == State::Installed {
        return Ok("installed already");
    }
    let text = install(host, old).with_context(|| path.display().to_string())?;
    may_write(path)?;
    std::fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))
        .with_context(|| path.display().to_string())?;
    write(path, &text)?;
    Ok("installed")
}

fn take_out(host: Host, path: &PathBuf, old: Option<&str>, known: State) -> Result<&'static str> {
    let Some(old) = old.filter(|_| known != State::Absent) else { return Ok("not installed") };
    may_write(path)?;
    if let Some(text) = uninstall(host, old).with_context(|| path.display().to_string())? {
        write(path, &text)?;
    } else {
        std::fs::remove_file(path).with_context(|| path.display().to_string())?;
        // The directory was made for it, if nothing else is in it.
        let _ = path.parent().map(std::fs::remove_dir);
    }
    Ok("uninstalled")
}

fn read(path: &Path) -> Result<Option<String>> {
    match regular::read(path, MOST_BYTES) {
        Ok(bytes) => Ok(Some(String::from_utf8(bytes).context("not UTF-8")?)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    Ok(Destination::File(path.to_owned()).write(|out| out.write_all(text.as_bytes()), || true)?)
}
