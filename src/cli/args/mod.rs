//! What can be typed: the command line and its subcommands.

mod analyze;
mod list;
mod run;
mod selection;
mod value;

use clap::{Parser, Subcommand, ValueEnum};
use std::ffi::OsString;

pub(super) use analyze::{AnalyzeArgs, Format, ReportArgs};
pub(super) use list::{ListArgs, ListFormat, SchemaArgs, SchemaOf};
pub(super) use run::RunArgs;
pub(super) use selection::SelectionArgs;
pub(super) use value::{Sort, Top};

/// Measure the complexity of Python, JavaScript and TypeScript source
#[derive(Debug, Parser)]
#[command(name = "metrics", version, propagate_version = true)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
    /// Colours: `auto` is on a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub(super) color: Color,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal
    #[default]
    Auto,
    /// Everywhere
    Always,
    /// Nowhere
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Measure files and print a report
    Analyze(Box<AnalyzeArgs>),
    /// List the metrics, or explain one
    List(ListArgs),
    /// Print the JSON Schema of a report
    Schema(SchemaArgs),
}

/// Parses a command line; help and version are errors that clap prints itself.
pub(super) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    Cli::try_parse_from(arguments)
}
