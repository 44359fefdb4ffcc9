//! The options of `metrics cache`.

use super::OutputArgs;
use super::format::{Format, one_of};
use super::value::size;
use clap::{Args, Subcommand};
use std::path::PathBuf;

const FORMATS: [Format; 2] = [Format::Text, Format::Json];

#[derive(Debug, Args)]
pub(in crate::cli) struct CacheArgs {
    #[command(subcommand)]
    pub(in crate::cli) action: CacheAction,
    /// Directory of the cache [default: `METRICS_CACHE_DIR`, that of the configuration, or `metrics` in the user's cache
    /// directory]
    #[arg(long, global = true, value_name = "DIR")]
    pub(in crate::cli) cache_dir: Option<PathBuf>,
    /// Milliseconds for which another process is waited for that holds it [default: `wait_ms` of the configuration, or 250]
    #[arg(long, global = true, value_name = "MS", value_parser = clap::value_parser!(u32).range(..=60_000))]
    pub(in crate::cli) wait: Option<u32>,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum CacheAction {
    /// Show what the cache holds and what recent runs had of it
    Stats {
        /// List the last runs with what they had of the cache and how long they took
        #[arg(long)]
        runs: bool,
        /// Form of the report
        #[arg(long, value_parser = one_of(&FORMATS), default_value = "text", value_name = "FORMAT", help_heading = "Report")]
        format: Format,
        #[command(flatten)]
        output: OutputArgs,
    },
    /// Remove what was not used for long, and the least recently used above a size
    Prune {
        /// Days since the last use after which an entry goes, 0 for all [default: `max_age_days` of the configuration, or 7]
        #[arg(long, value_name = "N")]
        days: Option<u32>,
        /// Size above which entries go; a size such as `500kB`, `64MiB` [default: `max_size_mb` of the configuration, or 100MB]
        #[arg(long, value_parser = size, value_name = "SIZE")]
        max_size: Option<u64>,
        /// The same days for the records of former commits [default: `history_max_age_days`, or 30]
        #[arg(long, value_name = "N")]
        history_days: Option<u32>,
        /// The same size for the records of former commits [default: `history_max_size_mb`, or 500MB]
        #[arg(long, value_parser = size, value_name = "SIZE")]
        history_max_size: Option<u64>,
    },
    /// Write what was used lately to a file, for another machine or the next job
    Export {
        /// The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Contents that were used today or in so many days before [default: `max_age_days` of the configuration, or 7]
        #[arg(long, value_name = "N")]
        days: Option<u32>,
        /// Those of former commits, too
        #[arg(long)]
        history: bool,
    },
    /// Take in what others have exported; time stamps are in none of it
    Import {
        /// The files
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
    },
    /// Remove everything
    Clear,
    /// Measure all files that it knows again, and fail if a number differs
    Verify,
    /// Print the directory
    Dir,
}
