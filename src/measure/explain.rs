//! Why scores are what they are: the very increments and tokens that they are summed from.

use super::halstead::Token;
use super::increment::Increment;
use super::record::Subject;
use super::units::units;
use super::{cognitive, cyclomatic, halstead};

/// The increments of a file's scores, each list in document order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// Qualified names of the functions and classes, as numbered by [`Increment::unit`].
    pub units: Vec<String>,
    /// What adds to cyclomatic complexity, beside 1 for each unit and the module.
    pub cyclomatic: Vec<Increment>,
    /// What adds to cognitive complexity, for the innermost function that it stands in.
    pub cognitive: Vec<Increment>,
    /// What Halstead's measures count.
    pub halstead: Vec<Token>,
}

/// Lists the increments of a file.
#[must_use]
pub fn explain(subject: &Subject<'_>) -> Explanation {
    let units = units(subject.marks, subject.text, subject.naming());
    let mut all = Explanation::default();
    cyclomatic::increments(subject.marks, &units, |increment| all.cyclomatic.push(increment));
    cognitive::increments(subject.marks, &units, subject.text, |increment| all.cognitive.push(increment));
    let Subject { marks, text, operand_identity, .. } = *subject;
    halstead::tokens(marks, &units, text, operand_identity, |token| all.halstead.push(token));
    all.units = units.into_iter().map(|unit| unit.qualified_name).collect();
    all
}
