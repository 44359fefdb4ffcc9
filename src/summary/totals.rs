//! Sums and means over everything that was measured.

use super::subject::mean;
use crate::model::{FileMetrics, FunctionMetrics, Outcome, Rank};
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
    /// Cyclomatic complexity of the outermost functions.
    pub cyclomatic: Option<Spread>,
    /// Cognitive complexity of the outermost functions.
    pub cognitive: Option<Spread>,
    /// Maintainability index of the files.
    pub maintainability: Option<Spread>,
}

/// Where the values of a metric lie.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spread {
    /// Their mean.
    pub average: f64,
    /// Letter of the mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub average_rank: Option<Rank>,
    /// The worst of them.
    pub worst: f64,
    /// Letter of the worst.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worst_rank: Option<Rank>,
}

impl Totals {
    pub(super) fn of(outcome: &Outcome) -> Totals {
        let files = || outcome.records.iter().map(|record| &record.metrics);
        let functions = || files().flat_map(|file| &file.functions).filter(|function| function.depth == 0);
        let sum = |count: fn(&FileMetrics) -> u32| files().map(|file| u64::from(count(file))).sum();
        let cyclomatic = functions().map(|function| f64::from(function.cyclomatic));
        let cognitive =
            functions().filter_map(|function: &FunctionMetrics| function.cognitive.map(f64::from));
        Totals {
            files: outcome.records.len(),
            functions: files().map(|file| file.functions.len()).sum(),
            classes: files().map(|file| file.classes.len()).sum(),
            skipped: outcome.skipped.len(),
            partial: files().filter(|file| file.parse_errors > 0).count(),
            loc: sum(|file| file.raw.loc),
            lloc: sum(|file| file.raw.lloc),
            sloc: sum(|file| file.raw.sloc),
            cyclomatic: Spread::of(cyclomatic, f64::max, Some(Rank::of_cyclomatic)),
            cognitive: Spread::of(cognitive, f64::max, None),
            maintainability: Spread::of(
                files().map(|file| file.maintainability),
                f64::min,
                Some(Rank::of_maintainability),
            ),
        }
    }
}

impl Spread {
    fn of(
        values: impl Iterator<Item = f64> + Clone,
        worst: fn(f64, f64) -> f64,
        rank: Option<fn(f64) -> Rank>,
    ) -> Option<Spread> {
        let average = mean(values.clone().map(|value| (value, 1.0)))?;
        let worst = values.reduce(worst)?;
        let letter = |value| rank.map(|rank| rank(value));
        Some(Spread { average, average_rank: letter(average), worst, worst_rank: letter(worst) })
    }
}
