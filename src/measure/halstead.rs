//! Halstead's counts: operators and operands, all of them and the distinct ones, per function and file.
//!
//! What an operator or operand is, the queries say: for Python the five kinds of expressions of radon 6.0.1, for
//! JavaScript and TypeScript the tokens of big-code-analysis 2.4.0.

use super::unit::Unit;
use super::visit::{Extent, Visitor, visit};
use crate::model::{Halstead, Mark, Marks, OperandKey, Role, RoleSet, TokenKind};
use hashbrown::HashMap;

/// Tells the identity of an operand from its mark's roles and its source parts; `None` if it equals no other.
pub(crate) type OperandIdentity = for<'a> fn(RoleSet, &[&'a [u8]]) -> Option<OperandKey<'a>>;

/// One operator or operand as it is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counting {
    /// The innermost function that it counts for, by its place in the outline; `None` for the module.
    pub(super) unit: Option<usize>,
    /// Index of its mark.
    pub(super) mark: usize,
    /// Which of the two it is.
    pub(super) kind: TokenKind,
    /// Whether nothing equal stands before it in the file.
    pub(super) is_first: bool,
}

/// Counts of the file and of each unit.
#[derive(Debug)]
pub(super) struct Counts {
    pub(super) file: Halstead,
    /// Nested functions are included; zero for classes.
    pub(super) units: Vec<Halstead>,
}

/// Counts the operators and operands of the file and of every function.
pub(super) fn halstead(marks: &Marks, units: &[Unit], text: &[u8], identity: OperandIdentity) -> Counts {
    tokens(marks, units, text, identity, |_| {})
}

/// Counts them, and tells of each.
pub(super) fn tokens(
    marks: &Marks,
    units: &[Unit],
    text: &[u8],
    identity: OperandIdentity,
    tell: impl FnMut(Counting),
) -> Counts {
    let mut counter = Counter {
        marks,
        units,
        text,
        identity,
        operators: HashMap::new(),
        words: HashMap::new(),
        operands: HashMap::new(),
        scopes: HashMap::new(),
        frames: vec![Frame { unit: None, start: 0, scope: 0, hidden_until: 0, counts: Counted::default() }],
        runs: Vec::new(),
        finished: vec![Halstead::default(); units.len()],
        tell,
    };
    visit(marks, units, Extent::Whole, &mut counter);
    let file = counter.frames.pop().map_or_else(Halstead::default, |frame| frame.counts.halstead());
    Counts { file, units: counter.finished }
}

struct Counter<'a, F> {
    marks: &'a Marks,
    units: &'a [Unit],
    text: &'a [u8],
    identity: OperandIdentity,
    /// Where each operator and operand was met last, as 1 + index of the mark.
    operators: HashMap<u16, usize>,
    /// The same for operators that are known by their text.
    words: HashMap<&'a [u8], usize>,
    operands: HashMap<(u32, OperandKey<'a>), usize>,
    /// Numbers of the names of functions whose operands are told apart.
    scopes: HashMap<&'a str, u32>,
    frames: Vec<Frame>,
    /// The runs of one logical operator around the current mark.
    runs: Vec<Mark>,
    finished: Vec<Halstead>,
    tell: F,
}

/// A function that is being counted, or the file.
struct Frame {
    unit: Option<usize>,
    /// Index of its first mark.
    start: usize,
    /// Number of the scope of its operands.
    scope: u32,
    /// Marks below this index are hidden.
    hidden_until: usize,
    counts: Counted,
}

/// Counts of a frame. What belongs to the frames around it too is handed on when it closes, so that deep nesting costs
/// nothing; `i64` because a distinct operand may be new here and known there.
#[derive(Clone, Copy, Default)]
struct Counted {
    distinct_operators: i64,
    distinct_operands: i64,
    total_operators: i64,
    total_operands: i64,
}

impl Counted {
    fn halstead(self) -> Halstead {
        let count = |value: i64| u32::try_from(value).unwrap_or(0);
        Halstead {
            distinct_operators: count(self.distinct_operators),
            distinct_operands: count(self.distinct_operands),
            total_operators: count(self.total_operators),
            total_operands: count(self.total_operands),
        }
    }

    fn absorb(&mut self, inner: Counted) {
        self.distinct_operators += inner.distinct_operators;
        self.distinct_operands += inner.distinct_operands;
        self.total_operators += inner.total_operators;
        self.total_operands += inner.total_operands;
    }
}

impl<'a, F: FnMut(Counting)> Counter<'a, F> {
    fn frame(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the file's frame is never closed")
    }

    fn operator(&mut self, at: usize, mark: &Mark) {
        let last = if mark.is(Role::Identifier) {
            self.words.insert(mark.text(self.text), at + 1)
        } else {
            self.operators.insert(mark.key, at + 1)
        };
        let last = last.unwrap_or(0);
        self.tell(at, TokenKind::Operator, last);
        self.frame().counts.total_operators += 1;
        self.distinct(last, |counts| &mut counts.distinct_operators);
    }

    fn operand(&mut self, at: usize, mark: &Mark) {
        if mark.is(Role::Text) && is_blank(mark.text(self.text)) {
            return;
        }
        let key = if mark.is(Role::OperandUnique) { None } else { self.key(at, mark) };
        let last = match key {
            None => 0,
            Some(key) => {
                let scope = self.frame().scope;
                self.operands.insert((scope, key), at + 1).unwrap_or(0)
            }
        };
        self.tell(at, TokenKind::Operand, last);
        self.frame().counts.total_operands += 1;
        self.distinct(last, |counts| &mut counts.distinct_operands);
    }

    fn tell(&mut self, mark: usize, kind: TokenKind, last_met: usize) {
        let unit = self.frame().unit;
        (self.tell)(Counting { unit, mark, kind, is_first: last_met == 0 });
    }

    fn key(&self, at: usize, mark: &Mark) -> Option<OperandKey<'a>> {
        if !mark.is(Role::StringConcatenation) {
            return (self.identity)(mark.roles, &[mark.text(self.text)]);
        }
        let parts = self.marks.below(at).map(|below| &self.marks.list[below]);
        let parts = parts.filter(|part| part.is(Role::StringPart)).map(|part| part.text(self.text));
        (self.identity)(mark.roles, &parts.collect::<Vec<_>>())
    }

    /// Counts something as distinct in every open frame that began after it was met last: those are the innermost ones,
    /// so one is added to the innermost and taken back from the first that knew it.
    fn distinct(&mut self, last_met: usize, count: impl Fn(&mut Counted) -> &mut i64) {
        let knows = self.frames.partition_point(|frame| frame.start < last_met);
        if knows == self.frames.len() {
            return;
        }
        *count(&mut self.frame().counts) += 1;
        if let Some(outer) = knows.checked_sub(1) {
            *count(&mut self.frames[outer].counts) -= 1;
        }
    }

    /// A logical operation that is the left operand of one with the same operator, without brackets between, is part of
    /// its run: neither its operator nor itself as an operand counts again.
    fn continues_run(&mut self, at: usize, mark: &Mark) -> bool {
        while self.runs.pop_if(|run| run.after as usize <= at).is_some() {}
        let same = |run: &Mark| run.key == mark.key && run.depth + 1 == mark.depth && run.start == mark.start;
        let continues = self.runs.last().is_some_and(same);
        self.runs.push(*mark);
        continues
    }

    fn scope(&mut self, unit: usize, mark: &Mark) -> u32 {
        if !mark.is(Role::OperandScope) {
            return self.frame().scope;
        }
        let units = self.units;
        let next = u32::try_from(self.scopes.len()).unwrap_or(u32::MAX).saturating_add(1);
        *self.scopes.entry(units[unit].name.as_str()).or_insert(next)
    }
}

impl<F: FnMut(Counting)> Visitor for Counter<'_, F> {
    fn enter(&mut self, at: usize, mark: &Mark) {
        const RULES: RoleSet =
            RoleSet::of(&[Role::Operator, Role::OperatorRun, Role::Operand, Role::HiddenHalstead]);
        if !mark.is_any(RULES) || mark.is(Role::Uncounted) || at < self.frame().hidden_until {
            return;
        }
        if mark.is(Role::HiddenHalstead) {
            self.frame().hidden_until = mark.after as usize;
            return;
        }
        if mark.is(Role::OperatorRun) {
            if self.continues_run(at, mark) {
                return;
            }
            self.operator(at, mark);
        }
        if mark.is(Role::Operator) {
            self.operator(at, mark);
        }
        if mark.is(Role::Operand) {
            self.operand(at, mark);
        }
    }

    fn open(&mut self, unit: usize, mark: &Mark) {
        if self.units[unit].is_function() {
            let scope = self.scope(unit, mark);
            let start = self.units[unit].mark;
            self.frames.push(Frame {
                unit: Some(unit),
                start,
                scope,
                hidden_until: 0,
                counts: Counted::default(),
            });
        }
    }

    fn close(&mut self, unit: usize) {
        if !self.units[unit].is_function() {
            return;
        }
        let Some(frame) = self.frames.pop() else { return };
        if let Some(unit) = frame.unit {
            self.finished[unit] = frame.counts.halstead();
        }
        self.frame().counts.absorb(frame.counts);
    }
}

/// Whether text between tags counts for nothing. The reference tool reads CRLF as LF, and what begins with a line end and holds
/// nothing but blanks is then no text for the parser, which asks the C library what a blank is.
fn is_blank(text: &[u8]) -> bool {
    let is_space = |c: char| c.is_whitespace() && !"\u{85}\u{a0}\u{2007}\u{202f}".contains(c);
    text.trim_ascii().is_empty()
        || text.starts_with(b"\r\n") && str::from_utf8(text).is_ok_and(|text| text.chars().all(is_space))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::Sample;
    use std::borrow::Cow;

    fn of(tree: &str) -> (Halstead, Vec<Halstead>) {
        let sample = Sample::new(tree);
        let by_text: OperandIdentity =
            |_, parts| Some(OperandKey { sort: 0, value: Cow::Borrowed(parts[0]) });
        let counts = halstead(&sample.marks, &sample.units, &sample.text, by_text);
        (counts.file, counts.units)
    }

    fn counts(found: Halstead) -> [u32; 4] {
        [found.distinct_operators, found.distinct_operands, found.total_operators, found.total_operands]
    }

    #[test]
    fn what_was_met_before_is_not_distinct() {
        let function = "(function (operator '+) (operand 'a) (operand 'b) (operand 'b))";
        let (file, units) = of(&format!("(operator '+) (operand 'a) {function}"));
        assert_eq!(counts(file), [1, 2, 2, 4]);
        assert_eq!(counts(units[0]), [1, 2, 1, 3]);
    }

    #[test]
    fn the_name_of_a_method_is_part_of_it() {
        let (file, units) = of("(class (function method (name operand 'm) (function.start (operator 'x))))");
        assert_eq!(counts(file), [1, 1, 1, 1]);
        assert_eq!(counts(units[1]), [1, 1, 1, 1]);
    }

    #[test]
    fn uncounted_marks_and_blank_text_are_nothing() {
        let uncounted = "(operand uncounted 'a (operand 'b)) (operator uncounted 'c)";
        let (file, _) = of(&format!("{uncounted} (operand text ') (operand text 'd)"));
        assert_eq!(counts(file), [0, 2, 0, 2]);
    }

    #[test]
    fn an_operator_that_is_an_identifier_is_known_by_its_text() {
        let tree = "(operator identifier 'any) (operator identifier 'any) (operator identifier 'never)";
        assert_eq!(counts(of(tree).0), [2, 0, 3, 0]);
    }
}
