//! How much code stands in a text, and how much of it in lines that nobody writes: without blanks, comments and what is
//! in strings, which anybody can add as much of as they like. It knows no language, and need not be exact.

use memchr::{memchr, memchr_iter};

/// Bytes of code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Density {
    /// In all.
    pub(super) code: usize,
    /// In lines with more than [`Density::LONG`] of them.
    pub(super) in_long_lines: usize,
}

impl Density {
    /// Nobody writes lines with more code.
    pub(super) const LONG: usize = 500;

    fn add_line(&mut self, code: usize) {
        self.code += code;
        if code > Density::LONG {
            self.in_long_lines += code;
        }
    }
}

/// Measures a text; one that has no long line at all is not looked at closely.
pub(super) fn density(text: &[u8]) -> Density {
    if !has_long_line(text) {
        return Density { code: text.len(), in_long_lines: 0 };
    }
    let mut all = Density::default();
    let (mut line, mut at) = (0, 0);
    while at < text.len() {
        let rest = &text[at..];
        let (length, ends_line) = passed_over(rest).unwrap_or((1, rest[0] == b'\n'));
        if ends_line {
            all.add_line(std::mem::take(&mut line));
        }
        let is_code = length == 1 && !rest[0].is_ascii_whitespace();
        line += usize::from(is_code);
        at += length;
    }
    all.add_line(line);
    all
}

fn has_long_line(text: &[u8]) -> bool {
    let mut start = 0;
    for end in memchr_iter(b'\n', text) {
        if end - start > Density::LONG {
            return true;
        }
        start = end + 1;
    }
    text.len() - start > Density::LONG
}

/// The length of a comment or string at the beginning of a text, and whether it has a line end in it.
fn passed_over(text: &[u8]) -> Option<(usize, bool)> {
    const SPANS: [(&[u8], &[u8]); 5] =
        [(b"/*", b"*/"), (b"<!--", b"-->"), (b"\"\"\"", b"\"\"\""), (b"'''", b"'''"), (b"`", b"`")];
    if let Some((start, end)) = SPANS.into_iter().find(|(start, _)| text.starts_with(start)) {
        let length = closed(&text[start.len()..], end).map_or(text.len(), |inner| start.len() + inner);
        return Some((length, memchr(b'\n', &text[..length]).is_some()));
    }
    match text {
        [b'#', ..] | [b'/', b'/', ..] => Some((memchr(b'\n', text).unwrap_or(text.len()), false)),
        [quote @ (b'"' | b'\''), rest @ ..] => Some((1 + quoted(rest, *quote), false)),
        _ => None,
    }
}

/// How far a string goes that ends with its line if not before, with its end; a line is looked through once.
fn quoted(text: &[u8], quote: u8) -> usize {
    let mut at = 0;
    while at < text.len() {
        match text[at] {
            b'\n' => return at,
            b'\\' if text.get(at + 1) != Some(&b'\n') => at += 2,
            byte if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    text.len()
}

/// How far a string or comment goes, with its end; a backslash takes the meaning from what follows it.
fn closed(text: &[u8], end: &[u8]) -> Option<usize> {
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with(end) {
            return Some(at + end.len());
        }
        at += if text[at] == b'\\' { 2 } else { 1 };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (usize, usize) {
        let Density { code, in_long_lines } = density(text.as_bytes());
        (code, in_long_lines)
    }

    #[test]
    fn only_code_counts() {
        let blank = " ".repeat(600);
        assert_eq!(of(&format!("ab {blank} c\n")), (3, 0));
        assert_eq!(of(&format!("ab # {blank}x\nc // {blank}")), (3, 0));
        assert_eq!(of(&format!("a('{blank}\\'', \"{blank}\")\n")), (4, 0));
        assert_eq!(of(&format!("a/*{blank}\n*/b\n{blank}`\n\n`c")), (3, 0));
        assert_eq!(of(&"f(a);".repeat(200)), (1000, 1000));
        assert_eq!(of(&format!("{}\nshort\n", "f(a);".repeat(200))), (1005, 1000));
    }

    #[test]
    fn every_byte_is_looked_at_a_bounded_number_of_times() {
        for piece in ["'a',", "\"\\\"", "a ", "/* */", "`", "'", "\\", "#", "f(a);"] {
            let text = piece.repeat(200_000 / piece.len());
            assert!(density(text.as_bytes()).code <= text.len(), "{piece}");
        }
    }

    #[test]
    fn what_does_not_close_ends_with_its_line_or_the_text() {
        let blank = " ".repeat(600);
        assert_eq!(of(&format!("a'{blank}\nb")), (2, 0));
        assert_eq!(of(&format!("a/*{blank}\nb")), (1, 0));
        assert_eq!(of(&format!("a\\{blank}'\\")), (2, 0));
    }
}
