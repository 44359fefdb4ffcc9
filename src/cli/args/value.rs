//! How orders, numbers of rows and sizes are written.

use crate::config::{Color, Size, metric};
use crate::model::Metric;
use clap::ValueEnum;

/// An order of rows as it is typed.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) enum Sort {
    Path,
    By(&'static Metric),
}

impl Sort {
    /// The metric that orders the rows, if one does.
    pub(in crate::cli) fn metric(self) -> Option<&'static Metric> {
        match self {
            Sort::Path => None,
            Sort::By(metric) => Some(metric),
        }
    }
}

/// A number of rows as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Top {
    All,
    First(usize),
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum When {
    /// On a terminal that takes it.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl From<When> for Color {
    fn from(when: When) -> Color {
        match when {
            When::Auto => Color::Auto,
            When::Always => Color::Always,
            When::Never => Color::Never,
        }
    }
}

pub(super) fn sort(text: &str) -> Result<Sort, String> {
    if text == "path" { Ok(Sort::Path) } else { metric(text).map(Sort::By) }
}

pub(super) fn top(text: &str) -> Result<Top, String> {
    match text.parse() {
        _ if text == "all" => Ok(Top::All),
        Ok(first @ 1..) => Ok(Top::First(first)),
        _ => Err("expected `all` or a number from 1".to_owned()),
    }
}

/// A number of bytes with an optional unit, decimal or binary.
pub(super) fn size(text: &str) -> Result<u64, String> {
    Size::parse(text).map(|size| size.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_rows_is_positive() {
        assert_eq!((top("all"), top("3")), (Ok(Top::All), Ok(Top::First(3))));
        assert!(top("0").is_err() && top("-1").is_err() && top("").is_err());
    }
}
