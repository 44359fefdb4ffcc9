//! Lines that fit a terminal: broken at spaces, never in a path or in what stands between backticks.

use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// A text in lines of at most `width` columns; those after the first are indented by as many spaces as `indent` says.
///
/// What has no space in it stays whole, so that it can be copied, and so does what stands between backticks if it fits
/// into a line. Without a width nothing is broken.
#[must_use]
pub(crate) fn folded(text: &str, width: Option<usize>, indent: usize) -> String {
    match width.filter(|width| text.width() > *width) {
        None => text.to_owned(),
        Some(width) => lines("", text, width, indent),
    }
}

/// The same of a place, a space and a text: the place stays whole even where there are spaces in it.
#[must_use]
pub(crate) fn folded_behind(place: &str, text: &str, width: Option<usize>, indent: usize) -> String {
    match width.filter(|width| place.width() + 1 + text.width() > *width) {
        None => format!("{place} {text}"),
        Some(width) => lines(place, text, width, indent),
    }
}

fn lines(place: &str, text: &str, width: usize, indent: usize) -> String {
    let mut lines = String::with_capacity(place.len() + text.len() + 16);
    lines.push_str(place);
    let (mut column, mut is_fresh) = (place.width(), place.is_empty());
    for word in words(text, width.saturating_sub(indent)) {
        let needed = word.width();
        if word.is_empty() && is_fresh {
            continue;
        }
        if column > indent && column + 1 + needed > width {
            lines.truncate(lines.trim_end_matches(' ').len());
            lines.push('\n');
            lines.extend(std::iter::repeat_n(' ', indent));
            (column, is_fresh) = (indent, true);
        } else if !is_fresh {
            lines.push(' ');
            column += 1;
        }
        lines.push_str(word);
        column += needed;
        is_fresh &= word.is_empty();
    }
    lines
}

/// The words of a text; the spaces of a short stretch between backticks separate none.
fn words(text: &str, longest: usize) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = end_of_word(rest, longest);
        words.push(&rest[..end]);
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    words
}

/// Where the first word of a text ends.
fn end_of_word(text: &str, longest: usize) -> usize {
    let space = |from: usize| text[from..].find(' ').map_or(text.len(), |at| from + at);
    let end = space(0);
    let Some(open) = text[..end].find('`').filter(|open| !text[open + 1..end].contains('`')) else {
        return end;
    };
    let Some(close) = text[open + 1..].find('`').map(|at| open + 1 + at) else { return end };
    let whole = space(close);
    if text[..whole].width() <= longest { whole } else { end }
}

/// Passes lines on, folded.
pub(crate) struct Folding<W> {
    out: W,
    width: Option<usize>,
    line: Vec<u8>,
}

/// How far the second line of a message is indented.
const INDENT: usize = 2;

impl<W: Write> Folding<W> {
    /// Folds what is written to `out` at a width, if there is one.
    pub(crate) fn new(out: W, width: Option<usize>) -> Folding<W> {
        Folding { out, width, line: Vec::new() }
    }

    fn pass_on(&mut self) -> io::Result<()> {
        let line = std::mem::take(&mut self.line);
        let text = String::from_utf8_lossy(&line);
        self.out.write_all(folded(&text, self.width, INDENT).as_bytes())
    }
}

impl<W: Write> Write for Folding<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.width.is_none() {
            return self.out.write(bytes);
        }
        for &byte in bytes {
            if byte == b'\n' {
                self.pass_on()?;
                self.out.write_all(b"\n")?;
            } else {
                self.line.push(byte);
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass_on()?;
        self.out.flush()
    }
}

impl<W> Drop for Folding<W> {
    fn drop(&mut self) {
        debug_assert!(self.line.is_empty(), "a message ends with its line");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_broken_at_spaces_and_indented() {
        assert_eq!(folded("one two three", Some(8), 2), "one two\n  three");
        assert_eq!(folded("one two three", Some(13), 2), "one two three");
        assert_eq!(folded("one two three", None, 2), "one two three");
        assert_eq!(folded("名名 名名 名", Some(6), 0), "名名\n名名\n名", "columns, not letters");
        assert_eq!(folded_behind("a b.py:1:", "one two", Some(9), 2), "a b.py:1:\n  one two");
        assert_eq!(folded_behind("name", " value", Some(8), 2), "name\n  value", "no space begins a line");
    }

    #[test]
    fn a_path_and_a_command_stay_whole() {
        assert_eq!(
            folded("error: a/very/long/path.py: gone", Some(10), 2),
            "error:\n  a/very/long/path.py:\n  gone"
        );
        assert_eq!(folded("type `metrics list` now", Some(18), 0), "type\n`metrics list` now");
        assert_eq!(folded("type `metrics list` now", Some(10), 0), "type\n`metrics\nlist` now");
        assert_eq!(folded("a ` b c d", Some(5), 0), "a ` b\nc d", "one backtick begins nothing");
    }

    #[test]
    fn lines_pass_folded() {
        let mut bytes = Vec::new();
        let mut out = Folding::new(&mut bytes, Some(8));
        write!(out, "one two ").unwrap();
        writeln!(out, "three\nfour").unwrap();
        drop(out);
        assert_eq!(String::from_utf8(bytes).unwrap(), "one two\n  three\nfour\n");
    }
}
