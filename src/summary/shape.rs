//! What a reader asks for: rows of what, with which metrics, in which order and how many.

use crate::model::{METRICS, Metric, Rank, Scope};

/// What the rows are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Functions and methods.
    Function,
    /// Classes.
    Class,
    /// Files.
    File,
    /// Directories, each with the files that stand directly in it or, if groups were asked for, with all below it.
    Directory,
    /// Packages, each with the files of which its manifest is the nearest one.
    Package,
    /// Owners, each with the files that CODEOWNERS gives it.
    Owner,
}

/// The order of the rows.
#[derive(Clone, Copy, Debug)]
pub enum Order {
    /// By path, and in a file as written.
    Path,
    /// The worst first by a metric; equal ones by path.
    Worst(&'static Metric),
}

/// What a reader asks for.
#[derive(Clone, Debug)]
pub struct Shape {
    /// What the rows are of.
    pub by: By,
    /// The metrics of a row.
    pub metrics: Vec<&'static Metric>,
    /// The order of the rows.
    pub order: Order,
    /// Only rows with this rank or a worse one.
    pub min: Option<Rank>,
    /// Only so many rows.
    pub top: Option<usize>,
}

/// A metric was asked for that the rows do not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{metric}: not measured of {}", by.noun(2))]
pub struct NotMeasured {
    /// The id of the metric.
    pub metric: &'static str,
    /// What the rows are of.
    pub by: By,
}

impl Shape {
    /// Checks that the rows have every metric that is asked for.
    ///
    /// # Errors
    /// With the first one that they do not have.
    pub fn check(&self) -> Result<(), NotMeasured> {
        let key = match self.order {
            Order::Worst(metric) => Some(metric),
            Order::Path => None,
        };
        let missing = self.metrics.iter().copied().chain(key).find(|metric| !self.by.has(metric));
        missing.map_or(Ok(()), |metric| Err(NotMeasured { metric: metric.id, by: self.by }))
    }
}

impl NotMeasured {
    /// The rows that have the metric.
    pub fn elsewhere(&self) -> impl Iterator<Item = By> + use<> {
        let metric = Metric::find(self.metric);
        By::ALL.into_iter().filter(move |by| metric.is_some_and(|metric| by.has(metric)))
    }
}

impl By {
    const ALL: [By; 6] = [By::Function, By::Class, By::File, By::Directory, By::Package, By::Owner];

    /// Every metric that its subjects have, those of coverage only where that is known.
    #[must_use]
    pub(crate) fn all_metrics(self, is_covered: bool) -> Vec<&'static Metric> {
        let is_known = |metric: &&Metric| is_covered || !metric.needs_coverage();
        METRICS.iter().filter(|metric| self.has(metric)).filter(is_known).collect()
    }

    /// Whether its subjects are several files each.
    #[must_use]
    pub fn is_of_groups(self) -> bool {
        matches!(self, By::Directory | By::Package | By::Owner)
    }

    /// Whether its subjects have a value of the metric.
    #[must_use]
    pub fn has(self, metric: &Metric) -> bool {
        match self {
            By::Function => metric.scopes().contains(&Scope::Function),
            By::Class => metric.scopes().contains(&Scope::Class),
            By::File => metric.scopes().contains(&Scope::File),
            By::Directory | By::Package | By::Owner => metric.has_total(),
        }
    }

    /// The metrics that a person looks at first; the first one orders the rows.
    #[must_use]
    pub fn usual_metrics(self, is_covered: bool) -> Vec<&'static Metric> {
        let ids: &[&str] = match self {
            By::Function if is_covered => &["crap", "cyclomatic", "cognitive", "coverage", "nesting", "loc"],
            By::Function => &["cyclomatic", "cognitive", "nesting", "loc"],
            By::Class => &["weighted_methods", "cyclomatic", "cyclomatic_max", "methods"],
            By::File => {
                &["maintainability", "cyclomatic.mean", "cyclomatic.max", "cognitive.total", "raw.sloc"]
            }
            By::Directory | By::Package | By::Owner => &[
                "cyclomatic.total",
                "cyclomatic.mean",
                "cyclomatic.max",
                "cognitive.total",
                "maintainability",
                "raw.sloc",
            ],
        };
        ids.iter().filter_map(|id| Metric::find(id)).collect()
    }

    /// The metric whose letter is the rank of a row.
    pub(super) fn ranked_by(self) -> Option<&'static Metric> {
        Metric::find(match self {
            By::Function | By::Class => "cyclomatic",
            By::File => "maintainability",
            By::Directory | By::Package | By::Owner => "cyclomatic.mean",
        })
    }

    /// Its rows, as a word that agrees with their number.
    #[must_use]
    pub(crate) fn noun(self, count: usize) -> &'static str {
        match (self, count) {
            (By::Function, 1) => "function",
            (By::Function, _) => "functions",
            (By::Class, 1) => "class",
            (By::Class, _) => "classes",
            (By::File, 1) => "file",
            (By::File, _) => "files",
            (By::Directory, 1) => "directory",
            (By::Directory, _) => "directories",
            (By::Package, 1) => "package",
            (By::Package, _) => "packages",
            (By::Owner, 1) => "owner",
            (By::Owner, _) => "owners",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_metrics_exist_for_what_they_describe() {
        for (by, count) in [(By::Function, 4), (By::Class, 4), (By::File, 5), (By::Directory, 6)] {
            let metrics = by.usual_metrics(false);
            assert_eq!(metrics.len(), count);
            assert!(metrics.iter().all(|metric| by.has(metric)), "{by:?}");
            assert!(!metrics.iter().any(|metric| metric.needs_coverage()), "{by:?}");
            assert!(!metrics.iter().any(|metric| metric.needs_coverage()), "{by:?}");
            assert!(by.ranked_by().is_some_and(|metric| metric.rank.is_some() && by.has(metric)), "{by:?}");
        }
        let covered = By::Function.usual_metrics(true);
        assert_eq!((covered.len(), covered[0].id), (6, "crap"));
    }

    #[test]
    fn metrics_of_coverage_are_there_where_coverage_is() {
        let (with, without) = (By::Function.all_metrics(true), By::Function.all_metrics(false));
        let of_coverage = METRICS.iter().filter(|it| it.needs_coverage()).count();
        assert_eq!(with.len(), without.len() + of_coverage);
        assert!(with.iter().any(|it| it.id == "crap") && without.iter().any(|it| it.id == "cyclomatic"));
        assert!(!without.iter().any(|it| it.needs_coverage()));
    }
}
