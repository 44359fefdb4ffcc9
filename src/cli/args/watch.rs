//! The options of `metrics watch`.

use super::JudgingArgs;
use super::format::{Format, one_of};
use clap::Args;

const FORMATS: [Format; 2] = [Format::Text, Format::Ndjson];

#[derive(Debug, Args)]
pub(in crate::cli) struct WatchArgs {
    #[command(flatten)]
    pub(in crate::cli) judging: JudgingArgs,
    /// Form of what is told; in NDJSON each event is a document on a line
    #[arg(long, value_parser = one_of(&FORMATS), default_value = "text", value_name = "FORMAT", help_heading = "Report")]
    pub(in crate::cli) format: Format,
}
