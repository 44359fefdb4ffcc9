//! How alike two things are by their values.

use crate::model::{ClassMetrics, FileMetrics, FunctionMetrics, Metric};

/// What is compared, of functions, of classes and of files: whatever may have a limit and tells one from another.
const OF_FUNCTIONS: [&str; 6] =
    ["cyclomatic", "cognitive", "parameters", "nesting", "halstead.length", "halstead.vocabulary"];
const OF_CLASSES: [&str; 3] = ["cyclomatic", "weighted_methods", "methods"];
const OF_FILES: [&str; 4] = ["cyclomatic.total", "cognitive.total", "raw.sloc", "maintainability"];

/// Values by the ids of their metrics.
pub(crate) type Values = Vec<(&'static str, f64)>;

/// So many values tell a function from another one, even without a name.
const ENOUGH: usize = 4;

/// Whether so much can be told of a thing that another one is hardly like it by chance: most small functions are alike.
pub(super) fn is_distinct(values: &Values) -> bool {
    const LEAST: f64 = 20.0;
    values.len() >= ENOUGH && values.iter().map(|(_, value)| value).sum::<f64>() >= LEAST
}

/// Whether two functions are known to take as many parameters.
pub(super) fn have_equal_parameters(a: &Values, b: &Values) -> bool {
    let parameters = |values: &Values| {
        values.iter().find(|(id, _)| *id == "parameters").map(|&(_, count)| count.to_bits())
    };
    parameters(a).is_some_and(|count| parameters(b) == Some(count))
}

/// Those of a function.
pub(super) fn of_function(function: &FunctionMetrics) -> Values {
    values(&OF_FUNCTIONS, |metric| metric.of_function(function))
}

/// Those of a class.
pub(super) fn of_class(class: &ClassMetrics) -> Values {
    values(&OF_CLASSES, |metric| metric.of_class(class))
}

/// Those of a file.
pub(super) fn of_file(file: &FileMetrics) -> Values {
    values(&OF_FILES, |metric| metric.of_file(file))
}

/// The id of a metric that is compared, as the catalogue has it.
#[must_use]
pub(crate) fn id(id: &str) -> Option<&'static str> {
    let mut all = OF_FUNCTIONS.iter().chain(&OF_CLASSES).chain(&OF_FILES);
    all.find(|known| **known == id).copied()
}

fn values(ids: &[&'static str], value: impl Fn(&Metric) -> Option<f64>) -> Values {
    ids.iter().filter_map(|&id| Some((id, value(Metric::find(id)?)?))).collect()
}

/// How alike two are, from 0 to 1: the smaller value as a part of the larger one, in the mean.
pub(super) fn likeness(a: &Values, b: &Values) -> f64 {
    let (mut sum, mut count) = (0.0, 0_u32);
    for (id, ours) in a {
        if let Some((_, theirs)) = b.iter().find(|(other, _)| other == id) {
            // One more, so that 0 and 1 are not as far apart as can be.
            let (small, large) = (ours.min(*theirs).max(0.0) + 1.0, ours.max(*theirs).max(0.0) + 1.0);
            sum += small / large;
            count += 1;
        }
    }
    if count == 0 { 0.5 } else { sum / f64::from(count) }
}
