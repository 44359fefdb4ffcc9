//! Where something begins, as `metrics explain` takes it.

use crate::model::{Location, Record};

/// `:LINE`, and the column, from 1, if something else of the file begins on the line, too.
#[must_use]
pub(super) fn aimed(record: Option<&Record>, location: Location) -> String {
    let here = location.in_file();
    let metrics = record.map(|record| &record.metrics);
    let functions = metrics.into_iter().flat_map(|it| it.functions.iter().map(|it| it.location));
    let classes = metrics.into_iter().flat_map(|it| it.classes.iter().map(|it| it.location));
    let begin = functions.chain(classes).filter(|it| it.in_file().line == here.line).count();
    // Columns of a notebook are those of a cell, which the stored file does not have.
    if begin > 1 && here.cell.is_none() {
        format!(":{}:{}", here.line, here.column + 1)
    } else {
        format!(":{}", here.line)
    }
}
