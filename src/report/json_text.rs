//! JSON as a report writes it: what a terminal or a log could act on is escaped, and means the same to a program.

use crate::model::printable_json;
use serde::Serialize;
use std::io::{self, Write};

/// Writes a document on one line.
pub(super) fn write_line(document: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(Escaping(&mut *out), document)?;
    out.write_all(b"\n")
}

/// Writes any document for a person to read, whoever made it.
///
/// # Errors
/// If the bytes cannot be written.
pub(crate) fn write_pretty(document: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(Escaping(&mut *out), document)?;
    out.write_all(b"\n")
}

/// Escapes inside strings: nowhere else has JSON characters beyond ASCII, or two `#` in a row.
struct Escaping<'a>(&'a mut dyn Write);

impl Write for Escaping<'_> {
    /// Takes a piece of text, of which the serializer never tears a character apart.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let is_plain = |bytes: &[u8]| bytes.iter().all(|&byte| byte < 0x7f && byte != b'#');
        match std::str::from_utf8(bytes) {
            Ok(text) if !is_plain(bytes) => self.0.write_all(printable_json(text).as_bytes())?,
            _ => self.0.write_all(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn a_document_is_harmless_and_says_the_same() {
        let document = json!({"a\u{9b}\u{202e}": ["##[error]x", "\u{7f}\n::", "é"]});
        let (mut line, mut pretty) = (Vec::new(), Vec::new());
        write_line(&document, &mut line).unwrap();
        write_pretty(&document, &mut pretty).unwrap();
        for out in [line, pretty] {
            let text = String::from_utf8(out).unwrap();
            assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), document);
            assert!(!text.contains("##[") && !text.chars().any(|c| c != '\n' && c.is_control()), "{text}");
        }
    }
}
