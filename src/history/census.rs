//! How much code there is and how complex it is, kept up to date from one commit to the next by what changed.

use super::{Distribution, Multiset};
use crate::model::{FileMetrics, Limit, Metric, Rank, Scope};

/// What a person looks at first.
const USUAL: [&str; 4] = ["cyclomatic", "cognitive", "maintainability", "raw.sloc"];

/// The metrics of a trend for which nobody asks for others.
#[must_use]
pub fn usual_metrics() -> Vec<&'static Metric> {
    USUAL.iter().filter_map(|id| Metric::find(id)).collect()
}

/// What counts of one content.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Portrait {
    functions: u32,
    classes: u32,
    lines: u32,
    is_partial: bool,
    /// For each metric its values and how often each is there.
    values: Vec<Vec<(f64, u32)>>,
}

impl Portrait {
    /// What counts of a file: of each metric the values of its functions, or else of the file, or else of its classes.
    #[must_use]
    pub(crate) fn of(file: &FileMetrics, metrics: &[&'static Metric]) -> Portrait {
        let count = |list: usize| u32::try_from(list).unwrap_or(u32::MAX);
        Portrait {
            functions: count(file.functions.len()),
            classes: count(file.classes.len()),
            lines: file.raw.loc,
            is_partial: file.parse_errors > 0,
            values: metrics.iter().map(|metric| values(metric, file)).collect(),
        }
    }
}

fn values(metric: &Metric, file: &FileMetrics) -> Vec<(f64, u32)> {
    let mut all: Vec<f64> = match metric.counted_of() {
        Scope::Function => file.functions.iter().filter_map(|it| metric.of_function(it)).collect(),
        Scope::Class => file.classes.iter().filter_map(|it| metric.of_class(it)).collect(),
        Scope::File => metric.of_file(file).into_iter().collect(),
    };
    all.sort_by(f64::total_cmp);
    let mut counted: Vec<(f64, u32)> = Vec::new();
    for value in all {
        match counted.last_mut() {
            Some((last, count)) if last.to_bits() == value.to_bits() => *count += 1,
            _ => counted.push((value, 1)),
        }
    }
    counted
}

/// What there is at a time.
#[derive(Clone, Debug)]
pub(crate) struct Census {
    metrics: Vec<&'static Metric>,
    files: u64,
    functions: u64,
    classes: u64,
    lines: u64,
    partial: u64,
    skipped: u64,
    values: Vec<Multiset>,
    beyond: Vec<u64>,
}

/// What there was at a time.
#[derive(Clone, Debug, PartialEq)]
pub struct CensusRow {
    /// Files that were measured.
    pub files: u64,
    /// Functions in them.
    pub functions: u64,
    /// Classes in them.
    pub classes: u64,
    /// Physical lines.
    pub lines: u64,
    /// Files that the parser did not wholly understand.
    pub partial: u64,
    /// Files that could not be measured.
    pub skipped: u64,
    /// Where the values of each metric lie.
    pub distributions: Vec<Distribution>,
    /// For each metric how many values are beyond the limit of their file.
    pub beyond: Vec<u64>,
    /// For each metric how many values have each letter, from A to F; empty without letters.
    pub ranks: Vec<Vec<u64>>,
}

impl Census {
    /// Of nothing yet.
    #[must_use]
    pub(crate) fn new(metrics: &[&'static Metric]) -> Census {
        Census {
            metrics: metrics.to_vec(),
            files: 0,
            functions: 0,
            classes: 0,
            lines: 0,
            partial: 0,
            skipped: 0,
            values: vec![Multiset::default(); metrics.len()],
            beyond: vec![0; metrics.len()],
        }
    }

    /// Adds a file, `None` for one that could not be measured, with the limits that hold for it.
    pub(crate) fn add(&mut self, file: Option<&Portrait>, limits: &[Option<Limit>]) {
        self.count(file, limits, u64::saturating_add);
        for (known, values) in self.values.iter_mut().zip(file.iter().flat_map(|file| &file.values)) {
            for &(value, times) in values {
                known.add(value, times.into());
            }
        }
    }

    /// Takes a file away that was added with the same limits.
    pub(crate) fn remove(&mut self, file: Option<&Portrait>, limits: &[Option<Limit>]) {
        self.count(file, limits, u64::saturating_sub);
        for (known, values) in self.values.iter_mut().zip(file.iter().flat_map(|file| &file.values)) {
            for &(value, times) in values {
                known.remove(value, times.into());
            }
        }
    }

    fn count(&mut self, file: Option<&Portrait>, limits: &[Option<Limit>], step: fn(u64, u64) -> u64) {
        let Some(file) = file else {
            self.skipped = step(self.skipped, 1);
            return;
        };
        self.files = step(self.files, 1);
        self.functions = step(self.functions, file.functions.into());
        self.classes = step(self.classes, file.classes.into());
        self.lines = step(self.lines, file.lines.into());
        self.partial = step(self.partial, file.is_partial.into());
        for ((count, values), limit) in self.beyond.iter_mut().zip(&file.values).zip(limits) {
            *count = step(*count, beyond(values, limit.as_ref()));
        }
    }

    /// What there is now.
    #[must_use]
    pub(crate) fn row(&self) -> CensusRow {
        let ranks = self.metrics.iter().zip(&self.values).map(|(metric, values)| ranks(metric, values));
        CensusRow {
            files: self.files,
            functions: self.functions,
            classes: self.classes,
            lines: self.lines,
            partial: self.partial,
            skipped: self.skipped,
            distributions: self.values.iter().map(Multiset::distribution).collect(),
            beyond: self.beyond.clone(),
            ranks: ranks.collect(),
        }
    }
}

fn beyond(values: &[(f64, u32)], limit: Option<&Limit>) -> u64 {
    let Some(limit) = limit else { return 0 };
    let is_beyond =
        |value: f64| limit.max.is_some_and(|max| value > max) || limit.min.is_some_and(|min| value < min);
    values.iter().filter(|(value, _)| is_beyond(*value)).map(|(_, times)| u64::from(*times)).sum()
}

fn ranks(metric: &Metric, values: &Multiset) -> Vec<u64> {
    let Some(rank) = metric.rank else { return Vec::new() };
    let mut counts = vec![0; 6];
    for (value, count) in values.iter() {
        let letter = rank(value);
        let at = [Rank::A, Rank::B, Rank::C, Rank::D, Rank::E, Rank::F].iter().position(|it| *it == letter);
        counts[at.unwrap_or(0)] += count;
    }
    counts
}
