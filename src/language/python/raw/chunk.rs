//! What one chunk adds to the counts: its lines by kind, its comments, its logical lines.

use crate::language::python::lexer::{Sink, Token};
use crate::model::RawLines;
use std::ops::Range;

/// Running counts of the chunk that is being read.
#[derive(Default)]
pub(super) struct Chunk {
    filled: u32,
    blank: u32,
    comments: u32,
    tokens: u32,
    latest: Option<Token>,
    logical: u32,
    /// Tokens since the last `;`, without comments.
    part: u32,
    /// The place among them of the last `:`, 1-based; 0 without.
    colon: u32,
}

impl Sink for Chunk {
    fn push(&mut self, token: Token, _: Range<usize>) {
        if token == Token::LineEnd && self.tokens > 0 {
            return;
        }
        self.tokens += 1;
        self.latest = Some(token);
        match token {
            Token::Comment => self.comments += 1,
            Token::LineEnd => {}
            Token::Semicolon => {
                // radon looks for the colon in the place before last, where it expects the end marker:
                // of a part that a `;` ends, it takes the last token for that marker.
                self.logical += self.part_lines(1);
                (self.part, self.colon) = (0, 0);
            }
            Token::Colon | Token::SpecColon => {
                self.part += 1;
                self.colon = self.part;
            }
            Token::String { .. } | Token::FieldStart | Token::FString | Token::Other => self.part += 1,
        }
    }
}

impl Chunk {
    pub(super) fn add_line(&mut self, blank: bool) {
        if blank {
            self.blank += 1;
        } else {
            self.filled += 1;
        }
    }

    pub(super) fn has_lines(&self) -> bool {
        self.filled + self.blank > 0
    }

    /// Logical lines of the part: 2 for a head with its body on the same line.
    fn part_lines(&self, last_place: u32) -> u32 {
        if self.colon == 0 {
            u32::from(self.part > 0)
        } else {
            2 - u32::from(self.part - self.colon == last_place)
        }
    }

    /// Adds a chunk that can be tokenised.
    pub(super) fn close(&self, counts: &mut RawLines) {
        counts.comments += self.comments;
        counts.lloc += self.logical + self.part_lines(0);
        match self.latest {
            Some(Token::Comment | Token::String { spans_lines: false }) if self.tokens == 1 => {
                counts.single_comments += 1;
            }
            Some(Token::String { spans_lines: true }) if self.tokens == 1 => {
                counts.multi += self.filled;
                counts.blank += self.blank;
            }
            _ => self.add_as_code(counts),
        }
    }

    /// Adds a chunk that cannot be tokenised, as one logical line of code.
    pub(super) fn give_up(&self, counts: &mut RawLines) {
        counts.lloc += 1;
        self.add_as_code(counts);
    }

    fn add_as_code(&self, counts: &mut RawLines) {
        counts.sloc += self.filled;
        counts.blank += self.blank;
    }
}
