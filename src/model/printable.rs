//! Text of unknown origin, made fit for a terminal or a log.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text with everything escaped that could move a cursor, hide or reorder text, begin a line, or be a command to
/// the log of a CI system.
///
/// Control characters of C0 and C1, DEL, line separators, the bidirectional controls and what shows nothing become
/// `\u{…}`; a newline becomes `\n`, and so on. A `::` at its beginning and a `##[` anywhere lose their first and second character.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    let begins_command = text.trim_start().starts_with("::");
    if !begins_command && !text.contains("##") && !text.chars().any(is_unfit) {
        return Cow::Borrowed(text);
    }
    let colon = text.len() - text.trim_start().len();
    let mut out = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_unfit(c) || ends_mark(text, at) || (begins_command && at == colon) => {
                write!(out, "\\u{{{:x}}}", u32::from(c)).expect("a String takes everything");
            }
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The text of a JSON string with the same characters escaped as JSON escapes them, so that it says the same; what
/// stands for a control character of C0 is left alone, as JSON has no such character in a string.
#[must_use]
pub fn printable_json(text: &str) -> Cow<'_, str> {
    let is_unfit = |c: char| c > '\u{7e}' && is_unfit(c);
    if !text.contains("##") && !text.chars().any(is_unfit) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        if is_unfit(c) || ends_mark(text, at) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}").expect("a String takes everything");
            }
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Control characters, what separates lines or turns their order, and what shows nothing: what Unicode lets a renderer
/// ignore (`Default_Ignorable_Code_Point`), and the marks of annotations.
fn is_unfit(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Whether the second `#` of a mark such as `##[` or `##vso[` stands in a place: runners look for it anywhere in a line.
fn ends_mark(text: &str, at: usize) -> bool {
    let rest = text[at..].strip_prefix('#');
    let is_mark = |rest: &str| rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).starts_with('[');
    text[..at].ends_with('#') && rest.is_some_and(is_mark)
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
        assert_eq!(printable("a\u{e0041}\u{ad}\u{3164}"), "a\\u{e0041}\\u{ad}\\u{3164}");
        assert!(matches!(printable("läßt 漢字 👍"), Cow::Borrowed(_)));
    }

    #[test]
    fn no_text_is_a_command_to_a_log() {
        assert_eq!(printable("::error::x"), "\\u{3a}:error::x");
        assert_eq!(printable("  ::error::x"), "  \\u{3a}:error::x");
        assert_eq!(printable("a::b ##[error]x"), "a::b #\\u{23}[error]x");
        assert_eq!(printable("##vso[task.x]###[group]"), "#\\u{23}vso[task.x]##\\u{23}[group]");
        assert_eq!(printable("## [a] ##b ## x["), "## [a] ##b ## x[");
    }

    #[test]
    fn a_string_of_json_says_the_same() {
        let text = "a\u{85}\u{202e}##[error]\u{7f}é\u{e0041}";
        assert_eq!(printable_json(text), "a\\u0085\\u202e#\\u0023[error]\\u007fé\\udb40\\udc41");
        let read: String = serde_json::from_str(&format!("\"{}\"", printable_json(text))).unwrap();
        assert_eq!(read, text);
        assert!(matches!(printable_json("\n plain é"), Cow::Borrowed(_)));
    }
}
