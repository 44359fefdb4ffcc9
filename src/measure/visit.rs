//! One pass over the marks of a file for one metric, with the units opened and closed at their places.

use super::units::Unit;
use crate::model::{Mark, Marks};

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

enum Open {
    Mark(usize),
    Unit(usize),
}

/// Runs a visitor over the marks.
pub(super) fn visit(marks: &Marks, units: &[Unit], visitor: &mut impl Visitor) {
    let mut open: Vec<(usize, Open)> = Vec::new();
    let mut next_unit = 0;
    for (at, mark) in marks.list.iter().enumerate() {
        close_until(at, marks, &mut open, visitor);
        let mut entered = false;
        while let Some(unit) = units.get(next_unit).filter(|unit| unit.body.start == at) {
            if unit.mark == at && !entered {
                visitor.enter(at, mark);
                open.push((mark.after as usize, Open::Mark(at)));
                entered = true;
            }
            visitor.open(next_unit, &marks.list[unit.mark]);
            let place = open.len() - usize::from(entered && unit.mark == at);
            open.insert(place, (unit.body.end, Open::Unit(next_unit)));
            next_unit += 1;
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

fn close_until(at: usize, marks: &Marks, open: &mut Vec<(usize, Open)>, visitor: &mut impl Visitor) {
    while let Some((_, last)) = open.pop_if(|(end, _)| *end <= at) {
        match last {
            Open::Mark(index) => visitor.leave(index, &marks.list[index]),
            Open::Unit(unit) => visitor.close(unit),
        }
    }
}
