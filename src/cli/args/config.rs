//! The options of `metrics config`.

use super::known::preset_name;
use crate::config::Preset;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum ConfigCommand {
    /// Write a configuration for the current directory
    ///
    /// Without `--preset` it has the limits that the configurations of other tools and the commands of CI here set.
    Init(InitArgs),
    /// Check configuration files
    Validate {
        /// Files; without any, all that count for the current directory and below
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Print the configuration that counts for a file
    Show(ShowArgs),
    /// Print the JSON Schema of configuration files, for editors
    Schema,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct InitArgs {
    /// Ask nothing, as without a terminal: the preset is `standard` unless `--preset` says otherwise
    #[arg(short, long)]
    pub(in crate::cli) yes: bool,
    /// The preset to build on: `relaxed`, `standard` or `strict`
    #[arg(long, value_name = "NAME", value_parser = preset_name(), hide_possible_values = true)]
    pub(in crate::cli) preset: Option<&'static Preset>,
    /// Replace a configuration that is there already
    #[arg(long)]
    pub(in crate::cli) force: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ShowArgs {
    /// A file to measure, or a directory
    #[arg(value_name = "FILE", default_value = ".")]
    pub(in crate::cli) file: PathBuf,
    /// Print what all configurations together come to
    #[arg(long)]
    pub(in crate::cli) effective: bool,
    /// Say of every value where it was set
    #[arg(long, requires = "effective")]
    pub(in crate::cli) origin: bool,
    /// Print a preset instead
    #[arg(long, value_name = "NAME", value_parser = preset_name(), hide_possible_values = true, conflicts_with_all = ["effective", "file"])]
    pub(in crate::cli) preset: Option<&'static Preset>,
    /// Use this configuration file instead of looking for the nearest one
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub(in crate::cli) config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long)]
    pub(in crate::cli) no_config: bool,
    /// Use a set of keys of the configuration, by its name under `profiles`
    #[arg(long, value_name = "NAME", requires = "effective")]
    pub(in crate::cli) profile: Option<String>,
}
