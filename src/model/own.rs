//! What of an explanation belongs to which function or class.

use super::by_unit::{Grouped, Index};
use super::{Explanation, Increment, Inlined, Token, UnitRow};

/// A list of increments.
#[derive(Clone, Copy, Debug)]
pub(super) enum Adding {
    Cyclomatic,
    CyclomaticMccabe,
    Cognitive,
}

impl Explanation {
    fn index(&self) -> &Index {
        self.by_unit.get_or_make(|| {
            let (mut functions, mut classes) = (Vec::new(), Vec::new());
            for (at, unit) in self.units.iter().enumerate() {
                let (list, row) = match *unit {
                    UnitRow::Function(row) => (&mut functions, row),
                    UnitRow::Class(row) => (&mut classes, row),
                };
                list.resize(list.len().max(row + 1), None);
                list[row] = Some(at);
            }
            let increments = |list: &[Increment]| Grouped::new(list.iter().map(|it| it.unit));
            Index {
                functions,
                classes,
                cyclomatic: increments(&self.cyclomatic),
                cyclomatic_mccabe: increments(&self.cyclomatic_mccabe),
                cognitive: increments(&self.cognitive),
                halstead: Grouped::new(self.halstead.iter().map(|it| it.unit)),
                inlined: Grouped::new(self.inlined.iter().map(|it| Some(it.around))),
            }
        })
    }

    /// The place in the outline of a function or a class.
    pub(super) fn unit_of(&self, wanted: UnitRow) -> Option<usize> {
        let index = self.index();
        match wanted {
            UnitRow::Function(row) => index.functions.get(row).copied().flatten(),
            UnitRow::Class(row) => index.classes.get(row).copied().flatten(),
        }
    }

    /// What the own code of a function, a class or the module adds, in document order.
    pub(super) fn adding(&self, what: Adding, unit: Option<usize>) -> Vec<Increment> {
        let index = self.index();
        let (list, grouped) = match what {
            Adding::Cyclomatic => (&self.cyclomatic, &index.cyclomatic),
            Adding::CyclomaticMccabe => (&self.cyclomatic_mccabe, &index.cyclomatic_mccabe),
            Adding::Cognitive => (&self.cognitive, &index.cognitive),
        };
        grouped.of(unit).map(|at| list[at]).collect()
    }

    /// The operators and operands of a function, or of the module, in document order.
    pub(crate) fn tokens_of(&self, unit: Option<usize>) -> impl Iterator<Item = &Token> {
        self.index().halstead.of(unit).map(|at| &self.halstead[at])
    }

    /// The functions that count in a function around them.
    pub(super) fn inlined_of(&self, around: usize) -> impl Iterator<Item = &Inlined> {
        self.index().inlined.of(Some(around)).map(|at| &self.inlined[at])
    }
}
