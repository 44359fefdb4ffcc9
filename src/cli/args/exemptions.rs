//! The options of `metrics exemptions`.

use super::{RunArgs, SelectionArgs};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct ExemptionsArgs {
    #[command(flatten)]
    pub(in crate::cli) selection: SelectionArgs,
    /// The baseline [default: what the configuration says, or `.metrics-baseline.json`]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) baseline: Option<PathBuf>,
    /// Form of the list
    #[arg(long, value_enum, default_value_t = ExemptionsFormat::Text, value_name = "FORMAT")]
    pub(in crate::cli) format: ExemptionsFormat,
    #[command(flatten)]
    pub(in crate::cli) run: RunArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ExemptionsFormat {
    /// A line for each
    Text,
    /// One JSON document
    Json,
}
