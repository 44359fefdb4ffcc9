//! `metrics completions` and `metrics man`: what a package of the program ships besides it.

use super::args;
use crate::report::may_write;
use anyhow::{Context, Result};
use clap_complete::Shell;
use std::io::{Write, stdout};
use std::path::Path;
use std::process::ExitCode;

pub(super) fn completions(shell: Shell) -> Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::command(), "metrics", &mut script);
    stdout().write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the page of the program, or writes the pages of all commands into a directory.
pub(super) fn man(directory: Option<&Path>) -> Result<ExitCode> {
    if let Some(directory) = directory {
        may_write(&directory.join("metrics.1"))?;
        clap_mangen::generate_to(args::command(), directory)
            .with_context(|| directory.display().to_string())?;
    } else {
        let mut page = Vec::new();
        clap_mangen::Man::new(args::command()).render(&mut page)?;
        stdout().write_all(&page)?;
    }
    Ok(ExitCode::SUCCESS)
}
