//! Cognitive complexity of a file as `SonarQube` reports it: another sum than that of its functions.
//!
//! eslint-plugin-sonarjs 4.2.2 keeps one nesting for the whole file, in which functions in functions in functions count.
//! What a function in a function costs depends on the function around it: where that one has structure of its own, the
//! inner one counts one level deeper, unless the outer one is a React component. Like its model, the nesting never
//! recovers from a branch that is a function at the third level or deeper.

use super::cognitive::{flat, structural};
use super::logical::LogicalOperators;
use super::unit::Unit;
use super::visit::{Extent, Visitor, visit};
use crate::model::{Mark, Marks, Role};

/// Cognitive complexity of a file.
pub(super) fn sonar_file(marks: &Marks, units: &[Unit], text: &[u8]) -> u32 {
    let mut file = File {
        marks,
        units,
        text,
        score: 0,
        nesting: 0,
        depth: 0,
        logical: LogicalOperators::default(),
        top: Top::default(),
        second: Second::default(),
    };
    visit(marks, units, Extent::Body, &mut file);
    file.score
}

struct File<'a> {
    marks: &'a Marks,
    units: &'a [Unit],
    text: &'a [u8],
    score: u32,
    nesting: u32,
    /// Number of functions around the current mark.
    depth: u32,
    logical: LogicalOperators,
    top: Top,
    second: Second,
}

/// The outermost function around the current mark.
#[derive(Default)]
struct Top {
    score: u32,
    has_structure: bool,
    is_capitalised: bool,
    returns_markup: bool,
    /// The sums of the functions directly in it.
    inner: Second,
}

/// The score of a function in the outermost one, with everything in it, in both ways in which it may count.
#[derive(Default)]
struct Second {
    nested: u32,
    flat: u32,
}

impl File<'_> {
    fn structural(&mut self) {
        let points = self.nesting + 1;
        match self.depth {
            0 => self.score = self.score.saturating_add(points),
            1 => {
                self.top.has_structure = true;
                self.top.score = self.top.score.saturating_add(points);
            }
            _ => {
                self.second.nested = self.second.nested.saturating_add(points + 1);
                self.second.flat = self.second.flat.saturating_add(points);
            }
        }
    }

    fn flat(&mut self) {
        match self.depth {
            0 => self.score = self.score.saturating_add(1),
            1 => self.top.score = self.top.score.saturating_add(1),
            _ => {
                self.second.nested = self.second.nested.saturating_add(1);
                self.second.flat = self.second.flat.saturating_add(1);
            }
        }
    }

    /// Whether a function is called like a component: by its own name or that of its variable.
    fn is_capitalised(&self, unit: &Unit) -> bool {
        let name =
            unit.name_mark.filter(|_| unit.is_declared).map(|name| self.marks.list[name].text(self.text));
        name.is_some_and(|name| !self.marks.list[unit.mark].is(Role::Method) && starts_upper(name))
    }
}

impl Visitor for File<'_> {
    fn enter(&mut self, at: usize, mark: &Mark) {
        if mark.is(Role::Nest) {
            self.nesting += 1;
        }
        if structural(mark).is_some() {
            self.structural();
        }
        if flat(mark).is_some() {
            self.flat();
        }
        if self.logical.costs(self.marks, at, mark) {
            self.flat();
        }
        if self.depth == 1 && mark.is(Role::ReturnMarkup) {
            self.top.returns_markup = true;
        }
    }

    fn leave(&mut self, _: usize, mark: &Mark) {
        if mark.is(Role::Nest) {
            self.nesting -= 1;
        }
    }

    fn open(&mut self, unit: usize, _: &Mark) {
        let unit = &self.units[unit];
        if !unit.is_callable() {
            return;
        }
        match self.depth {
            0 => self.top = Top { is_capitalised: self.is_capitalised(unit), ..Top::default() },
            1 => self.second = Second::default(),
            _ => self.nesting += 1,
        }
        self.depth += 1;
    }

    fn close(&mut self, unit: usize) {
        let unit = &self.units[unit];
        if !unit.is_callable() {
            return;
        }
        self.depth -= 1;
        match self.depth {
            0 => {
                let is_component = self.top.is_capitalised && self.top.returns_markup;
                let inner = &self.top.inner;
                let is_nested = self.top.has_structure && !is_component;
                let inner = if is_nested { inner.nested } else { inner.flat };
                self.score = self.score.saturating_add(self.top.score).saturating_add(inner);
            }
            1 => {
                self.top.inner.nested = self.top.inner.nested.saturating_add(self.second.nested);
                self.top.inner.flat = self.top.inner.flat.saturating_add(self.second.flat);
            }
            // a function that is a branch has been left as a branch already, and sonarjs leaves it only once
            _ if self.marks.list[unit.mark].is(Role::Nest) => {}
            _ => self.nesting -= 1,
        }
    }
}

/// Whether a text starts with what upper case does not change: a capital, but also `_` and `$`.
fn starts_upper(text: &[u8]) -> bool {
    let start = &text[..text.len().min(4)];
    let first = match std::str::from_utf8(start) {
        Ok(start) => start.chars().next(),
        Err(error) => std::str::from_utf8(&start[..error.valid_up_to()]).unwrap_or_default().chars().next(),
    };
    first.is_none_or(|first| first.to_uppercase().eq([first]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::Sample;

    fn of(tree: &str) -> u32 {
        let sample = Sample::new(tree);
        sonar_file(&sample.marks, &sample.units, &sample.text)
    }

    #[test]
    fn code_outside_functions_and_in_outermost_ones_counts_as_it_is() {
        assert_eq!(of("(if (nest (loop))) (function (if (nest (if))))"), 3 + 3);
    }

    #[test]
    fn a_function_in_a_function_with_structure_counts_one_level_deeper() {
        assert_eq!(of("(function (function (if (nest (if)))))"), 1 + 2);
        assert_eq!(of("(function (if) (function (if (nest (if)))))"), 1 + 2 + 3);
        assert_eq!(of("(function (if) (function (jump)))"), 1 + 1);
    }

    #[test]
    fn a_component_keeps_its_functions_apart() {
        let inner = "(if) (function (if)) (return.markup)";
        assert_eq!(of(&format!("(function (name 'Card) {inner})")), 1 + 1);
        assert_eq!(of(&format!("(function (name 'card) {inner})")), 1 + 2);
        let arrow = |roles: &str| of(&format!("(binding (name 'Card) ({roles} function arrow {inner}))"));
        assert_eq!((arrow("bound bound.declared"), arrow("bound")), (1 + 1, 1 + 2));
    }

    #[test]
    fn the_third_level_nests_and_a_branch_that_is_a_function_does_so_for_ever() {
        assert_eq!(of("(function (function (function (if)) (if)) (if))"), 1 + (3 + 2));
        let branch = "(ternary (nest function arrow))";
        assert_eq!(of(&format!("(function (function {branch})) (if)")), 1 + 2);
    }

    #[test]
    fn what_upper_case_does_not_change_starts_a_component() {
        for (name, is_upper) in
            [("Card", true), ("_card", true), ("$", true), ("État", true), ("état", false)]
        {
            assert_eq!(starts_upper(name.as_bytes()), is_upper, "{name}");
        }
    }
}
