//! What the tests ran of a file: all that a limit can be about, without its record.

use super::{FileMetrics, METRICS, Metric};

/// What the tests ran of the functions of a file, as far as a limit can be about it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TestedFile {
    /// Functions of which a report knows a line.
    pub functions: u32,
    /// Functions of which none does.
    pub unknown: u32,
    /// The smallest and the largest value of each metric that needs coverage, in the order of the catalogue.
    pub extremes: [Option<(f64, f64)>; 3],
}

impl TestedFile {
    /// Of a record whose functions have what the tests ran of them.
    #[must_use]
    pub fn of(record: &FileMetrics) -> TestedFile {
        let known = record.functions.iter().filter(|it| it.coverage.is_some()).count();
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let mut extremes = [None; 3];
        for (metric, extreme) in METRICS.iter().filter(|it| it.needs_coverage()).zip(&mut extremes) {
            let values = record.functions.iter().filter_map(|it| metric.of_function(it));
            *extreme = values.map(|it| (it, it)).reduce(|(low, high), (it, _)| (low.min(it), high.max(it)));
        }
        let unknown = count(record.functions.len() - known);
        TestedFile { functions: count(known), unknown, extremes }
    }

    /// The extremes of a metric that needs coverage.
    #[must_use]
    pub fn extreme(&self, metric: &Metric) -> Option<(f64, f64)> {
        let mut all = METRICS.iter().filter(|it| it.needs_coverage()).zip(self.extremes);
        all.find(|(it, _)| std::ptr::eq(*it, metric)).and_then(|(_, extreme)| extreme)
    }
}
