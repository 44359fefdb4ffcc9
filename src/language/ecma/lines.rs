//! Lines and white space as ECMAScript sees them: it knows more of both than the parser.

use crate::language::source::{DecodeError, SourceText};
use memchr::memchr3_iter;

/// Takes the bytes of a script for its text, with LF at the end of every line as big-code-analysis reads it: the grammars
/// know CR for a blank alone, and each counts as a byte that an error passes over.
pub(super) fn decode(bytes: Vec<u8>) -> Result<SourceText, DecodeError> {
    let mut source = SourceText::with_line_feeds(bytes)?;
    end_hash_bang(source.text_mut());
    Ok(source)
}

/// Puts LF and blanks in the place of the U+2028 or U+2029 that ends the line of a `#!`, which for the grammars only LF
/// does.
fn end_hash_bang(text: &mut [u8]) {
    if !text.starts_with(b"#!") {
        return;
    }
    let is_end = |at: &usize| line_end_width(&text[*at..]) > 0;
    let Some(at) = (0..text.len()).find(is_end) else { return };
    let width = line_end_width(&text[at..]);
    if width == LINE_SEPARATOR.len() {
        text[at..at + width].copy_from_slice(b"\n  ");
    }
}

/// Offsets at which lines begin; LF, CR, CRLF, U+2028 and U+2029 each end one.
#[must_use]
pub fn line_starts(text: &[u8]) -> Vec<u32> {
    let mut starts = vec![0];
    for at in memchr3_iter(b'\n', b'\r', LINE_SEPARATOR[0], text) {
        let width = line_end_width(&text[at..]);
        let after_return = at > 0 && text[at - 1] == b'\r' && text[at] == b'\n';
        if width > 0 && !after_return {
            starts.push(u32::try_from(at + width).unwrap_or(u32::MAX));
        }
    }
    starts
}

const LINE_SEPARATOR: &[u8] = "\u{2028}".as_bytes();
const PARAGRAPH_SEPARATOR: &[u8] = "\u{2029}".as_bytes();

/// Width of the line end that a text starts with, 0 if it starts with something else.
pub(super) fn line_end_width(text: &[u8]) -> usize {
    match text {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ if text.starts_with(LINE_SEPARATOR) || text.starts_with(PARAGRAPH_SEPARATOR) => 3,
        _ => 0,
    }
}

/// Whether there is nothing but white space and line ends.
#[must_use]
pub(crate) fn is_blank(mut text: &[u8]) -> bool {
    while let Some(width) = white_space_width(text) {
        text = &text[width..];
    }
    text.is_empty()
}

/// Width of the white space or line end that a text starts with: in UTF-8, TAB to CR, SP, U+00A0, U+1680, U+2000 to
/// U+200A, U+2028, U+2029, U+202F, U+205F, U+3000 and U+FEFF.
pub(super) fn white_space_width(text: &[u8]) -> Option<usize> {
    match text {
        [b'\t'..=b'\r' | b' ', ..] => Some(1),
        [0xc2, 0xa0, ..] => Some(2),
        [0xe1, 0x9a, 0x80, ..]
        | [0xe2, 0x80, 0x80..=0x8a | 0xa8 | 0xa9 | 0xaf, ..]
        | [0xe2, 0x81, 0x9f, ..]
        | [0xe3, 0x80, 0x80, ..]
        | [0xef, 0xbb, 0xbf, ..] => Some(3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_bang_ends_where_the_language_ends_it() {
        let text = |source: &str| decode(source.into()).unwrap().text().to_vec();
        for (source, expected) in [
            ("#!a\u{2028}b\u{2028}", "#!a\n  b\u{2028}"),
            ("#!\u{2029}b", "#!\n  b"),
            ("#!a\rb", "#!a\nb"),
            ("#!a\r\nb\u{2028}c", "#!a\nb\u{2028}c"),
            ("a\u{2028}b", "a\u{2028}b"),
            ("#!a", "#!a"),
        ] {
            assert_eq!(text(source), expected.as_bytes(), "{source:?}");
        }
    }

    #[test]
    fn five_line_ends_are_known() {
        let text = "a\nb\rc\r\nd\u{2028}e\u{2029}f\n\r\n";
        assert_eq!(line_starts(text.as_bytes()), [0, 2, 4, 7, 11, 15, 17, 19]);
        assert_eq!(line_starts(b""), [0]);
        assert_eq!(line_starts("\u{2020}\u{e9}".as_bytes()), [0]);
    }

    #[test]
    fn white_space_beyond_ascii_is_blank() {
        assert!(is_blank(
            "\t\u{b}\u{c} \u{a0}\u{1680}\u{2003}\u{202f}\u{205f}\u{3000}\u{feff}\u{2028}".as_bytes()
        ));
        assert!(is_blank(b""));
        for text in ["a", " a", "\u{200b}", "\u{85}"] {
            assert!(!is_blank(text.as_bytes()), "{text:?}");
        }
    }
}
