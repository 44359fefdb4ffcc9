//! The options of `metrics what-if`.

use super::value::{Top, top};
use crate::config::metric;
use crate::model::Metric;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct WhatIfArgs {
    /// The file as it is; it need not be there yet
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(in crate::cli) file: PathBuf,
    /// The file with the edited text; `-` is standard input
    #[arg(value_name = "EDITED", default_value = "-", value_hint = clap::ValueHint::FilePath)]
    pub(in crate::cli) edited: PathBuf,
    /// Form of the report
    #[arg(long, value_enum, default_value_t = WhatIfFormat::Text, value_name = "FORMAT")]
    pub(in crate::cli) format: WhatIfFormat,
    /// The metrics that are shown, by their ids with commas between them; JSON has all
    #[arg(long, value_delimiter = ',', value_parser = metric, value_name = "ID,…")]
    pub(in crate::cli) metrics: Vec<&'static Metric>,
    /// Number of functions, or `all` [default: 20; in JSON all]
    #[arg(long, value_parser = top, value_name = "N")]
    pub(in crate::cli) top: Option<Top>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::cli) enum WhatIfFormat {
    /// For reading
    Text,
    /// One JSON document
    Json,
}
