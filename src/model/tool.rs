//! The program as reports name it.

use super::Metric;
use serde::Serialize;

/// Where a page of the documentation of this version is, by its path below `docs`.
#[must_use]
pub fn documentation(page: &str) -> String {
    format!("{}/blob/v{}/docs/{page}", env!("CARGO_PKG_REPOSITORY"), env!("CARGO_PKG_VERSION"))
}

/// Where a rule is explained: what `metrics list ID` says of a metric, or a section about other findings.
#[must_use]
pub fn explanation_of(rule: &str) -> String {
    match Metric::find(rule) {
        Some(metric) => documentation(&format!("metrics/{}.md", metric.id)),
        None => documentation(&format!("rules.md#{rule}")),
    }
}

/// The program and the version of its numbers.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Tool {
    /// Name of the command.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// Hash of what the numbers depend on besides the files.
    pub fingerprint: &'static str,
}
