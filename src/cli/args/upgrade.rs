//! The options of `metrics upgrade-report`.

use super::format::{Format, one_of};
use super::value::{Top, top};
use super::{OutputArgs, RunArgs, SelectionArgs};
use clap::Args;
use std::path::PathBuf;

const FORMATS: [Format; 2] = [Format::Text, Format::Json];

#[derive(Debug, Args)]
#[command(
    after_help = "A number moved by its definition where the code says what it said and another version of the program \
                  defines the metric in another way; else by the code. Records know their files as they were named \
                  then: give the same paths, from the same directory."
)]
pub(in crate::cli) struct UpgradeArgs {
    /// An old baseline, or old records as `metrics analyze --format ndjson` writes them
    #[arg(value_name = "OLD", value_hint = clap::ValueHint::FilePath)]
    pub(in crate::cli) old: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) selection: SelectionArgs,
    /// Form of the report
    #[arg(long, value_parser = one_of(&FORMATS), default_value = "text", value_name = "FORMAT", help_heading = "Report")]
    pub(in crate::cli) format: Format,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
    /// Number of rows, or `all` [default: 20; in JSON all]
    #[arg(long, value_parser = top, value_name = "N", help_heading = "Report")]
    pub(in crate::cli) top: Option<Top>,
    #[command(flatten)]
    pub(in crate::cli) run: RunArgs,
}
