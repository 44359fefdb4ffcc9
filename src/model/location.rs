//! Where something stands in a file, and in which cell if the file is a notebook.

use super::counted;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Where a function or class stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    /// First line, 1-based.
    pub line: u32,
    /// Bytes before it in its line.
    pub column: u32,
    /// Last line, 1-based.
    pub end_line: u32,
    /// Offset of its first byte in the file as stored.
    pub start_byte: u32,
    /// Offset after its last byte in the file as stored.
    pub end_byte: u32,
    /// Its cell of the notebook; offsets and lines are then those of all code cells as one text.
    #[serde(flatten)]
    pub cell: Option<CellPlace>,
}

/// Where a function or class of a notebook stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellPlace {
    /// The cell in which it begins, from 0.
    #[serde(rename = "cell")]
    pub number: u32,
    /// First line in the cell, 1-based.
    #[serde(rename = "cell_line")]
    pub line: u32,
    /// First line of the file as stored that holds it, 1-based.
    pub file_line: u32,
    /// Last line of the file as stored that holds it, 1-based.
    pub file_end_line: u32,
}

impl fmt::Display for CellPlace {
    /// For a person, who counts cells from 1.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "cell {}, line {}", self.number + 1, self.line)
    }
}

impl Location {
    /// Number of lines it stands on.
    #[must_use]
    pub fn lines(&self) -> u32 {
        self.end_line - self.line + 1
    }

    /// The place in lines that the file as stored has.
    #[must_use]
    pub fn in_file(self) -> Location {
        match self.cell {
            None => self,
            Some(cell) => Location { line: cell.file_line, column: 0, end_line: cell.file_end_line, ..self },
        }
    }
}

/// Where a file stops being its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParseErrorPlace {
    /// Line, 1-based.
    pub line: u32,
    /// Bytes before it in its line.
    pub column: u32,
    /// How many bytes the parser could make nothing of, in all places together; 0 where only a token is missing.
    pub bytes: u32,
    /// Its cell of the notebook; the line is then the one of the file as stored.
    #[serde(flatten)]
    pub cell: Option<CellPlace>,
}

impl ParseErrorPlace {
    /// How much was not understood in some places, in a few words.
    #[must_use]
    pub fn amount(&self, errors: u32) -> String {
        let errors = counted(errors as usize, "parse error", "parse errors");
        match self.bytes {
            0 => format!("{errors}, a token is missing"),
            bytes => format!("{errors}, {} not understood", counted(bytes as usize, "byte", "bytes")),
        }
    }
}
