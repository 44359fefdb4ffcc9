//! The options of `metrics baseline`.

use super::known::{limit, preset_name};
use super::{CoverageArgs, RunArgs, SelectionArgs};
use crate::config::Preset;
use crate::model::{Limit, Metric};
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct BaselineArgs {
    #[command(subcommand)]
    pub(in crate::cli) command: BaselineCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum BaselineCommand {
    /// Write down everything that is beyond its limit now
    Create {
        #[command(flatten)]
        judging: JudgingArgs,
        /// Replace a baseline that is there already
        #[arg(long)]
        force: bool,
    },
    /// Take over what got better, and follow what was moved
    ///
    /// Entries that nothing is left of are dropped if the whole repository was looked at.
    Update {
        #[command(flatten)]
        judging: JudgingArgs,
        /// Take over what is new or got worse too
        #[arg(long)]
        accept_worse: bool,
    },
    /// Drop the entries that nothing is left of
    Prune {
        #[command(flatten)]
        judging: JudgingArgs,
    },
    /// Print the entries
    Show {
        /// The baseline [default: what the configuration says, or `.metrics-baseline`]
        #[arg(long, value_name = "FILE")]
        baseline: Option<PathBuf>,
    },
}

/// What is looked at, and by which limits.
#[derive(Debug, Args)]
pub(in crate::cli) struct JudgingArgs {
    #[command(flatten)]
    pub(in crate::cli) selection: SelectionArgs,
    #[command(flatten)]
    pub(in crate::cli) coverage: CoverageArgs,
    /// The baseline [default: what the configuration says, or `.metrics-baseline`]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) baseline: Option<PathBuf>,
    /// Set a limit, such as `cyclomatic=10`, or lift it, as in `cognitive=off`
    #[arg(long, value_name = "ID=N,…", value_delimiter = ',', value_parser = limit(), hide_possible_values = true, help_heading = "Limits")]
    pub(in crate::cli) limit: Vec<(&'static Metric, Limit)>,
    /// Set the limits of a preset: `relaxed`, `standard` or `strict`
    #[arg(long, value_name = "NAME", value_parser = preset_name(), hide_possible_values = true, help_heading = "Limits")]
    pub(in crate::cli) preset: Option<&'static Preset>,
    #[command(flatten)]
    pub(in crate::cli) run: RunArgs,
}
