//! A score is the sum of the increments that explain it: checked on every file of `testdata`.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use code_metrics::language::{LanguageSpec, by_path};
use code_metrics::measure::{Subject, explain};
use code_metrics::model::{Explanation, Increment, MOST_INSIDE, Marks, TokenKind, Topic, UnitRow};
use code_metrics::syntax::{Budget, Grammar};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

fn explained(path: &Path, row: &LanguageSpec) -> Explanation {
    let source =
        (row.decode)(fs::read(path).unwrap()).unwrap_or_else(|error| panic!("{}: {error:?}", path.display()));
    let text = source.text();
    let mut marks = Marks::default();
    let grammar = Grammar::new(&row.grammar.into(), row.queries).unwrap();
    grammar.marks(text, &Budget::of(Duration::from_mins(1)), &mut marks).unwrap();
    let line_starts = (row.line_starts)(text);
    let subject = Subject {
        language: row.name,
        conventions: row.conventions,
        identifier: row.identifier,
        operand_identity: row.operand_identity,
        is_literal: row.is_literal,
        text,
        stored_offset: &|offset| source.stored_offset(offset),
        cell: &|_, _| None,
        marks: &marks,
        raw: (row.raw_lines)(text, &marks, &line_starts),
        line_starts,
        dialect: row.dialect,
    };
    explain(&subject)
}

/// The files whose bytes can be decoded.
fn files() -> Vec<(PathBuf, &'static LanguageSpec)> {
    let all = ["python", "javascript", "typescript"]
        .map(|name| fs::read_dir(Path::new("testdata").join(name)).unwrap());
    let paths = all.into_iter().flatten().map(|entry| entry.unwrap().path());
    let known = paths.filter_map(|path| Some((by_path(&path)?, path)));
    let readable = known.filter(|(row, path)| (row.decode)(fs::read(path).unwrap()).is_ok());
    readable.map(|(row, path)| (path, row)).collect()
}

fn sum(increments: &[Increment], unit: usize) -> i64 {
    let own = increments.iter().filter(|increment| increment.unit == Some(unit));
    own.map(|increment| i64::from(increment.points)).sum()
}

/// A function that holds no other has nothing but what stands in it.
#[test]
fn increments_add_up_to_the_scores_of_functions() {
    let mut checked = 0;
    for (path, row) in files() {
        let why = explained(&path, row);
        for (unit, row) in why.units.iter().enumerate() {
            let UnitRow::Function(row) = *row else { continue };
            let function = &why.metrics.functions[row];
            let inside = |other: &UnitRow| match *other {
                UnitRow::Function(row) => why.metrics.functions[row].location,
                UnitRow::Class(row) => why.metrics.classes[row].location,
            };
            let is_inside = |other: &UnitRow| {
                let (own, other) = (function.location, inside(other));
                own.start_byte < other.start_byte && other.end_byte <= own.end_byte
            };
            if why.units.iter().any(is_inside) {
                continue;
            }
            let place = format!("{}: {}", path.display(), function.qualified_name);
            assert_eq!(
                1 + sum(&why.cyclomatic, unit),
                i64::from(function.cyclomatic),
                "cyclomatic of {place}"
            );
            if let Some(cognitive) = function.cognitive {
                assert_eq!(sum(&why.cognitive, unit), i64::from(cognitive), "cognitive of {place}");
            }
            checked += 1;
        }
    }
    assert!(checked > 250, "{checked} functions");
}

#[test]
fn tokens_add_up_to_the_counts_of_files() {
    for (path, row) in files() {
        let why = explained(&path, row);
        let of = |kind, only_first: bool| {
            let tokens =
                why.halstead.iter().filter(|token| token.kind == kind && (token.is_first || !only_first));
            u32::try_from(tokens.count()).unwrap()
        };
        let found = why.metrics.halstead;
        let counts =
            [found.distinct_operators, found.distinct_operands, found.total_operators, found.total_operands];
        let (operator, operand) = (TokenKind::Operator, TokenKind::Operand);
        let told = [of(operator, true), of(operand, true), of(operator, false), of(operand, false)];
        assert_eq!(told, counts, "{}", path.display());
    }
}

/// With what functions inside add, every score is the sum of its lines.
#[test]
fn accounts_add_up_line_by_line() {
    let (mut checked, mut with_inside) = (0, 0);
    for (path, row) in files() {
        let why = explained(&path, row);
        let functions = (0..why.metrics.functions.len()).map(Topic::Function);
        let classes = (0..why.metrics.classes.len()).map(Topic::Class);
        for topic in functions.chain(classes).chain([Topic::Module]) {
            for account in why.accounts(topic) {
                let place = format!("{}: {topic:?} {}", path.display(), account.metric);
                let listed = account.own.iter().chain(&account.inside).map(|it| i64::from(it.points));
                let bases = if account.metric == "cognitive" { 0..=0 } else { 0..=1 };
                assert!(bases.contains(&account.base), "{place}: {}", account.base);
                assert!(account.inside.len() < MOST_INSIDE, "{place}");
                assert_eq!(account.base + listed.sum::<i64>(), i64::from(account.score), "{place}");
                assert_eq!(account.unlisted(), 0, "{place}");
                checked += 1;
                with_inside += usize::from(!account.inside.is_empty());
            }
        }
    }
    assert!(checked > 1000 && with_inside > 50, "{checked} accounts, {with_inside} with functions inside");
}
