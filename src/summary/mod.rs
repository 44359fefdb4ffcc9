//! Shapes what was measured for a reader: rows of one kind, the worst first, and totals. Pure: it reads records only.

mod rows;
mod shape;
mod subject;
#[cfg(test)]
mod tests;
mod totals;

use crate::model::{Covered, Outcome, Record, Skipped};
use std::collections::BTreeSet;
use std::path::Path;

pub use rows::Row;
pub use shape::{By, NotMeasured, Order, Shape};
pub use subject::{Group, RowSubject};
pub use totals::{Spread, Totals};

/// What a report writes.
#[derive(Debug)]
pub struct Report<'a> {
    /// The records in the order of their paths.
    pub records: Vec<&'a Record>,
    /// What was met and not measured, in the order of the paths.
    pub skipped: &'a [Skipped],
    /// The rows, in the order asked for.
    pub rows: Vec<Row<'a>>,
    /// Number of rows before `top` left some out.
    pub all_rows: usize,
    /// What the rows are of.
    pub shape: Shape,
    /// Sums over everything that was measured, whatever is shown of it.
    pub totals: Totals,
    /// What reports on coverage said of the functions, if any were given.
    pub covered: Option<&'a Covered>,
}

impl<'a> Report<'a> {
    /// Everything, in rows of the shape asked for.
    #[must_use]
    pub(crate) fn in_rows(outcome: &'a Outcome, shape: Shape) -> Report<'a> {
        let (rows, all_rows) = rows::rows(outcome, &shape);
        let totals = Totals::of(outcome);
        let records = outcome.records.iter().collect();
        let covered = outcome.covered.as_ref();
        Report { records, skipped: &outcome.skipped, rows, all_rows, shape, totals, covered }
    }

    /// Whole records: all of them, or those to which the first rows of the shape lead if it has a `top`.
    #[must_use]
    pub fn in_records(outcome: &'a Outcome, shape: Shape) -> Report<'a> {
        if shape.top.is_some() {
            let mut report = Report::in_rows(outcome, shape);
            let shown: BTreeSet<&Path> = report.rows.iter().flat_map(|row| row.subject.paths()).collect();
            report.records.retain(|record| shown.contains(record.path.as_path()));
            return report;
        }
        let records = outcome.records.iter().collect();
        let totals = Totals::of(outcome);
        let (rows, covered) = (Vec::new(), outcome.covered.as_ref());
        Report { records, skipped: &outcome.skipped, rows, all_rows: 0, shape, totals, covered }
    }
}
