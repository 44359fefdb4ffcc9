//! The encoding of a Python file: PEP 263 as complexipy 8.3 honours it, then universal newlines.
//! It decodes UTF-8 and Latin-1; any other codec only where ASCII bytes leave no doubt.

use super::codecs::{Codec, codec};
use crate::language::source::{DecodeError, Rewriter, SourceText, has_utf_8_bom, refuse_binary};
use memchr::memchr2;

/// Decodes a file to UTF-8 text whose lines end in a line feed.
///
/// # Errors
/// For binary data, an unknown codec, and bytes that the codec does not have.
pub fn decode(bytes: Vec<u8>) -> Result<SourceText, DecodeError> {
    refuse_binary(&bytes)?;
    let has_bom = has_utf_8_bom(&bytes);
    let cookie = cookie(&bytes[if has_bom { 3 } else { 0 }..]);
    match cookie.map(|name| (name, codec(name))) {
        None | Some((_, Some(Codec::Utf8))) => from_utf_8(bytes),
        Some((name, None)) => Err(DecodeError::encoding(format!("the unknown codec \"{name}\""))),
        Some((name, Some(_))) if has_bom => {
            Err(DecodeError::encoding(format!("a UTF-8 byte order mark and the codec \"{name}\"")))
        }
        Some((_, Some(Codec::Latin1))) => Ok(from_latin_1(&bytes)),
        Some((_, Some(Codec::AsciiOnly))) if bytes.is_ascii() => from_utf_8(bytes),
        Some((name, Some(Codec::AsciiOnly))) => {
            Err(DecodeError::encoding(format!("the codec \"{name}\" with bytes that are not ASCII")))
        }
    }
}

/// The codec that a comment in the first two lines names.
fn cookie(text: &[u8]) -> Option<&str> {
    let (first, rest) = split_line(text);
    if let Some(name) = cookie_in_line(first) {
        return Some(name);
    }
    // Not after code: the second line could be the inside of a string.
    let is_blank = first.iter().all(|byte| is_blank(*byte));
    if is_blank || comment(first).is_some() { cookie_in_line(split_line(rest).0) } else { None }
}

/// PEP 263: `^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)`.
fn cookie_in_line(line: &[u8]) -> Option<&str> {
    let comment = comment(line)?;
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    memchr::memmem::find_iter(comment, b"coding").find_map(|at| {
        let rest = &comment[at + b"coding".len()..];
        let rest = rest.strip_prefix(b":").or_else(|| rest.strip_prefix(b"="))?;
        let rest = &rest[rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()..];
        let name = &rest[..rest.iter().take_while(is_name).count()];
        std::str::from_utf8(name).ok().filter(|name| !name.is_empty())
    })
}

fn comment(line: &[u8]) -> Option<&[u8]> {
    let start = line.iter().position(|byte| !is_blank(*byte))?;
    line[start..].strip_prefix(b"#")
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | 0x0c)
}

fn split_line(text: &[u8]) -> (&[u8], &[u8]) {
    match memchr2(b'\n', b'\r', text) {
        None => (text, &[]),
        Some(end) => (&text[..end], &text[end + line_end_width(&text[end..])..]),
    }
}

fn line_end_width(text: &[u8]) -> usize {
    if text.starts_with(b"\r\n") { 2 } else { 1 }
}

fn from_utf_8(bytes: Vec<u8>) -> Result<SourceText, DecodeError> {
    if let Err(error) = std::str::from_utf8(&bytes) {
        return Err(invalid_utf_8(&bytes, error.valid_up_to()));
    }
    SourceText::with_line_feeds(bytes)
}

fn invalid_utf_8(bytes: &[u8], offset: usize) -> DecodeError {
    let line = 1 + memchr::memchr_iter(b'\n', &bytes[..offset]).count();
    DecodeError::encoding(format!(
        "byte 0x{:02x} at offset {offset} (line {line}) is not UTF-8",
        bytes[offset]
    ))
}

fn from_latin_1(bytes: &[u8]) -> SourceText {
    let mut rewriter = Rewriter::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(end) = rest.iter().position(|byte| *byte == b'\r' || !byte.is_ascii()) {
        rewriter.keep(&rest[..end]);
        let width = line_end_width(&rest[end..]);
        match rest[end] {
            b'\r' => rewriter.line_end(width),
            byte => rewriter.latin_1(byte),
        }
        rest = &rest[end + width..];
    }
    rewriter.keep(rest);
    rewriter.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SkipReason;

    fn text(bytes: &[u8]) -> String {
        decode(bytes.to_vec()).unwrap().to_str().into_owned()
    }

    fn refusal(bytes: &[u8]) -> String {
        let error = decode(bytes.to_vec()).unwrap_err();
        assert_eq!(error.reason, SkipReason::Encoding);
        error.detail
    }

    #[test]
    fn utf_8_without_a_carriage_return_is_not_copied() {
        let bytes = "x = 'é'\n".as_bytes().to_vec();
        let address = bytes.as_ptr();
        assert_eq!(decode(bytes).unwrap().text().as_ptr(), address);
    }

    #[test]
    fn line_ends_become_line_feeds_and_offsets_lead_back() {
        let stored = b"\xef\xbb\xbfa\r\nb\rc\nd";
        let source = decode(stored.to_vec()).unwrap();
        assert_eq!(source.text(), b"a\nb\nc\nd");
        let at = |letter| source.text().iter().position(|byte| *byte == letter).unwrap();
        for letter in *b"abcd" {
            let offset = source.stored_offset(u32::try_from(at(letter)).unwrap());
            assert_eq!(stored[offset as usize], letter);
        }
        assert_eq!([0, 1, 2, 3, 7].map(|offset| source.stored_offset(offset)), [3, 4, 6, 7, 11]);
    }

    #[test]
    fn latin_1_is_decoded_and_offsets_lead_back() {
        let stored = b"# coding: latin-1\r\nx = '\xe9\xe8'; y\r";
        let source = decode(stored.to_vec()).unwrap();
        assert_eq!(source.to_str(), "# coding: latin-1\nx = 'éè'; y\n");
        let at = u32::try_from(source.text().len() - 2).unwrap();
        assert_eq!(stored[source.stored_offset(at) as usize], b'y');
        assert_eq!(source.stored_offset(u32::try_from(source.text().len()).unwrap()) as usize, stored.len());
    }

    // complexipy 8.3.0 and compile() of CPython 3.13.
    #[test]
    fn the_cookie_stands_in_a_comment_of_the_first_two_lines() {
        for head in ["", "#!/x\n", "  \n", "\n", "\r\n", "\x0c", "\r"] {
            let file = [head.as_bytes(), b"# vim: set fileencoding=latin-1 :\nx = '\xe9'\n"].concat();
            assert!(text(&file).ends_with("x = 'é'\n"), "{head:?}");
        }
        for head in ["x = 1\n", "\n\n", "'''\n", "x = 1 ", "\\\n"] {
            let file = [head.as_bytes(), b"# coding: latin-1\nx = '\xe9'\n"].concat();
            assert!(refusal(&file).ends_with("is not UTF-8"), "{head:?}");
        }
        assert_eq!(text(b"# coding coding: latin-1\n'\xe9'"), "# coding coding: latin-1\n'é'");
    }

    #[test]
    fn another_codec_is_accepted_for_ascii_only() {
        assert_eq!(text(b"# coding: cp1252\nx = 'e'\n"), "# coding: cp1252\nx = 'e'\n");
        let detail = "the codec \"cp1252\" with bytes that are not ASCII";
        assert_eq!(refusal(b"# coding: cp1252\nx = '\xe9'\n"), detail);
        assert_eq!(refusal(b"# coding: klingon\nx = 1\n"), "the unknown codec \"klingon\"");
    }

    #[test]
    fn a_byte_order_mark_allows_no_codec_but_utf_8() {
        assert_eq!(text(b"\xef\xbb\xbf# coding: utf-8-sig\n"), "# coding: utf-8-sig\n");
        let detail = "a UTF-8 byte order mark and the codec \"latin-1\"";
        assert_eq!(refusal(b"\xef\xbb\xbf# coding: latin-1\n"), detail);
    }

    #[test]
    fn invalid_utf_8_is_refused_with_its_place() {
        assert_eq!(refusal(b"x = 1\ny = '\xe9'\n"), "byte 0xe9 at offset 11 (line 2) is not UTF-8");
        assert_eq!(refusal(b"a\xc3"), "byte 0xc3 at offset 1 (line 1) is not UTF-8");
    }

    #[test]
    fn a_nul_byte_is_binary_before_it_is_anything_else() {
        assert_eq!(decode(b"# coding: klingon\n\0".to_vec()).unwrap_err().reason, SkipReason::Binary);
    }
}
