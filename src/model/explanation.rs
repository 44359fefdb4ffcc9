//! Why scores are what they are: the increments and tokens that they are sums of.

use super::by_unit::ByUnit;
use super::{CellPlace, FileMetrics, Role};
use std::collections::BTreeMap;

/// What the scores of a file are made of, each list in document order.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The scores.
    pub metrics: FileMetrics,
    /// Functions and classes, outer before inner.
    pub units: Vec<UnitRow>,
    /// What each of them stands in, by its place among them.
    pub parents: Vec<Option<usize>>,
    /// The functions whose cognitive complexity counts in the functions around them, too.
    pub inlined: Vec<Inlined>,
    /// What adds to cyclomatic complexity, beside 1 for each function and the module.
    pub cyclomatic: Vec<Increment>,
    /// What adds to cyclomatic complexity as mccabe and ruff count it, where the language has this form.
    pub cyclomatic_mccabe: Vec<Increment>,
    /// What adds to cognitive complexity.
    pub cognitive: Vec<Increment>,
    /// What Halstead's measures count.
    pub halstead: Vec<Token>,
    /// The text of the lines that add something.
    pub lines: BTreeMap<u32, String>,
    /// Of a notebook, where they are.
    pub cells: BTreeMap<u32, CellPlace>,
    /// What of the lists belongs to which unit.
    pub by_unit: ByUnit,
}

/// Which row of the metrics a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitRow {
    /// One of the functions.
    Function(usize),
    /// One of the classes.
    Class(usize),
}

/// A function that counts in the function around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inlined {
    /// The function, by its place in the outline.
    pub unit: usize,
    /// The function around it.
    pub around: usize,
    /// The nesting at which it counts there.
    pub nesting: u32,
}

/// One reason why a score is as high as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Increment {
    /// The innermost function or class that it counts for, as if that stood alone; `None` for the module.
    pub unit: Option<usize>,
    /// Line of what causes it, from 1.
    pub line: u32,
    /// Bytes before it in its line.
    pub column: u32,
    /// The rule: the role for which it counts.
    pub rule: Role,
    /// How much it adds; a rule may take a point back.
    pub points: i32,
    /// How much of it is due to nesting.
    pub nesting: u32,
    /// Whether it adds more the deeper its function stands, where that counts in the function around it.
    pub grows: bool,
}

/// One operator or operand that is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The innermost function that it counts for; `None` for the module.
    pub unit: Option<usize>,
    /// Line of its beginning, from 1.
    pub line: u32,
    /// Bytes before it in its line.
    pub column: u32,
    /// Which of the two it is.
    pub kind: TokenKind,
    /// Its source text.
    pub text: String,
    /// Whether nothing equal stands before it in the file.
    pub is_first: bool,
}

/// The two kinds of tokens that Halstead tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// It does something.
    Operator,
    /// It is something.
    Operand,
}

impl TokenKind {
    /// Its word in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            TokenKind::Operator => "operator",
            TokenKind::Operand => "operand",
        }
    }
}
