//! Budgets: what several files may come to together, which a limit on each function does not see.

use super::policy::Policy;
use crate::model::{
    BudgetBound, Digest, Extreme, FileMetrics, FunctionMetrics, Metric, Origin, Record, Scope, Summand,
};
use crate::paths::Globs;
use std::path::{Path, PathBuf};

/// What some files may come to together.
#[derive(Clone, Debug)]
pub struct BudgetRule {
    /// Which files.
    pub scope: BudgetScope,
    /// What is added up.
    pub measure: Aggregate,
    /// What is allowed.
    pub bound: BudgetBound,
    /// Why there is the budget.
    pub reason: String,
    /// The last day on which nothing is said about the budget itself, `YYYY-MM-DD`.
    pub expires: Option<String>,
    /// The directory of the configuration: files elsewhere are not counted.
    pub base: PathBuf,
    /// Where it stands.
    pub origin: Origin,
}

/// Which files a budget is about.
#[derive(Clone, Debug)]
pub enum BudgetScope {
    /// Those that patterns match, with the patterns as they are written.
    Paths(Globs, Vec<String>),
    /// Those of an owner in CODEOWNERS.
    Owner(String),
    /// Those of a package, by its name or its directory.
    Package(String),
}

/// What is added up.
#[derive(Clone, Copy, Debug)]
pub enum Aggregate {
    /// The value of several files that the catalogue has.
    Total(&'static Metric),
    /// How many functions are beyond their limit on a metric.
    OverLimit(&'static Metric),
    /// How far they are beyond it, all together.
    Excess(&'static Metric),
}

impl BudgetRule {
    /// Its files and its measure, as the configuration says it.
    #[must_use]
    pub fn told(&self) -> String {
        format!("{}: {}", self.scope.told(), self.measure.told())
    }
}

impl BudgetScope {
    /// As the configuration says it.
    #[must_use]
    pub fn told(&self) -> String {
        match self {
            BudgetScope::Paths(_, patterns) => format!("paths {}", patterns.join(", ")),
            BudgetScope::Owner(owner) => format!("owner {owner}"),
            BudgetScope::Package(package) => format!("package {package}"),
        }
    }
}

impl Aggregate {
    /// Its name, with the metric that it is of.
    #[must_use]
    pub fn told(&self) -> String {
        match self {
            Aggregate::Total(metric) => metric.id.to_owned(),
            Aggregate::OverLimit(metric) => format!("over_limit of {}", metric.id),
            Aggregate::Excess(metric) => format!("excess of {}", metric.id),
        }
    }

    /// Whether it is the sum over the files, so that files which did not change do not matter for how it grew.
    #[must_use]
    pub(crate) fn is_sum(&self) -> bool {
        match self {
            Aggregate::Total(metric) => metric.is_sum(),
            Aggregate::OverLimit(_) | Aggregate::Excess(_) => true,
        }
    }

    /// Whether what each file adds is all that has to be known of it.
    #[must_use]
    pub(crate) fn has_summands(&self) -> bool {
        match self {
            Aggregate::Total(metric) => metric.has_summands(),
            Aggregate::OverLimit(_) | Aggregate::Excess(_) => true,
        }
    }

    /// What a file adds, told by the extremes of its record; `None` if the record has to be asked. `policy` and the
    /// absolute path are those of the file.
    #[must_use]
    pub(crate) fn summand(&self, policy: &Policy, path: &Path, digest: &Digest) -> Option<Summand> {
        match *self {
            Aggregate::Total(metric) => metric.has_summands().then(|| digest.summand(metric))?,
            Aggregate::OverLimit(metric) | Aggregate::Excess(metric) => {
                let (max, min) = Excesses::new(policy, path, digest.language, metric).common?;
                let is_kept = match digest.extreme(metric, Scope::Function) {
                    Extreme::Absent => true,
                    Extreme::Largest(high) => min.is_none() && max.is_none_or(|max| high <= max),
                    Extreme::Exact(_) | Extreme::Unknown => false,
                };
                is_kept.then(Summand::default)
            }
        }
    }

    /// The same, told by what its functions are beyond their limits, as [`Aggregate::of`] takes it.
    #[must_use]
    pub(crate) fn summand_of(
        &self,
        file: &Record,
        excesses: &dyn Fn(&Record, &'static Metric) -> Vec<f64>,
    ) -> Summand {
        match *self {
            Aggregate::Total(metric) => metric.summand_of(&file.metrics),
            _ => Summand { part: self.of(&[file], excesses), whole: 0.0 },
        }
    }

    /// What the sum of what some files add comes to.
    #[must_use]
    pub(crate) fn of_summands(&self, sum: Summand) -> f64 {
        match self {
            Aggregate::Total(metric) => metric.of_summands(sum),
            Aggregate::OverLimit(_) | Aggregate::Excess(_) => sum.part,
        }
    }

    /// What some files come to. `excesses` says of each function of a file how far it is beyond its limit on a metric, 0
    /// for one that keeps it.
    #[must_use]
    pub fn of(&self, files: &[&Record], excesses: &dyn Fn(&Record, &'static Metric) -> Vec<f64>) -> f64 {
        let beyond =
            |metric| files.iter().flat_map(move |file| excesses(file, metric)).filter(|it| *it > 0.0);
        match *self {
            Aggregate::Total(metric) => {
                let files: Vec<&FileMetrics> = files.iter().map(|file| &file.metrics).collect();
                metric.of_files(&files).unwrap_or(0.0)
            }
            Aggregate::OverLimit(metric) => beyond(metric).fold(0.0, |sum, _| sum + 1.0),
            Aggregate::Excess(metric) => beyond(metric).fold(0.0, |sum, excess| sum + excess),
        }
    }
}

/// How far the functions of a file are beyond their limits on a metric.
#[derive(Debug)]
pub(crate) struct Excesses<'a> {
    policy: &'a Policy,
    path: &'a Path,
    language: &'a str,
    metric: &'static Metric,
    /// The bounds for all functions, where none has its own.
    common: Option<(Option<f64>, Option<f64>)>,
}

impl<'a> Excesses<'a> {
    /// Of a file, given by its absolute path.
    #[must_use]
    pub(crate) fn new(
        policy: &'a Policy,
        path: &'a Path,
        language: &'a str,
        metric: &'static Metric,
    ) -> Excesses<'a> {
        let by_name = policy.for_file(path, language).iter().any(|rule| rule.functions.is_some());
        let common = (!by_name).then(|| bounds(policy.for_path(path, Some(language)), metric));
        Excesses { policy, path, language, metric, common }
    }

    /// How far a function is beyond its limit; `None` if it keeps it or has none.
    #[must_use]
    pub(crate) fn of(&self, function: &FunctionMetrics) -> Option<f64> {
        let value = self.metric.of_function(function)?;
        let (max, min) = self.common.unwrap_or_else(|| {
            let name = &function.qualified_name;
            bounds(self.policy.for_function(self.path, self.language, name), self.metric)
        });
        let over = max.map(|max| value - max).filter(|over| *over > 0.0);
        over.or_else(|| min.map(|min| min - value).filter(|under| *under > 0.0))
    }
}

fn bounds(limits: Vec<super::InForce<'_>>, metric: &Metric) -> (Option<f64>, Option<f64>) {
    let limit = limits.into_iter().find(|it| std::ptr::eq(it.metric, metric));
    limit.map_or((None, None), |it| (it.bounds.max, it.bounds.min))
}
