//! The series of a trend: what a person looks at, and all of them for programs.

use crate::history::{CensusRow, Trend};
use crate::model::{Direction, Metric, Scope};

/// One number of each row of a trend.
pub(super) struct Series {
    /// What a person calls it.
    pub(super) name: String,
    /// What a program calls it.
    pub(super) id: String,
    pub(super) values: Vec<f64>,
    /// Whether it is a column of the rows for reading.
    pub(super) is_column: bool,
    /// Whether a person looks at it at all.
    is_for_reading: bool,
    decimals: usize,
}

impl Series {
    fn new(trend: &Trend, name: &str, id: &str, value: impl Fn(&CensusRow) -> f64) -> Series {
        let values: Vec<f64> = trend.rows.iter().map(|row| value(&row.census)).collect();
        let decimals = if values.iter().all(|value| value.fract() == 0.0) { 0 } else { 2 };
        let (name, id) = (name.to_owned(), id.to_owned());
        Series { name, id, values, is_column: false, is_for_reading: true, decimals }
    }

    fn column(self) -> Series {
        Series { is_column: true, ..self }
    }

    fn for_programs(self) -> Series {
        Series { is_for_reading: false, ..self }
    }

    /// The first value, the last one, and how far they are apart.
    pub(super) fn ends(&self) -> [String; 3] {
        let (first, last) =
            (self.values.first().copied().unwrap_or(0.0), self.values.last().copied().unwrap_or(0.0));
        let change = last - first;
        let sign = if change > 0.0 { "+" } else { "" };
        let decimals = self.decimals;
        [format!("{first:.decimals$}"), format!("{last:.decimals$}"), format!("{sign}{change:.decimals$}")]
    }

    /// A value for reading.
    pub(super) fn cell(&self, row: usize) -> String {
        self.values.get(row).map_or_else(String::new, |value| format!("{value:.*}", self.decimals))
    }
}

/// What a person looks at.
pub(super) fn of_rows(trend: &Trend) -> Vec<Series> {
    all_of_rows(trend).into_iter().filter(|it| it.is_for_reading).collect()
}

/// Everything that there is.
#[expect(clippy::cast_precision_loss, reason = "nobody has 2^53 functions")]
pub(super) fn all_of_rows(trend: &Trend) -> Vec<Series> {
    let count = |name: &str, value: fn(&CensusRow) -> u64| {
        Series::new(trend, name, name, move |row| value(row) as f64)
    };
    let mut all = vec![
        count("files", |row| row.files).column(),
        count("functions", |row| row.functions).column(),
        count("classes", |row| row.classes).for_programs(),
        count("loc", |row| row.lines).for_programs(),
        count("partial", |row| row.partial).for_programs(),
        count("skipped", |row| row.skipped).for_programs(),
    ];
    for (at, metric) in trend.metrics.iter().enumerate() {
        all.extend(of_metric(trend, metric, at));
    }
    all
}

#[expect(clippy::cast_precision_loss, reason = "nobody has 2^53 functions")]
fn of_metric(trend: &Trend, metric: &Metric, at: usize) -> Vec<Series> {
    let named = |part: &str, words: &str, value: fn(&CensusRow, usize) -> f64| {
        Series::new(trend, &format!("{} {words}", metric.id), &format!("{}.{part}", metric.id), move |row| {
            value(row, at)
        })
    };
    let total = named("total", "total", |row, at| row.distributions[at].total);
    let mean = named("mean", "mean", |row, at| row.distributions[at].mean);
    let [min, p10, p90, max] = [
        named("min", "min", |row, at| row.distributions[at].min),
        named("p10", "p10", |row, at| row.distributions[at].p10),
        named("p90", "p90", |row, at| row.distributions[at].p90),
        named("max", "max", |row, at| row.distributions[at].max),
    ];
    let median = named("median", "median", |row, at| row.distributions[at].median).for_programs();
    let beyond = named("beyond_limit", "beyond its limit", |row, at| row.beyond[at] as f64);
    // A size adds up; how complex functions are is told by where they lie.
    let is_size = metric.direction == Direction::Neutral && metric.counted_of() == Scope::File;
    if is_size {
        let rest = [mean, min, p10, median, p90, max, beyond].map(Series::for_programs);
        return std::iter::once(total.column()).chain(rest).collect();
    }
    let is_worse_above = metric.direction != Direction::HigherIsBetter;
    let (tail, other) = if is_worse_above { ([p90, max], [min, p10]) } else { ([p10, min], [p90, max]) };
    let beyond = if beyond.values.iter().any(|value| *value > 0.0) { beyond } else { beyond.for_programs() };
    let first = [total.for_programs(), mean.column(), median].into_iter();
    first.chain(tail).chain(other.map(Series::for_programs)).chain([beyond]).collect()
}
