//! Which lines are a function's own, and how much of them was run.

use super::FileCoverage;
use super::file::Branch;
use crate::model::FunctionCoverage;
use std::ops::RangeInclusive;

/// Where a function stands in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FunctionSpan {
    /// Its first and last lines.
    pub lines: RangeInclusive<u32>,
    /// Where it begins in its first line, from 0.
    pub column: u32,
    /// Where it ends in its last line, if that is known.
    pub end_column: Option<u32>,
}

/// What can run, and whether it did: a line or, where a report says it, a statement in it.
#[derive(Clone, Copy, Debug)]
struct Point {
    line: u32,
    column: Option<u32>,
    is_run: bool,
}

/// What the tests ran of each function of a file, in their order; `None` for one of which a report knows no line.
///
/// The functions are given outer before inner. A line belongs to the innermost function around it. The first line of a
/// function is a statement of the code around it, which makes the function, unless the function has no other line: so do
/// coverage.py's regions. Where a report knows the columns of statements, these decide what is inside, and a line that two
/// functions share counts for each of them: so do Istanbul's statements and branches.
#[must_use]
pub(crate) fn of_functions(file: &FileCoverage, functions: &[FunctionSpan]) -> Vec<Option<FunctionCoverage>> {
    let mut counted = vec![FunctionCoverage::default(); functions.len()];
    let runs = runs(file);
    let owners = owners(&runs, functions);
    let mut last: Vec<Option<(u32, bool)>> = vec![None; functions.len()];
    for (run, owner) in runs.iter().zip(&owners) {
        let Some(at) = *owner else { continue };
        let (function, last) = (&mut counted[at], &mut last[at]);
        match last {
            Some((line, is_run)) if *line == run.line => {
                function.run += u32::from(run.is_run && !*is_run);
                *is_run |= run.is_run;
            }
            _ => {
                function.lines += 1;
                function.run += u32::from(run.is_run);
                *last = Some((run.line, run.is_run));
            }
        }
    }
    let branches = branches(file);
    let by_place = self::owners(&branches, functions);
    for (branch, by_place) in branches.iter().zip(by_place) {
        // where a report knows no columns, it is the function of the first that can run on the line
        let by_line = || {
            let place = runs.partition_point(|run| run.line < branch.line);
            runs.get(place).filter(|run| run.line == branch.line).and_then(|_| owners[place])
        };
        let owner = if branch.column.is_some() { by_place } else { by_line() };
        if let Some(function) = owner.and_then(|at| counted.get_mut(at)) {
            function.branches += 1;
            function.taken += u32::from(branch.is_run);
        }
    }
    counted.into_iter().map(|function| (function.lines > 0).then_some(function)).collect()
}

/// The ways that control can go on, in the order of their lines; one that was taken was run.
fn branches(file: &FileCoverage) -> Vec<Point> {
    let point = |(branch, is_run): (Branch, bool)| Point { line: branch.line, column: branch.column, is_run };
    file.branches.iter().map(point).collect()
}

/// Everything that can run, in the order of the file.
fn runs(file: &FileCoverage) -> Vec<Point> {
    if file.statements.is_empty() {
        let line = |(line, is_run)| Point { line, column: None, is_run };
        return file.lines.iter().map(line).collect();
    }
    let mut runs = Vec::with_capacity(file.lines.len());
    for (line, is_run) in file.lines.iter() {
        let known = runs.len();
        let statements = file.statements.from((line, 0), |place| place.0 == line);
        runs.extend(statements.map(|((line, at), is_run)| Point { line, column: Some(at), is_run }));
        if runs.len() == known {
            runs.push(Point { line, column: None, is_run });
        }
    }
    runs
}

/// The function that each of them belongs to, given in the order of their lines.
fn owners(runs: &[Point], functions: &[FunctionSpan]) -> Vec<Option<usize>> {
    let mut spans: Vec<(usize, &FunctionSpan)> = functions.iter().enumerate().collect();
    // of two that begin together the later one is the inner one
    spans.sort_by_key(|(at, span)| (*span.lines.start(), span.column, *at));
    let mut spans = spans.into_iter().peekable();
    let mut open: Vec<(usize, &FunctionSpan)> = Vec::new();
    let owner = |run: &Point| {
        while let Some(next) = spans.next_if(|(_, span)| *span.lines.start() <= run.line) {
            // what ended before holds nothing from here on, and need not be passed over again and again
            while open.pop_if(|(_, span)| *span.lines.end() < *next.1.lines.start()).is_some() {}
            open.push(next);
        }
        // one that began later and ended earlier is the inner one
        while open.pop_if(|(_, span)| *span.lines.end() < run.line).is_some() {}
        let holds = |span: &FunctionSpan| run.line <= *span.lines.end() && span.holds(run);
        open.iter().rev().find(|(_, span)| holds(span)).map(|(at, _)| *at)
    };
    runs.iter().map(owner).collect()
}

impl FunctionSpan {
    fn holds(&self, run: &Point) -> bool {
        let (first, last) = (*self.lines.start(), *self.lines.end());
        match run.column {
            None => first < run.line || first == last,
            Some(column) => {
                (run.line, column) > (first, self.column)
                    && (run.line < last || self.end_column.is_none_or(|end| column < end))
            }
        }
    }
}
