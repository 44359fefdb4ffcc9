//! What the units of a file are called.

use super::units::{Unit, UnitKind};
use crate::model::Marks;
use hashbrown::HashMap;
use std::borrow::Cow;

/// Longest qualified name that others are built on, in bytes: a file may nest a hundred thousand functions.
const LONGEST_PREFIX: usize = 500;

/// Stands for the outer parts of a name that would be longer.
const ELLIPSIS: &str = "…";

/// Gives every unit its name and its qualified name.
///
/// One without a name is `<anonymous>`, and `<anonymous:2>` and so on for the next ones in the same function or class.
pub(super) fn resolve(
    units: &mut [Unit],
    marks: &Marks,
    text: &[u8],
    identifier: fn(&[u8]) -> Cow<'_, [u8]>,
) {
    let mut anonymous: HashMap<Option<usize>, u32> = HashMap::new();
    for index in 0..units.len() {
        let around = named_parent(units, index);
        let name = units[index].name_mark.map(|mark| identifier(marks.list[mark].text(text)));
        let name = if let Some(name) = name.filter(|name| !name.is_empty()) {
            String::from_utf8_lossy(&name).into_owned()
        } else {
            let count = anonymous.entry(around).or_default();
            *count += 1;
            if *count == 1 { "<anonymous>".to_owned() } else { format!("<anonymous:{count}>") }
        };
        units[index].qualified_name = match around.map(|outer| units[outer].qualified_name.as_str()) {
            None => name.clone(),
            Some(outer) if outer.len() > LONGEST_PREFIX => format!("{ELLIPSIS}.{name}"),
            Some(outer) => format!("{outer}.{name}"),
        };
        units[index].name = name;
    }
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
