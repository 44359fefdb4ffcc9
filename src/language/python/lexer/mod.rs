//! Tokens of Python text, line by line, as `CPython`'s `tokenize` gives them (`Parser/lexer/lexer.c` with extra
//! tokens), and template strings of 3.14 as f-strings: any character beyond ASCII belongs to a name, brackets need not match, `$ ? !` and the backtick pass.
//! Lines come stripped and without their ends. Its limits on nesting are not reproduced.

mod number;
mod string;
mod token;

pub(super) use token::{LineEnd, Malformed, Sink, Token};

use number::number_end;
use string::{FString, Quote, TextEnd, ends_escaped};

/// What is open at the end of a line.
#[derive(Default)]
pub(super) struct Lexer {
    brackets: u32,
    string: Option<Quote>,
    f_strings: Vec<FString>,
    /// A backslash stands before the line end.
    escaped: bool,
}

impl Lexer {
    /// Pushes the tokens of one more line of the chunk.
    pub(super) fn line(&mut self, line: &[u8], sink: &mut impl Sink) -> Result<LineEnd, Malformed> {
        let continued = std::mem::take(&mut self.escaped) && !self.is_in_string();
        let mut at = match self.string {
            Some(quote) => self.string_rest(quote, line, None, 0, sink),
            None => 0,
        };
        while at < line.len() {
            at = match self.f_strings.last_mut() {
                Some(f_string) if f_string.is_in_text() => {
                    let end = f_string.text(line, at);
                    self.end_text(&end, line, at, sink)
                }
                _ => self.token(line, at, sink)?,
            };
        }
        if self.is_open(line.len(), sink)? {
            return Ok(LineEnd::Open);
        }
        if continued && line.is_empty() {
            // `tokenize` wants more text after a backslash than an empty line.
            sink.push(Token::LineEnd, 0..0);
            return Ok(LineEnd::Open);
        }
        self.f_strings.clear();
        Ok(LineEnd::Closed)
    }

    /// Decides at the end of a line.
    fn is_open(&mut self, end: usize, sink: &mut impl Sink) -> Result<bool, Malformed> {
        if self.escaped {
            return Ok(true);
        }
        if let Some(quote) = self.string {
            return if quote.triple { Ok(true) } else { Err(Malformed) };
        }
        match self.f_strings.last_mut() {
            Some(f_string) if f_string.is_in_text() => {
                if f_string.end_line()? {
                    sink.push(Token::FString, end..end);
                }
                Ok(true)
            }
            _ => Ok(self.brackets > 0),
        }
    }

    /// Whether the next line begins inside a string.
    pub(super) fn is_in_string(&self) -> bool {
        self.string.is_some() || self.in_f_string_text()
    }

    /// Whether the next line goes on with what stands on this one, brackets aside.
    pub(super) fn is_continued(&self) -> bool {
        self.escaped || self.is_in_string()
    }

    fn in_f_string_text(&self) -> bool {
        self.f_strings.last().is_some_and(FString::is_in_text)
    }

    /// Reads the token or the white space at `at`.
    fn token(&mut self, line: &[u8], at: usize, sink: &mut impl Sink) -> Result<usize, Malformed> {
        let next = line.get(at + 1);
        match line[at] {
            b' ' | b'\t' => Ok(at + 1),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => Ok(self.name(line, at, sink)),
            b'"' | b'\'' => Ok(self.string_start(line, at, at, sink)),
            b'#' => {
                sink.push(Token::Comment, at..line.len());
                Ok(line.len())
            }
            b'\\' if next.is_none() => {
                self.escaped = true;
                Ok(line.len())
            }
            b'.' | b'0'..=b'9' if line[at] != b'.' || next.is_some_and(u8::is_ascii_digit) => {
                let end = number_end(line, at)?;
                sink.push(Token::Other, at..end);
                Ok(end)
            }
            b'\\' | 0..=0x1f | 0x7f => Err(Malformed),
            byte => {
                let (token, width) = self.punctuation(byte, &line[at..])?;
                sink.push(token, at..at + width);
                Ok(at + width)
            }
        }
    }

    /// The bracket, operator or stray character at the start of `text`, with its length.
    fn punctuation(&mut self, byte: u8, text: &[u8]) -> Result<(Token, usize), Malformed> {
        Ok(match byte {
            b';' => (Token::Semicolon, 1),
            b':' if self.starts_format_spec() => (Token::SpecColon, 1),
            b':' if text.get(1) == Some(&b'=') => (Token::Other, 2),
            b':' => (Token::Colon, 1),
            b'(' | b'[' | b'{' => (self.open_bracket(), 1),
            b')' | b']' | b'}' => {
                self.close_bracket(byte)?;
                (Token::Other, 1)
            }
            _ => (Token::Other, operator_width(text)),
        })
    }

    /// A name, or a string with a prefix.
    fn name(&mut self, line: &[u8], at: usize, sink: &mut impl Sink) -> usize {
        let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'_' || **byte >= 0x80;
        let end = at + line[at..].iter().take_while(is_name).count();
        if let Some(b'"' | b'\'') = line.get(end) {
            match &lowercase_prefix(&line[at..end]) {
                b"r\0" | b"u\0" | b"b\0" | b"br" | b"rb" => return self.string_start(line, at, end, sink),
                b"f\0" | b"fr" | b"rf" | b"t\0" | b"tr" | b"rt" => {
                    return self.f_string_start(line, at, end, sink);
                }
                _ => {}
            }
        }
        sink.push(Token::Other, at..end);
        end
    }

    /// A string that starts at `start`, with its prefix, and has its quotes at `quotes`.
    fn string_start(&mut self, line: &[u8], start: usize, quotes: usize, sink: &mut impl Sink) -> usize {
        let quote = Quote::at(line, quotes);
        self.string_rest(quote, line, Some(start), quotes + quote.width(), sink)
    }

    /// The rest of a string, from `at` to its end or that of the line; it starts on this line at `start` or before.
    fn string_rest(
        &mut self,
        quote: Quote,
        line: &[u8],
        start: Option<usize>,
        at: usize,
        sink: &mut impl Sink,
    ) -> usize {
        self.string = None;
        if let Some(end) = quote.end_of_string(line, at) {
            sink.push(Token::String { spans_lines: start.is_none() }, start.unwrap_or(0)..end);
            return end;
        }
        self.string = Some(quote);
        self.escaped = ends_escaped(&line[at..]);
        line.len()
    }

    fn f_string_start(&mut self, line: &[u8], start: usize, quotes: usize, sink: &mut impl Sink) -> usize {
        let quote = Quote::at(line, quotes);
        let (raw, after) = (quotes - start > 1, quotes + quote.width());
        sink.push(Token::FString, start..after);
        self.f_strings.push(FString::new(quote, raw));
        after
    }

    /// Offset from which to go on after the text of an f-string that starts at `start`.
    fn end_text(&mut self, end: &TextEnd, line: &[u8], start: usize, sink: &mut impl Sink) -> usize {
        if let TextEnd::Quotes { at, .. } | TextEnd::Brace(at) = *end
            && (at > start || start == 0)
        {
            // The text is a token, which shows in a format spec. At 0 it goes on from a line before.
            sink.push(Token::FString, start..at);
        }
        match *end {
            TextEnd::Quotes { at, after } => {
                sink.push(Token::FString, at..after);
                self.f_strings.pop();
                after
            }
            TextEnd::Brace(at) => at,
            TextEnd::Line { escaped } => {
                self.escaped = escaped;
                line.len()
            }
        }
    }

    /// Whether a `:` here starts a format spec; if so, it does.
    fn starts_format_spec(&mut self) -> bool {
        self.f_strings.last_mut().is_some_and(FString::colon)
    }

    fn open_bracket(&mut self) -> Token {
        self.brackets += 1;
        let is_field = self.f_strings.last_mut().is_some_and(FString::open_bracket);
        if is_field { Token::FieldStart } else { Token::Other }
    }

    fn close_bracket(&mut self, byte: u8) -> Result<(), Malformed> {
        self.brackets = self.brackets.saturating_sub(1);
        self.f_strings.last_mut().map_or(Ok(()), |f_string| f_string.close_bracket(byte))
    }
}

/// A name of at most two letters in lower case; nothing of a longer one, which is no prefix.
fn lowercase_prefix(name: &[u8]) -> [u8; 2] {
    match name {
        [one] => [one.to_ascii_lowercase(), 0],
        [one, two] => [one.to_ascii_lowercase(), two.to_ascii_lowercase()],
        _ => [0, 0],
    }
}

/// Length of the longest operator at the start of `text`; 1 for a stray character.
fn operator_width(text: &[u8]) -> usize {
    match text {
        [first @ (b'*' | b'/' | b'<' | b'>'), second, rest @ ..] if first == second => {
            2 + usize::from(rest.first() == Some(&b'='))
        }
        [b'.', b'.', b'.', ..] => 3,
        [first, b'=', ..] => 1 + usize::from(b"!%&*+-/<=>@^|".contains(first)),
        [b'-' | b'<', b'>', ..] => 2,
        _ => 1,
    }
}
