//! A piece of code that is measured by itself.

use super::holders::{Given, Holder};
use crate::model::FunctionKind;
use std::ops::Range;

/// A function, a class or another piece of code that is measured by itself.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub(crate) kind: UnitKind,
    /// Index of its mark.
    pub(crate) mark: usize,
    /// The marks that belong to it; its mark itself stands before them or is the first.
    pub(crate) body: Range<usize>,
    /// The unit around it.
    pub(crate) parent: Option<usize>,
    /// How many functions enclose it.
    pub(crate) depth: u32,
    /// The mark of its name: its own, or that of what it is bound to.
    pub(crate) name_mark: Option<usize>,
    /// Whether the name is its own or that of a declared variable.
    pub(crate) is_declared: bool,
    /// The member of an object or the field of a class whose value it is.
    pub(super) member: Option<Holder>,
    /// What the code around it calls it.
    pub(super) given: Given,
    pub(crate) name: String,
    pub(crate) qualified_name: String,
}

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnitKind {
    Function(FunctionKind),
    /// A class; `scored` if its body is measured with it.
    Class {
        scored: bool,
    },
}

impl Unit {
    /// Whether it is a row among the functions of the record.
    pub(crate) fn is_function(&self) -> bool {
        matches!(self.kind, UnitKind::Function(_))
    }

    /// Whether it is a function proper, and not other code that is measured like one.
    pub(crate) fn is_callable(&self) -> bool {
        matches!(self.kind, UnitKind::Function(kind) if kind.is_callable())
    }

    /// Whether code in it counts for it and not for the unit around it.
    pub(crate) fn is_scope(&self) -> bool {
        !matches!(self.kind, UnitKind::Class { scored: false })
    }

    /// Whether what its own mark stands for is code in it: a field's value is, a function is not.
    pub(crate) fn owns_its_mark(&self) -> bool {
        self.kind == UnitKind::Function(FunctionKind::FieldInitializer)
    }
}
