//! The options of `metrics analyze`.

use super::SelectionArgs;
use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(in crate::cli) struct AnalyzeArgs {
    #[command(flatten)]
    pub(in crate::cli) selection: SelectionArgs,
    /// Form of the report
    #[arg(long, value_enum, default_value_t = Format::Table, value_name = "FORMAT")]
    pub(in crate::cli) format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    /// For reading
    Table,
    /// One JSON document
    Json,
    /// One JSON record a line
    Ndjson,
}
