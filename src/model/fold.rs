//! The value of several files together.

use super::metric::Values;
use super::{FileMetrics, Fold, FunctionMetrics, Metric};

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

/// The share of the complexity of some files that is in their complex functions.
pub(super) fn erosion(files: &[&FileMetrics]) -> Option<f64> {
    const COMPLEX: u32 = 10;
    let functions = || files.iter().flat_map(|file| &file.functions);
    let mass = |it: &FunctionMetrics| f64::from(it.cyclomatic) * f64::from(it.location.lines()).sqrt();
    // a sum without summands is -0
    let total = |masses: &mut dyn Iterator<Item = f64>| masses.fold(0.0, |sum, mass| sum + mass);
    let all = total(&mut functions().map(mass));
    let complex = total(&mut functions().filter(|it| it.cyclomatic > COMPLEX).map(mass));
    (all > 0.0).then(|| complex / all)
}
