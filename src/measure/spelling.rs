//! How the parts of a name are written, so that its separators are told from its text. `docs/names.md` is the grammar.

use std::borrow::Cow;

/// Longest text of a string in a name, in characters.
const LONGEST_TEXT: usize = 80;

/// The name that a piece of source gives, by the spelling by which the language knows it; empty if it gives none.
///
/// An identifier and a path of them stand as they are; a string does if it could be an identifier, else in quotes.
pub(super) fn spelled(source: &[u8], identifier: fn(&[u8]) -> Cow<'_, [u8]>) -> String {
    let name = identifier(source);
    let is_string = matches!(source.first(), Some(b'"' | b'\'' | b'`'));
    let is_plain = |&byte: &u8| is_word(byte) || !is_string && is_between(byte);
    if name.iter().all(is_plain) { text(&name) } else { quoted(&name) }
}

/// A text in double quotes on one line: white space is one space, `"` and `\` stand behind a `\`, what is too long ends
/// with `…`.
pub(super) fn quoted(inner: &[u8]) -> String {
    let text = text(inner);
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    let mut left = LONGEST_TEXT;
    let mut characters = text.trim().chars().peekable();
    while let Some(mut character) = characters.next() {
        if left == 0 {
            out.push('…');
            break;
        }
        left -= 1;
        if character == '\\' {
            character =
                characters.next_if(|next| matches!(next, '"' | '\'' | '`' | '\\')).unwrap_or(character);
        }
        if character.is_whitespace() {
            while characters.next_if(|next| next.is_whitespace()).is_some() {}
            character = ' ';
        }
        if matches!(character, '"' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
    out.push('"');
    out
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'#' | b'-' | b'\\' | 0x80..)
}

/// What stands between the words of a path such as `module.exports["a"]`.
fn is_between(byte: u8) -> bool {
    matches!(byte, b'.' | b'[' | b']' | b'"' | b'\'')
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(source: &str) -> String {
        let unquoted = |text: &[u8]| match text {
            [b'"', inner @ .., b'"'] => Cow::Owned(inner.to_vec()),
            _ => Cow::Owned(text.to_vec()),
        };
        spelled(source.as_bytes(), unquoted)
    }

    #[test]
    fn identifiers_and_paths_are_plain_and_all_else_is_quoted() {
        for plain in ["a", "#a$1", "größe", "module.exports", "a[\"b\"].c"] {
            assert_eq!(name(plain), plain);
        }
        assert_eq!(name("a[b()].c"), "\"a[b()].c\"");
        for (string, wanted) in [
            ("a", "a"),
            ("data-id", "data-id"),
            ("a.b", "\"a.b\""),
            ("/users/:id", "\"/users/:id\""),
            ("a b", "\"a b\""),
        ] {
            assert_eq!(name(&format!("\"{string}\"")), wanted);
        }
    }

    #[test]
    fn a_text_stands_on_one_line_and_ends_where_its_quotes_do() {
        for (inner, wanted) in [
            ("adds", r#""adds""#),
            (r#"says "no""#, r#""says \"no\"""#),
            (r"don\'t", r#""don't""#),
            (r"a\nb\\", r#""a\\nb\\""#),
            ("a\n   b\u{1b}c", "\"a b\u{1b}c\""),
            ("", r#""""#),
        ] {
            assert_eq!(quoted(inner.as_bytes()), wanted, "{inner}");
        }
    }

    #[test]
    fn a_long_text_ends_with_an_ellipsis() {
        let wanted = format!("\"{}…\"", "é".repeat(LONGEST_TEXT));
        assert_eq!(quoted("é".repeat(LONGEST_TEXT + 1).as_bytes()), wanted);
        assert_eq!(quoted("é".repeat(LONGEST_TEXT).as_bytes()), wanted.replace('…', ""));
    }
}
