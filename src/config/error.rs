//! What is wrong with a configuration: the file, the line, the column, what was expected, and the nearest match.

use super::tree::Position;
use super::words::allowed;
use crate::model::printable;
use serde::de::{self, Expected, Unexpected};
use std::fmt;
use std::path::{Path, PathBuf};

/// A configuration that cannot be used.
#[derive(Clone, Debug, thiserror::Error)]
pub struct ConfigError {
    /// The file, as a person would name it.
    pub path: PathBuf,
    /// Where in the file, if it is known.
    pub at: Option<Position>,
    /// What is wrong, and the nearest match.
    pub what: String,
    /// The line in question.
    pub line: Option<String>,
}

impl ConfigError {
    /// A file that cannot be used as a whole.
    pub(super) fn of_file(path: &Path, what: impl fmt::Display) -> ConfigError {
        ConfigError { path: path.to_owned(), at: None, what: what.to_string(), line: None }
    }
}

impl ConfigError {
    /// The file, and the line and the column if they are known, as an editor follows them.
    #[must_use]
    pub fn place(&self) -> String {
        let path = self.path.to_string_lossy();
        let at = self.at.map(|at| format!(":{}:{}", at.line, at.column)).unwrap_or_default();
        format!("{}{at}", printable(&path))
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> String {
        let what: String = self.what.chars().take(MESSAGE).collect();
        printable(&what).into_owned()
    }

    /// The line in question with carets below it, in lines of at most so many columns; nothing if it is not known.
    #[must_use]
    pub fn frame(&self, columns: usize) -> Option<String> {
        Some(frame(self.at?, self.line.as_ref()?, columns.min(FRAME)))
    }
}

/// The first line is the message; a frame follows.
impl fmt::Display for ConfigError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.place(), self.message())?;
        self.frame(FRAME).map_or(Ok(()), |frame| write!(out, "\n{frame}"))
    }
}

/// The longest message: a longer one repeats what is in the file.
const MESSAGE: usize = 300;

/// The widest frame.
const FRAME: usize = 101;

/// The line with carets under the place in question, or as much of it as there is room for.
fn frame(at: Position, line: &str, columns: usize) -> String {
    let number = at.line.to_string();
    let room = columns.saturating_sub(number.len() + " | ".len()).max(1);
    let is_whole = line.chars().count() <= room;
    let first = if is_whole { 0 } else { at.column.saturating_sub(room / 2) };
    let shown = |from: usize, to: usize| line.chars().skip(from).take(to.saturating_sub(from)).collect();
    let before: String = shown(first, at.column - 1);
    let rest: String = shown(at.column - 1, first + room);
    let width = at.length.min(rest.chars().count()).max(1);
    let gutter = " ".repeat(number.len());
    let (before, rest) = (printable(&before), printable(&rest));
    let indent = " ".repeat(before.chars().count());
    format!("{gutter} |\n{number} | {before}{rest}\n{gutter} | {indent}{}", "^".repeat(width))
}

/// What is wrong, in a file that is known elsewhere.
#[derive(Clone, Debug)]
pub(super) struct Wrong {
    pub(super) what: String,
    pub(super) at: Option<Position>,
}

impl Wrong {
    pub(super) fn at(at: Position, what: impl Into<String>) -> Wrong {
        Wrong { what: what.into(), at: Some(at) }
    }

    /// Adds the place, unless a more exact one is known.
    pub(super) fn or_at(mut self, at: Position) -> Wrong {
        self.at.get_or_insert(at);
        self
    }

    /// Adds the file and the line of its text.
    pub(super) fn in_file(self, path: &Path, text: &str) -> ConfigError {
        let line = self.at.and_then(|at| text.lines().nth(at.line.checked_sub(1)?)).map(str::to_owned);
        ConfigError { path: path.to_owned(), at: self.at, what: self.what, line }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.what)
    }
}

impl std::error::Error for Wrong {}

impl de::Error for Wrong {
    fn custom<T: fmt::Display>(what: T) -> Wrong {
        Wrong { what: what.to_string(), at: None }
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Wrong {
        Wrong::custom(format_args!("expected {expected}, found {}", Found(unexpected)))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Wrong {
        Wrong::custom(format_args!("unknown key `{field}`; {}", allowed(field, expected)))
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Wrong {
        Wrong::custom(format_args!("unknown value `{variant}`; {}", allowed(variant, expected)))
    }

    fn missing_field(field: &'static str) -> Wrong {
        Wrong::custom(format_args!("the key `{field}` is missing"))
    }
}

/// What was found, in the words of a person who writes such files.
struct Found<'a>(Unexpected<'a>);

impl fmt::Display for Found<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Unexpected::Unit | Unexpected::Option => out.write_str("nothing"),
            Unexpected::Seq => out.write_str("a list"),
            Unexpected::Map => out.write_str("a table"),
            Unexpected::Str(text) => write!(out, "the text {text:?}"),
            Unexpected::Bool(it) => write!(out, "`{it}`"),
            Unexpected::Signed(it) => write!(out, "the number {it}"),
            Unexpected::Unsigned(it) => write!(out, "the number {it}"),
            Unexpected::Float(it) => write!(out, "the number {it}"),
            other => write!(out, "{other}"),
        }
    }
}
