//! Which lines are a function's own, and how much of them was run.

use super::FileCoverage;
use std::ops::RangeInclusive;

/// What the tests ran of one function.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FunctionCoverage {
    /// Lines of its own that can run.
    pub lines: u32,
    /// Those of them that did.
    pub run: u32,
    /// Branches that begin on its own lines; 0 where nobody measured branches.
    pub branches: u32,
    /// Those of them that were taken.
    pub taken: u32,
}

impl FunctionCoverage {
    /// Share of its lines that ran, 0 to 1; `None` if no line of it can run.
    #[must_use]
    pub fn line_rate(&self) -> Option<f64> {
        (self.lines > 0).then(|| f64::from(self.run) / f64::from(self.lines))
    }

    /// Share of its branches that were taken, 0 to 1; `None` if it has none, or nobody measured them.
    #[must_use]
    pub fn branch_rate(&self) -> Option<f64> {
        (self.branches > 0).then(|| f64::from(self.taken) / f64::from(self.branches))
    }
}

/// What the tests ran of each function of a file, in their order; `None` for one of which a report knows no line.
///
/// The functions are given by their first and last lines, outer before inner. A line belongs to the innermost function
/// around it. The first line of a function is a statement of the code around it, which makes the function, unless the
/// function has no other line. So do coverage.py's regions and Istanbul's statements.
#[must_use]
pub fn of_functions(file: &FileCoverage, functions: &[RangeInclusive<u32>]) -> Vec<Option<FunctionCoverage>> {
    let mut counted = vec![FunctionCoverage::default(); functions.len()];
    let owners = owners(file, functions);
    for ((_, &is_run), owner) in file.lines.iter().zip(&owners) {
        if let Some(function) = owner.and_then(|it| counted.get_mut(it)) {
            function.lines += 1;
            function.run += u32::from(is_run);
        }
    }
    let lines: Vec<_> = file.lines.keys().copied().collect();
    for (branch, &is_taken) in &file.branches {
        let owner = lines.binary_search(&branch.line).ok().and_then(|at| owners[at]);
        if let Some(function) = owner.and_then(|it| counted.get_mut(it)) {
            function.branches += 1;
            function.taken += u32::from(is_taken);
        }
    }
    counted.into_iter().map(|function| (function.lines > 0).then_some(function)).collect()
}

/// The function that each line of the file belongs to, in the order of the lines.
fn owners(file: &FileCoverage, functions: &[RangeInclusive<u32>]) -> Vec<Option<usize>> {
    let mut bodies: Vec<_> = functions.iter().map(body).enumerate().collect();
    // by their first lines; of two that begin together the later one is the inner one
    bodies.sort_by_key(|(at, body)| (*body.start(), *at));
    let mut bodies = bodies.into_iter().peekable();
    let mut open: Vec<(usize, RangeInclusive<u32>)> = Vec::new();
    let owner = |&line: &u32| {
        while let Some(next) = bodies.next_if(|(_, body)| *body.start() <= line) {
            open.push(next);
        }
        while open.last().is_some_and(|(_, body)| *body.end() < line) {
            open.pop();
        }
        open.last().map(|(at, _)| *at)
    };
    file.lines.keys().map(owner).collect()
}

/// The lines of a function without the one that makes it.
fn body(function: &RangeInclusive<u32>) -> RangeInclusive<u32> {
    let first = if function.start() < function.end() { function.start() + 1 } else { *function.start() };
    first..=*function.end()
}
