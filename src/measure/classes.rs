//! Cyclomatic complexity of classes.

use super::unit::{Unit, UnitKind};
use crate::model::ClassScore;

/// The cyclomatic complexity of a class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ClassComplexity {
    pub(super) score: u32,
    /// Largest of the functions in it.
    pub(super) max: u32,
    pub(super) weighted_methods: u32,
    pub(super) methods: u32,
}

/// Scores every class from the complexity of each unit; zeros for functions.
pub(super) fn classes(units: &[Unit], cyclomatic: &[u32], convention: ClassScore) -> Vec<ClassComplexity> {
    let mut classes = vec![ClassComplexity::default(); units.len()];
    for (index, unit) in units.iter().enumerate() {
        if let UnitKind::Class { scored: true } = unit.kind {
            classes[index].weighted_methods += cyclomatic[index];
        }
        let is_method = matches!(unit.kind, UnitKind::Function(kind) if kind.is_method());
        if let Some(class) = unit.parent.filter(|_| is_method).map(|parent| &mut classes[parent]) {
            class.weighted_methods += cyclomatic[index];
            class.methods += 1;
        }
    }
    let max = largest_inside(units, cyclomatic);
    for (class, max) in classes.iter_mut().zip(max) {
        class.max = max;
        class.score = match convention {
            ClassScore::BodyAndMethods => body_and_methods(*class),
            ClassScore::MeanOfMethods => mean_of_methods(*class),
        };
    }
    classes
}

/// The largest complexity of the functions in each unit.
fn largest_inside(units: &[Unit], cyclomatic: &[u32]) -> Vec<u32> {
    let mut largest = vec![0; units.len()];
    for (index, unit) in units.iter().enumerate().rev() {
        let own = if unit.is_function() { cyclomatic[index] } else { 0 };
        if let Some(around) = unit.parent {
            largest[around] = own.max(largest[index]).max(largest[around]);
        }
    }
    largest
}

fn body_and_methods(class: ClassComplexity) -> u32 {
    match class.methods {
        0 => class.weighted_methods,
        methods => class.weighted_methods / methods + u32::from(methods > 1),
    }
}

fn mean_of_methods(class: ClassComplexity) -> u32 {
    match class.methods {
        0 => 0,
        methods => (2 * class.weighted_methods + methods) / (2 * methods),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::Sample;
    use crate::model::FunctionKinds;

    /// Each method, and a function in the last one.
    const BY_PLACE: &str = "(class class.scope (function) (function) (function (function)))";
    const BY_SYNTAX: &str =
        "(class (function method) (function method) (function method (function.start (function))))";

    fn of(tree: &str, complexities: &[u32], convention: ClassScore) -> ClassComplexity {
        let kinds = match convention {
            ClassScore::BodyAndMethods => FunctionKinds::ByPlace,
            ClassScore::MeanOfMethods => FunctionKinds::BySyntax { constructor: "new" },
        };
        classes(&Sample::with_kinds(tree, kinds).units, complexities, convention)[0]
    }

    #[test]
    fn a_mean_is_rounded_half_up() {
        let mean = |last| {
            let found = of(BY_SYNTAX, &[0, 1, 2, last, 7], ClassScore::MeanOfMethods);
            (found.weighted_methods, found.score)
        };
        assert_eq!([3, 4, 5].map(mean), [(6, 2), (7, 2), (8, 3)]);
    }

    #[test]
    fn body_and_methods_are_shared_out() {
        let found = of(BY_PLACE, &[2, 1, 2, 4, 7], ClassScore::BodyAndMethods);
        assert_eq!((found.weighted_methods, found.methods, found.score), (9, 3, 4));
    }
}
