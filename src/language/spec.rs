//! What the row of a language says.

use super::Repaired;
use super::source::{DecodeError, SourceText};
use crate::model::{Conventions, Dialect, Marks, OperandKey, RawLines, RoleSet};
use std::borrow::Cow;
use std::ops::Range;
use tree_sitter_language::LanguageFn;

/// Rewrites a text that the grammar could not parse in constructs that it knows, if there is anything to rewrite.
pub(crate) type Repair = fn(&[u8]) -> Option<Repaired>;

/// The code of another language in a file.
#[derive(Debug)]
pub struct Embedded {
    /// The name of the language; [`Embedded::row`] is its row.
    pub language: &'static str,
    /// Where the code stands, in order; each piece is a text of its own.
    pub pieces: Vec<Range<usize>>,
    /// Places that hold code which could not be made out.
    pub faults: Vec<Range<usize>>,
}

/// Everything the program knows of a language.
pub struct LanguageSpec {
    /// Its name in records and reports; of rows that share one, the first is the language proper.
    pub name: &'static str,
    /// Other words for it in a configuration; one that several languages share stands for all of them.
    pub words: &'static [&'static str],
    /// Suffixes of its files, without the dot; of several that fit, the longest counts.
    pub extensions: &'static [&'static str],
    /// Names of its interpreters in a `#!` line.
    pub interpreters: &'static [&'static str],
    /// Its grammar.
    pub grammar: LanguageFn,
    /// Its query files.
    pub queries: &'static [&'static str],
    /// Turns the bytes of a file into the text that is measured.
    pub decode: fn(Vec<u8>) -> Result<SourceText, DecodeError>,
    /// Counts lines, from a text, its marks and the offsets at which its lines begin.
    pub raw_lines: fn(&[u8], &Marks, &[u32]) -> RawLines,
    /// Offsets at which the lines of a text begin.
    pub line_starts: fn(&[u8]) -> Vec<u32>,
    /// The spelling of an identifier by which the language knows it.
    pub identifier: fn(&[u8]) -> Cow<'_, [u8]>,
    /// Tells the identity of an operand from its roles and its source parts; `None` if it equals no other.
    pub operand_identity: for<'a> fn(RoleSet, &[&'a [u8]]) -> Option<OperandKey<'a>>,
    /// Whether the text of a literal is one of the language.
    pub is_literal: fn(&[u8]) -> bool,
    /// What a comment up to the end of its line begins with.
    pub comment: &'static str,
    /// Name of the dialect that a text says it is in, if it is one that the grammar does not know.
    pub dialect: fn(&[u8]) -> Option<Dialect>,
    /// For files that hold code of another language: blanks out everything else, and tells what is left.
    pub embedded: Option<fn(&mut [u8]) -> Embedded>,
    /// For a grammar that does not know all of the language.
    pub repair: Option<Repair>,
    /// Whether the grammar may have misread a text without a trace in its tree, given the marks of it.
    pub misreads: fn(&[u8], &Marks) -> bool,
    /// How its reference tools sum up.
    pub conventions: Conventions,
}

/// A row is itself and no other, even if it has the name of another one.
impl PartialEq for LanguageSpec {
    fn eq(&self, other: &LanguageSpec) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for LanguageSpec {}

impl std::hash::Hash for LanguageSpec {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        std::ptr::hash(self, state);
    }
}

impl std::fmt::Debug for LanguageSpec {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.name)
    }
}
