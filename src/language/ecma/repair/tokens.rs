//! The tokens of a script, as far as repairs must tell them apart: code from strings, comments and templates.
//!
//! What is JSX text looks like code here, and a regular expression is guessed from what stands before it. A rewritten
//! text counts only if fewer errors are found in it, so a wrong guess costs a repair, or touches a place that every
//! metric but Halstead's counts as before.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name, a keyword or a number.
    Word,
    /// One character of punctuation.
    Mark(u8),
    /// `=>`.
    Arrow,
    /// A string or a regular expression.
    Text,
    /// The beginning of a template.
    TemplateStart,
    /// An escaped character in a template.
    Escape,
    /// The end of a template.
    TemplateEnd,
}

/// A token and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it is the first of its line.
    pub(super) is_first: bool,
}

/// Finds the tokens of a text, in one pass.
pub(super) fn tokens(text: &[u8]) -> Vec<Token> {
    let mut scanner =
        Scanner { text, at: 0, is_first: true, tokens: Vec::new(), open: Vec::new(), unclosed: [0; 256] };
    while scanner.at < text.len() {
        scanner.step();
    }
    scanner.tokens
}

struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
    is_first: bool,
    tokens: Vec<Token>,
    /// The brackets that are open, `` ` `` for the interpolation of a template.
    open: Vec<u8>,
    /// For each quote, up to where it is known not to be closed: every text is looked through once.
    unclosed: [usize; 256],
}

impl Scanner<'_> {
    fn step(&mut self) {
        let byte = self.text[self.at];
        match (byte, self.text.get(self.at + 1)) {
            (b'\n', _) => {
                self.is_first = true;
                self.at += 1;
            }
            (b' ' | b'\t' | b'\r', _) => self.at += 1,
            (b'/', Some(b'/')) => self.at = self.find(self.at, b"\n"),
            (b'/', Some(b'*')) => self.comment(),
            (b'/', _) if self.may_begin() => self.quoted(b'/'),
            (b'"' | b'\'', _) => self.quoted(byte),
            (b'`', _) => {
                self.push(Kind::TemplateStart, 1);
                self.template();
            }
            (b'}', _) if self.open.last() == Some(&b'`') => {
                self.open.pop();
                self.at += 1;
                self.template();
            }
            (b'{', _) => {
                self.open.push(byte);
                self.push(Kind::Mark(byte), 1);
            }
            (b'}', _) => {
                self.open.pop();
                self.push(Kind::Mark(byte), 1);
            }
            (b'=', Some(b'>')) => self.push(Kind::Arrow, 2),
            _ if is_word(byte) => {
                let length = self.text[self.at..].iter().take_while(|byte| is_word(**byte)).count();
                self.push(Kind::Word, length);
            }
            _ => self.push(Kind::Mark(byte), 1),
        }
    }

    fn push(&mut self, kind: Kind, length: usize) {
        let (start, end) = (self.at, self.at + length);
        self.tokens.push(Token { kind, start, end, is_first: self.is_first });
        self.is_first = false;
        self.at = end;
    }

    /// The offset of a sequence of bytes, or the end.
    fn find(&self, from: usize, wanted: &[u8]) -> usize {
        let mut windows = self.text[from..].windows(wanted.len());
        windows.position(|window| window == wanted).map_or(self.text.len(), |at| from + at)
    }

    fn comment(&mut self) {
        let end = (self.find(self.at + 2, b"*/") + 2).min(self.text.len());
        self.is_first |= self.text[self.at..end].contains(&b'\n');
        self.at = end;
    }

    /// A string or a regular expression; without its end on the line, a character.
    fn quoted(&mut self, quote: u8) {
        let (mut at, mut in_class) = (self.at + 1, false);
        if self.at < self.unclosed[usize::from(quote)] {
            return self.push(Kind::Mark(quote), 1);
        }
        while let Some(&byte) = self.text.get(at) {
            match byte {
                b'\n' => break,
                b'\\' => at += 1,
                b'[' if quote == b'/' => in_class = true,
                b']' => in_class = false,
                _ if byte == quote && !in_class => return self.push(Kind::Text, at + 1 - self.at),
                _ => {}
            }
            at += 1;
        }
        self.unclosed[usize::from(quote)] = at;
        self.push(Kind::Mark(quote), 1);
    }

    /// The rest of a template, up to its next interpolation.
    fn template(&mut self) {
        while let Some(&byte) = self.text.get(self.at) {
            match byte {
                b'\\' if self.at + 1 < self.text.len() => {
                    self.push(Kind::Escape, 2);
                    continue;
                }
                b'`' => return self.push(Kind::TemplateEnd, 1),
                b'$' if self.text.get(self.at + 1) == Some(&b'{') => {
                    self.open.push(b'`');
                    self.at += 2;
                    return;
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    /// Whether an expression may begin here, so that `/` is no division.
    fn may_begin(&self) -> bool {
        const BEFORE: [&[u8]; 9] =
            [b"return", b"typeof", b"case", b"in", b"of", b"do", b"else", b"void", b"yield"];
        self.tokens.last().is_none_or(|token| match token.kind {
            Kind::Word => BEFORE.contains(&&self.text[token.start..token.end]),
            Kind::Mark(byte) => !matches!(byte, b')' | b']' | b'}' | b'<'),
            Kind::Arrow | Kind::TemplateStart => true,
            Kind::Text | Kind::Escape | Kind::TemplateEnd => false,
        })
    }
}

/// Part of a name or a number; everything beyond ASCII may be.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'#' | b'@') || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(text: &str) -> Vec<&str> {
        tokens(text.as_bytes()).iter().map(|token| &text[token.start..token.end]).collect()
    }

    #[test]
    fn strings_comments_and_templates_are_no_code() {
        assert_eq!(spelled("a = 'b\\'c' // d\n/* e */ f"), ["a", "=", "'b\\'c'", "f"]);
        assert_eq!(spelled("`a ${b + `c`} d` e"), ["`", "b", "+", "`", "`", "`", "e"]);
        assert_eq!(spelled("`a\\`b\\u`"), ["`", "\\`", "\\u", "`"]);
        assert_eq!(spelled("`${{ a: 1 }}`"), ["`", "{", "a", ":", "1", "}", "`"]);
        assert_eq!(spelled("x = /[/']/g / 2"), ["x", "=", "/[/']/", "g", "/", "2"]);
        assert_eq!(spelled("don't (a) => b"), ["don", "'", "t", "(", "a", ")", "=>", "b"]);
    }

    #[test]
    fn what_does_not_end_ends_with_the_text() {
        for text in ["`", "`${", "`\\", "'", "'\\", "/*", "//", "/", "x = /[", "}`"] {
            assert!(tokens(text.as_bytes()).iter().all(|token| token.end <= text.len()), "{text}");
        }
    }

    #[test]
    fn a_quote_that_is_not_closed_is_looked_for_once() {
        for text in ["\\\"", "a'\\", "x = /["] {
            assert!(tokens(text.repeat(300_000).as_bytes()).len() >= 300_000, "{text}");
        }
        assert_eq!(spelled("don't \"b\" 'c'"), ["don", "'t \"b\" '", "c", "'"]);
        assert_eq!(spelled("5\" 'c'"), ["5", "\"", "'c'"]);
    }

    #[test]
    fn the_first_token_of_a_line_is_known_behind_comments_too() {
        let first = |text: &str| tokens(text.as_bytes()).iter().filter(|token| token.is_first).count();
        assert_eq!(
            (first("a b\n c d"), first("a /*\n*/ b"), first("a /* */ b"), first("\n// x\na")),
            (2, 2, 1, 1)
        );
    }
}
