//! Which functions and classes stand on a line before their bodies: what a comment on that line speaks of.

use super::position::LineStarts;
use super::unit::Unit;
use crate::model::{Marks, Role, Scope};
use std::collections::{BTreeMap, BTreeSet};

/// What a comment excuses: rows of the record.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Excused {
    pub(super) scope: Option<Scope>,
    pub(super) first: u32,
    pub(super) count: u32,
}

impl Excused {
    pub(super) fn function(index: Option<u32>) -> Excused {
        index.map_or(Excused::default(), |first| Excused { scope: Some(Scope::Function), first, count: 1 })
    }
}

/// The lines on which comments stand beside a function or class.
struct Header {
    scope: Scope,
    /// Which of the record's functions or classes it is.
    index: u32,
    /// Line of its first decorator, or of itself.
    first: u32,
    /// Last line before its body, where that is known.
    last: u32,
    /// Where those begin that stand in a row up to it, with the same first line and scope.
    row: usize,
}

/// All of them, by first line.
pub(super) struct Headers(Vec<Header>);

impl Headers {
    pub(super) fn new(marks: &Marks, units: &[Unit], lines: &LineStarts) -> Headers {
        let line = |mark: usize| lines.position(marks.list[mark].start).0;
        let (mut met, mut decorated) = (0, None);
        let mut headers: Vec<Header> = Vec::with_capacity(units.len());
        let mut counts = [0, 0];
        for unit in units {
            let is_decorated = |at: &usize| marks.list[*at].is(Role::Decorated);
            decorated = (met..unit.mark).rev().find(is_decorated).or(decorated);
            met = unit.mark.max(met);
            let own = decorated.filter(|&at| marks.list[at].depth == marks.list[unit.mark].depth);
            let own = own.filter(|&at| unit.mark < marks.list[at].after as usize);
            let (first, start) = (line(own.unwrap_or(unit.mark)), line(unit.mark));
            let last = last_line(marks, unit.mark, line).max(start);
            let scope = if unit.is_function() { Scope::Function } else { Scope::Class };
            let before = headers.last().filter(|before| before.first == first && before.scope == scope);
            let row = before.map_or(headers.len(), |before| before.row);
            let count = &mut counts[usize::from(unit.is_function())];
            headers.push(Header { scope, index: *count, first, last, row });
            *count += 1;
        }
        Headers(headers)
    }

    /// For each line: what begins nearest above it and is still before its body, with what stands in a row with it.
    pub(super) fn beside(&self, lines: &BTreeSet<u32>) -> BTreeMap<u32, Excused> {
        let mut sweep = Sweep { rest: 0, open: Vec::new(), living: (0..self.0.len()).collect() };
        lines.iter().map(|&line| (line, sweep.to(line, &self.0).unwrap_or_default())).collect()
    }
}

/// The last line of what stands before the body of a function or class, as far as its marks tell.
fn last_line(marks: &Marks, unit: usize, line: impl Fn(usize) -> u32) -> u32 {
    let mut last = 0;
    for at in marks.below(unit) {
        let mark = &marks.list[at];
        if mark.is(Role::Statement) {
            return last.max(line(at).saturating_sub(1));
        }
        if mark.is(Role::BodyStart) {
            return line(at);
        }
        if mark.is(Role::HeaderEnd) {
            last = line(at);
        }
    }
    last
}

/// Goes down the lines once, so that a line costs the same however many headers there are above it.
struct Sweep {
    /// The first header that begins below.
    rest: usize,
    /// Those that begin above; what has ended is taken away when it comes to the end of the list.
    open: Vec<usize>,
    /// For the first header of each row: the first one that has not ended.
    living: Vec<usize>,
}

impl Sweep {
    fn to(&mut self, line: u32, headers: &[Header]) -> Option<Excused> {
        while headers.get(self.rest).is_some_and(|header| header.first <= line) {
            self.open.push(self.rest);
            self.rest += 1;
        }
        while self.open.pop_if(|header| headers[*header].last < line).is_some() {}
        let nearest = &headers[*self.open.last()?];
        let living = &mut self.living[nearest.row];
        while headers[*living].last < line {
            *living += 1;
        }
        let first = headers[*living].index;
        Some(Excused { scope: Some(nearest.scope), first, count: nearest.index - first + 1 })
    }
}
