//! The options of `metrics analyze`.

use super::format::{Format, one_of};
use super::grouping::depth;
use super::known::{id, order};
use super::value::{Sort, Top, top};
use super::{ChangeArgs, CoverageArgs, OutputArgs, RecordsArgs, RunArgs, SelectionArgs};
use crate::model::{Metric, Rank};
use crate::session::Grouping;
use crate::summary::By;
use clap::{Args, ValueEnum};

const FORMATS: [Format; 7] =
    [Format::Text, Format::Json, Format::Ndjson, Format::Csv, Format::Markdown, Format::Html, Format::Sqlite];

#[derive(Debug, Args)]
pub(in crate::cli) struct AnalyzeArgs {
    #[command(flatten)]
    pub(in crate::cli) selection: SelectionArgs,
    #[command(flatten)]
    pub(in crate::cli) records: RecordsArgs,
    #[command(flatten)]
    pub(in crate::cli) changes: ChangeArgs,
    #[command(flatten)]
    pub(in crate::cli) coverage: CoverageArgs,
    #[command(flatten)]
    pub(in crate::cli) report: ReportArgs,
    #[command(flatten)]
    pub(in crate::cli) run: RunArgs,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Report")]
pub(in crate::cli) struct ReportArgs {
    /// Form of the report
    #[arg(long, value_parser = one_of(&FORMATS), default_value = "text", value_name = "FORMAT")]
    pub(in crate::cli) format: Format,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
    /// What a row of a table, CSV or Markdown report is
    #[arg(long, value_enum, default_value_t = Rows::Function, value_name = "WHAT")]
    pub(in crate::cli) by: Rows,
    /// With `--by directory`: directories down to this depth, each with all that is below it
    #[arg(long, value_name = "N", value_parser = depth)]
    pub(in crate::cli) depth: Option<usize>,
    /// The metrics of a row, by their ids with commas between them; `metrics list` shows all
    #[arg(long, value_delimiter = ',', value_parser = id(), hide_possible_values = true, value_name = "ID,…")]
    pub(in crate::cli) metrics: Vec<&'static Metric>,
    /// Order of the rows: a metric, the worst first, or `path` [default: the first metric; in CSV path]
    #[arg(long, value_parser = order(), hide_possible_values = true, value_name = "ID")]
    pub(in crate::cli) sort: Option<Sort>,
    /// Number of rows, or `all`; JSON keeps the files that they stand in [default: 20; in CSV and JSON all]
    #[arg(long, value_parser = top, value_name = "N")]
    pub(in crate::cli) top: Option<Top>,
    /// Only rows with this rank or a worse one
    #[arg(long, value_enum, ignore_case = true, value_name = "RANK")]
    pub(in crate::cli) min: Option<Letter>,
}

/// What a report has when nothing is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Usual {
    pub(in crate::cli) has_all_metrics: bool,
    pub(in crate::cli) is_by_path: bool,
    pub(in crate::cli) is_for_reading: bool,
}

impl Format {
    /// What a report in this form has when nothing is said.
    pub(in crate::cli) fn usual(self) -> Usual {
        let for_programs = Usual { has_all_metrics: false, is_by_path: false, is_for_reading: false };
        match self {
            Format::Text | Format::Markdown => Usual { is_for_reading: true, ..for_programs },
            Format::Csv => Usual { has_all_metrics: true, is_by_path: true, ..for_programs },
            Format::Json | Format::Ndjson | Format::Html | Format::Sqlite => for_programs,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Rows {
    /// Functions and methods
    Function,
    /// Classes
    Class,
    /// Files
    File,
    /// Directories, each with the files directly in it
    Directory,
    /// Packages: what the nearest `package.json` or `pyproject.toml` names
    Package,
    /// Owners, as CODEOWNERS has them
    Owner,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "verbatim")]
pub(in crate::cli) enum Letter {
    A,
    B,
    C,
    D,
    E,
    F,
}

impl ReportArgs {
    /// The groups of files that the rows are of, if they are.
    pub(in crate::cli) fn grouping(&self) -> Option<Grouping> {
        match self.by {
            Rows::Directory => self.depth.map(|depth| Grouping::Directory { depth }),
            Rows::Package => Some(Grouping::Package),
            Rows::Owner => Some(Grouping::Owner),
            _ => None,
        }
    }
}

impl From<Rows> for By {
    fn from(rows: Rows) -> By {
        match rows {
            Rows::Function => By::Function,
            Rows::Class => By::Class,
            Rows::File => By::File,
            Rows::Directory => By::Directory,
            Rows::Package => By::Package,
            Rows::Owner => By::Owner,
        }
    }
}

impl From<Letter> for Rank {
    fn from(letter: Letter) -> Rank {
        match letter {
            Letter::A => Rank::A,
            Letter::B => Rank::B,
            Letter::C => Rank::C,
            Letter::D => Rank::D,
            Letter::E => Rank::E,
            Letter::F => Rank::F,
        }
    }
}
