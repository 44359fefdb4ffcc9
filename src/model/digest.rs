//! What tells, without the record of a file, that it cannot matter to a check.

use super::{FileMetrics, METRICS, Metric, Scope, Status, Summand};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

/// The extremes of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Digest {
    /// Name of the language.
    pub language: &'static str,
    /// Number of functions.
    pub functions: u32,
    /// Whether more of the record counts than values: parse errors, or a comment that excuses something.
    pub is_special: bool,
    /// In the order of [`Digest::columns`].
    pub values: Vec<Option<f64>>,
    /// A hash of all that decides what a report on coverage says of its functions: where they stand, and how complex
    /// they are.
    pub outline: u64,
    /// What the file adds to the erosion of several.
    pub erosion: Summand,
}

/// What a digest knows of a metric.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Extreme {
    /// Nothing.
    Unknown,
    /// That there is no value.
    Absent,
    /// The value of the file.
    Exact(f64),
    /// The largest value of its functions or classes.
    Largest(f64),
}

/// What a limit may be on: counts of functions and classes, and everything that files alone have.
static COLUMNS: LazyLock<Vec<(&'static Metric, Scope)>> = LazyLock::new(|| {
    let all = METRICS.iter().flat_map(|metric| metric.scopes().iter().map(move |scope| (metric, *scope)));
    let is_told = |(metric, scope): &(&Metric, Scope)| match scope {
        Scope::File => !metric.scopes().contains(&Scope::Function),
        Scope::Function | Scope::Class => metric.is_count(),
    };
    all.filter(is_told).collect()
});

impl Digest {
    /// Which values a digest has: metrics, each of functions, classes or the file.
    #[must_use]
    pub fn columns() -> &'static [(&'static Metric, Scope)] {
        &COLUMNS
    }

    /// The digest of a record.
    #[must_use]
    pub fn of(record: &FileMetrics) -> Digest {
        let value = |(metric, scope): &(&Metric, Scope)| match scope {
            Scope::File => metric.of_file(record),
            Scope::Class => largest(record.classes.iter().filter_map(|it| metric.of_class(it))),
            Scope::Function => largest(record.functions.iter().filter_map(|it| metric.of_function(it))),
        };
        Digest {
            language: record.language,
            functions: u32::try_from(record.functions.len()).unwrap_or(u32::MAX),
            is_special: Digest::is_special(record),
            values: Digest::columns().iter().map(value).collect(),
            outline: Digest::outline_of(record),
            erosion: Summand::of_erosion(record),
        }
    }

    /// Whether more of a record counts than values: parse errors, or a comment that excuses something.
    #[must_use]
    pub fn is_special(record: &FileMetrics) -> bool {
        record.status != Status::Complete
            || record.parse_errors > 0
            || record.parse_error.is_some()
            || !record.suppressions.is_empty()
    }

    /// What the file adds to the value of several on a metric that has summands; `None` if the record has to be asked.
    #[must_use]
    pub fn summand(&self, metric: &Metric) -> Option<Summand> {
        if !metric.is_sum() {
            return Some(self.erosion);
        }
        match self.extreme(metric, Scope::File) {
            Extreme::Exact(part) => Some(Summand { part, whole: 0.0 }),
            Extreme::Absent => Some(Summand::default()),
            _ => None,
        }
    }

    /// The outline of a record.
    #[must_use]
    pub fn outline_of(record: &FileMetrics) -> u64 {
        let mut hasher = DefaultHasher::new();
        record.raw.loc.hash(&mut hasher);
        for function in &record.functions {
            let place = function.location.in_file();
            (place.line, place.column, place.end_line, place.end_byte - place.start_byte).hash(&mut hasher);
            function.cyclomatic.hash(&mut hasher);
        }
        hasher.finish()
    }

    /// What it knows of a metric of functions, classes or the file.
    #[must_use]
    pub fn extreme(&self, metric: &Metric, scope: Scope) -> Extreme {
        // what the tests ran is no property of a content
        if metric.needs_coverage() {
            return Extreme::Absent;
        }
        let is_it = |(known, of): &(&Metric, Scope)| std::ptr::eq(*known, metric) && *of == scope;
        let at = Digest::columns().iter().position(is_it);
        match at.and_then(|at| self.values.get(at)) {
            None => Extreme::Unknown,
            Some(None) => Extreme::Absent,
            Some(Some(value)) if scope == Scope::File => Extreme::Exact(*value),
            Some(Some(value)) => Extreme::Largest(*value),
        }
    }
}

fn largest(values: impl Iterator<Item = f64>) -> Option<f64> {
    values.reduce(f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_with_a_usual_limit_is_told() {
        let has = |metric: &Metric| Digest::columns().iter().any(|(known, _)| known.id == metric.id);
        let limited = METRICS.iter().filter(|metric| metric.default_limit.is_some());
        for metric in limited {
            assert!(has(metric) || !metric.is_count(), "{}", metric.id);
        }
    }
}
