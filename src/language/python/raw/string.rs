//! The inside of strings and f-strings, line by line, as `CPython` 3.12 and later tokenise them.

use super::lexer::Malformed;
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

    /// Whether a string without an end on this line goes on by an escaped line end.
    pub(super) fn ends_escaped(self, line: &[u8], start: usize) -> bool {
        line[start..].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
    }
}

/// Where the text of an f-string stops.
pub(super) struct TextEnd {
    pub(super) at: usize,
    /// After the closing quotes.
    pub(super) closed: bool,
    /// At a line end with a backslash before it.
    pub(super) escaped: bool,
}

/// An open f-string; they nest.
pub(super) struct FString {
    quote: Quote,
    raw: bool,
    /// In its text or in a format spec, not in code.
    pub(super) in_text: bool,
    in_format_spec: bool,
    in_named_escape: bool,
    /// Brackets of any kind open in it.
    pub(super) brackets: u32,
    /// For each replacement field that is open: how many brackets were open before it. They nest in format
    /// specs only, so their number is the depth and the values are 0, 1, 2...
    fields: u32,
}

impl FString {
    pub(super) fn new(quote: Quote, raw: bool) -> FString {
        FString {
            quote,
            raw,
            in_text: true,
            in_format_spec: false,
            in_named_escape: false,
            brackets: 0,
            fields: 0,
        }
    }

    /// Enters the format spec if a `:` here starts one.
    pub(super) fn start_format_spec(&mut self) -> bool {
        let starts = self.fields > 0 && self.brackets == self.fields;
        if starts {
            (self.in_text, self.in_format_spec) = (true, true);
        }
        starts
    }

    pub(super) fn close_bracket(&mut self, byte: u8) -> Result<(), Malformed> {
        self.brackets = self.brackets.checked_sub(1).ok_or(Malformed)?;
        if byte == b'}' && self.brackets + 1 == self.fields {
            self.fields -= 1;
            self.enter_text();
        }
        Ok(())
    }

    /// A line end in its text that no backslash escapes.
    pub(super) fn end_line(&mut self) -> Result<(), Malformed> {
        if self.quote.triple {
            Ok(())
        } else if self.in_format_spec {
            self.leave_text();
            Ok(())
        } else {
            Err(Malformed)
        }
    }

    /// Reads text from `at` to the closing quotes, to a brace of a replacement field, or to the end of the line.
    pub(super) fn text(&mut self, line: &[u8], mut at: usize) -> TextEnd {
        while at < line.len() {
            let next = line.get(at + 1).copied();
            match line[at] {
                byte if byte == self.quote.byte && self.quote.closes_at(line, at) => {
                    return TextEnd { at: at + self.quote.width(), closed: true, escaped: false };
                }
                b'{' if next == Some(b'{') && !self.in_format_spec => at = self.after_literal(at + 2),
                b'{' => {
                    self.fields += 1;
                    self.leave_text();
                    return TextEnd { at, closed: false, escaped: false };
                }
                b'}' if self.in_named_escape => at = self.after_literal(at + 1),
                b'}' if next == Some(b'}') && !self.in_format_spec && self.brackets == 0 => {
                    at = self.after_literal(at + 2);
                }
                b'}' => {
                    self.leave_text();
                    return TextEnd { at, closed: false, escaped: false };
                }
                b'\\' if next.is_none() => return TextEnd { at: line.len(), closed: false, escaped: true },
                b'\\' => at = self.after_escape(line, at),
                _ => at += 1,
            }
        }
        TextEnd { at, closed: false, escaped: false }
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

    fn enter_text(&mut self) {
        (self.in_text, self.in_format_spec, self.in_named_escape) = (true, false, false);
    }

    fn leave_text(&mut self) {
        (self.in_text, self.in_format_spec, self.in_named_escape) = (false, false, false);
    }
}
