//! What a run says of itself, on standard error and never in the report: the options that commands share.

use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Messages")]
pub(in crate::cli) struct RunArgs {
    /// Say nothing but errors: no progress, no list of skipped files
    #[arg(short, long, conflicts_with = "verbose")]
    pub(in crate::cli) quiet: bool,
    /// Say more: files with parse errors, files of no known language
    #[arg(short, long)]
    pub(in crate::cli) verbose: bool,
    /// Say how long each phase took
    #[arg(long)]
    pub(in crate::cli) timings: bool,
    /// Write counts and times of the run to a file, as JSON
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) stats_file: Option<PathBuf>,
}
