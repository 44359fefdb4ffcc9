//! Records in the place of files: the options that commands share.

use clap::Args;
use std::path::PathBuf;

/// What says which files are measured, which was said where they were.
const OF_FILES: [&str; 8] = [
    "paths",
    "paths_from",
    "stdin_filename",
    "exclude",
    "hidden",
    "no_ignore",
    "include_generated",
    "max_file_size",
];

#[derive(Debug, Args)]
#[command(next_help_heading = "Files")]
pub(in crate::cli) struct RecordsArgs {
    /// Take records that were measured elsewhere for all files: what `analyze --format ndjson` or `stream` wrote, in one or several parts, also packed with gzip or zstd; `-` is standard input
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = OF_FILES)]
    pub(in crate::cli) records: Vec<PathBuf>,
}
