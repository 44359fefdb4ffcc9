//! Tokens of Python text, line by line, as `CPython`'s `tokenize` gives them (`Parser/lexer/lexer.c` with extra
//! tokens): any character beyond ASCII belongs to a name, brackets need not match, `$ ? !` and the backtick pass.
//! Lines come stripped and without their ends. Its limits on nesting are not reproduced.

use super::chunk::Chunk;
use super::number::number_end;
use super::string::{FString, Quote, TextEnd, ends_escaped};

/// What the counts need to know of a token.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    Comment,
    String {
        spans_lines: bool,
    },
    Colon,
    Semicolon,
    /// Name, number, operator, or a part of an f-string.
    Other,
    /// End of an empty line inside a chunk.
    LineEnd,
}

/// Whether a chunk may end with this line.
pub(super) enum LineEnd {
    Closed,
    Open,
}

/// The text cannot become tokens, whatever follows.
pub(super) struct Malformed;

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
    pub(super) fn line(&mut self, line: &[u8], chunk: &mut Chunk) -> Result<LineEnd, Malformed> {
        let continued =
            std::mem::take(&mut self.escaped) && self.string.is_none() && !self.in_f_string_text();
        let mut at = match self.string {
            Some(quote) => self.string_rest(quote, line, 0, true, chunk),
            None => 0,
        };
        while at < line.len() {
            at = match self.f_strings.last_mut() {
                Some(f_string) if f_string.is_in_text() => {
                    let end = f_string.text(line, at);
                    self.end_text(&end, line, at, chunk)
                }
                _ => self.token(line, at, chunk)?,
            };
        }
        if self.is_open(chunk)? {
            return Ok(LineEnd::Open);
        }
        if continued && line.is_empty() {
            // `tokenize` wants more text after a backslash than an empty line.
            chunk.push(Token::LineEnd);
            return Ok(LineEnd::Open);
        }
        self.f_strings.clear();
        Ok(LineEnd::Closed)
    }

    /// Decides at the end of a line.
    fn is_open(&mut self, chunk: &mut Chunk) -> Result<bool, Malformed> {
        if self.escaped {
            return Ok(true);
        }
        if let Some(quote) = self.string {
            return if quote.triple { Ok(true) } else { Err(Malformed) };
        }
        match self.f_strings.last_mut() {
            Some(f_string) if f_string.is_in_text() => {
                if f_string.end_line()? {
                    chunk.push(Token::Other);
                }
                Ok(true)
            }
            _ => Ok(self.brackets > 0),
        }
    }

    fn in_f_string_text(&self) -> bool {
        self.f_strings.last().is_some_and(FString::is_in_text)
    }

    /// Reads the token or the white space at `at`.
    fn token(&mut self, line: &[u8], at: usize, chunk: &mut Chunk) -> Result<usize, Malformed> {
        let next = line.get(at + 1);
        match line[at] {
            b' ' | b'\t' => Ok(at + 1),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => Ok(self.name(line, at, chunk)),
            b'"' | b'\'' => Ok(self.string_start(line, at, chunk)),
            b'#' => {
                chunk.push(Token::Comment);
                Ok(line.len())
            }
            b'\\' if next.is_none() => {
                self.escaped = true;
                Ok(line.len())
            }
            b'.' | b'0'..=b'9' if line[at] != b'.' || next.is_some_and(u8::is_ascii_digit) => {
                chunk.push(Token::Other);
                number_end(line, at)
            }
            b'\\' | 0..=0x1f | 0x7f => Err(Malformed),
            byte => self.punctuation(byte, &line[at..], chunk).map(|width| at + width),
        }
    }

    /// The length of the bracket, operator or stray character at the start of `text`.
    fn punctuation(&mut self, byte: u8, text: &[u8], chunk: &mut Chunk) -> Result<usize, Malformed> {
        let (token, width) = match byte {
            b';' => (Token::Semicolon, 1),
            b':' if !self.starts_format_spec() && text.get(1) == Some(&b'=') => (Token::Other, 2),
            b':' => {
                if let Some(f_string) = self.f_strings.last_mut() {
                    f_string.colon();
                }
                (Token::Colon, 1)
            }
            b'(' | b'[' | b'{' => {
                self.open_bracket();
                (Token::Other, 1)
            }
            b')' | b']' | b'}' => {
                self.close_bracket(byte)?;
                (Token::Other, 1)
            }
            _ => (Token::Other, operator_width(text)),
        };
        chunk.push(token);
        Ok(width)
    }

    /// A name, or a string with a prefix.
    fn name(&mut self, line: &[u8], at: usize, chunk: &mut Chunk) -> usize {
        let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'_' || **byte >= 0x80;
        let end = at + line[at..].iter().take_while(is_name).count();
        if let Some(b'"' | b'\'') = line.get(end) {
            match &lowercase_prefix(&line[at..end]) {
                b"r\0" | b"u\0" | b"b\0" | b"br" | b"rb" => return self.string_start(line, end, chunk),
                b"f\0" => return self.f_string_start(line, end, false, chunk),
                b"fr" | b"rf" => return self.f_string_start(line, end, true, chunk),
                _ => {}
            }
        }
        chunk.push(Token::Other);
        end
    }

    fn string_start(&mut self, line: &[u8], at: usize, chunk: &mut Chunk) -> usize {
        let quote = Quote::at(line, at);
        self.string_rest(quote, line, at + quote.width(), false, chunk)
    }

    /// The rest of a string, from `at` to its end or that of the line.
    fn string_rest(
        &mut self,
        quote: Quote,
        line: &[u8],
        at: usize,
        spans_lines: bool,
        chunk: &mut Chunk,
    ) -> usize {
        self.string = None;
        if let Some(end) = quote.end_of_string(line, at) {
            chunk.push(Token::String { spans_lines });
            return end;
        }
        self.string = Some(quote);
        self.escaped = ends_escaped(&line[at..]);
        line.len()
    }

    fn f_string_start(&mut self, line: &[u8], at: usize, raw: bool, chunk: &mut Chunk) -> usize {
        chunk.push(Token::Other);
        let quote = Quote::at(line, at);
        self.f_strings.push(FString::new(quote, raw));
        at + quote.width()
    }

    /// Offset from which to go on after the text of an f-string that starts at `start`.
    fn end_text(&mut self, end: &TextEnd, line: &[u8], start: usize, chunk: &mut Chunk) -> usize {
        if let TextEnd::Quotes { at, .. } | TextEnd::Brace(at) = *end
            && (at > start || start == 0)
        {
            // The text is a token, which shows in a format spec. At 0 it goes on from a line before.
            chunk.push(Token::Other);
        }
        match *end {
            TextEnd::Quotes { after, .. } => {
                chunk.push(Token::Other);
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

    /// Whether a `:` here starts a format spec.
    fn starts_format_spec(&self) -> bool {
        self.f_strings.last().is_some_and(FString::is_at_top_of_field)
    }

    fn open_bracket(&mut self) {
        self.brackets += 1;
        if let Some(f_string) = self.f_strings.last_mut() {
            f_string.brackets += 1;
        }
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
