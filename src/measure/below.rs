//! Which line a comment speaks of that has its line for itself: the first below it without comments or decorators alone.

use super::position::LineStarts;
use crate::model::{Mark, Marks, Role};

/// For each comment or decorator that has its lines for itself, by its first line: the first line below that is neither.
pub(super) struct Below(Vec<(u32, u32)>);

impl Below {
    pub(super) fn new(marks: &Marks, text: &[u8], lines: &LineStarts) -> Below {
        let mut alone: Vec<(u32, u32)> = Vec::new();
        let mut line = Line::default();
        for mark in marks.list.iter().filter(|mark| mark.is(Role::Comment) || mark.is(Role::Decorator)) {
            let is_alone = line.begins_with(mark, text, lines)
                && (mark.is(Role::Comment) || nothing_but_comments(&text[mark.end as usize..]));
            let (first, last) = stretch(mark, lines);
            let braces = mark.is(Role::Comment).then(|| braces(mark, text)).flatten();
            let end = braces.map(|end| lines.position(end).0).or(is_alone.then_some(last));
            alone.extend(end.map(|last| (first, last + 1)));
        }
        alone.dedup_by_key(|stretch| stretch.0);
        for at in (1..alone.len()).rev() {
            if alone[at].0 == alone[at - 1].1 {
                alone[at - 1].1 = alone[at].1;
            }
        }
        Below(alone)
    }

    /// The line that a comment which begins on a line speaks of.
    pub(super) fn line(&self, line: u32) -> u32 {
        self.0.binary_search_by_key(&line, |alone| alone.0).map_or(line, |at| self.0[at].1)
    }
}

/// The offset behind the brace after a comment that has braces for itself, with no more on their lines: among the children
/// of JSX no other comment is possible.
fn braces(mark: &Mark, text: &[u8]) -> Option<u32> {
    let before = text[..mark.start as usize].trim_ascii_end().strip_suffix(b"{")?;
    let blanks = before.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t'));
    let is_first = matches!(before.iter().nth_back(blanks.count()), None | Some(b'\n'));
    let behind = &text[mark.end as usize..];
    let rest = behind.trim_ascii_start().strip_prefix(b"}")?;
    let end = text.len() - rest.len();
    // a space at the end of a line, as formatters write it
    let rest = [&b"{' '}"[..], b"{\" \"}"].iter().find_map(|space| rest.strip_prefix(*space)).unwrap_or(rest);
    (is_first && nothing_but_comments(rest)).then(|| u32::try_from(end).unwrap_or(u32::MAX))
}

/// First and last line of a mark: none ends with a line break.
pub(super) fn stretch(mark: &Mark, lines: &LineStarts) -> (u32, u32) {
    (lines.position(mark.start).0, lines.position(mark.end).0)
}

/// The line that was looked at last: many comments may stand on one, behind many blanks.
#[derive(Default)]
struct Line {
    number: u32,
    /// Offset of its first byte that is no blank.
    first: u32,
}

impl Line {
    fn begins_with(&mut self, mark: &Mark, text: &[u8], lines: &LineStarts) -> bool {
        let (number, column) = lines.position(mark.start);
        if number != self.number {
            let start = mark.start - column;
            let before = &text[start as usize..mark.start as usize];
            let blanks = before.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            *self = Line { number, first: start + u32::try_from(blanks).unwrap_or(u32::MAX) };
        }
        self.first >= mark.start
    }
}

/// Whether nothing but comments stands on the rest of a line.
fn nothing_but_comments(rest: &[u8]) -> bool {
    let is_blank = |byte: &u8| byte.is_ascii_whitespace() && *byte != b'\n';
    let blanks = rest.iter().take_while(|byte| is_blank(byte)).count();
    let rest = &rest[blanks..];
    rest.is_empty() || rest.starts_with(b"\n") || rest.starts_with(b"//") || rest.starts_with(b"/*")
}
