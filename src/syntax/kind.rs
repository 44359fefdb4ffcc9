//! Numbers of kinds that stand for no kind of a grammar.

/// The kind of what a grammar could not parse, the same in every grammar.
pub(super) const ERROR: u16 = u16::MAX;

/// Stands for the absence of a kind: none is ever numbered so high.
pub(super) const NOTHING: u16 = ERROR - 1;
