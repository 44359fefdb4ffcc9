//! Formal parameters of functions.

use super::unit::Unit;
use super::visit::{Extent, Visitor, visit};
use crate::model::{Mark, Marks, Role};

/// Number of formal parameters of each unit.
pub(super) fn parameters(marks: &Marks, units: &[Unit]) -> Vec<u32> {
    let mut counter = Counter { units, open: Vec::new(), counts: vec![0; units.len()] };
    visit(marks, units, Extent::Body, &mut counter);
    counter.counts
}

struct Counter<'a> {
    units: &'a [Unit],
    /// The functions around the current mark, each with the greatest depth of its parameters.
    open: Vec<(usize, u32)>,
    counts: Vec<u32>,
}

impl Visitor for Counter<'_> {
    fn enter(&mut self, _: usize, mark: &Mark) {
        if let Some((unit, depth)) = self.open.last().filter(|_| mark.is(Role::Parameter)) {
            // a function type in the function has parameters too, deeper down
            self.counts[*unit] += u32::from(mark.depth <= *depth);
        }
    }

    fn open(&mut self, unit: usize, mark: &Mark) {
        if self.units[unit].is_function() {
            self.open.push((unit, mark.depth + 3));
        }
    }

    fn close(&mut self, unit: usize) {
        if self.units[unit].is_function() {
            self.open.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::Sample;

    #[test]
    fn the_parameters_of_types_and_of_inner_functions_are_not_counted() {
        let of_type = "(- (- (- (parameter))))";
        let of_function = "(function arrow (parameter))";
        let sample = Sample::new(&format!(
            "(function (- (parameter {of_type}) (- (parameter)) (parameter {of_function})))"
        ));
        assert_eq!(parameters(&sample.marks, &sample.units), [3, 1]);
    }
}
