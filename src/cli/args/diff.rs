//! The options of `metrics diff`.

use super::format::{Format, one_of};
use super::known::id;
use super::value::{Top, top};
use super::{GroupingArgs, OutputArgs, RecordsArgs, RunArgs, SelectionArgs};
use crate::model::Metric;
use clap::Args;
use std::path::PathBuf;

const FORMATS: [Format; 3] = [Format::Text, Format::Json, Format::Markdown];

#[derive(Debug, Args)]
#[command(
    override_usage = "metrics diff [OPTIONS] [REV [REV] | REV..REV | REV...REV] [PATH]...",
    after_help = "Without a revision, HEAD is compared with the work tree; with one, that revision is; with two, as in \
                  A..B, the first with the second. A...B begins at their common ancestor. Nothing is checked out. With \
                  --records-before, what --records has or the files as they are is compared with those records, and \
                  git is not asked."
)]
pub(in crate::cli) struct DiffArgs {
    #[command(flatten)]
    pub(in crate::cli) selection: SelectionArgs,
    #[command(flatten)]
    pub(in crate::cli) records: RecordsArgs,
    /// Compare with records that were measured earlier: `--records` is what is, or the files as they are without it
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["paths", "staged"], help_heading = "Files")]
    pub(in crate::cli) records_before: Vec<PathBuf>,
    /// Compare what is staged, not the work tree, with HEAD or a revision
    #[arg(long, visible_alias = "cached", help_heading = "Changes")]
    pub(in crate::cli) staged: bool,
    /// Form of the report
    #[arg(long, value_parser = one_of(&FORMATS), default_value = "text", value_name = "FORMAT", help_heading = "Report")]
    pub(in crate::cli) format: Format,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
    /// The metrics that are shown, by their ids with commas between them; JSON has all
    #[arg(long, value_delimiter = ',', value_parser = id(), hide_possible_values = true, value_name = "ID,…", help_heading = "Report")]
    pub(in crate::cli) metrics: Vec<&'static Metric>,
    /// Number of functions and of files, or `all` [default: 20; in JSON all]
    #[arg(long, value_parser = top, value_name = "N", help_heading = "Report")]
    pub(in crate::cli) top: Option<Top>,
    #[command(flatten)]
    pub(in crate::cli) grouping: GroupingArgs,
    #[command(flatten)]
    pub(in crate::cli) run: RunArgs,
}
