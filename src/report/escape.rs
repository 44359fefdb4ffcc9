//! Makes text from files harmless for where it is shown: no name in a repository may move a cursor, reorder a line or
//! become a formula.

use std::borrow::Cow;
use std::fmt::Write as _;

/// A text as a terminal may see it: control characters and marks of writing direction are spelled out.
#[must_use]
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_dangerous) {
        return Cow::Borrowed(text);
    }
    let mut harmless = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' => harmless.push_str("\\n"),
            '\r' => harmless.push_str("\\r"),
            '\t' => harmless.push_str("\\t"),
            c if is_dangerous(c) => {
                write!(harmless, "\\u{{{:x}}}", u32::from(c)).expect("a String takes everything");
            }
            c => harmless.push(c),
        }
    }
    Cow::Owned(harmless)
}

/// C0, DEL and C1, line and paragraph separators, and what sets or isolates a writing direction.
fn is_dangerous(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text as the cell of a spreadsheet: one that would be taken for a formula begins with an apostrophe.
pub(super) fn spreadsheet(text: &str) -> Cow<'_, str> {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// A text as the cell of a Markdown table, without the power to mark up.
pub(super) fn markdown(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in escaped(text).chars() {
        match c {
            '&' => plain.push_str("&amp;"),
            '<' => plain.push_str("&lt;"),
            '>' => plain.push_str("&gt;"),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' | '!' | '#' | '@' => plain.extend(['\\', c]),
            c => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_drive_a_terminal() {
        assert_eq!(escaped("plain é 名.py"), "plain é 名.py");
        assert_eq!(
            escaped("a\x1b[31m\nb\u{202e}\u{9b}\x7f.py"),
            "a\\u{1b}[31m\\nb\\u{202e}\\u{9b}\\u{7f}.py"
        );
        assert_eq!(escaped("\t\r\u{2028}\u{2066}\u{200f}"), "\\t\\r\\u{2028}\\u{2066}\\u{200f}");
        for c in (0..=0x2100).filter_map(char::from_u32) {
            assert!(!escaped(&c.to_string()).chars().any(is_dangerous), "{c:?}");
        }
    }

    #[test]
    fn a_name_cannot_become_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(spreadsheet(text), format!("'{text}"));
        }
        assert_eq!(spreadsheet("a=1"), "a=1");
    }

    #[test]
    fn a_name_cannot_mark_up() {
        assert_eq!(markdown("__init__|<b>`x`"), "\\_\\_init\\_\\_\\|&lt;b&gt;\\`x\\`");
        assert_eq!(markdown("a\nb&amp;"), "a\\\\nb&amp;amp;");
    }
}
