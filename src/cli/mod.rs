//! The command line: what was typed, and what it means. No logic.

mod analyze;
mod args;
mod caching;
mod failure;
mod list;
mod run;
mod select;

use args::{Cli, Color, Command};
use std::ffi::OsString;
use std::process::ExitCode;

pub use failure::fail;

/// Runs a command line and gives its exit status.
///
/// # Errors
/// What the caller has to tell the user, a request for help among it.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> anyhow::Result<ExitCode> {
    let Cli { command, color } = args::parse(arguments)?;
    anstream::ColorChoice::write_global(color.into());
    match command {
        Command::Analyze(options) => analyze::analyze(&options),
        Command::List(options) => list::list(&options),
        Command::Schema(options) => list::schema(&options),
    }
}

impl From<Color> for anstream::ColorChoice {
    fn from(color: Color) -> anstream::ColorChoice {
        match color {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        }
    }
}
