//! Names as people write them.

use std::borrow::Cow;

/// Longest path that is a name as a whole, in bytes.
const LONGEST_PATH: usize = 80;

/// The name that a key or the target of an assignment gives: without quotes, and of a long or computed path only the
/// last part. Empty for a template with values in it.
pub(super) fn identifier(text: &[u8]) -> Cow<'_, [u8]> {
    Cow::Borrowed(match text {
        [b'"', inner @ .., b'"'] | [b'\'', inner @ .., b'\''] => inner,
        [b'`', inner @ .., b'`'] if memchr::memmem::find(inner, b"${").is_none() => inner,
        [b'`', ..] => b"",
        _ if text.len() <= LONGEST_PATH && text.iter().all(|&byte| is_path(byte)) => text,
        _ => {
            let start = text.iter().rposition(|&byte| !is_word(byte)).map_or(0, |before| before + 1);
            &text[start..]
        }
    })
}

fn is_path(byte: u8) -> bool {
    is_word(byte) || matches!(byte, b'.' | b'[' | b']' | b'"' | b'\'')
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'#' | b'\\' | 0x80..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_no_part_of_a_name() {
        for (text, name) in [
            ("a", "a"),
            ("'b c'", "b c"),
            ("\"\"", ""),
            ("`d`", "d"),
            ("`${e}`", ""),
            ("#f", "#f"),
            ("1.5", "1.5"),
        ] {
            assert_eq!(&*identifier(text.as_bytes()), name.as_bytes(), "{text}");
        }
    }

    #[test]
    fn a_path_is_a_name_unless_it_is_computed_or_long() {
        for (text, name) in [
            ("module.exports.a", "module.exports.a"),
            ("a().b", "b"),
            ("a\n  .b", "b"),
            ("this.#c", "this.#c"),
        ] {
            assert_eq!(&*identifier(text.as_bytes()), name.as_bytes(), "{text}");
        }
        let long = format!("{}.end", "a".repeat(LONGEST_PATH));
        assert_eq!(&*identifier(long.as_bytes()), b"end");
    }
}
