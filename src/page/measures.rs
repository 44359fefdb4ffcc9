//! The metrics that a page can be coloured by, and the levels that it tells apart.

use crate::model::{FileMetrics, FunctionMetrics};

/// How many levels of a value are told apart, from harmless to worst.
pub(crate) const LEVELS: usize = 6;

/// A metric that a map can be coloured by.
#[derive(Debug)]
pub(crate) struct Measure {
    /// Its name for a person.
    pub title: &'static str,
    /// What it is called where there is little room.
    pub head: &'static str,
    /// Where each level after the first begins.
    pub bounds: [f64; LEVELS - 1],
    /// Whether the higher value is the better one.
    pub is_higher_better: bool,
    /// The value of a file: the worst of its functions, or its own.
    pub of_file: fn(&FileMetrics) -> Option<f64>,
    /// The value of a function, if functions have one.
    pub of_function: fn(&FunctionMetrics) -> Option<f64>,
}

/// In the order of their choice: of cyclomatic complexity the levels are the ranks A to F of radon 6.0.1, of
/// maintainability they go down from there, and of cognitive complexity they follow `SonarSource`'s limit of 15.
pub(crate) const MEASURES: &[Measure] = &[
    Measure {
        title: "Cyclomatic complexity",
        head: "cc",
        bounds: [6.0, 11.0, 21.0, 31.0, 41.0],
        is_higher_better: false,
        of_file: |file| worst(file.functions.iter().map(|function| function.cyclomatic)),
        of_function: |function| Some(f64::from(function.cyclomatic)),
    },
    Measure {
        title: "Cognitive complexity",
        head: "cog",
        bounds: [6.0, 11.0, 16.0, 26.0, 51.0],
        is_higher_better: false,
        of_file: |file| worst(file.functions.iter().filter_map(|function| function.cognitive)),
        of_function: |function| function.cognitive.map(f64::from),
    },
    Measure {
        title: "Maintainability index",
        head: "mi",
        bounds: [65.0, 50.0, 35.0, 20.0, 10.0],
        is_higher_better: true,
        of_file: |file| Some(file.maintainability),
        of_function: |_| None,
    },
];

fn worst(values: impl Iterator<Item = u32>) -> Option<f64> {
    values.max().map(f64::from)
}

impl Measure {
    /// The level of a value, 0 for the harmless ones.
    #[must_use]
    pub(crate) fn level(&self, value: f64) -> usize {
        let is_beyond = |bound: &&f64| if self.is_higher_better { value < **bound } else { value >= **bound };
        self.bounds.iter().take_while(is_beyond).count()
    }

    /// What a level is called in a legend: `11–20`, `above 50`.
    #[must_use]
    pub(crate) fn label(&self, level: usize) -> String {
        let (before, after) = (level.checked_sub(1).map(|it| self.bounds[it]), self.bounds.get(level));
        match (before, after, self.is_higher_better) {
            (None, Some(after), false) => format!("up to {}", after - 1.0),
            (Some(before), Some(after), false) => format!("{before}–{}", after - 1.0),
            (Some(before), None, false) => format!("{before} and more"),
            (None, Some(after), true) => format!("{after} and more"),
            (Some(before), Some(after), true) => format!("{after} to {before}"),
            (Some(before), None, true) => format!("below {before}"),
            (None, None, _) => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_of_cyclomatic_complexity_are_the_ranks() {
        let levels = [1.0, 5.0, 6.0, 10.0, 11.0, 21.0, 31.0, 40.0, 41.0].map(|it| MEASURES[0].level(it));
        assert_eq!(levels, [0, 0, 1, 1, 2, 3, 4, 4, 5]);
        let labels: Vec<_> = (0..LEVELS).map(|it| MEASURES[0].label(it)).collect();
        assert_eq!(labels, ["up to 5", "6–10", "11–20", "21–30", "31–40", "41 and more"]);
    }

    #[test]
    fn where_higher_is_better_the_levels_go_down() {
        let levels = [100.0, 65.0, 64.9, 20.0, 9.9].map(|it| MEASURES[2].level(it));
        assert_eq!(levels, [0, 0, 1, 3, 5]);
        assert_eq!(MEASURES[2].label(5), "below 10");
        assert_eq!(MEASURES[2].label(0), "65 and more");
    }
}
