//! The options of `metrics list` and `metrics schema`.

use crate::config::metric;
use crate::model::Metric;
use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(in crate::cli) struct ListArgs {
    /// A metric, to see its formula and source
    #[arg(value_parser = metric, value_name = "ID")]
    pub(in crate::cli) id: Option<&'static Metric>,
    /// Form of the list
    #[arg(long, value_enum, default_value_t = ListFormat::Table, value_name = "FORMAT")]
    pub(in crate::cli) format: ListFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ListFormat {
    /// For reading
    Table,
    /// A JSON array
    Json,
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
