//! Cyclomatic complexity of classes.

use super::units::{Unit, UnitKind};
use crate::model::ClassScore;

/// The cyclomatic complexity of a class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ClassComplexity {
    pub(super) score: u32,
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
    for class in &mut classes {
        class.score = match convention {
            ClassScore::BodyAndMethods => body_and_methods(*class),
            ClassScore::MeanOfMethods => mean_of_methods(*class),
        };
    }
    classes
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
