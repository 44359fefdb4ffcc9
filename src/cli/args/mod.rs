//! What can be typed: the command line and its subcommands.

mod analyze;
mod selection;
mod value;

use clap::{Parser, Subcommand};
use std::ffi::OsString;

pub(super) use analyze::{AnalyzeArgs, Format};
pub(super) use selection::SelectionArgs;

/// Measure the complexity of Python source
#[derive(Debug, Parser)]
#[command(name = "metrics", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Measure files and print a report
    Analyze(AnalyzeArgs),
}

/// Parses a command line; help and version are errors that clap prints itself.
pub(super) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, clap::Error> {
    Cli::try_parse_from(arguments).map(|cli| cli.command)
}
