//! The Python in a cell that is written for `IPython`: commands for the shell, magics and questions are left out, or have
//! something in their place that no metric counts. It reads lines as `IPython` does, one logical line after the other.

use super::magics::{is_automagic, is_foreign, is_foreign_line, runs_python};
use crate::language::python::lexer::{Lexer, LineEnd, Sink, Token};
use std::borrow::Cow;
use std::ops::Range;

/// The lines of a cell that are Python, each with its number in the cell, from 0.
pub(super) fn python(cell: &str) -> Vec<(usize, Cow<'_, str>)> {
    let lines: Vec<&str> = cell.split('\n').collect();
    let Some(first) = body(&lines) else { return Vec::new() };
    let margin =
        lines[first..].iter().find(|line| !line.trim().is_empty()).map_or("", |line| indentation(line));
    let mut reader = Reader::default();
    for (number, line) in lines.iter().enumerate() {
        if number < first && line.starts_with("%%") {
            continue;
        }
        reader.line(number, line.strip_prefix(margin).unwrap_or(line));
    }
    reader.kept
}

/// Where the code of a cell begins, behind the cell magics; `None` if it is in another language. Comments may stand before.
fn body(lines: &[&str]) -> Option<usize> {
    let is_code = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    let mut first = 0;
    while let Some(at) = lines[first..].iter().position(is_code).map(|at| first + at) {
        let words = |magic: &'_ str| {
            let (name, argument) = magic.split_once(char::is_whitespace).unwrap_or((magic, ""));
            (name.to_owned(), argument.trim().to_owned())
        };
        if let Some((name, argument)) = lines[at].strip_prefix("%%").map(words) {
            if is_foreign(&name, &argument) {
                return None;
            }
            first = at + 1;
            continue;
        }
        let magic = lines[at].strip_prefix('%').map(words);
        return (!magic.is_some_and(|(name, argument)| is_foreign_line(&name, &argument))).then_some(first);
    }
    Some(first)
}

fn indentation(line: &str) -> &str {
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

#[derive(Default)]
struct Reader<'a> {
    kept: Vec<(usize, Cow<'a, str>)>,
    lexer: Lexer,
    /// A statement goes on, or a string.
    is_open: bool,
    /// A command goes on.
    in_command: bool,
}

impl<'a> Reader<'a> {
    fn line(&mut self, number: usize, line: &'a str) {
        if std::mem::take(&mut self.in_command) {
            return self.command_line(line);
        }
        if !self.is_open && is_command(line.trim()) {
            return self.command(number, line, indentation(line).len(), "pass");
        }
        let mut tokens = Tokens::new(line.trim());
        let end = self.lexer.line(line.trim().as_bytes(), &mut tokens);
        let start = line.len() - line.trim_start().len();
        if !self.is_open && (tokens.last == b"?" || tokens.assigned.is_some()) {
            self.lexer = Lexer::default();
            let (kept, instead) = tokens.assigned.map_or((0, "pass"), |end| (end, " _"));
            return self.command(number, line, start + kept, instead);
        }
        self.is_open = matches!(end, Ok(LineEnd::Open));
        if !self.is_open {
            self.lexer = Lexer::default();
        }
        self.kept.push((number, Cow::Borrowed(line)));
    }

    /// Finds out whether a command goes on behind a line of it: behind a backslash, and where it runs Python in brackets.
    fn command_line(&mut self, line: &str) {
        let (name, code) = line.split_once(' ').unwrap_or((line, ""));
        let code = match name.strip_prefix('%') {
            _ if self.is_open => line,
            Some(name) if runs_python(name) => code,
            _ => "",
        };
        let end = self.lexer.line(code.trim().as_bytes(), &mut Tokens::new(code.trim()));
        self.is_open = matches!(end, Ok(LineEnd::Open)) && !line.ends_with('\\');
        if !self.is_open {
            self.lexer = Lexer::default();
        }
        self.in_command = self.is_open || line.ends_with('\\');
    }

    /// At the margin a command is left out, as radon leaves out lines that begin with `%`.
    fn command(&mut self, number: usize, line: &str, kept: usize, instead: &str) {
        self.command_line(line.trim_start());
        if kept > 0 {
            self.kept.push((number, Cow::Owned(format!("{}{instead}", &line[..kept]))));
        }
    }
}

/// Whether a line that begins no other statement is one of `IPython`'s language, by its first characters.
fn is_command(line: &str) -> bool {
    if line.starts_with(['%', '!', '?', ',', ';', '/']) {
        return true;
    }
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let (word, rest) = line.split_at(line.find(|c| !is_word(c)).unwrap_or(line.len()));
    is_automagic(word) && (is_listing(word, rest) || is_argument(rest))
}

/// Words that alone are a command.
fn is_listing(word: &str, rest: &str) -> bool {
    rest.is_empty() && matches!(word, "clear" | "ls" | "pwd" | "who" | "whos")
}

/// Whether what follows the first word is no way to go on in Python.
fn is_argument(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix([' ', '\t']).map(str::trim_start) else { return false };
    let word = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
    let is_operator = matches!(word, "and" | "else" | "for" | "if" | "in" | "is" | "not" | "or");
    match rest.as_bytes() {
        [b'-', option, ..] => option.is_ascii_alphabetic() || *option == b'-',
        [b'.', next, ..] => matches!(next, b'.' | b'/'),
        [b'.'] => true,
        [b'/' | b'~', next, ..] => next.is_ascii_alphabetic() || matches!(next, b'.' | b'/'),
        [first, ..] => {
            (first.is_ascii_alphanumeric() || matches!(first, b'_' | b'"' | b'\'')) && !is_operator
        }
        [] => false,
    }
}

/// What a line's tokens say of it.
struct Tokens<'a> {
    line: &'a [u8],
    last: &'a [u8],
    depth: usize,
    /// Offset after the `=` to which a command's output is assigned.
    assigned: Option<usize>,
    equals: Option<usize>,
}

impl<'a> Tokens<'a> {
    fn new(line: &'a str) -> Tokens<'a> {
        Tokens { line: line.as_bytes(), last: b"", depth: 0, assigned: None, equals: None }
    }
}

impl Sink for Tokens<'_> {
    fn push(&mut self, token: Token, place: Range<usize>) {
        if matches!(token, Token::Comment | Token::LineEnd) {
            return;
        }
        let (start, end) = (place.start, place.end);
        self.last = &self.line[place];
        match self.last {
            b"(" | b"[" | b"{" => self.depth += 1,
            b")" | b"]" | b"}" => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        let is_magic = self.last == b"!"
            || self.last == b"%"
                && self.line.get(end).is_some_and(|next| next.is_ascii_alphabetic() || *next == b'%');
        self.assigned = self.assigned.or(self.equals.filter(|_| is_magic && start > 0));
        self.equals = (self.last == b"=" && self.depth == 0).then_some(end);
    }
}
