//! Reports: records in, bytes out. A reporter writes and computes nothing.

mod json;
mod row;
mod table;

use crate::model::Outcome;
use std::io::{self, Write};

/// A form of report.
pub trait Reporter {
    /// Writes the whole report.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    fn write(&self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()>;
}

pub use json::{Json, Ndjson};
pub use table::Table;
