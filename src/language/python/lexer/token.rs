//! What a lexer gives: tokens one by one, whether a line ends a chunk, or that the text has none.

use std::ops::Range;

/// What those who read tokens need to know of one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::language::python) enum Token {
    Comment,
    String {
        spans_lines: bool,
    },
    Colon,
    /// The `:` before the format spec of a replacement field.
    SpecColon,
    Semicolon,
    /// The `{` of a replacement field.
    FieldStart,
    /// Start, end or text of an f-string.
    FString,
    /// Name, number or operator.
    Other,
    /// End of an empty line inside a chunk.
    LineEnd,
}

/// What takes the tokens, each with its place in the line; of one that spans lines, its place in the last.
pub(in crate::language::python) trait Sink {
    fn push(&mut self, token: Token, place: Range<usize>);
}

/// Whether a chunk may end with this line.
pub(in crate::language::python) enum LineEnd {
    Closed,
    Open,
}

/// The text cannot become tokens, whatever follows.
pub(in crate::language::python) struct Malformed;
