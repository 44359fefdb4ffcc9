//! What can be typed: the command line and its subcommands.

mod analyze;
mod baseline;
mod changes;
mod check;
mod config;
mod exemptions;
mod run;
mod selection;
mod value;

use crate::config::Color;
use clap::{CommandFactory, Parser, Subcommand};
use std::ffi::OsString;

pub(super) use analyze::{AnalyzeArgs, Format, ReportArgs};
pub(super) use baseline::{BaselineArgs, BaselineCommand, JudgingArgs};
pub(super) use changes::ChangeArgs;
pub(super) use check::{CheckArgs, Target};
pub(super) use config::{ConfigCommand, InitArgs, ShowArgs};
pub(super) use exemptions::{ExemptionsArgs, ListFormat};
pub(super) use run::RunArgs;
pub(super) use selection::SelectionArgs;
pub(super) use value::{Sort, Top};

/// Measure the complexity of Python source
#[derive(Debug, Parser)]
#[command(name = "metrics", version, propagate_version = true)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
    /// Colours: `auto` is on a terminal, unless `NO_COLOR` is set or `TERM` is `dumb` [default: auto]
    #[arg(long, global = true, value_enum, value_name = "WHEN")]
    pub(super) color: Option<Color>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Measure files and print a report
    Analyze(AnalyzeArgs),
    /// Compare measures with limits
    Check(CheckArgs),
    /// Write down what is beyond its limit now, so that a check reports only what gets worse
    Baseline(BaselineArgs),
    /// List everything that a check does not look at, and why
    Exemptions(ExemptionsArgs),
    /// Write, check and show configurations
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Print the completions of a shell
    Completions {
        /// The shell
        #[arg(value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or write the pages of all commands
    Man {
        /// An existing directory for the pages
        #[arg(value_name = "DIR")]
        directory: Option<std::path::PathBuf>,
    },
}

/// Everything that can be typed, for completions and manual pages.
pub(super) fn command() -> clap::Command {
    Cli::command()
}

/// Parses a command line; help and version are errors that clap prints itself.
pub(super) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    Cli::try_parse_from(arguments)
}
