//! Whether a line ends where something is still to come: an operand, the body of a loop, the other branch.

use crate::model::Mark;

/// Bytes after which an expression or a statement is still to come.
const OPEN: &[u8] = b"=([{?:&|>,";

/// Words after which one is still to come, which are no name in any language.
const WORDS: [&[u8]; 2] = [b"else", b"in"];

/// Words after which one is still to come where they are no names.
const MAYBE: [&[u8]; 8] = [b"do", b"extends", b"await", b"of", b"and", b"or", b"not", b"new"];

/// Lines after which something is still to come that has a name of its own.
const LINES: [&[u8]; 2] = [b"export", b"export default"];

/// Whether what stands on a line before a comment is not all of it.
///
/// `before` is the text up to the comment, from somewhere above its line on or from the beginning of the line, and `start`
/// the offset at which it begins. `marks` are those of the whole text.
pub(super) fn is_unfinished(before: &[u8], start: usize, marks: &[Mark]) -> bool {
    let Some(line) = before.rsplit(|byte| *byte == b'\n').next() else { return false };
    let offset = start + before.len() - line.len();
    let line = line.trim_ascii_end();
    match line.last() {
        None => false,
        Some(b')') => opening(line).is_some_and(|at| is_head(&line[..at], offset, marks)),
        Some(byte) if OPEN.contains(byte) || LINES.contains(&line.trim_ascii()) => true,
        Some(_) => word(line).is_some_and(|(at, word)| {
            WORDS.contains(&word) || MAYBE.contains(&word) && goes_on(line.len(), at, offset, marks)
        }),
    }
}

/// Whether something begins on a line, up to a word at its end, and ends behind it: the word is then no name.
fn goes_on(length: usize, word: usize, offset: usize, marks: &[Mark]) -> bool {
    let first = marks.partition_point(|mark| (mark.start as usize) < offset);
    let here = marks[first..].iter().take_while(|mark| mark.start as usize <= offset + word);
    here.map(|mark| mark.end as usize).any(|last| last > offset + length)
}

/// Whether parentheses that follow are those of a statement whose body stands behind them.
fn is_head(line: &[u8], offset: usize, marks: &[Mark]) -> bool {
    let line = line.trim_ascii_end();
    match word(line) {
        Some((_, b"if" | b"for" | b"with")) => true,
        Some((at, b"await")) => word(line[..at].trim_ascii_end()).is_some_and(|(_, word)| word == b"for"),
        Some((at, b"while")) => is_loop(offset + at, offset + line.len(), marks),
        _ => false,
    }
}

/// Whether a `while` has a body behind its parentheses: at the end of a `do` it has none.
fn is_loop(start: usize, end: usize, marks: &[Mark]) -> bool {
    let first = marks.partition_point(|mark| (mark.start as usize) < start);
    let here = marks[first..].iter().take_while(|mark| mark.start as usize == start);
    here.map(|mark| mark.end as usize).any(|last| last > end)
}

/// Where the parenthesis stands that the last byte of a line closes.
fn opening(line: &[u8]) -> Option<usize> {
    let mut open = 0_usize;
    line.iter().rposition(|byte| {
        open = open + usize::from(*byte == b')') - usize::from(*byte == b'(');
        open == 0
    })
}

/// The word at the end of a line, perhaps none, and where it begins; nothing where it names something in something else.
fn word(line: &[u8]) -> Option<(usize, &[u8])> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || *byte >= 0x80;
    let start = line.iter().rposition(|byte| !is_part(byte)).map_or(0, |at| at + 1);
    let is_member = matches!(line[..start].trim_ascii_end().last(), Some(b'.' | b'#'));
    (!is_member).then(|| (start, &line[start..]))
}
