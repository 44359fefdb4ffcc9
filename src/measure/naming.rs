//! What the outline of a file needs to know of its language.

use crate::model::FunctionKinds;
use std::borrow::Cow;

/// What the outline needs to know of a language.
#[derive(Clone, Copy)]
pub(crate) struct Naming {
    /// The spelling by which the language knows an identifier; empty if the text is no name.
    pub(crate) identifier: fn(&[u8]) -> Cow<'_, [u8]>,
    /// What tells the kind of a function.
    pub(crate) kinds: FunctionKinds,
}
