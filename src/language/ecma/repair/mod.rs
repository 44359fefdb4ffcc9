//! Reads a script as the language has it, and rewrites it in constructs that tree-sitter-javascript and
//! tree-sitter-typescript know and that every metric but Halstead's counts alike.

mod access;
mod class;
mod declaration;
mod expression;
mod function;
mod logical;
mod markup;
mod members;
mod module;
mod primary;
mod reader;
mod rewrite;
mod statement;
#[cfg(test)]
mod tests;
mod token;
mod types;
mod words;

use crate::language::Repaired;
use memchr::memmem;
use reader::{Reader, ScriptDialect};
use token::Scanner;

pub(super) fn javascript(text: &[u8]) -> Option<Repaired> {
    repaired(text, ScriptDialect { types: false, markup: true })
}

pub(super) fn typescript(text: &[u8]) -> Option<Repaired> {
    repaired(text, ScriptDialect { types: true, markup: false })
}

pub(super) fn tsx(text: &[u8]) -> Option<Repaired> {
    repaired(text, ScriptDialect { types: true, markup: true })
}

/// Words behind which the grammars end a statement or a member where their line ends, and the language does not.
const HALVES: [&[u8]; 8] = [b"let", b"static", b"export", b"await", b"get", b"set", b"new", b"async"];

const FROM: &[u8] = b"from";

/// The line ends that the grammars do not take for any: U+2028 and U+2029.
const SEPARATORS: [&[u8]; 2] = [b"\xe2\x80\xa8", b"\xe2\x80\xa9"];

/// Words that stand before `get`, `set` and `static`.
const MODIFIERS: [&[u8]; 10] = [
    b"public",
    b"private",
    b"protected",
    b"static",
    b"override",
    b"readonly",
    b"abstract",
    b"declare",
    b"accessor",
    b"async",
];

/// A character that stands nowhere but in strings, templates and comments, too.
const OTHER_CONTROL: u8 = 1;

/// What begins an operand behind `await`, and goes on with an expression behind a name.
const OPENINGS: &[u8] = b"/{[~+-!<`";

/// How far behind such a word a line end is looked for: comments may be long, and the words many.
const FARTHEST: usize = 256;

/// Whether a line ends behind a word that goes on in the next one, `await` stands before what might also follow a
/// name, or a line ends in a way that the grammars do not know.
pub(super) fn is_misread(text: &[u8]) -> bool {
    HALVES.iter().any(|word| memmem::find_iter(text, word).any(|at| is_half(text, at, at + word.len())))
        || memmem::find_iter(text, FROM).any(|at| is_source(text, at))
        || memchr::memchr_iter(b'\r', text).any(|at| text.get(at + 1) != Some(&b'\n'))
        || SEPARATORS.iter().any(|line_end| memmem::find(text, line_end).is_some())
}

/// Whether a line begins with `from` and a source, which belong to the `export {}` before it.
fn is_source(text: &[u8], at: usize) -> bool {
    let line = memchr::memrchr(b'\n', &text[..at]).map_or(0, |end| end + 1);
    let end = at + FROM.len();
    let near = &text[..text.len().min(end + FARTHEST)];
    let next = Scanner { text: near, has_html_comments: false }.skip(end).0;
    text[line..at].trim_ascii().is_empty() && matches!(near.get(next), Some(b'"' | b'\''))
}

fn is_half(text: &[u8], start: usize, end: usize) -> bool {
    let near = &text[..text.len().min(end + FARTHEST)];
    let (next, line_ended) = Scanner { text: near, has_html_comments: false }.skip(end);
    let (awaits, constructs) = (near[start..end] == *b"await", near[start..end] == *b"new");
    let opens = awaits && near.get(next).is_some_and(|byte| OPENINGS.contains(byte));
    (line_ended || opens) && is_code(&text[start.saturating_sub(FARTHEST)..start], awaits || constructs)
}

/// Whether a word stands where code has it, by what stands before it: prose has such words as well.
fn is_code(before: &[u8], is_operator: bool) -> bool {
    let line = memchr::memrchr(b'\n', before).map_or(before, |end| &before[end + 1..]).trim_ascii();
    let is_comment = line.starts_with(b"*") && memmem::find(line, b"*/").is_none()
        || memmem::find(line, b"//").is_some()
        || line.starts_with(b"/*") && !line.ends_with(b"*/");
    let last = line.rsplit(|byte| !byte.is_ascii_alphabetic()).next().unwrap_or_default();
    let begins = line.last().is_none_or(|byte| b"{};:()/".contains(byte))
        || MODIFIERS.contains(&last)
        || matches!(last, b"else" | b"do");
    let ends_word = before.last().is_some_and(|byte| byte.is_ascii_alphanumeric() || b"_$.#".contains(byte));
    !is_comment && (begins || is_operator && !ends_word)
}

/// The same in JavaScript, where a comment may begin as in HTML.
pub(super) fn is_script_misread(text: &[u8]) -> bool {
    let opens = |at: usize| {
        let line = memchr::memrchr(b'\n', &text[..at]).map_or(0, |end| end + 1);
        !text[line..at].iter().any(|byte| b"\"'`*/".contains(byte))
    };
    let closes = |at: usize| {
        let line = memchr::memrchr(b'\n', &text[..at]).map_or(0, |end| end + 1);
        text[line..at].trim_ascii().is_empty()
    };
    is_misread(text)
        || memmem::find_iter(text, b"<!--").any(opens)
        || memmem::find_iter(text, b"-->").any(closes)
}

/// The text as it is rewritten; `None` if it cannot be read. The parser takes a zero byte for the end of the text, where the
/// language has it in strings, templates and comments.
fn repaired(text: &[u8], dialect: ScriptDialect) -> Option<Repaired> {
    if memchr::memchr(0, text).is_some() {
        let visible: Vec<u8> =
            text.iter().map(|byte| if *byte == 0 { OTHER_CONTROL } else { *byte }).collect();
        return rewritten(&visible, dialect);
    }
    rewritten(text, dialect)
}

fn rewritten(text: &[u8], dialect: ScriptDialect) -> Option<Repaired> {
    [true, false].into_iter().find_map(|is_module| {
        let mut reader = Reader::new(text, dialect, is_module);
        reader.program().ok()?;
        Some(Repaired::new(text, std::mem::take(&mut reader.edits)))
    })
}
