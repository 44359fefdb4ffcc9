//! Reports: records in, bytes out. A reporter writes and computes nothing.

mod cells;
mod csv;
mod destination;
mod escape;
pub mod exemptions;
pub mod findings;
mod json;
mod markdown;
mod messages;
mod row;
mod table;

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
pub use destination::{Destination, DestinationError};
pub use escape::escaped;
pub use json::{Json, Ndjson};
pub use markdown::Markdown;
pub use messages::{Messages, write_stats};
pub use table::Table;
