//! An entry: a value beyond its limit, and by what it is known again.

use crate::model::{ClassMetrics, FileMetrics, FunctionMetrics, Scope};
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

/// What a file says: its functions in their order.
#[must_use]
pub fn body_of_file(file: &FileMetrics) -> u64 {
    combined(file.functions.iter(), u64::from(file.raw.lloc))
}

/// What a class says: the functions in it, in their order.
#[must_use]
pub fn body_of_class(file: &FileMetrics, class: &ClassMetrics) -> u64 {
    let place = class.location;
    let inside = |function: &&FunctionMetrics| {
        place.start_byte <= function.location.start_byte && function.location.end_byte <= place.end_byte
    };
    combined(file.functions.iter().filter(inside), u64::from(class.methods))
}

/// As names are no part of a body, they count here: a class of equal accessors is not any other such class.
fn combined<'a>(functions: impl Iterator<Item = &'a FunctionMetrics>, start: u64) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let add = |hash: u64, word: u64| (hash.rotate_left(23) ^ word).wrapping_mul(PRIME);
    functions.fold(add(PRIME, start), |hash, function| {
        function.name.bytes().fold(add(hash, function.body_hash), |hash, byte| add(hash, u64::from(byte)))
    })
}
