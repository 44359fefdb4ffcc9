//! What can be typed: the command line and its subcommands.

mod analyze;
mod baseline;
mod bench;
mod cache;
mod changes;
mod check;
mod compare_tools;
mod config;
mod coverage;
mod diff;
mod ending;
mod exemptions;
mod explain;
mod format;
mod grouping;
mod hint;
mod hotspots;
mod install_hook;
mod known;
mod later;
mod list;
mod lsp;
mod output;
mod records;
mod run;
mod selection;
mod stream;
mod target;
mod trend;
mod upgrade;
mod value;
mod watch;
mod what_if;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};
use later::Later;
use std::ffi::OsString;

pub(super) use analyze::{AnalyzeArgs, ReportArgs};
pub(super) use baseline::{BaselineArgs, BaselineCommand, JudgingArgs};
pub(super) use bench::BenchArgs;
pub(super) use cache::{CacheAction, CacheArgs};
pub(super) use changes::ChangeArgs;
pub(super) use check::CheckArgs;
pub(super) use compare_tools::CompareToolsArgs;
pub(super) use config::{ConfigCommand, InitArgs, ShowArgs};
pub(super) use coverage::CoverageArgs;
pub(super) use diff::DiffArgs;
pub(super) use exemptions::ExemptionsArgs;
pub(super) use explain::ExplainArgs;
pub(super) use format::Format;
pub(super) use grouping::GroupingArgs;
pub(super) use hotspots::HotspotsArgs;
pub(super) use install_hook::InstallHookArgs;
pub(super) use list::{ListArgs, SchemaArgs, SchemaOf};
pub(super) use lsp::LspArgs;
pub(super) use output::OutputArgs;
pub(super) use records::RecordsArgs;
pub(super) use run::RunArgs;
pub(super) use selection::SelectionArgs;
pub(super) use stream::StreamArgs;
pub(super) use target::Target;
pub(super) use trend::TrendArgs;
pub(super) use upgrade::UpgradeArgs;
pub(super) use value::{Sort, Top, When};
pub(super) use watch::WatchArgs;
pub(super) use what_if::WhatIfArgs;

/// Measure the complexity of Python, JavaScript and TypeScript source
#[derive(Debug, Parser)]
#[command(name = "metrics", version, propagate_version = true)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
    /// Colours: `auto` is on a terminal, unless `NO_COLOR` is set or `TERM` is `dumb` [default: auto]
    #[arg(long, global = true, value_enum, value_name = "WHEN")]
    pub(super) color: Option<When>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Measure files and print a report
    Analyze(Later<AnalyzeArgs>),
    /// Compare measures with limits
    Check(Later<CheckArgs>),
    /// Keep running, and show what each save makes worse or better
    Watch(Later<WatchArgs>),
    /// Show what a change did to the measures
    Diff(Later<DiffArgs>),
    /// Show how much code there was at each commit, and how complex it was
    Trend(Later<TrendArgs>),
    /// Show what is complex and keeps changing
    Hotspots(Later<HotspotsArgs>),
    /// Show what an edited text would do to a file, before it is written
    WhatIf(Later<WhatIfArgs>),
    /// Show which lines of a function add how much to its scores
    Explain(Later<ExplainArgs>),
    /// Record what is beyond its limit, so that only what gets worse is reported
    Baseline(Later<BaselineArgs>),
    /// List the numbers that moved since an old baseline or old records, and why
    UpgradeReport(Later<UpgradeArgs>),
    /// Show where the tools that are installed and this one differ, function by function
    CompareTools(Later<CompareToolsArgs>),
    /// List everything that a check does not look at: why, since when, and by whom
    Exemptions(Later<ExemptionsArgs>),
    /// Write, check and show configurations
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Look at the cache, or make it smaller
    Cache(Later<CacheArgs>),
    /// Let git check each commit before it is made, or a coding agent each edit
    InstallHook(Later<InstallHookArgs>),
    /// Judge the edit that a coding agent describes on standard input
    Hook,
    /// Answer questions of coding agents by the Model Context Protocol
    Mcp,
    /// Measure texts that stream in as NDJSON, one record a line
    Stream(Later<StreamArgs>),
    /// Measure what runs over a tree cost, and compare it with what they did
    Bench(Later<BenchArgs>),
    /// Show an editor what is beyond its limit, by the Language Server Protocol
    Lsp(Later<LspArgs>),
    /// List the metrics, or explain one
    List(Later<ListArgs>),
    /// Print the JSON Schema of a report
    Schema(Later<SchemaArgs>),
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
    let mut command = Cli::command();
    command.build();
    ending::ended(command)
}

/// Parses a command line; help and version are errors that clap prints itself.
pub(super) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    let typed: Vec<OsString> = arguments.into_iter().collect();
    Cli::try_parse_from(&typed).map_err(|error| match error.kind() {
        // How a help text ends is put together for those who read it.
        ErrorKind::DisplayHelp => command().try_get_matches_from(&typed).err().unwrap_or(error),
        _ => hint::hinted(error, &typed),
    })
}
