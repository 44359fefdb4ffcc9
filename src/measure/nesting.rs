//! Nesting: how deep the deepest control structure of a function lies.

use super::unit::Unit;
use super::visit::{Extent, Visitor, visit};
use crate::model::{Mark, Marks, Role};

/// Depth of the deepest control structure of each unit, 0 without any; nested functions have their own.
pub(super) fn nesting(marks: &Marks, units: &[Unit]) -> Vec<u32> {
    let mut depths = Depths { units, open: Vec::new(), finished: vec![0; units.len()] };
    visit(marks, units, Extent::Body, &mut depths);
    depths.finished
}

struct Depths<'a> {
    units: &'a [Unit],
    /// The functions around the current mark: depth at hand and deepest so far.
    open: Vec<(u32, u32)>,
    finished: Vec<u32>,
}

/// An `if` in the place of an `else` is no deeper than the `if` before it.
fn is_control(mark: &Mark) -> bool {
    mark.is(Role::Control) && !mark.is(Role::IfChained)
}

impl Visitor for Depths<'_> {
    fn enter(&mut self, _: usize, mark: &Mark) {
        if let Some((depth, deepest)) = self.open.last_mut().filter(|_| is_control(mark)) {
            *depth += 1;
            *deepest = (*deepest).max(*depth);
        }
    }

    fn leave(&mut self, _: usize, mark: &Mark) {
        if let Some((depth, _)) = self.open.last_mut().filter(|_| is_control(mark)) {
            *depth -= 1;
        }
    }

    fn open(&mut self, unit: usize, _: &Mark) {
        if self.units[unit].is_function() {
            self.open.push((0, 0));
        }
    }

    fn close(&mut self, unit: usize) {
        if self.units[unit].is_function() {
            self.finished[unit] = self.open.pop().map_or(0, |(_, deepest)| deepest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::Sample;

    #[test]
    fn the_deepest_control_structure_counts() {
        let sample = Sample::new("(function (control (control)) (control (function (control))) (if))");
        assert_eq!(nesting(&sample.marks, &sample.units), [2, 1]);
    }

    #[test]
    fn a_chain_of_ifs_is_one_structure() {
        let sample = Sample::new("(function (if control (if control if.chained (if control if.chained))))");
        assert_eq!(nesting(&sample.marks, &sample.units), [1]);
    }
}
