//! The options of `metrics diff`.

use super::value::{Top, top};
use super::{RunArgs, SelectionArgs};
use crate::config::metric;
use crate::model::Metric;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(
    override_usage = "metrics diff [OPTIONS] [REV [REV]] [PATH]...",
    after_help = "Without a revision, HEAD is compared with the work tree; with one, that revision is; with two, the \
                  first with the second. Nothing is checked out."
)]
pub(in crate::cli) struct DiffArgs {
    #[command(flatten)]
    pub(in crate::cli) selection: SelectionArgs,
    /// Form of the report
    #[arg(long, value_enum, default_value_t = DiffFormat::Text, value_name = "FORMAT", help_heading = "Report")]
    pub(in crate::cli) format: DiffFormat,
    /// Write the report to a file, whole or not at all
    #[arg(short, long, value_name = "FILE", help_heading = "Report")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// The metrics that are shown, by their ids with commas between them; JSON has all
    #[arg(long, value_delimiter = ',', value_parser = metric, value_name = "ID,…", help_heading = "Report")]
    pub(in crate::cli) metrics: Vec<&'static Metric>,
    /// Number of functions and of files, or `all` [default: 20; in JSON all]
    #[arg(long, value_parser = top, value_name = "N", help_heading = "Report")]
    pub(in crate::cli) top: Option<Top>,
    #[command(flatten)]
    pub(in crate::cli) run: RunArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DiffFormat {
    /// For reading
    Text,
    /// Markdown tables
    Markdown,
    /// One JSON document
    Json,
}
