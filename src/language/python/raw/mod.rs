//! radon's raw metrics of Python (radon 6.0.1 on `CPython` 3.12 and later), in one pass over the text.
//! It needs no valid syntax and no tree; text that cannot be tokenised gets the best numbers there are.

mod chunk;
mod lines;
#[cfg(test)]
mod tests;

use super::lexer::{Lexer, LineEnd};
use crate::model::RawLines;
use chunk::Chunk;
use memchr::memchr;

/// Line counts, and whether radon would have given them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawScan {
    /// The counts.
    pub lines: RawLines,
    /// Whether all of the text is complete statements. If not, the lines from the first unfinished statement
    /// on count as the code of one statement; radon reports an error.
    pub complete: bool,
}

/// Counts the lines of a text, whose line ends may be of any kind.
///
/// A *chunk* is the shortest run of whole lines that can be tokenised; each adds its counts on its own.
#[must_use]
pub fn raw_lines(text: &str) -> RawScan {
    let text = lines::separated(text);
    let has_nul = memchr(0, text.as_bytes()).is_some();
    let mut counts = RawLines::default();
    let (mut lexer, mut chunk, mut broken) = (Lexer::default(), Chunk::default(), false);
    for line in text.lines() {
        let line = lines::stripped(line).as_bytes();
        chunk.add_line(line.is_empty());
        broken = broken || has_nul && memchr(0, line).is_some();
        if broken {
            continue;
        }
        match lexer.line(line, &mut chunk) {
            Ok(LineEnd::Open) => {}
            Ok(LineEnd::Closed) => {
                chunk.close(&mut counts);
                chunk = Chunk::default();
            }
            Err(_) => broken = true,
        }
    }
    let complete = !chunk.has_lines();
    if !complete {
        chunk.give_up(&mut counts);
    }
    counts.loc = counts.sloc + counts.blank + counts.multi + counts.single_comments;
    RawScan { lines: counts, complete }
}
