//! The outline of a file: which marks are functions and classes, what belongs to each, and what they are called.

use crate::model::{FunctionKind, Mark, Marks, Role, RoleSet};
use std::borrow::Cow;
use std::ops::Range;

/// A function, a class or another piece of code that is measured by itself.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub(crate) kind: UnitKind,
    /// Index of its mark.
    pub(crate) mark: usize,
    /// The marks that belong to it; its mark itself stands before them or is the first.
    pub(crate) body: Range<usize>,
    /// The function or class around it.
    pub(crate) parent: Option<usize>,
    /// How many functions enclose it.
    pub(crate) depth: u32,
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
    pub(crate) fn is_function(&self) -> bool {
        matches!(self.kind, UnitKind::Function(_))
    }

    /// Whether code in it counts for it and not for the unit around it.
    pub(crate) fn is_scope(&self) -> bool {
        !matches!(self.kind, UnitKind::Class { scored: false })
    }
}

/// Finds the units, outer before inner, in document order.
pub(crate) fn units(marks: &Marks, text: &[u8], identifier: fn(&[u8]) -> Cow<'_, [u8]>) -> Vec<Unit> {
    const UNIT: RoleSet = RoleSet::of(&[Role::Function, Role::Class]);
    let mut units: Vec<Unit> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, mark) in marks.list.iter().enumerate().filter(|(_, mark)| mark.is_any(UNIT)) {
        while open.last().is_some_and(|&unit| units[unit].body.end <= at) {
            open.pop();
        }
        let parent = open.last().copied();
        open.push(units.len());
        let name = String::from_utf8_lossy(&identifier(name(marks, text, at))).into_owned();
        units.push(unit(name, at, mark, parent.map(|index| (index, &units[index]))));
    }
    units
}

fn unit(name: String, at: usize, mark: &Mark, parent: Option<(usize, &Unit)>) -> Unit {
    let parent_unit = parent.map(|(_, unit)| unit);
    let qualified_name = match parent_unit {
        Some(outer) => format!("{}.{name}", outer.qualified_name),
        None => name.clone(),
    };
    let depth = parent_unit.map_or(0, |outer| outer.depth + u32::from(outer.is_function()));
    let kind = match parent_unit.map(|outer| outer.kind) {
        _ if mark.is(Role::Class) => UnitKind::Class { scored: mark.is(Role::ClassScope) },
        Some(UnitKind::Class { .. }) => UnitKind::Function(FunctionKind::Method),
        Some(UnitKind::Function(_)) => UnitKind::Function(FunctionKind::Closure),
        None => UnitKind::Function(FunctionKind::Function),
    };
    let body = at..mark.after as usize;
    Unit { kind, mark: at, body, parent: parent.map(|(index, _)| index), depth, name, qualified_name }
}

fn name<'a>(marks: &Marks, text: &'a [u8], unit: usize) -> &'a [u8] {
    let named = marks.below(unit).map(|at| &marks.list[at]).find(|mark| mark.is(Role::Name));
    named.map_or(b"<anonymous>", |mark| mark.text(text))
}
