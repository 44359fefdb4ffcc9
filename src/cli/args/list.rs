//! The options of `metrics list` and `metrics schema`.

use super::OutputArgs;
use super::format::{Format, one_of};
use super::known::id;
use crate::model::Metric;
use clap::{Args, ValueEnum};

const FORMATS: [Format; 3] = [Format::Text, Format::Json, Format::Markdown];

#[derive(Debug, Args)]
pub(in crate::cli) struct ListArgs {
    /// A metric, to see its formula and source
    #[arg(value_parser = id(), hide_possible_values = true, value_name = "ID")]
    pub(in crate::cli) id: Option<&'static Metric>,
    /// Form of the list
    #[arg(long, value_parser = one_of(&FORMATS), default_value = "text", value_name = "FORMAT", help_heading = "Report")]
    pub(in crate::cli) format: Format,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct SchemaArgs {
    /// What to describe
    #[arg(value_enum, value_name = "WHAT")]
    pub(in crate::cli) described: SchemaOf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SchemaOf {
    /// A record: a line of `--format ndjson`
    Record,
    /// The document of `--format json`
    Report,
}
