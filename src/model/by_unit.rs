//! An index of lists by what their parts belong to, made when somebody asks for the first time.

use std::sync::OnceLock;

/// What belongs to which function or class.
#[derive(Clone, Debug, Default)]
pub struct ByUnit(OnceLock<Index>);

#[derive(Clone, Debug)]
pub(super) struct Index {
    /// The places in the outline of functions and of classes, by their rows.
    pub(super) functions: Vec<Option<usize>>,
    pub(super) classes: Vec<Option<usize>>,
    pub(super) cyclomatic: Grouped,
    pub(super) cyclomatic_mccabe: Grouped,
    pub(super) cognitive: Grouped,
    pub(super) halstead: Grouped,
    /// By the function around.
    pub(super) inlined: Grouped,
}

/// The places of a list by what they belong to, of each in their order.
#[derive(Clone, Debug)]
pub(super) struct Grouped(Vec<(Option<usize>, usize)>);

impl ByUnit {
    pub(super) fn get_or_make(&self, make: impl FnOnce() -> Index) -> &Index {
        self.0.get_or_init(make)
    }
}

impl Grouped {
    pub(super) fn new(units: impl Iterator<Item = Option<usize>>) -> Grouped {
        let mut all: Vec<_> = units.enumerate().map(|(at, unit)| (unit, at)).collect();
        all.sort_unstable();
        Grouped(all)
    }

    pub(super) fn of(&self, unit: Option<usize>) -> impl Iterator<Item = usize> + use<'_> {
        let first = self.0.partition_point(|it| it.0 < unit);
        self.0[first..].iter().take_while(move |it| it.0 == unit).map(|it| it.1)
    }
}
