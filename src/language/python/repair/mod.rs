//! Rewrites what tree-sitter-python 0.25.0 does not know of Python 3.13, token by token, in constructs that it knows and
//! that every metric counts alike. What is not known to be valid stays as it is: an error must not be hidden.

mod rewriting;
mod rules;
mod span;
mod state;
#[cfg(test)]
mod tests;
mod words;

use super::lexer::{Lexer, LineEnd};
use crate::language::Repaired;
use rules::Rules;

/// The text with edits; `None` if there is nothing to repair, or if it can be no Python.
pub(super) fn repaired(text: &[u8]) -> Option<Repaired> {
    let (mut lexer, mut rules) = (Lexer::default(), Rules::new(text));
    let (mut start, mut indent, mut is_open) = (0, 0, false);
    for line in text.split(|byte| *byte == b'\n') {
        let (width, code) = margin(line);
        if !lexer.is_continued() && rules.is_at_start() {
            indent = width;
        } else if width < indent && !code.is_empty() && !lexer.is_in_string() {
            rules.indent(start, indent);
        }
        rules.begin_line(start + line.len() - code.len());
        is_open = matches!(lexer.line(code, &mut rules).ok()?, LineEnd::Open);
        if !is_open {
            rules.end_line();
        }
        if rules.is_refused() {
            return None;
        }
        start += line.len() + 1;
    }
    let edits = rules.edits().filter(|_| !is_open)?;
    Some(Repaired::new(text, edits))
}

/// How far a line is indented, as the grammar counts, and what follows.
fn margin(line: &[u8]) -> (usize, &[u8]) {
    let is_space = |byte: &&u8| matches!(byte, b' ' | b'\t' | 0x0c);
    let (space, code) = line.split_at(line.iter().take_while(is_space).count());
    let width = space.iter().fold(0, |width, byte| match byte {
        b' ' => width + 1,
        b'\t' => width + rewriting::TAB,
        _ => 0,
    });
    (width, code)
}
