//! The options of `metrics bench`.

use super::OutputArgs;
use crate::bench::{CacheUse, TreeSize};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(
    after_help = "Each run is a session of this process: what `analyze` does before its report. The CPU time that \
                        is compared is told in yardsticks, a fixed computation that is measured beside each run. Status \
                        1: a run takes more than 1.10 of the CPU time or of the memory that was saved, or its cache \
                        recognises less."
)]
pub(in crate::cli) struct BenchArgs {
    /// Files and directories [default: the current directory]
    #[arg(value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Numbers of files, with commas between them: `all`, or so many that are spread over the tree
    #[arg(long, value_delimiter = ',', value_parser = tree_size, default_value = "all", value_name = "N,…")]
    pub(in crate::cli) files: Vec<TreeSize>,
    /// Numbers of worker threads [default: 1 and one per processor, at most 8]
    #[arg(short, long, value_delimiter = ',', value_parser = clap::value_parser!(u16).range(1..=256), value_name = "N,…")]
    pub(in crate::cli) jobs: Vec<u16>,
    /// States of the cache, which has a new directory of its own
    #[arg(long, value_enum, value_delimiter = ',', default_value = "off,cold,warm", value_name = "STATE,…")]
    pub(in crate::cli) cache: Vec<CacheState>,
    /// How often each run is measured; the medians count
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=1000), value_name = "N")]
    pub(in crate::cli) rounds: u16,
    /// Keep the measurement in a file, for `--compare`
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) save: Option<PathBuf>,
    /// Compare with a measurement that was kept; a worse one never takes its place
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) compare: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CacheState {
    /// No cache
    Off,
    /// An empty one, which is filled
    Cold,
    /// One that knows all files
    Warm,
}

impl From<CacheState> for CacheUse {
    fn from(state: CacheState) -> CacheUse {
        match state {
            CacheState::Off => CacheUse::Off,
            CacheState::Cold => CacheUse::Cold,
            CacheState::Warm => CacheUse::Warm,
        }
    }
}

fn tree_size(text: &str) -> Result<TreeSize, String> {
    match text.parse() {
        _ if text == "all" => Ok(TreeSize::All),
        Ok(count @ 1..) => Ok(TreeSize::Files(count)),
        _ => Err("expected `all` or a number from 1".to_owned()),
    }
}
