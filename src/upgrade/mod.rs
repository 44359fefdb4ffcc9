//! Which numbers moved between an old baseline or old records and now, and why: it touches nothing else, and it cannot
//! fail.
//!
//! A number moved because of this program where the code says what it said and the definition of the metric has another
//! version; because of the code where the definition is the same; and where both changed nobody can tell.

mod entries;
mod records;

pub(crate) use entries::of_entries;
pub use records::of_records;

use crate::model::{Definitions, Metric, Scope};
use std::collections::BTreeMap;

/// What moved, in the order of the files and in them of the text.
#[derive(Debug, Default)]
pub struct Upgrade {
    /// The numbers that moved.
    pub numbers: Vec<MovedNumber>,
    /// The metrics whose definition moved, with its versions then and now.
    pub definitions: BTreeMap<String, (u32, u32)>,
    /// How many functions, classes and files, or entries of a baseline, were found again.
    pub found: usize,
    /// How many of them are nowhere that was looked at.
    pub gone: usize,
}

/// A number that moved.
#[derive(Clone, Debug, PartialEq)]
pub struct MovedNumber {
    /// The file, as it is called now.
    pub path: String,
    /// What kind of thing it is.
    pub scope: Scope,
    /// Qualified name of the function or class; empty for a file.
    pub name: String,
    /// Line of its beginning, 1-based; `None` where that is not known.
    pub line: Option<u32>,
    /// The metric.
    pub metric: &'static str,
    /// What it was.
    pub before: f64,
    /// What it is.
    pub after: f64,
    /// The versions of the definition then, where somebody noted it, and now.
    pub versions: (Option<u32>, u32),
    /// Why it moved.
    pub because: Because,
}

/// Why a number moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Because {
    /// The code says what it said: this program counts in another way.
    Definition,
    /// The code changed, and the definition did not.
    Code,
    /// Both may have: the code changed or is not known, and so did the definition.
    Either,
    /// Neither did, as far as is known: a version that should have been raised, or a defect.
    Unexplained,
}

impl Because {
    /// All, in the order in which they are summed up.
    pub const ALL: [Because; 4] = [Because::Definition, Because::Code, Because::Either, Because::Unexplained];

    /// Its word in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Because::Definition => "definition",
            Because::Code => "code",
            Because::Either => "either",
            Because::Unexplained => "unexplained",
        }
    }
}

impl Upgrade {
    /// How many numbers moved for a reason.
    #[must_use]
    pub fn count(&self, because: Because) -> usize {
        self.numbers.iter().filter(|it| it.because == because).count()
    }

    fn note(&mut self, then: &Definitions, now: &Definitions) {
        let moved = then.moved(now).map(|moved| (moved.metric.to_owned(), moved.versions));
        self.definitions.extend(moved);
    }
}

/// Why a number moved. Of files and classes, equal hashes do not say that all of the code is equal; nor does that of a
/// function say how many blank lines there are in it.
fn because(scope: Scope, metric: &Metric, is_same: Option<bool>, then: Option<u32>) -> Because {
    let is_redefined = then.map(|version| version != metric.version);
    match (is_same, is_redefined) {
        (Some(true), Some(true) | None) => Because::Definition,
        (Some(true), Some(false)) if scope == Scope::Function && metric.id != "loc" => Because::Unexplained,
        (_, Some(false)) => Because::Code,
        (_, Some(true) | None) => Because::Either,
    }
}

/// Whether a number moved: other machines may round the last digits in another way.
fn differs(before: f64, after: f64) -> bool {
    (before - after).abs() > 1e-9 * before.abs().max(after.abs())
}

#[cfg(test)]
mod tests;
