//! What is known of the lines and branches of one file.

use super::marks::Marks;
use std::cmp::Ordering;

/// A way that control can go on from a line: where it is, and which of the ways from there.
///
/// Two are the same whether or not a report knows their column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Branch {
    /// Line that it goes on from, counted from 1.
    pub(super) line: u32,
    /// Where in the line, from 0, if that is known.
    pub(super) column: Option<u32>,
    /// Which decision of the line, and which of its ways, as the report numbers them.
    pub(super) way: (i64, i64),
}

impl Branch {
    fn key(self) -> (u32, (i64, i64)) {
        (self.line, self.way)
    }
}

impl PartialEq for Branch {
    fn eq(&self, other: &Branch) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Branch {}

impl PartialOrd for Branch {
    fn partial_cmp(&self, other: &Branch) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Branch {
    fn cmp(&self, other: &Branch) -> Ordering {
        self.key().cmp(&other.key())
    }
}

/// What the tests ran of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FileCoverage {
    /// Whether each line that can run did; other lines are absent.
    pub(super) lines: Marks<u32>,
    /// Whether each statement ran, by its line and the column where it begins, from 0; empty where a report knows lines
    /// alone.
    pub(super) statements: Marks<(u32, u32)>,
    /// Whether each branch was taken; empty where nobody measured branches.
    pub(super) branches: Marks<Branch>,
    /// Which reports speak of it, in the order in which they were added, from 0.
    pub(super) reports: Vec<u32>,
}

impl FileCoverage {
    /// Notes a line, which stays run once any report said so.
    pub(super) fn line(&mut self, line: u32, is_run: bool) {
        self.lines.note(line, is_run);
    }

    /// Notes a statement, and the line that it begins on.
    pub(super) fn statement(&mut self, line: u32, column: u32, is_run: bool) {
        self.statements.note((line, column), is_run);
        self.line(line, is_run);
    }

    /// Notes a branch, which stays taken once any report said so.
    pub(super) fn branch(&mut self, (line, column): (u32, Option<u32>), way: (i64, i64), is_taken: bool) {
        self.branches.note(Branch { line, column, way }, is_taken);
    }

    /// Adds what another report says of the file.
    pub(super) fn merge(&mut self, other: FileCoverage) {
        self.reports.extend(other.reports);
        self.lines.extend(other.lines);
        self.statements.extend(other.statements);
        self.branches.extend(other.branches);
        self.settle();
    }

    /// Puts what was noted in order: before anybody looks at it.
    pub(super) fn settle(&mut self) {
        self.lines.settle();
        self.statements.settle();
        self.branches.settle();
    }

    /// The last line that a report speaks of, 0 if there is none.
    pub(super) fn last_line(&self) -> u32 {
        self.lines.last().unwrap_or(0)
    }
}

/// What a report says of the files that it names.
pub(super) type Files = Vec<(String, FileCoverage)>;
