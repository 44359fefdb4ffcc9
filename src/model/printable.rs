//! Text of unknown origin, made fit for a terminal or a log.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text with everything escaped that could move a cursor, hide or reorder text, or begin a line.
///
/// Control characters of C0 and C1, DEL, line separators and the bidirectional controls become `\u{…}`; a newline
/// becomes `\n`, and so on.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unfit) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_unfit(c) => {
                write!(out, "\\u{{{:x}}}", u32::from(c)).expect("a String takes everything");
            }
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn is_unfit(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{61c}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_deceive_is_escaped_and_the_rest_stays() {
        assert_eq!(printable("a\u{1b}[31m\n::b\u{202e}c\u{85}"), "a\\u{1b}[31m\\n::b\\u{202e}c\\u{85}");
        assert_eq!(printable("\t\r\u{2028}\u{2066}\u{200f}\x7f"), "\\t\\r\\u{2028}\\u{2066}\\u{200f}\\u{7f}");
        for c in (0..=0x2100).filter_map(char::from_u32) {
            assert!(!printable(&c.to_string()).chars().any(is_unfit), "{c:?}");
        }
        assert!(matches!(printable("läßt 漢字 👍"), Cow::Borrowed(_)));
    }
}
