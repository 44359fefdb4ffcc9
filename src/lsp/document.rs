//! The text of a document as its editor has it, and the positions in it, which editors count in lines and code units.

use lsp_types::{Position, PositionEncodingKind, TextDocumentContentChangeEvent};
use std::ops::Range;

/// What a position counts within its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Bytes.
    Utf8,
    /// Code units of UTF-16, which is what counts if nobody says otherwise.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// The first that the client likes and that is known here: bytes cost nothing.
    pub(super) fn choose(offered: &[PositionEncodingKind]) -> Encoding {
        let known = |kind: &PositionEncodingKind| match kind.as_str() {
            "utf-8" => Some(Encoding::Utf8),
            "utf-16" => Some(Encoding::Utf16),
            "utf-32" => Some(Encoding::Utf32),
            _ => None,
        };
        let has_utf8 = offered.contains(&PositionEncodingKind::UTF8);
        let first = offered.iter().find_map(known);
        if has_utf8 { Encoding::Utf8 } else { first.unwrap_or_default() }
    }

    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    fn units(self, c: char) -> usize {
        match self {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
            Encoding::Utf32 => 1,
        }
    }
}

/// A text, and where its lines begin.
#[derive(Debug)]
pub(super) struct Document {
    text: String,
    starts: Vec<usize>,
    encoding: Encoding,
}

impl Document {
    pub(super) fn new(text: String, encoding: Encoding) -> Document {
        Document { starts: starts(&text), text, encoding }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Does what the editor did: replaces a part or, without a range, everything.
    pub(super) fn change(&mut self, change: TextDocumentContentChangeEvent) {
        match change.range {
            None => self.text = change.text,
            Some(range) => {
                let (start, end) = (self.offset(range.start), self.offset(range.end));
                self.text.replace_range(start..end.max(start), &change.text);
            }
        }
        self.starts = starts(&self.text);
    }

    /// The offset of a position. One beyond the end of its line is that end, and one beyond all lines the end of all; one
    /// within a character is its beginning.
    pub(super) fn offset(&self, position: Position) -> usize {
        let Some((start, line)) = self.content(position.line as usize) else { return self.text.len() };
        let wanted = position.character as usize;
        let mut units = 0;
        for (at, c) in line.char_indices() {
            units += self.encoding.units(c);
            if units > wanted {
                return start + at;
            }
        }
        start + line.len()
    }

    /// The position of an offset; one within a character is the beginning of that.
    pub(super) fn position(&self, offset: usize) -> Position {
        let offset = (0..=offset.min(self.text.len())).rev().find(|&at| self.text.is_char_boundary(at));
        let offset = offset.unwrap_or(0);
        let line = self.starts.partition_point(|&start| start <= offset) - 1;
        let before = &self.text[self.starts[line]..offset];
        let units: usize = before.chars().map(|c| self.encoding.units(c)).sum();
        Position::new(number(line), number(units))
    }

    /// From a position to the end of what stands on its line.
    pub(super) fn to_line_end(&self, from: Position) -> lsp_types::Range {
        let end =
            self.content(from.line as usize).map_or(self.text.len(), |(start, line)| start + line.len());
        lsp_types::Range::new(from, self.position(end))
    }

    /// What stands on a line, from 0.
    pub(super) fn line(&self, line: usize) -> lsp_types::Range {
        let Some((start, content)) = self.content(line) else {
            return lsp_types::Range::new(self.position(self.text.len()), self.position(self.text.len()));
        };
        let blank = content.len() - content.trim_start().len();
        self.to_line_end(self.position(start + blank))
    }

    /// The lines, from 0, on which the lines of a part stand, where these may also end at U+2028 and U+2029.
    pub(super) fn lines_of(&self, part: Range<usize>, at_separators: bool) -> Vec<usize> {
        let mut line = self.position(part.start).line as usize;
        let mut lines = vec![line];
        let mut text = self.text.get(part).unwrap_or_default().chars().peekable();
        while let Some(c) = text.next() {
            match c {
                '\r' if text.peek() == Some(&'\n') => continue,
                '\r' | '\n' => line += 1,
                '\u{2028}' | '\u{2029}' if at_separators => {}
                _ => continue,
            }
            lines.push(line);
        }
        lines
    }

    /// The offset of a line and the line without its end.
    fn content(&self, line: usize) -> Option<(usize, &str)> {
        let start = *self.starts.get(line)?;
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        Some((start, self.text[start..end].trim_end_matches(['\r', '\n'])))
    }
}

/// A line ends with `\n`, `\r\n` or `\r`, whatever the language says of others.
fn starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
    let ends = ends.filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
    std::iter::once(0).chain(ends.map(|at| at + 1)).collect()
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(start: (u32, u32), end: (u32, u32), text: &str) -> TextDocumentContentChangeEvent {
        let position = |(line, character)| Position::new(line, character);
        let range = Some(lsp_types::Range::new(position(start), position(end)));
        TextDocumentContentChangeEvent { range, range_length: None, text: text.to_owned() }
    }

    #[test]
    fn a_position_counts_code_units() {
        let text = "a\n  é🦀x = 1\r\nlast\rreally";
        for (encoding, units) in [(Encoding::Utf8, 8), (Encoding::Utf16, 5), (Encoding::Utf32, 4)] {
            let document = Document::new(text.to_owned(), encoding);
            let at = text.find('x').unwrap();
            assert_eq!(document.position(at), Position::new(1, units), "{encoding:?}");
            assert_eq!(document.offset(Position::new(1, units)), at);
            assert_eq!(document.offset(Position::new(1, 99)), text.find('\r').unwrap());
            assert_eq!(document.offset(Position::new(9, 0)), text.len());
            assert_eq!(document.position(text.len()), Position::new(3, 6));
            assert_eq!(document.line(1).start, Position::new(1, 2));
        }
        let document = Document::new(text.to_owned(), Encoding::Utf16);
        assert_eq!(document.offset(Position::new(1, 4)), text.find('🦀').unwrap(), "within a pair");
    }

    #[test]
    fn a_language_may_end_lines_where_editors_do_not() {
        let document = Document::new("x\na\u{2028}b\r\nc\rd\n".to_owned(), Encoding::Utf16);
        assert_eq!(document.lines_of(2..document.text().len(), true), [1, 1, 2, 3, 4]);
        assert_eq!(document.lines_of(2..document.text().len(), false), [1, 2, 3, 4]);
    }

    #[test]
    fn changes_are_made_one_after_the_other() {
        let mut document = Document::new("a = 1\nb = 2\n".to_owned(), Encoding::Utf16);
        document.change(change((0, 4), (0, 5), "🦀🦀"));
        document.change(change((0, 6), (0, 8), "x"));
        document.change(change((1, 0), (9, 9), ""));
        assert_eq!(document.text(), "a = 🦀x\n");
        document.change(change((5, 5), (2, 2), "end"));
        assert_eq!(document.text(), "a = 🦀x\nend");
        let all = TextDocumentContentChangeEvent { range: None, range_length: None, text: String::new() };
        document.change(all);
        assert_eq!((document.text(), document.position(7)), ("", Position::new(0, 0)));
    }

    #[test]
    fn bytes_are_liked_best_and_utf_16_is_usual() {
        let offered = ["utf-32", "utf-8", "utf-16"].map(PositionEncodingKind::from);
        assert_eq!(Encoding::choose(&offered), Encoding::Utf8);
        assert_eq!(Encoding::choose(&offered[2..]), Encoding::Utf16);
        assert_eq!(Encoding::choose(&offered[..1]), Encoding::Utf32);
        assert_eq!(Encoding::choose(&["utf-7".to_owned().into()]), Encoding::Utf16);
        assert_eq!(Encoding::choose(&[]), Encoding::Utf16);
    }
}
