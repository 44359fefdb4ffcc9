//! Line counts of ECMAScript, with radon's names: a line is code if anything but white space and comments is on it.

use super::lines::is_blank;
use crate::model::{Mark, Marks, RawLines, Role};
use std::iter::Peekable;

/// Counts the lines of a text from its comments and statements.
pub(super) fn raw_lines(text: &[u8], marks: &Marks, line_starts: &[u32]) -> RawLines {
    let mut counts = RawLines::default();
    let mut lines = Lines { text, comments: comments(marks, line_starts).peekable() };
    for (index, &start) in line_starts.iter().enumerate() {
        let end = line_starts.get(index + 1).map_or(text.len(), |&next| next as usize);
        if start as usize == text.len() {
            continue;
        }
        counts.loc += 1;
        match lines.kind(start as usize, end) {
            LineKind::Blank => counts.blank += 1,
            LineKind::Code => counts.sloc += 1,
            LineKind::Comment { spans_lines: false } => counts.single_comments += 1,
            LineKind::Comment { spans_lines: true } => counts.multi += 1,
        }
    }
    for mark in &marks.list {
        counts.comments += u32::from(mark.is(Role::Comment));
        counts.lloc += u32::from(mark.is(Role::LogicalLine) && !mark.is(Role::LinePart));
    }
    counts
}

enum LineKind {
    Blank,
    Code,
    Comment { spans_lines: bool },
}

struct Comment {
    start: usize,
    end: usize,
    spans_lines: bool,
}

fn comments(marks: &Marks, line_starts: &[u32]) -> impl Iterator<Item = Comment> {
    let line = |offset: u32| line_starts.partition_point(|start| *start <= offset);
    marks.list.iter().filter(|mark| mark.is(Role::Comment)).map(move |&Mark { start, end, .. }| Comment {
        start: start as usize,
        end: end as usize,
        spans_lines: line(start) != line(end.max(start + 1) - 1),
    })
}

struct Lines<'a, C: Iterator<Item = Comment>> {
    text: &'a [u8],
    comments: Peekable<C>,
}

impl<C: Iterator<Item = Comment>> Lines<'_, C> {
    /// What a line is; lines are asked for in order.
    fn kind(&mut self, start: usize, end: usize) -> LineKind {
        let (mut at, mut has_code, mut spans_lines) = (start, false, false);
        let mut has_comment = false;
        while at < end {
            let next = self.comments.peek().filter(|comment| comment.start < end);
            let code_end = next.map_or(end, |comment| comment.start.max(at));
            has_code = has_code || !is_blank(&self.text[at..code_end]);
            let Some(comment) = next else { break };
            has_comment = true;
            spans_lines |= comment.spans_lines;
            at = comment.end.min(end).max(at);
            if comment.end > end {
                break;
            }
            self.comments.next();
        }
        match (has_code, has_comment) {
            (true, _) => LineKind::Code,
            (false, true) if !is_blank(&self.text[start..end]) => LineKind::Comment { spans_lines },
            (false, _) => LineKind::Blank,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::ecma::lines::line_starts;
    use crate::model::RoleSet;

    /// The counts of a text whose comments are the given pieces of it.
    fn counts(text: &str, comments: &[&str]) -> RawLines {
        let mut marks = Marks::default();
        for comment in comments {
            let start = u32::try_from(text.find(comment).unwrap()).unwrap();
            let end = start + u32::try_from(comment.len()).unwrap();
            let after = u32::try_from(marks.list.len()).unwrap() + 1;
            marks.list.push(Mark {
                roles: RoleSet::of(&[Role::Comment]),
                start,
                end,
                after,
                depth: 1,
                key: 0,
            });
        }
        raw_lines(text.as_bytes(), &marks, &line_starts(text.as_bytes()))
    }

    #[test]
    fn a_line_is_code_or_comment_or_blank() {
        let text = "a; // b\n\n// c\n/* d\n\n e */\n/* f */ g /* h\n*/\n";
        let found = counts(text, &["// b", "// c", "/* d\n\n e */", "/* f */", "/* h\n*/"]);
        let wanted =
            RawLines { loc: 8, sloc: 2, comments: 5, single_comments: 1, multi: 3, blank: 2, lloc: 0 };
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_last_line_end_opens_no_line() {
        assert_eq!(counts("", &[]).loc, 0);
        assert_eq!(counts("a", &[]).loc, 1);
        assert_eq!(counts("a\r\n", &[]).loc, 1);
        assert_eq!(counts("\u{2028}\u{2028}", &[]).blank, 2);
    }
}
