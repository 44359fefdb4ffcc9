//! Which files a command looks at, and what it may spend on them: the options that commands share.

use super::value::size;
use crate::config::Jobs;
use clap::Args;
use std::path::PathBuf;

/// An option that was not given is `None` or empty, so that a configuration file can speak before the default does.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Files")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(in crate::cli) struct SelectionArgs {
    /// Files and directories; `-` is standard input, and without any it is the current directory
    #[arg(value_name = "PATH", help_heading = None::<&str>)]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Read paths from a file, one a line; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) paths_from: Option<PathBuf>,
    /// The paths of `--paths-from` end with a NUL byte
    #[arg(short = '0', long, requires = "paths_from")]
    pub(in crate::cli) null: bool,
    /// The name that the text on standard input would have; its suffix tells the language
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) stdin_filename: Option<PathBuf>,
    /// Pass over what matches one of some patterns as in `.gitignore`; in a pattern a comma is `\,`
    #[arg(long, value_name = "PATTERN,…")]
    pub(in crate::cli) exclude: Vec<String>,
    /// Apply `exclude`, `.metricsignore` and `.ignore` to the files that were named, too
    #[arg(long)]
    pub(in crate::cli) force_exclude: bool,
    /// Read no `.gitignore`, `.ignore` and `.metricsignore`
    #[arg(long)]
    pub(in crate::cli) no_ignore: bool,
    /// Walk files and directories whose name starts with a dot
    #[arg(long)]
    pub(in crate::cli) hidden: bool,
    /// Measure generated and minified files that a walk would pass over
    #[arg(long)]
    pub(in crate::cli) include_generated: bool,
    /// Pass over larger files; a size such as `500kB`, `64MiB` [default: 1MiB]
    #[arg(long, value_parser = size, value_name = "SIZE")]
    pub(in crate::cli) max_file_size: Option<u64>,
    /// Number of worker threads; `auto` is one per processor, at most 8 [default: `METRICS_JOBS`, or auto]
    #[arg(short, long, visible_alias = "max-workers", value_parser = Jobs::parse, value_name = "N")]
    pub(in crate::cli) jobs: Option<Jobs>,
    /// Use this configuration file instead of looking for the nearest one above each file
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub(in crate::cli) config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long)]
    pub(in crate::cli) no_config: bool,
    /// Use a set of keys of the configuration, by its name under `profiles`
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) profile: Option<String>,
    /// Use no cache, as with `METRICS_NO_CACHE=1`
    #[arg(long)]
    pub(in crate::cli) no_cache: bool,
    /// Directory of the cache [default: `METRICS_CACHE_DIR`, or `metrics` in the user's cache directory]
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) cache_dir: Option<PathBuf>,
}
