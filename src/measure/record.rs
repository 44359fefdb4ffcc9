//! Puts the record of a file together from the metrics.

use super::body::bodies;
use super::classes::{ClassComplexity, classes};
use super::cognitive::cognitive;
use super::cyclomatic::cyclomatic;
use super::halstead::{OperandIdentity, halstead};
use super::maintainability::maintainability;
use super::naming::Naming;
use super::nesting::nesting;
use super::parameters::parameters;
use super::position::LineStarts;
use super::sonar::sonar_file;
use super::suppressions::suppressions;
use super::unit::{Unit, UnitKind};
use super::units::units;
use crate::model::{
    CellPlace, ClassMetrics, CognitiveTotals, Conventions, CyclomaticTotal, CyclomaticTotals, Dialect,
    FileMetrics, FunctionKind, FunctionMetrics, Location, Mark, Marks, ParseErrorPlace, Rank, RawLines, Role,
    RoleSet, Scope, SecondCyclomatic, Status, Suppression,
};
use std::borrow::Cow;

/// A file as the metrics see it.
pub struct Subject<'a> {
    /// Name of the language.
    pub language: &'static str,
    /// How the language's reference tools sum up.
    pub conventions: Conventions,
    /// The spelling of an identifier by which the language knows it.
    pub identifier: fn(&[u8]) -> Cow<'_, [u8]>,
    /// What makes two operands the same.
    pub operand_identity: OperandIdentity,
    /// Whether the text of a literal is one of the language.
    pub is_literal: fn(&[u8]) -> bool,
    /// The text that was parsed.
    pub text: &'a [u8],
    /// Offsets in the text at which lines begin.
    pub line_starts: Vec<u32>,
    /// Maps an offset in the text to one in the file as stored.
    pub stored_offset: &'a dyn Fn(u32) -> u32,
    /// Tells the place in a notebook of what begins at an offset in the text, with its first and its last line there.
    pub cell: &'a dyn Fn(u32, [u32; 2]) -> Option<CellPlace>,
    /// The syntax tree.
    pub marks: &'a Marks,
    /// Line counts.
    pub raw: RawLines,
    /// The dialect that the text says it is in, if it is one that explains parse errors.
    pub dialect: fn(&[u8]) -> Option<Dialect>,
}

impl Subject<'_> {
    pub(super) fn naming(&self) -> Naming {
        Naming { identifier: self.identifier, kinds: self.conventions.function_kinds }
    }
}

/// Measures a file: every metric, from one set of marks.
#[must_use]
pub fn measure(subject: &Subject<'_>) -> FileMetrics {
    let (marks, conventions) = (subject.marks, subject.conventions);
    let units = units(marks, subject.text, subject.naming());
    let cyclomatic = cyclomatic(marks, &units);
    let cognitive = cognitive(marks, &units, subject.text, subject.identifier);
    let halstead = halstead(marks, &units, subject.text, subject.operand_identity);
    let nesting = nesting(marks, &units);
    let parameters = parameters(marks, &units);
    let bodies = bodies(marks, &units, subject.text);
    let classes = classes(&units, &cyclomatic.units, conventions.class_score);
    let lines = LineStarts::new(subject.line_starts.clone());
    let location = |unit: &Unit| location(unit, subject, &lines);
    let functions: Vec<FunctionMetrics> = each(&units, Unit::is_function)
        .filter_map(|(index, unit)| match unit.kind {
            UnitKind::Function(kind) => Some(FunctionMetrics {
                name: unit.name.clone(),
                qualified_name: unit.qualified_name.clone(),
                kind,
                depth: unit.depth,
                location: location(unit),
                cyclomatic: cyclomatic.units[index],
                cyclomatic_mccabe: (conventions.second_cyclomatic == SecondCyclomatic::Mccabe)
                    .then(|| cyclomatic.mccabe[index]),
                cyclomatic_modified: (conventions.second_cyclomatic == SecondCyclomatic::Modified)
                    .then(|| cyclomatic.modified[index]),
                cognitive: kind.is_callable().then(|| cognitive.units[index]),
                halstead: halstead.units[index],
                parameters: parameters[index],
                nesting: nesting[index],
                body_hash: bodies[index],
                coverage: None,
            }),
            UnitKind::Class { .. } => None,
        })
        .collect();
    let suspects = suspects(subject);
    let parse_errors = marks.errors + u32::try_from(suspects.len()).unwrap_or(u32::MAX);
    let total = total(&units, &classes, cyclomatic.module, &cyclomatic.units, conventions.cyclomatic_total);
    let class_rows = class_rows(&units, &classes, location);
    let maintainability = maintainability(halstead.file.volume(), total, &subject.raw);
    let comments = suppressions(marks, &units, subject.text, &lines);
    FileMetrics {
        language: subject.language,
        status: if parse_errors == 0 { Status::Complete } else { Status::Partial },
        parse_errors,
        parse_error: parse_error(subject, &suspects, &lines),
        dialect: (subject.dialect)(subject.text).filter(|_| parse_errors > 0),
        raw: subject.raw,
        cyclomatic: cyclomatic_totals(cyclomatic.module, total, &functions, &class_rows),
        cognitive: CognitiveTotals {
            sonar_file: conventions.sonar_file.then(|| sonar_file(marks, &units, subject.text)),
            ..cognitive_totals(cognitive.module, &units, &cognitive.units, marks)
        },
        halstead: halstead.file,
        maintainability,
        maintainability_rank: Rank::of_maintainability(maintainability),
        suppressions: placed(comments, subject, (&functions, &class_rows)),
        functions,
        classes: class_rows,
    }
}

/// Says of the comments of a notebook in which cell they stand. Each cell is a text of its own: a comment at its end
/// excuses nothing of the next one.
fn placed(
    mut suppressions: Vec<Suppression>,
    subject: &Subject<'_>,
    (functions, classes): (&[FunctionMetrics], &[ClassMetrics]),
) -> Vec<Suppression> {
    for it in &mut suppressions {
        let start = subject.line_starts.get(it.line.saturating_sub(1) as usize).copied();
        it.cell = start.and_then(|start| (subject.cell)(start, [it.line, it.line]));
        let first = it.first as usize;
        let excused = match it.scope {
            Some(Scope::Function) => functions.get(first).map(|it| it.location),
            Some(Scope::Class) => classes.get(first).map(|it| it.location),
            _ => None,
        };
        if excused.is_some_and(|place| place.cell.map(|it| it.number) != it.cell.map(|it| it.number)) {
            (it.scope, it.first, it.count) = (None, 0, 0);
        }
    }
    suppressions
}

fn class_rows(
    units: &[Unit],
    scores: &[ClassComplexity],
    location: impl Fn(&Unit) -> Location,
) -> Vec<ClassMetrics> {
    each(units, |unit| !unit.is_function())
        .map(|(index, unit)| ClassMetrics {
            name: unit.name.clone(),
            qualified_name: unit.qualified_name.clone(),
            depth: unit.depth,
            location: location(unit),
            cyclomatic: scores[index].score,
            cyclomatic_max: scores[index].max,
            weighted_methods: scores[index].weighted_methods,
            methods: scores[index].methods,
        })
        .collect()
}

fn each(units: &[Unit], wanted: impl Fn(&Unit) -> bool) -> impl Iterator<Item = (usize, &Unit)> {
    units.iter().enumerate().filter(move |(_, unit)| wanted(unit))
}

fn location(unit: &Unit, subject: &Subject<'_>, lines: &LineStarts) -> Location {
    let mark = &subject.marks.list[unit.mark];
    let (line, column) = lines.position(mark.start);
    // a function ends with a token, and none ends with a line break
    let (end_line, _) = lines.position(mark.end);
    let stored = subject.stored_offset;
    Location {
        line,
        column,
        end_line,
        start_byte: stored(mark.start),
        end_byte: stored(mark.end),
        cell: (subject.cell)(mark.start, [line, end_line]),
    }
}

/// What the grammar took and the language refuses.
fn suspects<'a>(subject: &Subject<'a>) -> Vec<&'a Mark> {
    const SUSPECT: RoleSet = RoleSet::of(&[Role::Error, Role::Checked]);
    let is_error = |mark: &&Mark| mark.is(Role::Error) || !(subject.is_literal)(mark.text(subject.text));
    subject.marks.list.iter().filter(|mark| mark.is_any(SUSPECT)).filter(is_error).collect()
}

/// Where the first place is that was not understood, and how much there is of them; in a notebook, the line of the file.
fn parse_error(subject: &Subject<'_>, suspects: &[&Mark], lines: &LineStarts) -> Option<ParseErrorPlace> {
    let marks = subject.marks;
    let first = marks.first_error.into_iter().chain(suspects.iter().map(|mark| mark.start)).min()?;
    let (line, column) = lines.position(first);
    let cell = (subject.cell)(first, [line, line]);
    let (line, column) = cell.map_or((line, column), |cell| (cell.file_line, 0));
    let refused: u32 = suspects.iter().map(|mark| mark.end - mark.start).sum();
    Some(ParseErrorPlace { line, column, bytes: marks.not_understood.saturating_add(refused), cell })
}

fn total(
    units: &[Unit],
    classes: &[ClassComplexity],
    module: u32,
    cyclomatic: &[u32],
    convention: CyclomaticTotal,
) -> u32 {
    match convention {
        CyclomaticTotal::Outermost => {
            let outermost = each(units, |unit| unit.parent.is_none());
            module
                + outermost
                    .map(|(index, unit)| {
                        if unit.is_function() {
                            cyclomatic[index] - 1
                        } else {
                            classes[index].weighted_methods - 1
                        }
                    })
                    .sum::<u32>()
        }
        CyclomaticTotal::Everything => {
            let functions = each(units, Unit::is_function);
            module
                + functions
                    .map(|(index, unit)| match unit.kind {
                        UnitKind::Function(FunctionKind::FieldInitializer) => cyclomatic[index] - 1,
                        _ => cyclomatic[index],
                    })
                    .sum::<u32>()
        }
    }
}

fn cyclomatic_totals(
    module: u32,
    total: u32,
    functions: &[FunctionMetrics],
    classes: &[ClassMetrics],
) -> CyclomaticTotals {
    let outermost = functions.iter().filter(|function| function.depth == 0);
    let everything = functions
        .iter()
        .map(|function| function.cyclomatic)
        .chain(classes.iter().map(|class| class.cyclomatic));
    CyclomaticTotals {
        module,
        total,
        average: mean(outermost.map(|function| function.cyclomatic)),
        mean: mean(functions.iter().map(|function| function.cyclomatic)),
        max: everything.max().unwrap_or(0),
    }
}

/// Functions that count in the functions around them count once in the total.
fn cognitive_totals(module: u32, units: &[Unit], scores: &[u32], marks: &Marks) -> CognitiveTotals {
    let own = |unit: &Unit| unit.depth == 0 || !marks.list[unit.mark].is(Role::FunctionInlined);
    let functions = || each(units, Unit::is_callable);
    let owned = functions().filter(|(_, unit)| own(unit));
    let values = || functions().map(|(index, _)| scores[index]);
    CognitiveTotals {
        module,
        total: owned.fold(module, |total, (index, _)| total.saturating_add(scores[index])),
        mean: mean(values()),
        max: values().max().unwrap_or(0),
        sonar_file: None,
    }
}

/// 0 where there is nothing.
fn mean(values: impl Iterator<Item = u32>) -> f64 {
    let (sum, count) = values.fold((0u64, 0u64), |(sum, count), value| (sum + u64::from(value), count + 1));
    #[expect(clippy::cast_precision_loss, reason = "sums below 2^53 are exact")]
    let mean = sum as f64 / count.max(1) as f64;
    mean
}
