//! A piece of code that is put in brackets if the grammar needs them, and if Python takes it without.

use super::words::{is_comparison, is_keyword, is_name, is_number};

/// What is put in brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An annotation, a return type, the value of a `type` statement, the bound or the default of a type parameter.
    Type {
        /// The bytes that end it.
        ends: &'static [u8],
    },
    /// What stands behind a star.
    Starred,
    /// The same in a subscript, where all but a walrus stands without brackets.
    StarredIndex,
    /// The same where a pattern may stand, in which names are starred.
    StarredValue,
    /// The same in brackets, where the grammar misreads only calls of what begins with a name.
    StarredName,
}

/// A piece of code whose end was not met yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) kind: Kind,
    /// How many brackets are open around it.
    pub(super) depth: usize,
    /// Index of the edit that may open it.
    pub(super) edit: usize,
    /// How many `[` the text had before it.
    pub(super) squares: usize,
    /// Whether Python takes it without brackets, as far as its own tokens say.
    pub(super) is_valid: bool,
}

impl Kind {
    pub(super) fn is_starred(self) -> bool {
        !matches!(self, Kind::Type { .. })
    }

    /// Whether such a piece may begin with a token; of a starred one, whether the grammar needs help then.
    pub(super) fn begins_with(self, word: &[u8]) -> bool {
        match self {
            Kind::Type { .. } => word != b"*" && !self.ends_at(word),
            Kind::Starred => is_value(word) || is_name(word),
            Kind::StarredIndex => is_value(word) || is_name(word) || is_prefix(word),
            Kind::StarredValue => is_value(word) || is_prefix(word),
            Kind::StarredName => is_name(word),
        }
    }

    /// Whether it ends before a token that stands beside it.
    pub(super) fn ends_at(self, word: &[u8]) -> bool {
        let [byte] = word else { return false };
        let ends = match self {
            Kind::Type { ends } => ends,
            Kind::Starred | Kind::StarredIndex | Kind::StarredValue | Kind::StarredName => b",=;\n",
        };
        ends.contains(byte) || b")]}".contains(byte)
    }

    /// Whether a token that stands in it, outside brackets, needs brackets in Python too.
    pub(super) fn refuses(self, word: &[u8]) -> bool {
        match self {
            Kind::Type { .. } => {
                matches!(word, b"," | b":" | b"=" | b":=" | b"->" | b"as" | b"async" | b"for" | b"yield")
            }
            Kind::StarredIndex | Kind::StarredValue => {
                matches!(word, b":" | b":=" | b"->" | b"!") || is_keyword(word) && !is_operator(word)
            }
            Kind::Starred | Kind::StarredName => {
                matches!(word, b":" | b":=" | b"->" | b"!")
                    || is_comparison(word)
                    || is_keyword(word) && word != b"await"
            }
        }
    }

    /// What is put around it, of a starred piece with the star. No metric looks into a starred subscript, just as the
    /// reference tools look into nothing that is starred.
    pub(super) fn brackets(self) -> [&'static str; 2] {
        match self {
            Kind::Type { .. } => ["(", ")"],
            Kind::Starred | Kind::StarredIndex | Kind::StarredValue | Kind::StarredName => ["*_[", "]"],
        }
    }
}

/// Whether it is a reserved word that an expression begins with.
fn is_prefix(word: &[u8]) -> bool {
    matches!(word, b"lambda" | b"not")
}

/// Whether it is a reserved word that stands in an expression outside of brackets.
fn is_operator(word: &[u8]) -> bool {
    is_prefix(word) || matches!(word, b"and" | b"await" | b"else" | b"if" | b"in" | b"is" | b"or")
}

/// Whether a starred piece that begins with it needs help, whatever follows.
fn is_value(word: &[u8]) -> bool {
    let is_word = matches!(word, b"True" | b"False" | b"None" | b"..." | b"await");
    let is_open = matches!(word, b"(" | b"[" | b"{" | b"\"" | b"+" | b"-" | b"~");
    is_word || is_open || is_number(word)
}
