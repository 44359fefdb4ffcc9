//! Which records a question wants, and which of them it keeps.

use crate::cache::Matters;
use crate::model::{Finding, Record};

/// What is found in a record that nobody needs afterwards; `None` if it is to be kept.
pub(crate) type Judge<'a> = dyn Fn(&Record) -> Option<Vec<Finding>> + Sync + 'a;

/// The records that a question wants: all of them, unless it says less.
#[derive(Clone, Copy, Default)]
pub(crate) struct Wanted<'a> {
    /// Whether the record of a file is wanted; without it every one is.
    pub(crate) matters: Option<&'a Matters<'a>>,
    /// Judges a file as soon as its record is at hand; without it every record is kept.
    pub(crate) judge: Option<&'a Judge<'a>>,
}
