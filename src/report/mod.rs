//! Reports: records in, bytes out. A reporter writes and computes nothing.

mod aimed;
mod cache;
mod catalogue;
mod cells;
mod commits;
mod csv;
mod destination;
mod difference;
mod edited;
mod escape;
pub mod exemptions;
mod explanation;
pub mod findings;
mod fold;
mod grid;
mod heads;
mod hotspots;
mod html;
mod json;
mod json_text;
mod life;
mod look;
mod markdown;
mod messages;
mod row;
mod schema;
mod series;
mod shell;
mod sparkline;
mod sqlite;
mod stream;
mod table;
mod tools;
mod trend;
mod upgrade;
mod watch;
mod what_if;

use crate::summary::Report;
use std::io::{self, Write};

/// A form of report.
pub trait Reporter {
    /// Writes the whole report.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()>;
}

pub(crate) use self::csv::Csv;
pub(crate) use cache::{megabytes, write_cache_runs, write_cache_stats, write_cache_stats_json};
pub(crate) use catalogue::{write_catalogue, write_catalogue_json, write_metric};
pub use catalogue::{write_catalogue_page, write_metric_page};
pub(crate) use commits::HistoryReport;
pub use commits::day;
pub use destination::DestinationError;
pub(crate) use destination::{Destination, add_to, may_write, named_twice};
pub(crate) use difference::DifferenceReport;
pub(crate) use edited::EditedReport;
pub use escape::escaped;
pub(crate) use explanation::ExplanationReport;
pub(crate) use fold::{Folding, folded, folded_behind};
pub(crate) use hotspots::HotspotsReport;
pub(crate) use html::{FindingLine, GroupTable, Html};
pub use json::Ndjson;
pub(crate) use json::{Json, write_answer};
pub(crate) use json_text::write_pretty;
pub(crate) use life::LifeReport;
pub(crate) use look::Look;
pub use markdown::Markdown;
pub(crate) use messages::{Messages, write_stats};
pub(crate) use schema::{Described, write_schema};
pub use shell::quoted;
pub(crate) use sqlite::Sqlite;
pub(crate) use table::Table;
pub(crate) use tools::ToolsReport;
pub(crate) use trend::TrendReport;
pub(crate) use upgrade::UpgradeReport;
pub(crate) use watch::{WatchEvent, WatchWork};
pub(crate) use what_if::WhatIfReport;
