//! Lists the very increments and tokens that the scores are summed from, with their places.

use super::increment::Step;
use super::position::LineStarts;
use super::record::{Subject, measure};
use super::unit::Unit;
use super::units::units;
use super::{cognitive, cyclomatic, halstead};
use crate::model::{
    ByUnit, CellPlace, Explanation, FileMetrics, Increment, Mark, Role, SecondCyclomatic, Token, TokenKind,
    UnitRow,
};
use std::collections::BTreeSet;

/// Bytes of a line that are kept: more than anybody is shown.
const LONGEST_LINE: usize = 500;

/// And of an operator or operand.
const LONGEST_TEXT: usize = 500;

/// Measures a file and says why the scores are what they are.
#[must_use]
pub fn explain(subject: &Subject<'_>) -> Explanation {
    let Subject { marks, text, operand_identity, .. } = *subject;
    let units = units(marks, text, subject.naming());
    let lines = LineStarts::new(subject.line_starts.clone());
    let position = |mark: usize| lines.position(marks.list[mark].start);
    let increment = |Step { unit, mark, rule, points, nesting }: Step, grows: bool| {
        let (line, column) = position(mark);
        Increment { unit, line, column, rule, points, nesting, grows }
    };
    let (mut of_cyclomatic, mut of_mccabe, mut of_cognitive) = (Vec::new(), Vec::new(), Vec::new());
    let mut tokens = Vec::new();
    if subject.conventions.second_cyclomatic == SecondCyclomatic::Mccabe {
        cyclomatic::mccabe_increments(marks, &units, |step| of_mccabe.push(increment(step, false)));
    }
    cyclomatic::increments(marks, &units, |step| of_cyclomatic.push(increment(step, false)));
    let inlined = cognitive::increments(marks, &units, (text, subject.identifier), |step| {
        of_cognitive.push(increment(step, cognitive::grows(step.rule)));
    });
    halstead::tokens(marks, &units, text, operand_identity, |token| {
        let halstead::Counting { unit, mark, kind, is_first } = token;
        let (line, column) = position(mark);
        let text = match kind {
            TokenKind::Operator => spelling(subject, mark),
            // what was put into the text for the parser has no spelling
            TokenKind::Operand if marks.list[mark].text(text).is_empty() => "…".to_owned(),
            TokenKind::Operand => shortened(marks.list[mark].text(text)),
        };
        tokens.push(Token { unit, line, column, kind, text, is_first });
    });
    let (mut functions, mut classes) = (0.., 0..);
    let row = |unit: &Unit| {
        if unit.is_function() {
            functions.next().map(UnitRow::Function)
        } else {
            classes.next().map(UnitRow::Class)
        }
    };
    let metrics = measure(subject);
    let spoken = spoken_of(&metrics, &[&of_cyclomatic, &of_mccabe, &of_cognitive]);
    Explanation {
        metrics,
        units: units.iter().filter_map(row).collect(),
        parents: units.iter().map(|unit| unit.parent).collect(),
        inlined,
        lines: spoken.iter().filter_map(|&line| Some((line, text_of(subject, line)?))).collect(),
        cells: spoken.iter().filter_map(|&line| Some((line, cell_of(subject, line)?))).collect(),
        cyclomatic: of_cyclomatic,
        cyclomatic_mccabe: of_mccabe,
        cognitive: of_cognitive,
        halstead: tokens,
        by_unit: ByUnit::default(),
    }
}

/// The text of an operator; a logical operation stands for the one between its operands.
fn spelling(subject: &Subject<'_>, at: usize) -> String {
    let (marks, text) = (subject.marks, subject.text);
    let mark = &marks.list[at];
    let bytes = mark.text(text);
    if !mark.is(Role::OperatorRun) {
        return shortened(bytes);
    }
    let operands: Vec<&Mark> = marks.below(at).map(|below| &marks.list[below]).collect();
    let between = operands.windows(2).map(|pair| &text[pair[0].end as usize..pair[1].start as usize]);
    let mut words = between.flat_map(|gap| gap.split(|byte| !byte.is_ascii_alphabetic()));
    let operator = words.rfind(|word| matches!(*word, b"and" | b"or"));
    shortened(operator.unwrap_or(bytes))
}

/// A text that may hold all the texts after it, as that of an expression in an expression does.
fn shortened(text: &[u8]) -> String {
    if text.len() <= LONGEST_TEXT {
        return String::from_utf8_lossy(text).into_owned();
    }
    format!("{}…", String::from_utf8_lossy(&text[..LONGEST_TEXT]).trim_end_matches('\u{fffd}'))
}

/// The lines that add something, and those on which functions begin.
fn spoken_of(metrics: &FileMetrics, lists: &[&[Increment]]) -> BTreeSet<u32> {
    let adding = lists.iter().flat_map(|list| list.iter().map(|it| it.line));
    adding.chain(metrics.functions.iter().map(|function| function.location.line)).collect()
}

/// The beginning of a line.
fn text_of(subject: &Subject<'_>, line: u32) -> Option<String> {
    let start = start_of(subject, line)? as usize;
    let end = subject.line_starts.get(line as usize).map_or(subject.text.len(), |end| *end as usize);
    let text = subject.text.get(start..end)?;
    let end = text.len().min(LONGEST_LINE);
    Some(String::from_utf8_lossy(&text[..end]).trim_end().to_owned())
}

fn cell_of(subject: &Subject<'_>, line: u32) -> Option<CellPlace> {
    (subject.cell)(start_of(subject, line)?, [line, line])
}

fn start_of(subject: &Subject<'_>, line: u32) -> Option<u32> {
    subject.line_starts.get(line.saturating_sub(1) as usize).copied()
}
