//! Tokens of Python text, line by line, as `CPython`'s `tokenize` gives them (`Parser/lexer/lexer.c` with extra
//! tokens): any character beyond ASCII belongs to a name, brackets need not match, `$ ? !` and the backtick pass.
//! Lines come stripped and without their ends. Its limits on nesting are not reproduced.

use super::chunk::Chunk;
use super::number::number_end;
use super::string::{FString, Quote};

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
    /// The line end is escaped by a backslash.
    pub(super) escaped: bool,
}

impl Lexer {
    /// Pushes the tokens of one more line of the chunk.
    pub(super) fn line(&mut self, line: &[u8], chunk: &mut Chunk) -> Result<LineEnd, Malformed> {
        let continued =
            std::mem::take(&mut self.escaped) && self.string.is_none() && !self.in_f_string_text();
        let mut at = match self.string {
            Some(quote) => self.string_rest(quote, line, 0, true, chunk)?,
            None => 0,
        };
        while at < line.len() {
            at = if self.in_f_string_text() {
                self.f_string_text(line, at, chunk)?
            } else {
                self.token(line, at, chunk)?
            };
        }
        if self.is_open()? {
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
    fn is_open(&mut self) -> Result<bool, Malformed> {
        if self.escaped {
            return Ok(true);
        }
        if let Some(quote) = self.string {
            return if quote.triple { Ok(true) } else { Err(Malformed) };
        }
        if self.in_f_string_text()
            && let Some(f_string) = self.f_strings.last_mut()
        {
            return f_string.end_line().map(|()| true);
        }
        Ok(self.brackets > 0)
    }

    fn in_f_string_text(&self) -> bool {
        self.f_strings.last().is_some_and(|f_string| f_string.in_text)
    }

    /// Reads the token or the white space at `at`.
    fn token(&mut self, line: &[u8], at: usize, chunk: &mut Chunk) -> Result<usize, Malformed> {
        let next = line.get(at + 1).copied();
        let end = match line[at] {
            b' ' | b'\t' => return Ok(at + 1),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => return self.name(line, at, chunk),
            b'"' | b'\'' => return self.string_start(line, at, chunk),
            b'#' => {
                chunk.push(Token::Comment);
                return Ok(line.len());
            }
            b'\\' if next.is_none() => {
                self.escaped = true;
                return Ok(at + 1);
            }
            b'0'..=b'9' => number_end(line, at)?,
            b'.' if next.is_some_and(|byte| byte.is_ascii_digit()) => number_end(line, at)?,
            b';' => {
                chunk.push(Token::Semicolon);
                return Ok(at + 1);
            }
            b':' => {
                let assigns = !self.starts_format_spec() && next == Some(b'=');
                chunk.push(if assigns { Token::Other } else { Token::Colon });
                return Ok(at + 1 + usize::from(assigns));
            }
            b'(' | b'[' | b'{' => {
                self.open_bracket();
                at + 1
            }
            byte @ (b')' | b']' | b'}') => {
                self.close_bracket(byte)?;
                at + 1
            }
            b'\\' | 0..=0x1f | 0x7f => return Err(Malformed),
            _ => at + operator_width(&line[at..]),
        };
        chunk.push(Token::Other);
        Ok(end)
    }

    /// A name, or a string with a prefix.
    fn name(&mut self, line: &[u8], at: usize, chunk: &mut Chunk) -> Result<usize, Malformed> {
        let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'_' || **byte >= 0x80;
        let end = at + line[at..].iter().take_while(is_name).count();
        if let Some(b'"' | b'\'') = line.get(end) {
            match line[at..end].to_ascii_lowercase().as_slice() {
                b"r" | b"u" | b"b" | b"br" | b"rb" => return self.string_start(line, end, chunk),
                b"f" => return Ok(self.f_string_start(line, end, false, chunk)),
                b"fr" | b"rf" => return Ok(self.f_string_start(line, end, true, chunk)),
                _ => {}
            }
        }
        chunk.push(Token::Other);
        Ok(end)
    }

    fn string_start(&mut self, line: &[u8], at: usize, chunk: &mut Chunk) -> Result<usize, Malformed> {
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
    ) -> Result<usize, Malformed> {
        self.string = None;
        if let Some(end) = quote.end_of_string(line, at) {
            chunk.push(Token::String { spans_lines });
            return Ok(end);
        }
        self.string = Some(quote);
        self.escaped = quote.ends_escaped(line, at);
        Ok(line.len())
    }

    fn f_string_start(&mut self, line: &[u8], at: usize, raw: bool, chunk: &mut Chunk) -> usize {
        chunk.push(Token::Other);
        let quote = Quote::at(line, at);
        self.f_strings.push(FString::new(quote, raw));
        at + quote.width()
    }

    /// The text of an f-string or format spec, up to a brace that `token` reads, or its end.
    fn f_string_text(&mut self, line: &[u8], at: usize, chunk: &mut Chunk) -> Result<usize, Malformed> {
        let f_string = self.f_strings.last_mut().ok_or(Malformed)?;
        let end = f_string.text(line, at);
        if end.escaped {
            self.escaped = true;
        }
        if end.closed {
            chunk.push(Token::Other);
            self.f_strings.pop();
        }
        Ok(end.at)
    }

    fn starts_format_spec(&mut self) -> bool {
        self.f_strings.last_mut().is_some_and(FString::start_format_spec)
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

/// Length of the longest operator at the start of `text`; 1 for a stray character.
fn operator_width(text: &[u8]) -> usize {
    match text {
        [b'*', b'*', b'=', ..]
        | [b'/', b'/', b'=', ..]
        | [b'<', b'<', b'=', ..]
        | [b'>', b'>', b'=', ..]
        | [b'.', b'.', b'.', ..] => 3,
        [b'*', b'*', ..]
        | [b'/', b'/', ..]
        | [b'<', b'<' | b'>', ..]
        | [b'>', b'>', ..]
        | [b'-', b'>', ..]
        | [
            b'!' | b'%' | b'&' | b'*' | b'+' | b'-' | b'/' | b':' | b'<' | b'=' | b'>' | b'@' | b'^' | b'|',
            b'=',
            ..,
        ] => 2,
        _ => 1,
    }
}
