//! Reads a script as the language has it, and rewrites it in constructs that tree-sitter-javascript and
//! tree-sitter-typescript know and that every metric but Halstead's counts alike.

mod access;
mod class;
mod declaration;
mod expression;
mod function;
mod markup;
mod members;
mod module;
mod primary;
mod reader;
mod rewrite;
mod statement;
#[cfg(test)]
mod tests;
mod token;
mod types;
mod words;

use crate::language::Repaired;
use memchr::memmem;
use reader::{Dialect, Reader};
use token::Scanner;

pub(super) fn javascript(text: &[u8]) -> Option<Repaired> {
    repaired(text, Dialect { types: false, markup: true })
}

pub(super) fn typescript(text: &[u8]) -> Option<Repaired> {
    repaired(text, Dialect { types: true, markup: false })
}

pub(super) fn tsx(text: &[u8]) -> Option<Repaired> {
    repaired(text, Dialect { types: true, markup: true })
}

/// Words behind which the grammars end a statement or a member where their line ends, and the language does not.
const HALVES: [&[u8]; 6] = [b"let", b"static", b"export", b"await", b"get", b"set"];

/// What begins an operand behind `await`, and goes on with an expression behind a name.
const OPENINGS: &[u8] = b"/{[~+-!<`";

/// How far behind such a word a line end is looked for: comments may be long, and the words many.
const FARTHEST: usize = 256;

/// Whether a line ends behind a word that goes on in the next one, or `await` stands before what might also
/// follow a name.
pub(super) fn is_misread(text: &[u8]) -> bool {
    HALVES.iter().any(|word| memmem::find_iter(text, word).any(|at| is_half(text, at, at + word.len())))
}

fn is_half(text: &[u8], start: usize, end: usize) -> bool {
    let near = &text[..text.len().min(end + FARTHEST)];
    let scanner = Scanner { text: near, has_html_comments: false };
    let is_word = start.checked_sub(1).is_none_or(|before| scanner.word(before) == before);
    if !is_word {
        return false;
    }
    let (next, line_ended) = scanner.skip(end);
    line_ended || near[start..end] == *b"await" && near.get(next).is_some_and(|byte| OPENINGS.contains(byte))
}

/// The text as it is rewritten; `None` if it cannot be read.
fn repaired(text: &[u8], dialect: Dialect) -> Option<Repaired> {
    [true, false].into_iter().find_map(|is_module| {
        let mut reader = Reader::new(text, dialect, is_module);
        reader.program().ok()?;
        Some(Repaired::new(text, std::mem::take(&mut reader.edits)))
    })
}
