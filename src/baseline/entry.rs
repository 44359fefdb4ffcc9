//! An entry: a value beyond its limit, and by what it is known again.

use crate::model::{Cause, Finding, Scope};
use std::cmp::Ordering;

/// A value beyond its limit, in the baseline or now.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The file from the root of the repository, with `/`.
    pub path: String,
    /// What kind of thing it is.
    pub scope: Scope,
    /// Qualified name of the function or class; empty for a file.
    pub name: String,
    /// How many functions or classes of this name stand before it in the file.
    pub ordinal: u32,
    /// Id of the metric.
    pub metric: String,
    /// What it came to.
    pub value: f64,
    /// Hash of what it says, without its own name.
    pub body: u64,
}

impl Entry {
    /// The entry of a finding; `None` for one that no limit is the matter of.
    #[must_use]
    pub fn of(finding: &Finding) -> Option<Entry> {
        let Cause::Limit(breach) = &finding.cause else { return None };
        Some(Entry {
            path: finding.in_repository.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"),
            scope: finding.scope,
            name: finding.name.clone(),
            ordinal: u32::try_from(finding.ordinal).unwrap_or(u32::MAX),
            metric: breach.metric.id.to_owned(),
            value: breach.value,
            body: finding.body,
        })
    }

    /// The order of the file: no two entries of one state of a repository are equal in it.
    #[must_use]
    pub fn order(&self, other: &Entry) -> Ordering {
        self.key().cmp(&other.key())
    }

    /// What tells it from all others of the same state.
    pub(super) fn key(&self) -> (&str, &str, &str, u32, &str) {
        (&self.path, &self.name, self.scope.word(), self.ordinal, &self.metric)
    }
}
