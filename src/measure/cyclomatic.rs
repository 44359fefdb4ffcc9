//! Cyclomatic complexity: 1 for each unit, and 1 for each decision in it.
//!
//! T. J. `McCabe`, *A Complexity Measure* (1976), with the decisions that radon 6.0.1 counts for Python, and those of the
//! rule `complexity` of `ESLint` 10.15.0 for JavaScript and TypeScript.

use super::increment::Step;
use super::unit::Unit;
use super::visit::{Extent, Visitor, visit};
use crate::model::{Mark, Marks, Role, RoleSet};

/// What adds 1. Every other rule stands in [`Decisions::dependent_rules`].
const DECISIONS: [Role; 13] = [
    Role::If,
    Role::Elif,
    Role::Ternary,
    Role::Loop,
    Role::LoopElse,
    Role::Except,
    Role::Case,
    Role::Comprehension,
    Role::ComprehensionFilter,
    Role::Logical,
    Role::Assert,
    Role::Default,
    Role::OptionalChain,
];

/// Cyclomatic complexity of the module and of each unit.
#[derive(Debug)]
pub(super) struct Cyclomatic {
    pub(super) module: u32,
    pub(super) units: Vec<u32>,
    /// The units with each selection counted once and its cases not (`ESLint`'s `modified`).
    pub(super) modified: Vec<u32>,
    /// The functions with those in them, as ruff's rule C901 counts; it looks at statements alone.
    pub(super) mccabe: Vec<u32>,
}

/// Sums the increments of every unit.
pub(super) fn cyclomatic(marks: &Marks, units: &[Unit]) -> Cyclomatic {
    let mut classic = vec![1i32; units.len() + 1];
    let mut modified = classic.clone();
    let mut statements = vec![0i32; units.len() + 1];
    decisions(marks, units, |increment| {
        let unit = increment.unit.map_or(0, |unit| unit + 1);
        classic[unit] += increment.points;
        modified[unit] += match increment.rule {
            Role::Switch => 1,
            Role::Case | Role::CaseDefault => 0,
            _ => increment.points,
        };
        statements[unit] += of_statement(increment.rule);
    });
    let mut classic = classic.into_iter().map(i32::unsigned_abs);
    let module = classic.next().unwrap_or(1);
    let modified = modified.into_iter().skip(1).map(i32::unsigned_abs).collect();
    Cyclomatic { module, units: classic.collect(), modified, mccabe: mccabe(units, &statements[1..]) }
}

/// What a rule adds to the count of ruff's C901.
fn of_statement(rule: Role) -> i32 {
    match rule {
        Role::If
        | Role::Elif
        | Role::Loop
        | Role::Except
        | Role::ExceptGroup
        | Role::TryElse
        | Role::Case => 1,
        Role::CaseRest => -1,
        _ => 0,
    }
}

/// A function counts 1 in what is around it, with all that is in it.
fn mccabe(units: &[Unit], statements: &[i32]) -> Vec<u32> {
    let mut counts: Vec<u32> = statements.iter().map(|&own| own.max(0).unsigned_abs()).collect();
    for (index, unit) in units.iter().enumerate().rev() {
        counts[index] += u32::from(unit.is_function());
        if let Some(around) = unit.parent {
            counts[around] = counts[around].saturating_add(counts[index]);
        }
    }
    counts
}

/// Hands each decision to `sink`, in document order.
pub(super) fn increments(marks: &Marks, units: &[Unit], mut sink: impl FnMut(Step)) {
    decisions(marks, units, |increment| {
        if increment.points != 0 {
            sink(increment);
        }
    });
}

/// The same for ruff's count of a function: its own statements, one by one.
pub(super) fn mccabe_increments(marks: &Marks, units: &[Unit], mut sink: impl FnMut(Step)) {
    decisions(marks, units, |increment| {
        let points = of_statement(increment.rule);
        if points != 0 {
            sink(Step { points, ..increment });
        }
    });
}

/// What only another form counts, such as a selection, is among them with 0 points.
fn decisions(marks: &Marks, units: &[Unit], sink: impl FnMut(Step)) {
    let mut decisions = Decisions {
        units,
        sink,
        open: Vec::new(),
        hidden_until: 0,
        statements: Vec::new(),
        in_last_case: false,
    };
    visit(marks, units, Extent::Body, &mut decisions);
}

struct Decisions<'a, S> {
    units: &'a [Unit],
    sink: S,
    /// The units around the current mark for which code counts, each with the end of the hidden code that it interrupts.
    open: Vec<(usize, usize)>,
    /// Marks below this index are hidden.
    hidden_until: usize,
    /// The selections and `try` statements around the current mark.
    statements: Vec<Statement>,
    /// Whether the last case that was met is the last one of its selection.
    in_last_case: bool,
}

/// A statement in which one part decides what another one counts.
struct Statement {
    end: usize,
    /// A selection has had its default case, or a `try` has handlers for groups.
    flag: bool,
}

impl<S: FnMut(Step)> Decisions<'_, S> {
    fn add(&mut self, mark: usize, rule: Role, points: i32) {
        let unit = self.open.last().map(|(unit, _)| *unit);
        (self.sink)(Step { unit, mark, rule, points, nesting: 0 });
    }

    /// The innermost statement around a mark.
    fn statement(&mut self, at: usize) -> Option<&mut Statement> {
        while self.statements.pop_if(|statement| statement.end <= at).is_some() {}
        self.statements.last_mut()
    }

    /// Sets the flag of the innermost statement and gives what it was.
    fn flag(&mut self, at: usize) -> bool {
        self.statement(at).is_some_and(|statement| std::mem::replace(&mut statement.flag, true))
    }

    /// The rules that depend on another part of the same statement.
    fn dependent_rules(&mut self, at: usize, mark: &Mark) {
        if mark.is_any(RoleSet::of(&[Role::Try, Role::Switch])) {
            self.statement(at);
            self.statements.push(Statement { end: mark.after as usize, flag: false });
        }
        if mark.is(Role::Switch) {
            self.add(at, Role::Switch, 0);
        }
        // radon adds nothing for `except*`, nor for the `else` of its `try`
        if mark.is(Role::ExceptGroup) {
            self.flag(at);
            self.add(at, Role::ExceptGroup, 0);
        }
        if mark.is(Role::TryElse) {
            let is_of_groups = self.flag(at);
            self.add(at, Role::TryElse, i32::from(!is_of_groups));
        }
        // a selection with any number of cases that take everything has one case less
        if mark.is(Role::CaseDefault) && !self.flag(at) {
            self.add(at, Role::CaseDefault, -1);
        }
        if mark.is(Role::Case) {
            self.in_last_case = mark.is(Role::CaseLast) && !mark.is(Role::CaseGuarded);
        }
        // the pattern of a case stands before anything else in it
        if mark.is(Role::CaseRest) && self.in_last_case {
            self.add(at, Role::CaseRest, 0);
        }
    }
}

impl<S: FnMut(Step)> Visitor for Decisions<'_, S> {
    fn enter(&mut self, at: usize, mark: &Mark) {
        const RULES: RoleSet = RoleSet::of(&DECISIONS).with(RoleSet::of(&[
            Role::HiddenCyclomatic,
            Role::Try,
            Role::Switch,
            Role::CaseDefault,
            Role::CaseRest,
            Role::TryElse,
        ]));
        if at < self.hidden_until || !mark.is_any(RULES) {
            return;
        }
        if mark.is(Role::HiddenCyclomatic) {
            self.hidden_until = mark.after as usize;
            return;
        }
        self.dependent_rules(at, mark);
        for rule in DECISIONS {
            if mark.is(rule) && !mark.is(Role::ExceptGroup) {
                self.add(at, rule, 1);
            }
        }
    }

    fn open(&mut self, unit: usize, _: &Mark) {
        if self.units[unit].is_scope() {
            self.open.push((unit, std::mem::take(&mut self.hidden_until)));
        }
    }

    fn close(&mut self, unit: usize) {
        if !self.units[unit].is_scope() {
            return;
        }
        if let Some((_, hidden_until)) = self.open.pop() {
            self.hidden_until = hidden_until;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::Sample;

    fn of(tree: &str) -> Cyclomatic {
        let sample = Sample::new(tree);
        cyclomatic(&sample.marks, &sample.units)
    }

    #[test]
    fn each_decision_counts_for_the_innermost_unit() {
        let found = of("(if) (function (ternary) (function (loop (except))) (default))");
        assert_eq!((found.module, found.units), (2, vec![3, 3]));
    }

    #[test]
    fn a_selection_has_two_forms() {
        let found = of("(function (switch (case) (case) (case)) (logical 'or))");
        assert_eq!((found.units, found.modified), (vec![5], vec![3]));
        let found = of("(function (switch))");
        assert_eq!((found.units, found.modified), (vec![1], vec![2]));
    }

    #[test]
    fn a_class_is_no_scope_unless_it_is_scored() {
        assert_eq!(of("(class (if) (function method (function.start (if))))").module, 2);
        assert_eq!(of("(class class.scope (if) (function (if)))").units, [2, 2]);
    }

    #[test]
    fn the_name_of_a_method_is_code_of_the_unit_around_it() {
        let method = "(function method (ternary (function arrow (if))) (function.start (if) (if)))";
        assert_eq!(of(&format!("(function (class {method}))")).units, [2, 1, 3, 2]);
    }

    #[test]
    fn a_field_counts_its_value_and_not_the_function_that_it_is() {
        let found = of("(class (binding (bound initializer ternary)))");
        assert_eq!((found.module, found.units), (1, vec![1, 2]));
        let found = of("(class (binding (bound initializer function arrow (if))))");
        assert_eq!((found.module, found.units), (1, vec![1, 1, 2]));
        let found = of("(class (binding (accessor) (bound initializer ternary)))");
        assert_eq!((found.module, found.units), (2, vec![1]));
    }

    #[test]
    fn a_default_takes_back_one_case_of_its_own_selection() {
        let both =
            |inside: &str| of(&format!("(function (switch (case) (case case.default){inside}))")).units;
        assert_eq!((both(""), both(" (case case.default)")), (vec![2], vec![3]), "once");
        assert_eq!(both(" (switch (case) (case case.default))"), [3], "each its own");
        let apart = of("(function (switch (case) (case.default)) (switch (case) (case.default)))");
        assert_eq!((apart.units, apart.modified), (vec![1], vec![3]));
    }

    #[test]
    fn the_else_of_a_try_counts_unless_its_handlers_are_for_groups() {
        let count = |tree: &str| (of(tree).units, of(tree).mccabe);
        assert_eq!(count("(function (try (except) (try.else)))"), count("(function (try (except) (if)))"));
        assert_eq!(of("(function (try (except except.group) (try.else)))").units, [1]);
        assert_eq!(of("(function (try (except except.group)) (try (except) (try.else)))").units, [3]);
    }

    #[test]
    fn hidden_code_counts_nothing_and_what_follows_does() {
        let hidden = "(function (hidden.cyclomatic (if) (loop)) (if))";
        assert_eq!(of(hidden).units, [2]);
        assert_eq!(of("(hidden.cyclomatic (function (if)) (if)) (if)").units, [2]);
        assert_eq!(of("(hidden.cyclomatic (function (if)) (if)) (if)").module, 2);
    }

    #[test]
    fn ruff_counts_a_function_with_what_is_in_it() {
        let found = of("(function (if) (logical) (function (loop) (except)))");
        assert_eq!((found.mccabe, found.units), (vec![1 + 1 + 3, 3], vec![3, 3]));
        assert_eq!(of("(class (function (if) (elif)))").mccabe, [3, 3]);
    }

    #[test]
    fn a_score_is_the_sum_of_what_is_listed() {
        let sample = Sample::new("(function (if) (switch (case) (case.default)) (logical))");
        let mut classic = Vec::new();
        increments(&sample.marks, &sample.units, |step| classic.push((step.rule, step.points)));
        assert_eq!(classic, [(Role::If, 1), (Role::Case, 1), (Role::CaseDefault, -1), (Role::Logical, 1)]);
        let mut ruff = Vec::new();
        mccabe_increments(&sample.marks, &sample.units, |step| ruff.push((step.rule, step.points)));
        assert_eq!(ruff, [(Role::If, 1), (Role::Case, 1)]);
    }
}
