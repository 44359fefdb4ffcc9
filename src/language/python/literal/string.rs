//! String and bytes literals of Python 3: prefixes, quotes, escapes.

use super::Constant;
use memchr::memchr;
use std::borrow::Cow;

/// The value of one string token with its prefix and quotes, in which lines end in a line feed.
///
/// `None` for an f-string or a template string, which equals nothing, and for what Python refuses.
#[must_use]
pub fn string(text: &str) -> Option<Constant<'_>> {
    let (prefix, body) = split(text)?;
    let is_bytes = prefix.contains(['b', 'B']);
    if !is_string_prefix(prefix) || prefix.contains(['f', 'F', 't', 'T']) || is_bytes && !body.is_ascii() {
        return None;
    }
    let is_raw = prefix.contains(['r', 'R']) || memchr(b'\\', body.as_bytes()).is_none();
    match (is_bytes, is_raw) {
        (true, true) => Some(Constant::Bytes(Cow::Borrowed(body.as_bytes()))),
        (false, true) => Some(Constant::Text(Cow::Borrowed(body))),
        (true, false) => unescape(body, true).map(|bytes| Constant::Bytes(Cow::Owned(bytes))),
        (false, false) => unescape(body, false).map(from_generalized_utf_8),
    }
}

/// The value of adjacent string tokens; `None` where `string` has none, and for bytes beside strings.
pub(crate) fn concatenation<'a>(mut parts: impl Iterator<Item = &'a str>) -> Option<Constant<'a>> {
    let first = string(parts.next()?)?;
    let Some(second) = parts.next() else {
        return Some(first);
    };
    let is_bytes = matches!(first, Constant::Bytes(_));
    let mut joined = into_bytes(first)?;
    for part in std::iter::once(second).chain(parts) {
        let part = string(part)?;
        if matches!(part, Constant::Bytes(_)) != is_bytes {
            return None;
        }
        joined.extend(into_bytes(part)?);
    }
    Some(if is_bytes { Constant::Bytes(Cow::Owned(joined)) } else { from_generalized_utf_8(joined) })
}

/// Whether Python 3.14 knows the prefix of a string token; the empty one is one.
#[must_use]
pub(crate) fn is_string_prefix(prefix: &str) -> bool {
    let known = ["", "r", "u", "b", "f", "br", "rb", "fr", "rf", "t", "tr", "rt"];
    known.iter().any(|one| one.eq_ignore_ascii_case(prefix))
}

/// The prefix, and the text between the quotes, the last of which no backslash escapes.
fn split(text: &str) -> Option<(&str, &str)> {
    let (prefix, quoted) = text.split_at(text.find(['"', '\''])?);
    let within = |quotes: &str| quoted.strip_prefix(quotes)?.strip_suffix(quotes);
    let one = &quoted[..1];
    let body = within(&one.repeat(3)).or_else(|| within(one))?;
    let backslashes = body.bytes().rev().take_while(|byte| *byte == b'\\').count();
    backslashes.is_multiple_of(2).then_some((prefix, body))
}

/// Strings in generalized UTF-8, which encodes surrogates too; they never pair up, as in Python.
fn from_generalized_utf_8(bytes: Vec<u8>) -> Constant<'static> {
    match String::from_utf8(bytes) {
        Ok(text) => Constant::Text(Cow::Owned(text)),
        Err(error) => Constant::Surrogates(error.into_bytes()),
    }
}

fn into_bytes(constant: Constant<'_>) -> Option<Vec<u8>> {
    match constant {
        Constant::Text(text) => Some(text.into_owned().into_bytes()),
        Constant::Surrogates(bytes) => Some(bytes),
        Constant::Bytes(bytes) => Some(bytes.into_owned()),
        Constant::Number(_) | Constant::None | Constant::Ellipsis => None,
    }
}

fn unescape(body: &str, is_bytes: bool) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = memchr(b'\\', rest.as_bytes()) {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        rest = escape(&rest[at + 1..], is_bytes, &mut out)?;
    }
    out.extend_from_slice(rest.as_bytes());
    Some(out)
}

/// Writes what the escape after a backslash stands for; the rest of the text after it.
fn escape<'a>(text: &'a str, is_bytes: bool, out: &mut Vec<u8>) -> Option<&'a str> {
    let first = text.chars().next()?;
    let rest = &text[first.len_utf8()..];
    let plain = match first {
        '\n' => return Some(rest),
        '\\' | '\'' | '"' => first,
        'a' => '\x07',
        'b' => '\x08',
        'f' => '\x0c',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\x0b',
        '0'..='7' => {
            let width = text.bytes().take(3).take_while(|byte| (b'0'..b'8').contains(byte)).count();
            return code(text, width, 8, is_bytes, out);
        }
        'x' => return code(rest, 2, 16, is_bytes, out),
        'u' if !is_bytes => return code(rest, 4, 16, is_bytes, out),
        'U' if !is_bytes => return code(rest, 8, 16, is_bytes, out),
        'N' if !is_bytes => return named(rest, out),
        // Unknown escapes stay as they are written.
        _ => {
            out.push(b'\\');
            first
        }
    };
    out.extend_from_slice(plain.encode_utf8(&mut [0; 4]).as_bytes());
    Some(rest)
}

/// A character, or a byte, by its code of `width` digits.
fn code<'a>(text: &'a str, width: usize, radix: u32, is_bytes: bool, out: &mut Vec<u8>) -> Option<&'a str> {
    let digits = text.get(..width).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    let code = u32::from_str_radix(digits, radix).ok()?;
    if is_bytes {
        // `b"\777"` is `b"\xff"`.
        out.push(code.to_le_bytes()[0]);
    } else {
        push_generalized_utf_8(code, out)?;
    }
    Some(&text[width..])
}

fn push_generalized_utf_8(code: u32, out: &mut Vec<u8>) -> Option<()> {
    match (char::from_u32(code), code.to_be_bytes()) {
        (Some(character), _) => out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
        (None, [0, 0, high, low]) => {
            out.extend_from_slice(&[0xed, 0x80 | (high & 0x0f) << 2 | low >> 6, 0x80 | low & 0x3f]);
        }
        _ => return None,
    }
    Some(())
}

/// `{NAME}`: the crate knows more spellings (it ignores spaces), which Python refuses.
fn named<'a>(text: &'a str, out: &mut Vec<u8>) -> Option<&'a str> {
    let (name, rest) = text.strip_prefix('{')?.split_once('}')?;
    let character = unicode_names2::character(name)?;
    out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> Constant<'_> {
        Constant::Text(Cow::Borrowed(value))
    }

    fn bytes(value: &[u8]) -> Constant<'_> {
        Constant::Bytes(Cow::Borrowed(value))
    }

    /// Values from `CPython` 3.13.
    #[test]
    fn escapes_have_pythons_values() {
        let table = [
            (r"'\n\t\\\'\x22\a\b\f\v\r'", "\n\t\\'\"\x07\x08\x0c\x0b\r"),
            (r"'\x41\101\u0041\U00000041'", "AAAA"),
            (r"'\0\08\8\400\777'", "\0\x008\\8\u{100}\u{1ff}"),
            (r"'\N{BULLET}\N{bullet}\N{NO-BREAK SPACE}'", "••\u{a0}"),
            (r"'\N{CJK UNIFIED IDEOGRAPH-4E00}\N{HANGUL SYLLABLE GA}'", "一가"),
            (r"'\q\ \é'", r"\q\ \é"),
            ("'a\\\nb'", "ab"),
            ("'''a'b\n'''", "a'b\n"),
            (r"r'\n'", r"\n"),
            (r"R'\''", r"\'"),
            (r"u'\x41'", "A"),
            ("''", ""),
            ("\"\"\"\"\"\"", ""),
            ("'é'", "é"),
        ];
        for (literal, value) in table {
            assert_eq!(string(literal), Some(text(value)), "{literal}");
        }
    }

    #[test]
    fn bytes_know_codes_but_no_characters() {
        assert_eq!(string(r"b'\x41\101\777\n'"), Some(bytes(b"AA\xff\n")));
        assert_eq!(string(r"B'\u0041\N{BULLET}'"), Some(bytes(br"\u0041\N{BULLET}")));
        assert_eq!(string(r"bR'\x41'"), Some(bytes(br"\x41")));
        assert_eq!(string("b'é'"), None);
    }

    #[test]
    fn aliases_are_names() {
        assert_eq!(string(r"'\N{nbsp}'"), Some(text("\u{a0}")));
        assert_eq!(string(r"'\N{ALERT}\N{BELL}'"), Some(text("\x07🔔")));
        assert_eq!(string(r"'\N{LATIN SMALL LETTER GHA}'"), Some(text("ƣ")));
    }

    #[test]
    fn surrogates_stay_apart_from_each_other_and_from_characters() {
        let values = [r"'\ud800'", r"'\udfff'", r"'\ud83d\ude00'", r"'\U0001f600'", r"'\ufffd'"].map(string);
        for (index, value) in values.iter().enumerate() {
            assert!(value.is_some());
            assert_eq!(values.iter().filter(|other| *other == value).count(), 1, "{index}");
        }
        assert_eq!(concatenation([r"'\ud83d'", r"'\ude00'"].into_iter()), values[2]);
    }

    #[test]
    fn what_python_refuses_has_no_value() {
        let refused = [
            r"'\x4'",
            r"'\x'",
            r"'\u12'",
            r"'\U00110000'",
            r"'\N'",
            r"'\Nx'",
            r"'\N{}'",
            r"'\N{NO SUCH}'",
            r"b'\x4'",
            r"'\x+1'",
            "ur'a'",
            "t'a'",
            "`a`",
            "'a",
            "a'",
            "bu'a'",
            r"r'\'",
        ];
        for literal in refused {
            assert_eq!(string(literal), None, "{literal}");
        }
    }

    #[test]
    fn f_strings_equal_nothing() {
        for literal in ["f'a'", "F'a'", "rf'a'", "Fr'''a'''"] {
            assert_eq!(string(literal), None, "{literal}");
        }
        assert_eq!(concatenation(["'a'", "f'b'"].into_iter()), None);
    }

    #[test]
    fn adjacent_strings_are_one() {
        assert_eq!(concatenation(["'a'", r"r'\d'", "\"\"\"b\"\"\""].into_iter()), Some(text(r"a\db")));
        assert_eq!(concatenation(["b'a'", "rb'b'"].into_iter()), Some(bytes(b"ab")));
        assert_eq!(concatenation(["'a'", "b'b'"].into_iter()), None);
        assert_eq!(concatenation(["'a'"].into_iter()), Some(text("a")));
        assert_eq!(concatenation(std::iter::empty()), None);
    }

    #[test]
    fn prefixes_are_those_of_python_3() {
        for prefix in ["", "r", "U", "b", "F", "bR", "Rb", "fr", "RF", "t", "Tr", "rT"] {
            assert!(is_string_prefix(prefix), "{prefix}");
        }
        for prefix in ["ur", "tt", "tf", "bt", "bu", "rr", "fb", "`", "brb"] {
            assert!(!is_string_prefix(prefix), "{prefix}");
        }
    }
}
