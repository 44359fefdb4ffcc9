//! JavaScript and TypeScript inside of markup, as far as it takes to find where an expression ends: strings, templates,
//! comments, regular expressions, brackets. It reads each byte once.

use memchr::{memchr, memmem};

/// What stands before a byte of code, by which a slash or an angle bracket is told.
#[derive(Clone, Copy, Default)]
pub(super) struct Before {
    /// The last byte that is no white space.
    byte: u8,
    /// Whether it ends a word after which an operand follows, such as `return`.
    is_word: bool,
    /// Up to this offset no regular expression ends.
    barren: usize,
}

impl Before {
    /// Whether an operand ended here, so that an operator must follow.
    pub(super) fn ends_operand(self) -> bool {
        let is_part = self.byte.is_ascii_alphanumeric() || !self.byte.is_ascii();
        (is_part || matches!(self.byte, b'_' | b'$' | b')' | b']' | b'"' | b'\'' | b'`')) && !self.is_word
    }
}

/// Offset after one token or one white space of code that is no bracket; `None` if it never ends.
pub(super) fn step(text: &[u8], at: usize, before: &mut Before) -> Option<usize> {
    let byte = text[at];
    let rest = &text[at..];
    let end = match byte {
        b' ' | b'\t' | b'\n' | b'\r' => return Some(at + 1),
        b'/' if rest.starts_with(b"//") => {
            return Some(memchr(b'\n', rest).map_or(text.len(), |end| at + end));
        }
        b'/' if rest.starts_with(b"/*") => return memmem::find(&rest[2..], b"*/").map(|end| at + end + 4),
        b'"' | b'\'' => string_end(text, at),
        b'/' if !before.ends_operand() && at >= before.barren => {
            regex_end(text, at).unwrap_or_else(|line_end| {
                before.barren = line_end;
                at + 1
            })
        }
        b'\\' => (at + 2).min(text.len()),
        _ if is_word(byte) => at + rest.iter().take_while(|byte| is_word(**byte)).count(),
        _ => at + 1,
    };
    let words: [&[u8]; 9] =
        [b"return", b"typeof", b"case", b"in", b"of", b"delete", b"void", b"await", b"else"];
    // a string and a regular expression are operands, whatever their last byte is
    let last =
        if matches!(byte, b'"' | b'\'') || byte == b'/' && end > at + 1 { b'"' } else { text[end - 1] };
    *before = Before { byte: last, is_word: words.contains(&&text[at..end]), ..*before };
    Some(end)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || !byte.is_ascii()
}

/// Offset after a string; one that does not end with its line is none.
fn string_end(text: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'\\' => at += 2,
            b'\n' => break,
            _ if byte == text[start] => return at + 1,
            _ => at += 1,
        }
    }
    start + 1
}

/// Offset after a regular expression; one that does not end with its line is none, and the offset that of the line's end.
fn regex_end(text: &[u8], start: usize) -> Result<usize, usize> {
    let (mut at, mut in_class) = (start + 1, false);
    while let Some(byte) = text.get(at) {
        match byte {
            b'\\' => at += 1,
            b'\n' => break,
            b'[' => in_class = true,
            b']' => in_class = false,
            b'/' if !in_class => return Ok(at + 1),
            _ => {}
        }
        at += 1;
    }
    Err(at)
}

/// What is open in code.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Braces,
    Template,
}

/// Offset after the `}` that closes the `{` at `start`; `None` if there is none.
pub(super) fn braces_end(text: &[u8], start: usize) -> Option<usize> {
    let (mut open, mut at, mut before) = (vec![Open::Braces], start + 1, Before::default());
    while at < text.len() {
        at = match (open.last()?, text[at]) {
            (Open::Template, _) => template_step(text, at, &mut open),
            (_, b'{') => push(&mut open, Open::Braces, at),
            (_, b'`') => push(&mut open, Open::Template, at),
            (_, b'}') => {
                open.pop();
                if open.is_empty() {
                    return Some(at + 1);
                }
                before = Before { byte: b')', is_word: false, ..before };
                at + 1
            }
            _ => step(text, at, &mut before)?,
        };
    }
    None
}

fn push(open: &mut Vec<Open>, what: Open, at: usize) -> usize {
    open.push(what);
    at + 1
}

fn template_step(text: &[u8], at: usize, open: &mut Vec<Open>) -> usize {
    match &text[at..] {
        [b'\\', ..] => at + 2,
        [b'`', ..] => {
            open.pop();
            at + 1
        }
        [b'$', b'{', ..] => push(open, Open::Braces, at + 1),
        _ => at + 1,
    }
}

/// Offset after a template that begins at `start`; `None` if it never ends.
pub(super) fn template_end(text: &[u8], start: usize) -> Option<usize> {
    let (mut open, mut at) = (vec![Open::Template], start + 1);
    let mut before = Before::default();
    while let Some(top) = open.last() {
        at = match (top, text.get(at)?) {
            (Open::Template, _) => template_step(text, at, &mut open),
            (_, b'{') => push(&mut open, Open::Braces, at),
            (_, b'`') => push(&mut open, Open::Template, at),
            (_, b'}') => {
                open.pop();
                at + 1
            }
            _ => step(text, at, &mut before)?,
        };
    }
    Some(at)
}

/// Offset of the line that ends the front matter which begins at `start`; `None` if there is none.
pub(super) fn fence(text: &[u8], start: usize) -> Option<usize> {
    let (mut at, mut before, mut is_line_start) = (start, Before::default(), true);
    while at < text.len() {
        if text[at..].starts_with(b"---") && is_line_start {
            return Some(at);
        }
        is_line_start = text[at] == b'\n' || is_line_start && matches!(text[at], b' ' | b'\t' | b'\r');
        at = match text[at] {
            b'`' => {
                before = Before { byte: b'`', is_word: false, ..before };
                template_end(text, at)?
            }
            _ => step(text, at, &mut before)?,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_ends_with_its_own_brace() {
        for code in [
            "{a}",
            "{{a: {}}}",
            "{'}'}",
            "{\"}\" + '\\'}'}",
            "{`}${`}`}`}",
            "{a /* } */ // }\n}",
            "{/[}/]}/.test(a)}",
            "{a / b} c / {d}",
            "{return /}/}",
            "{a('it') ? 'b' : c}",
        ] {
            let end = braces_end(code.as_bytes(), 0);
            let expected = if code.starts_with("{a / b}") { 7 } else { code.len() };
            assert_eq!(end, Some(expected), "{code}");
        }
        for code in ["{", "{'}", "{`}", "{/* }", "{{}"] {
            let end = braces_end(code.as_bytes(), 0);
            assert!(end.is_none() || code == "{'}", "{code}");
        }
    }

    #[test]
    fn a_fence_is_no_part_of_a_string() {
        let at = |text: &str| fence(text.as_bytes(), 0);
        assert_eq!(at("a;\n---\n"), Some(3));
        assert_eq!(at("`\n---\n`;\n/*\n---\n*/\n  ---"), Some(21));
        assert_eq!(at("a---\nb"), None);
    }
}
