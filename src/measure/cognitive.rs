//! Cognitive complexity: how hard code is to follow, with a surcharge for nesting.
//!
//! G. A. Campbell, *Cognitive Complexity* (`SonarSource`, 2018), with the rules of complexipy 8.3.0 for Python and those
//! of eslint-plugin-sonarjs 4.2.2 for JavaScript and TypeScript.
//!
//! sonarjs lets the nesting leak where a branch is itself a function, as in `a ? () => b : c`: the function around it
//! goes one level deeper before the branch is known to be a function, and what is taken back afterwards is the level
//! of the branch. That follows here from the order in which a visitor meets a mark and the unit that it opens.

use super::increment::Step;
use super::logical::LogicalOperators;
use super::unit::Unit;
use super::visit::{Extent, Visitor, visit};
use crate::model::{Inlined, Mark, Marks, Role, RoleSet};
use std::borrow::Cow;

/// The spelling by which a language knows an identifier.
type Spelling = fn(&[u8]) -> Cow<'_, [u8]>;

/// What adds 1 and the nesting around it.
const STRUCTURAL: [Role; 6] =
    [Role::If, Role::Loop, Role::Ternary, Role::Except, Role::Switch, Role::Comprehension];

/// What adds 1.
const FLAT: [Role; 5] = [Role::IfChained, Role::Elif, Role::Else, Role::ComprehensionFilter, Role::Jump];

/// Whether what a rule adds grows with the nesting around it.
pub(super) fn grows(rule: Role) -> bool {
    STRUCTURAL.contains(&rule)
}

/// The rule by which a mark adds 1 and the nesting around it.
pub(super) fn structural(mark: &Mark) -> Option<Role> {
    STRUCTURAL.into_iter().find(|rule| mark.is(*rule)).filter(|_| !mark.is(Role::IfChained))
}

/// The rule by which a mark adds 1.
pub(super) fn flat(mark: &Mark) -> Option<Role> {
    FLAT.into_iter().find(|rule| mark.is(*rule))
}

/// Cognitive complexity of the module and of each unit.
#[derive(Debug)]
pub(super) struct Cognitive {
    pub(super) module: u32,
    /// As if each function stood alone; 0 for classes.
    pub(super) units: Vec<u32>,
}

/// Sums the increments of the module and of every function.
pub(super) fn cognitive(marks: &Marks, units: &[Unit], text: &[u8], spelling: Spelling) -> Cognitive {
    let mut scores = vec![0; units.len()];
    let note = |unit: usize, score, _| scores[unit] = score;
    let mut visitor = Scorer::new(marks, units, (text, spelling), note, |_| ());
    visit(marks, units, Extent::Body, &mut visitor);
    let module = visitor.frames.first().map_or(0, |frame| frame.score);
    Cognitive { module, units: scores }
}

/// Hands each increment to `sink`, in document order, for the innermost function that it stands in, and gives the
/// functions that count in the functions around them, too, in document order.
pub(super) fn increments(
    marks: &Marks,
    units: &[Unit],
    names: (&[u8], Spelling),
    sink: impl FnMut(Step),
) -> Vec<Inlined> {
    let mut inlined = Vec::new();
    let note = |_, _, it: Option<Inlined>| inlined.extend(it);
    visit(marks, units, Extent::Body, &mut Scorer::new(marks, units, names, note, sink));
    inlined.sort_by_key(|it| it.unit);
    inlined
}

struct Scorer<'a, Score, Sink> {
    marks: &'a Marks,
    units: &'a [Unit],
    /// The text, and how the names in it are spelled.
    names: (&'a [u8], Spelling),
    on_score: Score,
    on_increment: Sink,
    /// The module and the functions around the current mark.
    frames: Vec<Frame>,
    /// Marks with code one level deeper that have not ended.
    nests: Vec<usize>,
    /// The logical sequences around the current mark.
    sequences: Vec<Mark>,
    /// The logical operations around the current mark, where the order of the operators in the text counts.
    logical: LogicalOperators,
    /// Whether the class that was entered last stands where increments count.
    class_counts: bool,
}

/// A function that is being scored, or the module.
#[derive(Default)]
struct Frame {
    unit: Option<usize>,
    score: u32,
    /// How many of its increments grow with the nesting around it.
    structural: u32,
    nest: u32,
    /// The nesting at which its score counts in the frame below, if it does.
    counts_at: Option<u32>,
    /// Marks below this index add nothing.
    opaque_until: usize,
    /// Calls below this index are no recursion.
    no_recursion_until: usize,
    recursive: bool,
    /// It only holds a function and returns: the inner function stands for it.
    is_wrapper: bool,
}

impl<'a, Score: FnMut(usize, u32, Option<Inlined>), Sink: FnMut(Step)> Scorer<'a, Score, Sink> {
    fn new(
        marks: &'a Marks,
        units: &'a [Unit],
        names: (&'a [u8], Spelling),
        on_score: Score,
        on_increment: Sink,
    ) -> Self {
        Scorer {
            marks,
            units,
            names,
            on_score,
            on_increment,
            frames: vec![Frame::default()],
            nests: Vec::new(),
            sequences: Vec::new(),
            logical: LogicalOperators::default(),
            class_counts: false,
        }
    }

    fn frame(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the module's frame is never closed")
    }

    fn add(&mut self, mark: usize, rule: Role, nesting: u32) {
        let frame = self.frame();
        // a hundred thousand levels, which fit into a megabyte, add up to more than fits
        frame.score = frame.score.saturating_add(1 + nesting);
        let unit = frame.unit;
        let points = i32::try_from(1 + nesting).unwrap_or(i32::MAX);
        (self.on_increment)(Step { unit, mark, rule, points, nesting });
    }

    /// Recursion counts once, in code that runs as part of the function.
    fn look_for_recursion(&mut self, at: usize, mark: &Mark) {
        if mark.is(Role::RecursionNone) {
            let frame = self.frame();
            frame.no_recursion_until = frame.no_recursion_until.max(mark.after as usize);
        }
        let (units, (text, spelling)) = (self.units, self.names);
        let frame = self.frame();
        let called = |unit: usize| *units[unit].name.as_bytes() == *spelling(mark.text(text));
        if mark.is(Role::Callee)
            && at >= frame.no_recursion_until
            && !frame.recursive
            && frame.unit.is_some_and(called)
        {
            frame.recursive = true;
            let unit = frame.unit;
            (self.on_increment)(Step { unit, mark: at, rule: Role::Callee, points: 1, nesting: 0 });
        }
    }

    /// Whether a mark lies in code that adds nothing; if it begins such code, so do the marks below it.
    fn is_opaque(&mut self, at: usize, mark: &Mark) -> bool {
        const LOOKED_INTO: RoleSet = RoleSet::of(&[Role::Sequence, Role::SequenceBreak]);
        const STATEMENT_RETURN: RoleSet = RoleSet::of(&[Role::Statement]);
        let frame = self.frame();
        if at < frame.opaque_until {
            return true;
        }
        let opaque = mark.is(Role::Opaque)
            || mark.is(Role::SequenceOperand) && !mark.is_any(LOOKED_INTO)
            || frame.is_wrapper && mark.is(Role::Return) && mark.is_any(STATEMENT_RETURN);
        if opaque {
            frame.opaque_until = mark.after as usize;
        }
        opaque
    }

    /// A logical operation starts a sequence unless it continues one of the same operator.
    fn sequence(&mut self, at: usize, mark: &Mark) {
        while self.sequences.pop_if(|outer| outer.after as usize <= at).is_some() {}
        let continues = |outer: &Mark| outer.depth + 1 == mark.depth && outer.key == mark.key;
        if !self.sequences.last().is_some_and(continues) {
            self.add(at, Role::Sequence, 0);
        }
        self.sequences.push(*mark);
    }

    /// The nesting at which a function counts in the frame that holds it, if it does.
    fn counts_at(&mut self, at: usize, mark: &Mark, was_opaque_until: usize) -> Option<u32> {
        let frame = self.frame();
        frame.unit?;
        let counts = mark.is(Role::FunctionInlined) && at >= was_opaque_until
            || mark.is(Role::MethodInlined) && self.class_counts;
        let frame = self.frame();
        let deeper = mark.is(Role::NestFunction) && !frame.is_wrapper;
        counts.then_some(frame.nest + u32::from(deeper))
    }
}

impl<Score: FnMut(usize, u32, Option<Inlined>), Sink: FnMut(Step)> Visitor for Scorer<'_, Score, Sink> {
    fn enter(&mut self, at: usize, mark: &Mark) {
        const RECURSION: RoleSet = RoleSet::of(&[Role::RecursionNone, Role::Callee]);
        const POINTS: RoleSet = RoleSet::of(&STRUCTURAL).with(RoleSet::of(&FLAT));
        if mark.is_any(RECURSION) {
            self.look_for_recursion(at, mark);
        }
        if mark.is(Role::Class) {
            self.class_counts = at >= self.frame().opaque_until;
        }
        if self.is_opaque(at, mark) {
            return;
        }
        if mark.is(Role::Nest) {
            self.frame().nest += 1;
            self.nests.push(at);
        }
        if mark.is(Role::Sequence) {
            self.sequence(at, mark);
        }
        if self.logical.costs(self.marks, at, mark) {
            self.add(at, Role::LogicalAnd, 0);
        }
        if !mark.is_any(POINTS) {
            return;
        }
        if let Some(rule) = structural(mark) {
            let nesting = self.frame().nest;
            self.frame().structural += 1;
            self.add(at, rule, nesting);
        }
        if let Some(rule) = flat(mark) {
            self.add(at, rule, 0);
        }
    }

    fn leave(&mut self, at: usize, _: &Mark) {
        if self.nests.pop_if(|nest| *nest == at).is_some() {
            let frame = self.frame();
            frame.nest = frame.nest.wrapping_sub(1);
        }
    }

    fn open(&mut self, unit: usize, mark: &Mark) {
        if !self.units[unit].is_callable() {
            return;
        }
        let at = self.units[unit].mark;
        let counts_at = self.counts_at(at, mark, self.frames.last().map_or(0, |frame| frame.opaque_until));
        let is_wrapper = mark.is(Role::FunctionInlined) && is_wrapper(self.marks, at);
        self.frames.push(Frame { unit: Some(unit), counts_at, is_wrapper, ..Frame::default() });
    }

    fn close(&mut self, unit: usize) {
        if !self.units[unit].is_callable() {
            return;
        }
        let Some(frame) = self.frames.pop() else { return };
        let around = self.frame().unit;
        let inlined = frame.counts_at.zip(around).map(|(nesting, around)| Inlined { unit, around, nesting });
        (self.on_score)(unit, frame.score.saturating_add(u32::from(frame.recursive)), inlined);
        if let Some(nesting) = frame.counts_at {
            let outer = self.frame();
            let surcharge = frame.structural.saturating_mul(nesting);
            outer.score = outer.score.saturating_add(frame.score).saturating_add(surcharge);
            outer.structural += frame.structural;
        }
    }
}

/// The decorator idiom: the body of a function is a function and a `return`, and nothing else.
fn is_wrapper(marks: &Marks, function: usize) -> bool {
    let (mut at, after) = (function + 1, marks.list[function].after as usize);
    // what stands for a decorated function lies within the mark of the decoration
    let mut next = || {
        at += marks.list[at..after].iter().position(|mark| mark.is(Role::Statement))?;
        let statement = &marks.list[at];
        at = statement.after as usize;
        Some(statement)
    };
    matches!((next(), next(), next()), (Some(first), Some(last), None) if first.is(Role::Function) && last.is(Role::Return))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::Sample;

    fn of(tree: &str) -> (u32, Vec<u32>) {
        let sample = Sample::new(tree);
        let found = cognitive(&sample.marks, &sample.units, &sample.text, |name| Cow::Borrowed(name));
        (found.module, found.units)
    }

    #[test]
    fn nesting_costs_what_is_nested() {
        assert_eq!(of("(function (if (nest (loop (nest (ternary))) (jump))))").1, [1 + 2 + 3 + 1]);
    }

    #[test]
    fn a_chained_if_costs_one_whatever_the_nesting() {
        let tree = "(function (if (nest (if (if if.chained (nest) (else nest (loop)))))))";
        assert_eq!(of(tree).1, [1 + 2 + 1 + 1 + 3]);
    }

    #[test]
    fn a_statement_in_the_place_of_an_else_costs_for_both() {
        assert_eq!(of("(function (if (nest) (else nest loop)))").1, [1 + 1 + 2]);
    }

    #[test]
    fn a_call_of_the_function_itself_costs_one_where_it_runs_as_part_of_it() {
        let score = |inside: &str| of(&format!("(function (name 'f) {inside})")).1[0];
        assert_eq!(score("(callee 'f) (callee 'f)"), 1);
        assert_eq!(score("(callee 'g)"), 0);
        assert_eq!(score("(recursion.none (callee 'f))"), 0);
    }

    #[test]
    fn a_function_that_only_holds_and_returns_one_costs_what_that_one_does() {
        let inner = "(function statement function.inlined nest.function (- (if statement)))";
        let wrapper =
            |body: &str| of(&format!("(function (function statement function.inlined (- {body})))")).1[1];
        assert_eq!(wrapper(&format!("{inner} (return statement)")), 1);
        assert_eq!(
            wrapper(&format!("{inner} (statement) (return statement)")),
            2,
            "it does something itself"
        );
        assert_eq!(wrapper(&format!("(statement) {inner}")), 2);
        assert_eq!(wrapper(&format!("(decorated {inner}) (return statement)")), 1, "decorated or not");
    }

    #[test]
    fn functions_start_afresh_unless_they_are_inlined() {
        assert_eq!(of("(function (if (nest (function (if)))))").1, [1, 1]);
        assert_eq!(of("(function (if (nest (function function.inlined (if)))))").1, [1 + 2, 1]);
    }

    #[test]
    fn a_branch_that_is_a_function_leaves_its_nesting_behind() {
        let branches = "(ternary (nest function arrow) (nest function arrow)) (if)";
        assert_eq!(of(&format!("(function {branches})")).1, [1 + 3, 0, 0]);
    }

    #[test]
    fn static_code_of_a_class_counts_for_the_function_around_it() {
        assert_eq!(of("(class (function static.block (if)))"), (1, vec![0, 0]));
        assert_eq!(of("(function (class (binding (bound initializer ternary))))").1, [1, 0, 0]);
    }
}
