//! The command line: what was typed, and what it means. No logic.

mod analyze;
mod args;
mod baseline;
mod bench;
mod cache;
mod check;
mod compare_tools;
mod config;
mod deliver;
mod diff;
mod exemptions;
mod explain;
mod failure;
mod generate;
mod hook;
mod hotspots;
mod init;
mod install_agent;
mod install_hook;
mod list;
mod lsp;
mod mcp;
mod page;
mod request;
mod run;
mod status;
mod stream;
mod terminal;
mod trend;
mod upgrade_report;
mod watch;
mod what_if;

use args::{Cli, Command};
use std::ffi::OsString;
use std::process::ExitCode;

pub use failure::fail;

/// Runs a command line and gives its exit status.
///
/// # Errors
/// What the caller has to tell the user, a request for help among it.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> anyhow::Result<ExitCode> {
    crate::course::survive_file_size_limit()?;
    crate::course::must_have_room()?;
    let Cli { command, color } = args::parse(arguments)?;
    let color = color.map(Into::into);
    match command {
        Command::Analyze(options) => analyze::analyze(&options, color),
        Command::Check(options) if options.watch => watch::check(&options, color),
        Command::Watch(options) => watch::watch_command(&options, color),
        Command::Check(options) => check::check(&options, color),
        Command::Exemptions(options) => exemptions::exemptions(&options, color),
        Command::Explain(options) => explain::explain(&options, color),
        Command::Baseline(options) => baseline::baseline(&options, color),
        Command::Config(command) => config::config(&command),
        Command::Cache(options) => cache::cache(&options),
        Command::Diff(options) => diff::diff(&options, color),
        Command::Hotspots(options) => hotspots::hotspots(&options, color),
        Command::CompareTools(options) => compare_tools::compare_tools(&options, color),
        Command::UpgradeReport(options) => upgrade_report::upgrade_report(&options, color),
        Command::Trend(options) => trend::trend(&options, color),
        Command::WhatIf(options) => what_if::what_if(&options, color),
        Command::Bench(options) => bench::bench(&options),
        Command::Stream(options) => stream::stream(&options),
        Command::Hook => hook::hook(),
        Command::Mcp => mcp::mcp(),
        Command::Lsp(_) => lsp::lsp(),
        Command::InstallHook(options) => install_hook::install_hook(&options),
        Command::List(options) => list::list(&options),
        Command::Schema(options) => list::schema(&options),
        Command::Completions { shell } => generate::completions(shell),
        Command::Man { directory } => generate::man(directory.as_deref()),
    }
}
