//! What a page about a code base shows: the map of its files, its functions, how their values are distributed. Pure: it
//! holds places and numbers, and no markup.

mod chart;
mod distribution;
mod explained;
mod functions;
mod map;
mod measures;
mod treemap;

pub(crate) use chart::Chart;
pub(crate) use distribution::Histogram;
pub(crate) use explained::{ExplainedFunction, ExplainedLine};
pub(crate) use functions::FunctionLine;
pub(crate) use map::{CodeMap, Tile};
pub(crate) use measures::{LEVELS, MEASURES};
pub(crate) use treemap::Area;

use crate::model::Record;
use crate::summary::Report;

/// More functions are not in a page: it has to be sent, and nobody reads on.
const MOST_FUNCTIONS: usize = 2000;

/// What a page shows of what was measured.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    /// The files as areas.
    pub map: CodeMap,
    /// The worst functions, the worst first.
    pub functions: Vec<FunctionLine<'a>>,
    /// How many functions there are.
    pub all_functions: usize,
    /// How the values of functions are distributed, a metric each.
    pub distributions: Vec<Histogram>,
}

impl<'a> Page<'a> {
    /// A page with nothing measured on it.
    #[must_use]
    pub(crate) fn empty() -> Page<'a> {
        Page { map: CodeMap::new(&[]), functions: Vec::new(), all_functions: 0, distributions: Vec::new() }
    }

    /// Lays out what a report is about.
    #[must_use]
    pub(crate) fn new(report: &Report<'a>) -> Page<'a> {
        let records: &[&'a Record] = &report.records;
        let all_functions = records.iter().map(|record| record.metrics.functions.len()).sum();
        Page {
            map: CodeMap::new(records),
            functions: functions::worst(records, MOST_FUNCTIONS),
            all_functions,
            distributions: MEASURES.iter().filter_map(|measure| Histogram::new(measure, records)).collect(),
        }
    }
}
