//! The table that a person reads.

use super::Reporter;
use crate::model::Outcome;
use std::io::{self, Write};

/// A table of functions.
pub struct Table;

impl Reporter for Table {
    fn write(&self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        for record in &outcome.records {
            for f in &record.metrics.functions {
                writeln!(
                    out,
                    "{:>4} {:>4} {}:{} {}",
                    f.cyclomatic,
                    f.cognitive.unwrap_or(0),
                    record.path.display(),
                    f.location.line,
                    f.qualified_name
                )?;
            }
        }
        Ok(())
    }
}
