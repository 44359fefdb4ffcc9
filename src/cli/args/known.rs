//! Values that a shell can complete: what is understood, and the words that it offers.

use super::target::{Targets, targets};
use super::value::{Sort, sort};
use crate::config::{PRESETS, Preset, limit_option, metric, preset};
use crate::model::{Limit, METRICS, Metric};
use crate::report::findings::ReportFormat;
use clap::builder::{PossibleValue, TypedValueParser};
use std::ffi::OsStr;

/// A parser with the words that it offers.
#[derive(Clone)]
pub(super) struct Known<T> {
    parse: fn(&str) -> Result<T, String>,
    words: fn() -> Vec<&'static str>,
}

impl<T: Clone + Send + Sync + 'static> TypedValueParser for Known<T> {
    type Value = T;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<T, clap::Error> {
        TypedValueParser::parse_ref(&self.parse, command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.words)().into_iter().map(PossibleValue::new)))
    }
}

fn ids() -> Vec<&'static str> {
    METRICS.iter().map(|metric| metric.id).collect()
}

/// The id of a metric.
pub(super) fn id() -> Known<&'static Metric> {
    Known { parse: metric, words: ids }
}

/// An order of rows.
pub(super) fn order() -> Known<Sort> {
    Known { parse: sort, words: || ids().into_iter().chain(["path"]).collect() }
}

/// A limit, of which the shell knows the id.
pub(super) fn limit() -> Known<(&'static Metric, Limit)> {
    Known { parse: limit_option, words: ids }
}

/// The name of a preset.
pub(super) fn preset_name() -> Known<&'static Preset> {
    Known { parse: preset, words: || PRESETS.iter().map(|preset| preset.name).collect() }
}

/// Reports, and the files that they go to.
pub(super) fn reports() -> Known<Targets> {
    Known { parse: targets, words: ReportFormat::names }
}

/// The format of a report on findings.
pub(super) fn report() -> Known<&'static ReportFormat> {
    Known { parse: crate::config::report_format, words: ReportFormat::names }
}
