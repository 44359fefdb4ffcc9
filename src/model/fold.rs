//! The value of several files together.

use super::metric::Values;
use super::{FileMetrics, Fold, FunctionMetrics, Metric};
use std::ops::Add;

impl Metric {
    /// Whether several files together have a value.
    #[must_use]
    pub fn has_total(&self) -> bool {
        self.fold.is_some() || matches!(self.values, Values::Files(_))
    }

    /// Whether the value of several files is the sum of theirs, so that it is known how it grew if it is known which of
    /// them changed.
    #[must_use]
    pub fn is_sum(&self) -> bool {
        self.fold == Some(Fold::Sum)
    }

    /// Whether it is one of several files alone, and not of what is in them.
    #[must_use]
    pub fn is_of_groups(&self) -> bool {
        matches!(self.values, Values::Files(_) | Values::Limits)
    }

    /// Whether what each file adds to the value of several is all that has to be known of it ([`Summand`]).
    #[must_use]
    pub fn has_summands(&self) -> bool {
        self.is_sum() || matches!(self.values, Values::Files(_))
    }

    /// What a file adds to the value of several, for a metric that [has them](Metric::has_summands).
    #[must_use]
    pub fn summand_of(&self, file: &FileMetrics) -> Summand {
        match self.values {
            Values::Files(_) => Summand::of_erosion(file),
            _ => Summand { part: self.of_file(file).unwrap_or(0.0), whole: 0.0 },
        }
    }

    /// The value that the sum of what some files add comes to; 0 where these have none.
    #[must_use]
    pub fn of_summands(&self, sum: Summand) -> f64 {
        match self.values {
            Values::Files(_) if sum.whole > 0.0 => sum.part / sum.whole,
            Values::Files(_) => 0.0,
            _ => sum.part,
        }
    }

    /// Its value for several files; `None` where these have none.
    #[must_use]
    pub fn of_files(&self, files: &[&FileMetrics]) -> Option<f64> {
        if let Values::Files(value) = self.values {
            return value(files);
        }
        let values = files.iter().filter_map(|file| Some((self.of_file(file)?, *file)));
        match self.fold? {
            Fold::Sum => values.map(|(value, _)| value).reduce(|sum, value| sum + value),
            Fold::Max => values.map(|(value, _)| value).reduce(f64::max),
            Fold::MeanOfFiles => weighted_mean(values.map(|(value, _)| (value, 1.0))),
            Fold::MeanOfOutermost => mean_of(values, |function| function.depth == 0),
            Fold::MeanOfFunctions => mean_of(values, |_| true),
            Fold::MeanOfScored => mean_of(values, |function| function.cognitive.is_some()),
        }
    }
}

/// The mean of the means of files, each over some of its functions; 0 without any.
fn mean_of<'a>(
    means: impl Iterator<Item = (f64, &'a FileMetrics)>,
    counts: impl Fn(&FunctionMetrics) -> bool,
) -> Option<f64> {
    let counted = |file: &FileMetrics| file.functions.iter().filter(|it| counts(it)).map(|_| 1.0).sum();
    weighted_mean(means.map(|(value, file)| (value, counted(file)))).or(Some(0.0))
}

/// The mean of weighted values; `None` where there is nothing to weigh.
pub fn weighted_mean(values: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let (sum, weights) =
        values.fold((0.0, 0.0), |(sum, weights), (value, weight)| (sum + value * weight, weights + weight));
    (weights > 0.0).then(|| sum / weights)
}

/// What a file adds to the value of several, where that is all that has to be known of it: a sum or, of a share, the
/// part and the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Summand {
    /// The value or, of a share, the part.
    pub part: f64,
    /// Of a share the whole, else 0.
    pub whole: f64,
}

impl Add for Summand {
    type Output = Summand;

    fn add(self, other: Summand) -> Summand {
        Summand { part: self.part + other.part, whole: self.whole + other.whole }
    }
}

impl Summand {
    /// The complexity that is in the complex functions of a file, and that of all its functions.
    #[must_use]
    pub fn of_erosion(file: &FileMetrics) -> Summand {
        const COMPLEX: u32 = 10;
        let add = |sum: Summand, it: &FunctionMetrics| {
            let mass = f64::from(it.cyclomatic) * f64::from(it.location.lines()).sqrt();
            sum + Summand { part: if it.cyclomatic > COMPLEX { mass } else { 0.0 }, whole: mass }
        };
        file.functions.iter().fold(Summand::default(), add)
    }
}

/// The share of the complexity of some files that is in their complex functions.
pub(super) fn erosion(files: &[&FileMetrics]) -> Option<f64> {
    let all = files.iter().map(|file| Summand::of_erosion(file)).fold(Summand::default(), Summand::add);
    (all.whole > 0.0).then(|| all.part / all.whole)
}
