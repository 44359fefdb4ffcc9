//! Reports: records in, bytes out. A reporter writes and computes nothing.

mod cache;
mod catalogue;
mod cells;
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

pub use self::csv::Csv;
pub use cache::{megabytes, write_cache_runs, write_cache_stats, write_cache_stats_json};
pub use catalogue::{
    write_catalogue, write_catalogue_json, write_catalogue_page, write_metric, write_metric_page,
};
pub use destination::{Destination, DestinationError, add_to, may_write, named_twice};
pub use difference::DifferenceReport;
pub use edited::EditedReport;
pub use escape::escaped;
pub use explanation::ExplanationReport;
pub use fold::{Folding, folded, folded_behind};
pub use hotspots::HotspotsReport;
pub use html::{FindingLine, GroupTable, Html};
pub use json::{Json, Ndjson, write_answer};
pub use json_text::printed_json;
pub use life::LifeReport;
pub use look::Look;
pub use markdown::Markdown;
pub use messages::{Messages, write_stats};
pub use schema::{Described, write_schema};
pub use shell::quoted;
pub use sparkline::sparkline;
pub use sqlite::Sqlite;
pub use table::Table;
pub use tools::ToolsReport;
pub use trend::{TrendReport, day};
pub use upgrade::UpgradeReport;
pub use watch::{WatchEvent, WatchWork};
pub use what_if::WhatIfReport;
