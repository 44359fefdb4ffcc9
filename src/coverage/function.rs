//! Which lines are a function's own, and how much of them was run.

use super::FileCoverage;
use crate::model::FunctionCoverage;
use std::ops::RangeInclusive;

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
