//! One pass over the marks of a file for one metric, with the units opened and closed at their places.

use super::unit::Unit;
use crate::model::{Mark, Marks};
use std::ops::Range;

/// What a metric does at each step of the pass.
pub(super) trait Visitor {
    /// A mark begins.
    fn enter(&mut self, at: usize, mark: &Mark);

    /// A mark and all below it have ended.
    fn leave(&mut self, _at: usize, _mark: &Mark) {}

    /// A unit begins: just after its own mark, or before the first mark that belongs to it.
    fn open(&mut self, unit: usize, _mark: &Mark);

    /// A unit and all in it has ended.
    fn close(&mut self, unit: usize);
}

/// What counts as being in a unit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// What runs as part of it.
    Body,
    /// All of its text, such as the name of a method.
    Whole,
}

impl Extent {
    fn of(self, unit: &Unit) -> Range<usize> {
        match self {
            Extent::Body => unit.body.clone(),
            Extent::Whole => unit.mark..unit.body.end,
        }
    }
}

enum Open {
    Mark(usize),
    Unit(usize),
}

/// Runs a visitor over the marks.
pub(super) fn visit(marks: &Marks, units: &[Unit], extent: Extent, visitor: &mut impl Visitor) {
    let mut open: Vec<(usize, Open)> = Vec::new();
    let mut starting = in_order(units, extent).into_iter().peekable();
    for (at, mark) in marks.list.iter().enumerate() {
        close_until(at, marks, &mut open, visitor);
        let mut entered = false;
        while let Some((_, unit)) = starting.next_if(|(start, _)| *start == at) {
            let is_own_mark = units[unit].mark == at && !units[unit].owns_its_mark();
            if is_own_mark && !entered {
                visitor.enter(at, mark);
                open.push((mark.after as usize, Open::Mark(at)));
                entered = true;
            }
            visitor.open(unit, &marks.list[units[unit].mark]);
            let place = open.len() - usize::from(is_own_mark);
            open.insert(place, (units[unit].body.end, Open::Unit(unit)));
        }
        if entered {
            continue;
        }
        visitor.enter(at, mark);
        if mark.after as usize == at + 1 {
            visitor.leave(at, mark);
        } else {
            open.push((mark.after as usize, Open::Mark(at)));
        }
    }
    close_until(usize::MAX, marks, &mut open, visitor);
}

/// Starts and units in the order in which they open: a function in the name of a method stands before the method.
fn in_order(units: &[Unit], extent: Extent) -> Vec<(usize, usize)> {
    let mut order: Vec<_> =
        units.iter().enumerate().map(|(index, unit)| (extent.of(unit).start, index)).collect();
    order.sort_unstable();
    order
}

fn close_until(at: usize, marks: &Marks, open: &mut Vec<(usize, Open)>, visitor: &mut impl Visitor) {
    while let Some((_, last)) = open.pop_if(|(end, _)| *end <= at) {
        match last {
            Open::Mark(index) => visitor.leave(index, &marks.list[index]),
            Open::Unit(unit) => visitor.close(unit),
        }
    }
}
