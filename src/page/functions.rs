//! The functions of a page, the worst first.

use crate::model::{FunctionMetrics, Record};
use std::cmp::Reverse;

/// A function as a page shows it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FunctionLine<'a> {
    /// The file it stands in.
    pub record: &'a Record,
    /// What was measured of it.
    pub metrics: &'a FunctionMetrics,
}

/// The worst functions: by cyclomatic and cognitive complexity together, equal ones by their places.
pub(super) fn worst<'a>(records: &[&'a Record], most: usize) -> Vec<FunctionLine<'a>> {
    let lines = records.iter().flat_map(|&record| {
        record.metrics.functions.iter().map(move |metrics| FunctionLine { record, metrics })
    });
    let mut lines: Vec<_> = lines.collect();
    lines.sort_by_key(|it| Reverse(it.metrics.cyclomatic + it.metrics.cognitive.unwrap_or(0)));
    lines.truncate(most);
    lines
}
