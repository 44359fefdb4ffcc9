//! What the units of a file are called. `docs/names.md` is the grammar.

use super::spelling::spelled;
use super::unit::{Unit, UnitKind};
use crate::model::{FunctionKind, Marks};
use hashbrown::HashMap;
use std::borrow::Cow;

/// Longest qualified name that others are built on, in bytes: a file may nest a hundred thousand functions.
const LONGEST_PREFIX: usize = 500;

/// Stands for the outer parts of a name that would be longer.
const ELLIPSIS: &str = "…";

/// What is called nothing.
const ANONYMOUS: &str = "<anonymous>";

/// Gives every unit its name and its qualified name.
///
/// One that is called by the code around it has a number where another one in the same function or class is called so
/// before it.
pub(super) fn resolve(
    units: &mut [Unit],
    marks: &Marks,
    text: &[u8],
    identifier: fn(&[u8]) -> Cow<'_, [u8]>,
) {
    let mut counts: HashMap<(Option<usize>, String), u32> = HashMap::new();
    for index in 0..units.len() {
        let around = named_parent(units, index);
        let mut given = std::mem::take(&mut units[index].given);
        let own = units[index].name_mark.map(|mark| spelled(marks.list[mark].text(text), identifier));
        let own = own.filter(|name| !name.is_empty());
        let is_shared = own.is_none() || given.path.is_some() && !is_accessor(&units[index]);
        let mut name = own.or_else(|| given.name.take()).unwrap_or_else(|| ANONYMOUS.to_owned());
        if is_shared {
            let count = counts.entry((around, joined(given.path.as_deref(), &name))).or_default();
            *count += 1;
            name = numbered(name, *count);
        }
        let local = joined(given.path.as_deref(), &name);
        units[index].qualified_name = match around.map(|outer| units[outer].qualified_name.as_str()) {
            None => local,
            Some(outer) if outer.len() > LONGEST_PREFIX => format!("{ELLIPSIS}.{local}"),
            Some(outer) => format!("{outer}.{local}"),
        };
        units[index].name = name;
    }
}

fn joined(path: Option<&str>, name: &str) -> String {
    path.map_or_else(|| name.to_owned(), |path| format!("{path}.{name}"))
}

/// `useEffect`, `useEffect:2`, `<anonymous:2>`: the first one has no number.
fn numbered(name: String, count: u32) -> String {
    match name.strip_suffix('>') {
        _ if count == 1 => name,
        Some(open) => format!("{open}:{count}>"),
        None => format!("{name}:{count}"),
    }
}

/// Two accessors of one property are told apart by their kinds.
fn is_accessor(unit: &Unit) -> bool {
    matches!(unit.kind, UnitKind::Function(FunctionKind::Getter | FunctionKind::Setter))
}

/// The function or class around a unit: the value of a field is neither.
fn named_parent(units: &[Unit], index: usize) -> Option<usize> {
    let mut around = units[index].parent;
    while let Some(unit) = around.map(|outer| &units[outer]).filter(|outer| !gives_a_name(outer)) {
        around = unit.parent;
    }
    around
}

fn gives_a_name(unit: &Unit) -> bool {
    matches!(unit.kind, UnitKind::Class { .. }) || unit.is_callable()
}
