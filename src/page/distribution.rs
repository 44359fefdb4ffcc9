//! How the values of functions are distributed over the levels of a metric.

use super::measures::{LEVELS, Measure};
use crate::model::Record;

/// How many functions are at each level of a metric.
#[derive(Debug)]
pub(crate) struct Histogram {
    /// The metric.
    pub measure: &'static Measure,
    /// A bar for each level, the harmless first.
    pub bars: Vec<Bar>,
}

/// A level and how many functions it has.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bar {
    /// Its values, for a person.
    pub label: String,
    /// Number of functions.
    pub count: usize,
    /// Share of all functions, from 0 to 1.
    pub share: f64,
}

impl Histogram {
    /// None for a metric that functions do not have, or without functions.
    pub(super) fn new(measure: &'static Measure, records: &[&Record]) -> Option<Histogram> {
        let functions = records.iter().flat_map(|record| &record.metrics.functions);
        let mut counts = [0usize; LEVELS];
        functions.filter_map(measure.of_function).for_each(|value| counts[measure.level(value)] += 1);
        let all: usize = counts.iter().sum();
        #[expect(clippy::cast_precision_loss, reason = "a share on a screen")]
        let share = |count: usize| count as f64 / all as f64;
        let bar =
            |(level, count): (usize, usize)| Bar { label: measure.label(level), count, share: share(count) };
        let bars = counts.into_iter().enumerate().map(bar).collect();
        (all > 0).then_some(Histogram { measure, bars })
    }
}
