//! Texts that grow: what stands before, the piece that is repeated, the middle, what closes each piece, the end.

mod javascript;
mod others;
mod python;

use std::fmt;
use std::sync::LazyLock;

/// A text that grows.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    /// A name that tells its language.
    pub(crate) file: &'static str,
    parts: [&'static str; 5],
    /// Whether the parser is linear, too, and has to be.
    pub(crate) is_parsed: bool,
}

pub(crate) static SHAPES: LazyLock<Vec<Shape>> =
    LazyLock::new(|| [python::ALL, javascript::ALL, others::ALL].concat());

const fn shape(file: &'static str, parts: [&'static str; 5]) -> Shape {
    Shape { file, parts, is_parsed: false }
}

/// One that the parser takes in linear time.
const fn parsed(file: &'static str, parts: [&'static str; 5]) -> Shape {
    Shape { file, parts, is_parsed: true }
}

impl Shape {
    /// The text of about so many bytes.
    pub(crate) fn text(&self, bytes: usize) -> String {
        let [start, piece, middle, closing, end] = self.parts;
        let count = bytes / (piece.len() + closing.len());
        format!("{start}{}{middle}{}{end}", piece.repeat(count), closing.repeat(count))
    }
}

impl fmt::Debug for Shape {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {:?}", self.file, self.parts)
    }
}
