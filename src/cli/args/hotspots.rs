//! The options of `metrics hotspots`.

use super::format::{Format, one_of};
use super::known::id;
use super::trend::FORMATS;
use super::value::{Top, top};
use super::{OutputArgs, RunArgs, SelectionArgs};
use crate::model::Metric;
use crate::session::HotspotBy;
use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
#[command(
    after_help = "The score is the number of commits that changed something, times how complex it is now. Renames and \
                  moves are followed. Merges do not count, nor commits that change nothing that is measured, nor those \
                  that `.git-blame-ignore-revs` lists."
)]
pub(in crate::cli) struct HotspotsArgs {
    #[command(flatten)]
    pub(in crate::cli) selection: SelectionArgs,
    /// Only commits since a date (`2024-03-01`), some time ago (`1.year`), or after a revision
    #[arg(long, value_name = "WHEN", help_heading = "Commits")]
    pub(in crate::cli) since: Option<String>,
    /// What a row is [default: function; with `--coupling` file]
    #[arg(long, value_enum, value_name = "WHAT", help_heading = "Report")]
    pub(in crate::cli) by: Option<HotspotRows>,
    /// What tells how complex a function is, or a file by the sum of it [default: cognitive]
    #[arg(long, value_parser = id(), hide_possible_values = true, value_name = "ID", help_heading = "Report")]
    pub(in crate::cli) metric: Option<&'static Metric>,
    /// Show what changes together instead, with the part of the commits that have both
    #[arg(long, help_heading = "Report")]
    pub(in crate::cli) coupling: bool,
    /// Form of the report
    #[arg(long, value_parser = one_of(&FORMATS), default_value = "text", value_name = "FORMAT", help_heading = "Report")]
    pub(in crate::cli) format: Format,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
    /// Number of rows, or `all` [default: 20; in CSV and JSON all]
    #[arg(long, value_parser = top, value_name = "N", help_heading = "Report")]
    pub(in crate::cli) top: Option<Top>,
    #[command(flatten)]
    pub(in crate::cli) run: RunArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum HotspotRows {
    /// Functions and methods
    Function,
    /// Files
    File,
    /// Directories, each with the files directly in it
    Directory,
}

impl From<HotspotRows> for HotspotBy {
    fn from(rows: HotspotRows) -> HotspotBy {
        match rows {
            HotspotRows::Function => HotspotBy::Function,
            HotspotRows::File => HotspotBy::File,
            HotspotRows::Directory => HotspotBy::Directory,
        }
    }
}
