//! The options of `metrics trend`.

use super::format::{Format, one_of};
use super::known::id;
use super::value::{Top, top};
use super::{OutputArgs, RunArgs, SelectionArgs};
use crate::model::Metric;
use crate::session::Every;
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

/// The formats of answers about a history.
pub(super) const FORMATS: [Format; 4] = [Format::Text, Format::Json, Format::Csv, Format::Html];

#[derive(Debug, Args)]
#[command(
    after_help = "It reads the history that git has stored and checks nothing out, in a bare repository, too. Which files \
                  count and which limits hold is what the work tree says now. Each version of a file is measured once, \
                  and kept in the cache."
)]
pub(in crate::cli) struct TrendArgs {
    #[command(flatten)]
    pub(in crate::cli) selection: SelectionArgs,
    /// Every commit, not only first parents
    #[arg(long, conflicts_with = "every", help_heading = "Commits")]
    pub(in crate::cli) all: bool,
    /// One row for each of these: the last commit of a week or a month, or each commit with a tag
    #[arg(long, value_enum, value_name = "SPAN", help_heading = "Commits")]
    pub(in crate::cli) every: Option<Span>,
    /// Only commits since a date (`2024-03-01`), some time ago (`1.year`), or after a revision
    #[arg(long, value_name = "WHEN", help_heading = "Commits")]
    pub(in crate::cli) since: Option<String>,
    /// Form of the report
    #[arg(long, value_parser = one_of(&FORMATS), default_value = "text", value_name = "FORMAT", help_heading = "Report")]
    pub(in crate::cli) format: Format,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
    /// The metrics of a row, by their ids with commas between them [default: cyclomatic,cognitive,maintainability,raw.sloc]
    #[arg(long, value_delimiter = ',', value_parser = id(), hide_possible_values = true, value_name = "ID,…", help_heading = "Report")]
    pub(in crate::cli) metrics: Vec<&'static Metric>,
    /// Number of rows of a table, the last ones, or `all` [default: 20]
    #[arg(long, value_parser = top, value_name = "N", help_heading = "Report")]
    pub(in crate::cli) top: Option<Top>,
    #[command(flatten)]
    pub(in crate::cli) run: RunArgs,
}

/// How far rows are apart, as it is typed.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct Span(pub(in crate::cli) Every);

impl ValueEnum for Span {
    fn value_variants<'a>() -> &'a [Span] {
        &[Span(Every::Week), Span(Every::Month), Span(Every::Tag)]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self.0 {
            Every::Week => "week",
            Every::Month => "month",
            Every::Tag => "tag",
        }))
    }
}
