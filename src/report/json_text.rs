//! JSON as a report writes it: what a terminal or a log could act on is escaped, and means the same to a program.

use crate::model::printable_json;
use serde::Serialize;
use std::io::{self, Write};

/// Writes a document on one line.
pub(super) fn write_line(document: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut escaping = Escaping::new(out);
    serde_json::to_writer(&mut escaping, document)?;
    escaping.pass_on()?;
    out.write_all(b"\n")
}

/// Writes any document for a person to read, whoever made it.
///
/// # Errors
/// If the bytes cannot be written.
pub(crate) fn write_pretty(document: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut escaping = Escaping::new(out);
    serde_json::to_writer_pretty(&mut escaping, document)?;
    escaping.pass_on()?;
    out.write_all(b"\n")
}

/// Escapes inside strings: nowhere else has JSON characters beyond ASCII, or two `#` in a row. It looks at many pieces of
/// text at once, because most have nothing to escape.
struct Escaping<'a> {
    out: &'a mut dyn Write,
    waiting: Vec<u8>,
}

/// So many bytes are looked at together.
const ENOUGH: usize = 8 << 10;

impl Escaping<'_> {
    fn new(out: &mut dyn Write) -> Escaping<'_> {
        Escaping { out, waiting: Vec::new() }
    }

    fn pass_on(&mut self) -> io::Result<()> {
        // without an early end, so that the compiler looks at many bytes at a time
        let odd = |&byte: &u8| u8::from(byte >= 0x7f) | u8::from(byte == b'#');
        let is_odd = self.waiting.iter().fold(0, |all, byte| all | odd(byte)) != 0;
        match is_odd.then(|| std::str::from_utf8(&self.waiting).ok()).flatten() {
            Some(text) => self.out.write_all(printable_json(text).as_bytes())?,
            None => self.out.write_all(&self.waiting)?,
        }
        self.waiting.clear();
        Ok(())
    }
}

impl Write for Escaping<'_> {
    /// Takes a piece of text, of which the serializer never tears a character apart.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= ENOUGH {
            self.pass_on()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass_on()?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use std::iter::repeat_n;

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

    #[test]
    fn what_does_not_fit_into_one_look_is_escaped_too() {
        let strings: Vec<String> = repeat_n("##[error]\u{202e}é\n".to_owned(), ENOUGH / 8).collect();
        let mut line = Vec::new();
        write_line(&strings, &mut line).unwrap();
        let text = String::from_utf8(line).unwrap();
        assert_eq!(text.matches("#\\u0023[error]\\u202eé\\n\"").count(), strings.len());
        assert_eq!(serde_json::from_str::<Vec<String>>(&text).unwrap(), strings);
    }
}
