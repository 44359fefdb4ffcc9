//! Sums and means over everything that was measured.

use crate::model::{FileMetrics, FunctionMetrics, Outcome, Rank, weighted_mean};
use serde::Serialize;

/// Sums and means over everything that was measured.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Totals {
    /// Files that were measured.
    pub files: usize,
    /// Functions in them.
    pub functions: usize,
    /// Classes in them.
    pub classes: usize,
    /// Files that were met and not measured.
    pub skipped: usize,
    /// Files that the parser did not wholly understand.
    pub partial: usize,
    /// Physical lines.
    pub loc: u64,
    /// Logical lines.
    pub lloc: u64,
    /// Lines with code.
    pub sloc: u64,
    /// Cyclomatic complexity: at worst of all functions and classes, on average of the outermost functions.
    pub cyclomatic: Option<Spread>,
    /// Cognitive complexity: at worst of all functions, on average of the outermost ones.
    pub cognitive: Option<Spread>,
    /// Maintainability index of the files.
    pub maintainability: Option<Spread>,
}

/// Where the values of a metric lie.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spread {
    /// The mean over the outermost functions, as radon gives it, or over the files.
    pub average: f64,
    /// Letter of that mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub average_rank: Option<Rank>,
    /// The mean over everything that has a value.
    pub mean: f64,
    /// Letter of that mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean_rank: Option<Rank>,
    /// The worst of everything that has a value, and so of every row of a report.
    pub worst: f64,
    /// Letter of the worst.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worst_rank: Option<Rank>,
}

impl Totals {
    pub(super) fn of(outcome: &Outcome) -> Totals {
        let files = || outcome.records.iter().map(|record| &record.metrics);
        let sum = |count: fn(&FileMetrics) -> u32| files().map(|file| u64::from(count(file))).sum();
        let maintainability = || files().map(|file| file.maintainability);
        Totals {
            files: outcome.records.len(),
            functions: files().map(|file| file.functions.len()).sum(),
            classes: files().map(|file| file.classes.len()).sum(),
            skipped: outcome.skipped.len(),
            partial: files().filter(|file| file.parse_errors > 0).count(),
            loc: sum(|file| file.raw.loc),
            lloc: sum(|file| file.raw.lloc),
            sloc: sum(|file| file.raw.sloc),
            cyclomatic: cyclomatic(outcome),
            cognitive: cognitive(outcome),
            maintainability: Spread::of(
                mean_of(maintainability()),
                mean_of(maintainability()),
                maintainability().reduce(f64::min),
                Some(Rank::of_maintainability),
            ),
        }
    }
}

fn cyclomatic(outcome: &Outcome) -> Option<Spread> {
    let outermost = functions(outcome).filter(|function| function.depth == 0);
    let classes = outcome.records.iter().flat_map(|record| &record.metrics.classes);
    let value = |function: &FunctionMetrics| f64::from(function.cyclomatic);
    let worst = functions(outcome).map(value).chain(classes.map(|class| f64::from(class.cyclomatic)));
    let rank = Some(Rank::of_cyclomatic as fn(f64) -> Rank);
    Spread::of(
        mean_of(outermost.map(value)),
        mean_of(functions(outcome).map(value)),
        worst.reduce(f64::max),
        rank,
    )
}

fn cognitive(outcome: &Outcome) -> Option<Spread> {
    let outermost = functions(outcome).filter(|function| function.depth == 0);
    let value = |function: &FunctionMetrics| function.cognitive.map(f64::from);
    let all = || functions(outcome).filter_map(value);
    Spread::of(mean_of(outermost.filter_map(value)), mean_of(all()), all().reduce(f64::max), None)
}

fn functions(outcome: &Outcome) -> impl Iterator<Item = &FunctionMetrics> {
    outcome.records.iter().flat_map(|record| &record.metrics.functions)
}

fn mean_of(values: impl Iterator<Item = f64>) -> Option<f64> {
    weighted_mean(values.map(|value| (value, 1.0)))
}

impl Spread {
    /// Nothing where nothing has a value; where no outermost function has one, their average is 0 and has
    /// no letter.
    fn of(
        average: Option<f64>,
        mean: Option<f64>,
        worst: Option<f64>,
        rank: Option<fn(f64) -> Rank>,
    ) -> Option<Spread> {
        let letter = |value: Option<f64>| Some(rank?(value?));
        Some(Spread {
            average: average.unwrap_or(0.0),
            average_rank: letter(average),
            mean: mean.unwrap_or(0.0),
            mean_rank: letter(mean),
            worst: worst?,
            worst_rank: letter(worst),
        })
    }
}
