//! Lines as `str.splitlines` and `str.strip` of Python see them; both know more characters than the parser.

use memchr::memmem;
use std::borrow::Cow;

/// The text with a line feed for each line end of another kind; ordinary text is not copied.
pub(super) fn separated(text: &str) -> Cow<'_, str> {
    if !has_other_line_ends(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '\r' {
            characters.next_if_eq(&'\n');
        }
        out.push(if is_other_line_end(character) { '\n' } else { character });
    }
    Cow::Owned(out)
}

/// The line without white space at its ends.
pub(super) fn stripped(line: &str) -> &str {
    let line = line.trim_start_matches(' ');
    match line.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => line,
        _ => line.trim_matches(is_space),
    }
}

fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\x1c'..='\x1f')
}

fn is_other_line_end(character: char) -> bool {
    matches!(character, '\r' | '\x0b' | '\x0c' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn has_other_line_ends(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Without a branch per byte, so that the compiler takes many at once.
    let control = |&byte: &u8| matches!(byte, b'\r' | 0x0b | 0x0c | 0x1c..=0x1e);
    let has_control =
        bytes.chunks(4096).any(|chunk| chunk.iter().fold(false, |any, byte| any | control(byte)));
    let beyond_ascii = ["\u{85}", "\u{2028}", "\u{2029}"];
    has_control
        || !text.is_ascii() && beyond_ascii.iter().any(|end| memmem::find(bytes, end.as_bytes()).is_some())
}
