//! A limit on a metric, and where it was set.

use std::fmt;
use std::path::PathBuf;

/// Bounds that a value must keep; without any, the metric is not limited, and with `warn` alone the bounds are those
/// that hold without it.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// A value above it is an error.
    pub max: Option<f64>,
    /// A value below it is an error.
    pub min: Option<f64>,
    /// A value that is worse in the metric's direction is a warning.
    pub warn: Option<f64>,
    /// Where it was set.
    pub origin: Origin,
}

impl Limit {
    /// Whether it has no bound, so that every value keeps it.
    #[must_use]
    pub fn is_lifted(&self) -> bool {
        self.max.is_none() && self.min.is_none() && self.warn.is_none()
    }

    /// Whether it says where warnings begin and nothing of errors.
    #[must_use]
    pub fn only_warns(&self) -> bool {
        self.warn.is_some() && self.max.is_none() && self.min.is_none()
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bounds = [("max", self.max), ("min", self.min), ("warn", self.warn)];
        let given: Vec<String> = bounds
            .iter()
            .filter_map(|(name, at)| at.map(|at| format!("{name} {}", super::Figure(at))))
            .collect();
        out.write_str(if given.is_empty() { "without a limit".to_owned() } else { given.join(" ") }.as_str())
    }
}

/// Where a setting comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Built in.
    Default,
    /// A preset with its name.
    Preset(&'static str),
    /// A line of a file, named as a person would.
    File(PathBuf, usize),
    /// A variable of the environment.
    Environment(&'static str),
    /// An option.
    CommandLine(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Default => out.write_str("default"),
            Origin::Preset(name) => write!(out, "preset {name}"),
            Origin::File(path, line) => write!(out, "{}:{line}", path.display()),
            Origin::Environment(name) | Origin::CommandLine(name) => out.write_str(name),
        }
    }
}
