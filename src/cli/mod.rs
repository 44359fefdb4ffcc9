//! The command line: what was typed, and what it means. No logic.

mod analyze;
mod args;
mod select;

use std::ffi::OsString;
use std::process::ExitCode;

/// Runs a command line and gives its exit status.
///
/// # Errors
/// If the job could not be done: exit status 2, and the error says why.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> anyhow::Result<ExitCode> {
    match args::parse(arguments)? {
        args::Command::Analyze(options) => analyze::analyze(&options),
    }
}
