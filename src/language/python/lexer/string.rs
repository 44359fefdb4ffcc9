//! The inside of strings and f-strings, line by line, as `CPython` 3.12 and later tokenise them.

use super::token::Malformed;
use memchr::memchr2;

/// The quotes of a string.
#[derive(Clone, Copy)]
pub(super) struct Quote {
    byte: u8,
    pub(super) triple: bool,
}

impl Quote {
    pub(super) fn at(line: &[u8], at: usize) -> Quote {
        let byte = line[at];
        Quote { byte, triple: line[at..].starts_with(&[byte; 3]) }
    }

    pub(super) fn width(self) -> usize {
        if self.triple { 3 } else { 1 }
    }

    fn closes_at(self, line: &[u8], at: usize) -> bool {
        !self.triple || line[at..].starts_with(&[self.byte; 3])
    }

    /// Offset after the closing quotes, if they stand on this line.
    pub(super) fn end_of_string(self, line: &[u8], mut at: usize) -> Option<usize> {
        loop {
            at += memchr2(self.byte, b'\\', line.get(at..)?)?;
            if line[at] == b'\\' {
                at += 2;
            } else if self.closes_at(line, at) {
                return Some(at + self.width());
            } else {
                at += 1;
            }
        }
    }
}

/// Whether the last backslash of a string's text on one line escapes the line end.
pub(super) fn ends_escaped(text: &[u8]) -> bool {
    text.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// Where the text of an f-string stops.
pub(super) enum TextEnd {
    /// At the closing quotes.
    Quotes { at: usize, after: usize },
    /// At a brace that is code, at this offset.
    Brace(usize),
    /// At the end of the line; escaped by a backslash before it.
    Line { escaped: bool },
}

/// What an f-string goes on with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Text,
    FormatSpec,
    Code,
}

/// An open f-string; they nest.
pub(super) struct FString {
    quote: Quote,
    raw: bool,
    part: Part,
    /// After `\N{`, so that a `}` is text.
    in_named_escape: bool,
    /// Brackets of any kind open in it.
    brackets: u32,
    /// Replacement fields open in it: they nest in format specs only, so each holds exactly one bracket when the
    /// next one starts, and the `:` or `}` of the innermost stands where as many brackets as fields are open.
    fields: u32,
}

impl FString {
    pub(super) fn new(quote: Quote, raw: bool) -> FString {
        FString { quote, raw, part: Part::Text, in_named_escape: false, brackets: 0, fields: 0 }
    }

    /// In its text or in a format spec.
    pub(super) fn is_in_text(&self) -> bool {
        self.part != Part::Code
    }

    /// A `:` in its code: whether it ends the expression of a replacement field.
    pub(super) fn colon(&mut self) -> bool {
        let is_at_top_of_field = self.fields > 0 && self.brackets == self.fields;
        if is_at_top_of_field {
            self.enter(Part::FormatSpec);
        }
        is_at_top_of_field
    }

    /// An opening bracket in its code: whether it is that of a replacement field.
    pub(super) fn open_bracket(&mut self) -> bool {
        let is_field = self.fields > self.brackets;
        self.brackets += 1;
        is_field
    }

    pub(super) fn close_bracket(&mut self, byte: u8) -> Result<(), Malformed> {
        self.brackets = self.brackets.checked_sub(1).ok_or(Malformed)?;
        if byte == b'}' && self.brackets + 1 == self.fields {
            self.fields -= 1;
            self.enter(Part::Text);
        }
        Ok(())
    }

    /// Whether a line end in its text that no backslash escapes ends that text.
    pub(super) fn end_line(&mut self) -> Result<bool, Malformed> {
        match self.part {
            _ if self.quote.triple => Ok(false),
            Part::FormatSpec => {
                self.enter(Part::Code);
                Ok(true)
            }
            Part::Text | Part::Code => Err(Malformed),
        }
    }

    /// Reads text from `at` to the closing quotes, to a brace of a replacement field, or to the end of the line.
    pub(super) fn text(&mut self, line: &[u8], mut at: usize) -> TextEnd {
        let in_text = self.part == Part::Text;
        while at < line.len() {
            let doubled = line.get(at + 1) == Some(&line[at]);
            match line[at] {
                byte if byte == self.quote.byte && self.quote.closes_at(line, at) => {
                    return TextEnd::Quotes { at, after: at + self.quote.width() };
                }
                b'{' if in_text && doubled => at = self.after_literal(at + 2),
                b'}' if self.in_named_escape => at = self.after_literal(at + 1),
                b'}' if in_text && doubled && self.brackets == 0 => at = self.after_literal(at + 2),
                brace @ (b'{' | b'}') => {
                    self.fields += u32::from(brace == b'{');
                    self.enter(Part::Code);
                    return TextEnd::Brace(at);
                }
                b'\\' if at + 1 == line.len() => return TextEnd::Line { escaped: true },
                b'\\' => at = self.after_escape(line, at),
                _ => at += 1,
            }
        }
        TextEnd::Line { escaped: false }
    }

    fn after_literal(&mut self, at: usize) -> usize {
        self.in_named_escape = false;
        at
    }

    fn after_escape(&mut self, line: &[u8], at: usize) -> usize {
        match &line[at + 1..] {
            [b'{' | b'}', ..] => at + 1,
            [b'N', b'{', ..] if !self.raw => {
                self.in_named_escape = true;
                at + 3
            }
            _ => at + 2,
        }
    }

    fn enter(&mut self, part: Part) {
        self.part = part;
        self.in_named_escape = false;
    }
}
