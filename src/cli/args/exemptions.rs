//! The options of `metrics exemptions`.

use super::format::{Format, one_of};
use super::{OutputArgs, RunArgs, SelectionArgs};
use clap::Args;
use std::path::PathBuf;

const FORMATS: [Format; 2] = [Format::Text, Format::Json];

#[derive(Debug, Args)]
pub(in crate::cli) struct ExemptionsArgs {
    #[command(flatten)]
    pub(in crate::cli) selection: SelectionArgs,
    /// The baseline [default: what the configuration says, or `.metrics-baseline`]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) baseline: Option<PathBuf>,
    /// Form of the list
    #[arg(long, value_parser = one_of(&FORMATS), default_value = "text", value_name = "FORMAT", help_heading = "Report")]
    pub(in crate::cli) format: Format,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
    #[command(flatten)]
    pub(in crate::cli) run: RunArgs,
}
