//! The options of `metrics stream`.

use super::value::size;
use crate::config::Jobs;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(
    after_help = "A line of the input is {\"path\": NAME, \"text\": TEXT}, or has the bytes of the text as \
                  \"base64\"; the suffix of the name tells the language, and \"extra\" is handed back as it is. No file, \
                  no repository and no configuration is looked at."
)]
pub(in crate::cli) struct StreamArgs {
    /// Number of worker threads; `auto` is one per processor, at most 8 [default: `METRICS_JOBS`, or auto]
    #[arg(short, long, visible_alias = "max-workers", value_parser = Jobs::parse, value_name = "N")]
    pub(in crate::cli) jobs: Option<Jobs>,
    /// Pass over larger texts; a size such as `500kB`, `64MiB` [default: 1MiB]
    #[arg(long, value_parser = size, value_name = "SIZE")]
    pub(in crate::cli) max_file_size: Option<u64>,
    /// Measure generated and minified texts
    #[arg(long)]
    pub(in crate::cli) include_generated: bool,
    /// Recall what the cache in this directory knows, and keep there what is measured [default: no cache]
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) cache_dir: Option<PathBuf>,
    /// Say nothing but errors
    #[arg(short, long)]
    pub(in crate::cli) quiet: bool,
}
