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
use crate::model::Marks;
use rules::Rules;

/// The text with edits; `None` if there is nothing to repair. A statement at the margin that can be no Python is left
/// alone with what is in it, and the others are repaired.
pub(super) fn repaired(text: &[u8]) -> Option<Repaired> {
    let mut reader =
        Reader { lexer: Lexer::default(), rules: Rules::new(text), indent: 0, split: None, is_lost: false };
    let (mut start, mut is_open) = (0, false);
    for line in text.split(|byte| *byte == b'\n') {
        is_open = reader.line(start, line);
        start += line.len() + 1;
    }
    if is_open {
        reader.rules.forget();
    }
    let edits = reader.rules.edits()?;
    Some(Repaired::new(text, edits))
}

/// Reads a text line by line.
struct Reader<'a> {
    lexer: Lexer,
    rules: Rules<'a>,
    /// That of the block around the line.
    indent: usize,
    /// Only backslashes stood where a statement begins, the first of them behind space so far indented.
    split: Option<usize>,
    /// In what can be no Python.
    is_lost: bool,
}

impl Reader<'_> {
    /// Reads one more line; tells whether its statement goes on.
    fn line(&mut self, start: usize, line: &[u8]) -> bool {
        let (width, code) = margin(line);
        let is_at_margin = width == 0 && !code.is_empty() && !self.lexer.is_in_string();
        if is_at_margin && (self.is_lost || self.rules.is_in_brackets()) && begins_block(code) {
            self.lose();
            self.is_lost = false;
        }
        if self.is_lost {
            return false;
        }
        self.margin(start, line.len() - code.len(), width, code);
        self.rules.begin_line(start + line.len() - code.len());
        let end = self.lexer.line(code, &mut self.rules);
        let is_open = matches!(end, Ok(LineEnd::Open));
        if end.is_ok() && !is_open {
            self.rules.end_line();
        }
        if end.is_err() || self.rules.is_refused() {
            self.lose();
        }
        is_open
    }

    /// Looks at where a line begins.
    fn margin(&mut self, start: usize, space: usize, width: usize, code: &[u8]) {
        let split = self.split.take();
        let is_start = split.is_some() || !self.lexer.is_continued() && self.rules.is_at_start();
        if is_start && code == b"\\" {
            self.split = Some(split.filter(|first| *first > 0).unwrap_or(width));
        }
        if split.is_some_and(|first| first > 0) {
            // the grammar adds the space of these lines together
            return self.rules.unindent(start, space);
        }
        if self.split == Some(0) {
            return;
        }
        if is_start && code.first().is_some_and(|byte| !b"#\r".contains(byte)) {
            self.rules.begin_in_block(width);
        }
        if is_start && self.rules.is_decorated() && code.starts_with(b"#") && width < self.indent {
            self.rules.indent_comment(start, self.indent);
        } else if is_start {
            self.indent = width;
            if width == 0 {
                self.rules.keep();
            }
        } else if width < self.indent && !code.is_empty() && !self.lexer.is_in_string() {
            self.rules.indent(start, self.indent);
        }
    }

    /// Gives up the statement at hand.
    fn lose(&mut self) {
        self.rules.forget();
        self.lexer = Lexer::default();
        self.split = None;
        self.is_lost = true;
    }
}

/// Whether a line begins with space and a backslash alone, after which the grammar counts more space to the indentation.
pub(super) fn splits_indentation(text: &[u8], _: &Marks) -> bool {
    let is_space = |byte: &&u8| matches!(byte, b' ' | b'\t');
    memchr::memmem::find_iter(text, b"\\\n").any(|at| {
        let space = text[..at].iter().rev().take_while(is_space).count();
        space > 0 && text[..at - space].last().is_none_or(|byte| *byte == b'\n')
    })
}

/// Whether a line at the margin begins with a word that stands at no other place there, brackets or not.
fn begins_block(code: &[u8]) -> bool {
    [&b"def "[..], b"class ", b"import ", b"async def "].iter().any(|word| code.starts_with(word))
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
