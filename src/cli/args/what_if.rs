//! The options of `metrics what-if`.

use super::OutputArgs;
use super::format::{Format, one_of};
use super::known::id;
use super::value::{Top, top};
use crate::model::Metric;
use clap::Args;
use std::path::PathBuf;

const FORMATS: [Format; 2] = [Format::Text, Format::Json];

#[derive(Debug, Args)]
pub(in crate::cli) struct WhatIfArgs {
    /// The file as it is; it need not be there yet
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(in crate::cli) file: PathBuf,
    /// The file with the edited text; `-` is standard input
    #[arg(value_name = "EDITED", default_value = "-", value_hint = clap::ValueHint::FilePath)]
    pub(in crate::cli) edited: PathBuf,
    /// Form of the report
    #[arg(long, value_parser = one_of(&FORMATS), default_value = "text", value_name = "FORMAT", help_heading = "Report")]
    pub(in crate::cli) format: Format,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
    /// The metrics that are shown, by their ids with commas between them; JSON has all
    #[arg(long, value_delimiter = ',', value_parser = id(), hide_possible_values = true, value_name = "ID,…")]
    pub(in crate::cli) metrics: Vec<&'static Metric>,
    /// Number of functions, or `all` [default: 20; in JSON all]
    #[arg(long, value_parser = top, value_name = "N")]
    pub(in crate::cli) top: Option<Top>,
}
