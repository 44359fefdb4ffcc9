//! The tokens of a script, one at a time. What a `/`, a `<` or a `}` begins only the grammar knows, so whoever reads
//! asks again for those.

use crate::language::ecma::lines::{line_end_width, white_space_width};
use memchr::memmem;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The end of the text.
    End,
    /// A name or a keyword.
    Word,
    /// A name with `#`.
    Private,
    Number,
    /// A string.
    Text,
    /// A template up to its first value, or to its end.
    Template,
    /// Punctuation.
    Mark,
    /// Nothing that a script may hold.
    Unknown,
}

/// A token and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether a line ends between it and the token before it.
    pub(super) is_first: bool,
}

/// Punctuation of more than one character, longest first. What begins with `>` is put together by whoever reads an
/// operator: in types each `>` closes a list.
const MARKS: [&[u8]; 28] = [
    b"...", b"===", b"!==", b"**=", b"<<=", b"&&=", b"||=", b"??=", b"=>", b"==", b"!=", b"**", b"++", b"--",
    b"<<", b"<=", b"&&", b"||", b"??", b"?.", b"+=", b"-=", b"*=", b"/=", b"%=", b"&=", b"|=", b"^=",
];

const SINGLE: &[u8] = b"{}()[];,<>+-*/%&|^!~?:=.@";

/// A text that is taken apart.
#[derive(Clone, Copy)]
pub(super) struct Scanner<'a> {
    pub(super) text: &'a [u8],
    /// Whether `<!--` begins a comment, as it does outside of modules.
    pub(super) has_html_comments: bool,
}

impl<'a> Scanner<'a> {
    /// What follows a place.
    pub(super) fn rest(self, at: usize) -> &'a [u8] {
        self.text.get(at..).unwrap_or_default()
    }

    /// The first token behind a place.
    pub(super) fn token(self, at: usize) -> Token {
        let (start, is_first) = self.skip(at);
        let (kind, end) = self.classify(start);
        Token { kind, start, end, is_first }
    }

    fn classify(self, start: usize) -> (Kind, usize) {
        let rest = self.rest(start);
        let (Some(&byte), next) = (rest.first(), rest.get(1)) else { return (Kind::End, start) };
        match byte {
            b'"' | b'\'' => self.string(start),
            b'`' => self.template(start + 1),
            b'0'..=b'9' => (Kind::Number, self.number(start)),
            b'.' if next.is_some_and(u8::is_ascii_digit) => (Kind::Number, self.number(start)),
            b'#' if self.word(start + 1) > start + 1 => (Kind::Private, self.word(start + 1)),
            _ if self.word(start) > start => (Kind::Word, self.word(start)),
            b'?' if next == Some(&b'.') && rest.get(2).is_some_and(u8::is_ascii_digit) => {
                (Kind::Mark, start + 1)
            }
            _ => match MARKS.iter().find(|mark| rest.starts_with(mark)) {
                Some(mark) => (Kind::Mark, start + mark.len()),
                None if SINGLE.contains(&byte) => (Kind::Mark, start + 1),
                None => (Kind::Unknown, start + 1),
            },
        }
    }

    /// Passes white space and comments; tells whether a line ended in them.
    pub(super) fn skip(self, mut at: usize) -> (usize, bool) {
        let mut line_ended = at == 0;
        loop {
            let (width, ends_line) = self.trivia(at, line_ended);
            if width == 0 {
                return (at, line_ended);
            }
            line_ended |= ends_line;
            at += width;
        }
    }

    /// The width of the comment or the white space that begins here, and whether a line ends in it.
    fn trivia(self, at: usize, is_first: bool) -> (usize, bool) {
        let rest = self.rest(at);
        if rest.starts_with(b"//")
            || self.is_html_comment(rest, is_first)
            || at == 0 && rest.starts_with(b"#!")
        {
            return (self.line_end(at) - at, false);
        }
        if rest.starts_with(b"/*") {
            let width = memmem::find(&rest[2..], b"*/").map_or(rest.len(), |end| end + 4);
            return (width, self.has_line_end(at, at + width));
        }
        (white_space_width(rest).unwrap_or(0), line_end_width(rest) > 0)
    }

    /// The width of the comment or the white space that begins here, and what stands for it where lines are joined.
    pub(super) fn gap(self, at: usize) -> (usize, &'static str) {
        let (width, ends_line) = self.trivia(at, true);
        let width = width.max(1);
        match self.rest(at) {
            [b'#', ..] => (width, ""),
            [b'/' | b'<' | b'-', ..] => (width, "/**/"),
            _ if ends_line => (width, " "),
            // the scanners of the grammars do not know all blanks
            [0x80..=0xff, ..] => (width, " "),
            _ => (width, ""),
        }
    }

    /// Whether a comment as in HTML begins here.
    fn is_html_comment(self, rest: &[u8], is_first: bool) -> bool {
        self.has_html_comments && (rest.starts_with(b"<!--") || is_first && rest.starts_with(b"-->"))
    }

    fn line_end(self, from: usize) -> usize {
        let is_end = |at: &usize| line_end_width(self.rest(*at)) > 0;
        (from..self.text.len()).find(is_end).unwrap_or(self.text.len())
    }

    fn has_line_end(self, from: usize, to: usize) -> bool {
        (from..to).any(|at| line_end_width(self.rest(at)) > 0)
    }

    /// Where a name ends that begins here.
    pub(super) fn word(self, start: usize) -> usize {
        let mut at = start;
        while let Some(&byte) = self.text.get(at) {
            match byte {
                b'0'..=b'9' if at == start => break,
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'$' => at += 1,
                b'\\' if self.rest(at).starts_with(b"\\u{") => {
                    let close = memchr::memchr(b'}', &self.rest(at)[..self.rest(at).len().min(12)]);
                    let Some(width) = close else { break };
                    at += width + 1;
                }
                b'\\' if self.rest(at).starts_with(b"\\u") => at = (at + 6).min(self.text.len()),
                0x80.. if white_space_width(self.rest(at)).is_none() => at += 1,
                _ => break,
            }
        }
        at
    }

    fn number(self, start: usize) -> usize {
        let is_part = |at: usize| self.text.get(at).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
        let has_radix = self.text[start] == b'0'
            && self.text.get(start + 1).is_some_and(|b| matches!(b | 0x20, b'x' | b'o' | b'b'));
        let (mut at, mut has_point) = (start, has_radix);
        loop {
            let is_exponent = !has_radix && self.text.get(at).is_some_and(|byte| byte | 0x20 == b'e');
            if is_exponent && matches!(self.text.get(at + 1), Some(b'+' | b'-')) {
                at += 2;
            } else if is_part(at) {
                has_point |= is_exponent || self.text[at] == b'n';
                at += 1;
            } else if !has_point && self.text.get(at) == Some(&b'.') {
                has_point = true;
                at += 1;
            } else {
                return at;
            }
        }
    }

    fn string(self, start: usize) -> (Kind, usize) {
        let quote = self.text[start];
        let mut at = start + 1;
        while let Some(&byte) = self.text.get(at) {
            match byte {
                b'\\' if self.rest(at).starts_with(b"\\\r\n") => at += 3,
                b'\\' => at += 2,
                b'\n' | b'\r' => break,
                _ if byte == quote => return (Kind::Text, at + 1),
                _ => at += 1,
            }
        }
        (Kind::Unknown, start + 1)
    }

    /// The piece of a template that begins here, behind its quote or the `}` of a value.
    pub(super) fn template(self, mut at: usize) -> (Kind, usize) {
        while let Some(&byte) = self.text.get(at) {
            match byte {
                b'\\' => at += 2,
                b'`' => return (Kind::Template, at + 1),
                b'$' if self.text.get(at + 1) == Some(&b'{') => return (Kind::Template, at + 2),
                _ => at += 1,
            }
        }
        (Kind::Unknown, self.text.len())
    }

    /// Where a regular expression ends that begins here, if it is one; what its flags may be TypeScript asks later.
    pub(super) fn regular_expression(self, start: usize, takes_any_flag: bool) -> Option<usize> {
        let (mut at, mut in_class) = (start + 1, false);
        loop {
            match *self.text.get(at)? {
                b'\\' => at += 1,
                b'[' => in_class = true,
                b']' => in_class = false,
                b'/' if !in_class => break,
                _ if line_end_width(self.rest(at)) > 0 => return None,
                _ => {}
            }
            at += 1;
        }
        let end = self.word(at + 1).max(at + 1);
        let flags = &self.text[at + 1..end];
        flags.iter().all(|flag| takes_any_flag || b"dgimsuvy".contains(flag)).then_some(end)
    }
}
