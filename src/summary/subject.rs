//! What a row is about, and what a metric says of it.

use crate::model::{ClassMetrics, Fold, FunctionMetrics, Metric, Record};
use std::path::Path;

/// What a row is about.
#[derive(Clone, Debug)]
pub enum RowSubject<'a> {
    /// A function and the file that it stands in.
    Function(&'a Record, &'a FunctionMetrics),
    /// A class and the file that it stands in.
    Class(&'a Record, &'a ClassMetrics),
    /// A file.
    File(&'a Record),
    /// A directory.
    Directory(Directory<'a>),
}

/// A directory and the files that stand directly in it.
#[derive(Clone, Debug)]
pub struct Directory<'a> {
    /// Its path, `.` for the current one.
    pub path: &'a Path,
    /// Its files.
    pub files: Vec<&'a Record>,
}

impl<'a> RowSubject<'a> {
    /// The files that it stands in or consists of.
    pub(super) fn paths(&self) -> Vec<&'a Path> {
        match self {
            RowSubject::Function(record, _) | RowSubject::Class(record, _) | RowSubject::File(record) => {
                vec![&record.path]
            }
            RowSubject::Directory(directory) => {
                directory.files.iter().map(|file| file.path.as_path()).collect()
            }
        }
    }

    /// The value of a metric, `None` where it has none.
    pub(super) fn value(&self, metric: &Metric) -> Option<f64> {
        match self {
            RowSubject::Function(_, function) => metric.of_function(function),
            RowSubject::Class(_, class) => metric.of_class(class),
            RowSubject::File(record) => metric.of_file(&record.metrics),
            RowSubject::Directory(directory) => directory.value(metric),
        }
    }
}

impl Directory<'_> {
    fn value(&self, metric: &Metric) -> Option<f64> {
        let values = self.files.iter().filter_map(|file| Some((metric.of_file(&file.metrics)?, *file)));
        match metric.fold? {
            Fold::Sum => values.map(|(value, _)| value).reduce(|sum, value| sum + value),
            Fold::Max => values.map(|(value, _)| value).reduce(f64::max),
            Fold::MeanOfFiles => mean(values.map(|(value, _)| (value, 1.0))),
            Fold::MeanOfOutermost => mean_of(values, |function| function.depth == 0),
            Fold::MeanOfFunctions => mean_of(values, |_| true),
            Fold::MeanOfScored => mean_of(values, |function| function.cognitive.is_some()),
        }
    }
}

/// The mean of the means of files, each over some of its functions; 0 without any.
fn mean_of<'a>(
    means: impl Iterator<Item = (f64, &'a Record)>,
    counts: impl Fn(&FunctionMetrics) -> bool,
) -> Option<f64> {
    let counted = |file: &Record| file.metrics.functions.iter().filter(|it| counts(it)).map(|_| 1.0).sum();
    mean(means.map(|(value, file)| (value, counted(file)))).or(Some(0.0))
}

/// The mean of weighted values; `None` where there is nothing to weigh.
pub(super) fn mean(values: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let (sum, weights) =
        values.fold((0.0, 0.0), |(sum, weights), (value, weight)| (sum + value * weight, weights + weight));
    (weights > 0.0).then(|| sum / weights)
}
