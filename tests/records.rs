//! The whole record of a small text, value by value, and why its scores are what they are.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use code_metrics::language::by_path;
use code_metrics::model::{Dialect, Explanation, FileMetrics, Increment, Token, TokenKind};
use code_metrics::{measure_text, text};
use std::path::Path;
use std::time::Duration;

fn measured(name: &str, text: &str) -> FileMetrics {
    measure_text(name, text).unwrap().metrics
}

fn explained(name: &str, text: &str) -> Explanation {
    let path = Path::new(name);
    let means = (Duration::from_mins(1), &code_metrics::course::Course::default());
    text::explanation(path, text.into(), by_path(path).unwrap(), means).unwrap()
}

/// Cyclomatic totals, cognitive totals, then every function and every class.
fn rows(file: &FileMetrics) -> Vec<String> {
    let (classic, cognitive) = (file.cyclomatic, file.cognitive);
    let of_file = format!(
        "cyclomatic {} {} {:.3} {:.3} {}, cognitive {} {} {:.3} {}",
        classic.module,
        classic.total,
        classic.average,
        classic.mean,
        classic.max,
        cognitive.module,
        cognitive.total,
        cognitive.mean,
        cognitive.max
    );
    let functions = file.functions.iter().map(|it| {
        let (place, second) = (it.location, it.cyclomatic_mccabe.or(it.cyclomatic_modified));
        format!(
            "{:?} {} in {} at {}:{}-{}: {} {:?} {:?}, {} {}",
            it.kind,
            it.qualified_name,
            it.depth,
            place.line,
            place.column,
            place.end_line,
            it.cyclomatic,
            second.unwrap(),
            it.cognitive,
            it.parameters,
            it.nesting
        )
    });
    let classes = file.classes.iter().map(|it| {
        let place = it.location;
        format!(
            "Class {} in {} at {}:{}-{}: {} {} {} {}",
            it.qualified_name,
            it.depth,
            place.line,
            place.column,
            place.end_line,
            it.cyclomatic,
            it.cyclomatic_max,
            it.weighted_methods,
            it.methods
        )
    });
    [of_file].into_iter().chain(functions).chain(classes).collect()
}

const SHOP: &str = "\
import os

class Shop:
    limit = 1 if os else 2

    def price(self, item, count=1):
        if item and count:
            return item.price
        return 0

    class Inner:
        pass

def each(xs):
    for x in xs:
        def keep(y):
            return y or x
        yield keep(x)
";

/// radon counts the class 1 for itself, 1 for the ternary in its body and 3 for its method, and neither the closure nor
/// the class inside; ruff's C901 has the closure in the function around it, but no ternary and no `and`.
#[test]
fn python_has_these_rows() {
    let file = measured("shop.py", SHOP);
    assert_eq!(
        rows(&file),
        [
            "cyclomatic 1 6 2.500 2.333 5, cognitive 0 4 1.667 2",
            "Method Shop.price in 0 at 6:4-9: 3 2 Some(2), 3 1",
            "Function each in 0 at 14:0-18: 2 3 Some(2), 1 1",
            "Closure each.keep in 1 at 16:8-17: 2 1 Some(1), 1 0",
            "Class Shop in 0 at 3:0-12: 5 3 5 1",
            "Class Shop.Inner in 0 at 11:4-12: 1 0 1 0",
        ]
    );
    assert_eq!((file.parse_errors, file.parse_error, file.dialect), (0, None, None));
}

const A: &str = "\
class A {
  size = this?.a;
  static { A?.b(); }
  m(x) { switch (x) { case 1: return 1; case 2: return 2; } }
  n() { return () => 1; }
}
if (a && b) go((c, d) => c ? d : 1);
";

/// For `complexity` fields and static blocks are functions, for cognitive complexity they are none. The sum of a file
/// takes 1 less of a field; a class has the mean of its methods.
#[test]
fn scripts_have_these_rows() {
    let file = measured("a.js", A);
    assert_eq!(
        rows(&file),
        [
            "cyclomatic 3 13 2.000 1.833 3, cognitive 2 4 0.500 1",
            "FieldInitializer A.size in 0 at 2:9-2: 2 2 None, 0 0",
            "StaticBlock A.<anonymous> in 0 at 3:2-3: 2 2 None, 0 0",
            "Method A.m in 0 at 4:2-4: 3 2 Some(1), 1 1",
            "Method A.n in 0 at 5:2-5: 1 1 Some(0), 0 0",
            "Arrow A.n.<returned> in 1 at 5:15-5: 1 1 Some(0), 0 0",
            "Arrow go in 0 at 7:15-7: 2 2 Some(1), 2 0",
            "Class A in 0 at 1:0-6: 2 3 4 2",
        ]
    );
}

/// ruff's C901 leaves out a last case that takes everything, unless it has a guard; radon any case that does.
#[test]
fn cases_that_take_everything_are_none_where_the_tool_says_so() {
    let both = |cases: &str| {
        let file = measured("a.py", &format!("def f(x):\n    match x:\n{cases}"));
        (file.functions[0].cyclomatic, file.functions[0].cyclomatic_mccabe.unwrap())
    };
    assert_eq!(both("        case 1: pass\n        case 2: pass\n"), (3, 3));
    assert_eq!(both("        case 1: pass\n        case _: pass\n"), (2, 2));
    assert_eq!(both("        case 1: pass\n        case y if y: pass\n"), (2, 3));
    assert_eq!(both("        case _ if x: pass\n        case 1: pass\n"), (2, 3));
}

/// A function in the parameters of another one has parameters of its own.
#[test]
fn parameters_belong_to_the_function_whose_they_are() {
    let file = measured("a.js", "function f(a = (x) => x, b, c) {}\n");
    let counts: Vec<u32> = file.functions.iter().map(|it| it.parameters).collect();
    assert_eq!(counts, [3, 1]);
}

/// A body is known again under another name and at another place, and is another one with any other word.
#[test]
fn bodies_are_told_apart_by_what_they_say() {
    let body = |name: &str, text: &str| {
        let file = measured(name, text);
        file.functions.last().unwrap().body_hash
    };
    let own = body("a.py", "def f(a):\n    return a\n");
    assert_eq!(body("a.py", "x = 1\nclass C:\n\n  def other(a):\n\n      return a  \n"), own);
    for other in ["def f(b):\n    return a\n", "def f(a):\n    return b\n", "def f(a):\n    return aa\n"] {
        assert_ne!(body("a.py", other), own, "{other}");
    }
    let arrow = body("a.js", "const f = (a) => a;\n");
    assert_eq!(body("a.js", "go(1, (a) => a);\n"), arrow);
    assert_ne!(body("a.js", "go(1, (b) => a);\n"), arrow);
}

#[test]
fn a_file_without_functions_has_means_of_nothing() {
    assert_eq!(rows(&measured("a.py", "x = 1\n")), ["cyclomatic 1 1 0.000 0.000 0, cognitive 0 0 0.000 0"]);
}

/// What the grammar refuses and what it takes and the language refuses count alike, from the first place of either.
#[test]
fn errors_are_counted_with_their_first_place_and_their_bytes() {
    let errors = |name: &str, text: &str| {
        let file = measured(name, text);
        let place = file.parse_error.map(|it| (it.line, it.column, it.bytes));
        (file.parse_errors, place, file.dialect)
    };
    assert_eq!(errors("a.py", "x = 1\ny = 2\n"), (0, None, None));
    assert_eq!(errors("a.py", "x = 1\ny = 012\nz = '' + 0_0_\n"), (2, Some((2, 4, 7)), None));
    assert_eq!(errors("a.js", "// @flow\nx = 1;\n"), (0, None, None));
    let (count, place, dialect) = errors("a.js", "// @flow\nfunction f(x: number) {}\n");
    assert_eq!((count, place.unwrap().0, dialect), (1, 2, Some(Dialect::Flow)));
}

/// Unit, place, rule, points and how many of them are for nesting.
fn steps(all: &[Increment]) -> Vec<String> {
    let step = |it: &Increment| {
        let Increment { unit, line, column, rule, points, nesting, grows } = *it;
        format!("{unit:?} {line}:{column} {rule:?} {points} {nesting} {grows}")
    };
    all.iter().map(step).collect()
}

/// The units are Shop 0, price 1, Inner 2, each 3 and keep 4.
#[test]
fn every_increment_has_its_place() {
    let why = explained("shop.py", SHOP);
    assert_eq!(
        steps(&why.cyclomatic),
        [
            "Some(0) 4:12 Ternary 1 0 false",
            "Some(1) 7:8 If 1 0 false",
            "Some(1) 7:11 Logical 1 0 false",
            "Some(3) 15:4 Loop 1 0 false",
            "Some(4) 17:19 Logical 1 0 false",
        ]
    );
    assert_eq!(steps(&why.cyclomatic_mccabe), ["Some(1) 7:8 If 1 0 false", "Some(3) 15:4 Loop 1 0 false"]);
    assert_eq!(
        steps(&why.cognitive),
        [
            "Some(1) 7:8 If 1 0 true",
            "Some(1) 7:11 Sequence 1 0 false",
            "Some(3) 15:4 Loop 1 0 true",
            "Some(4) 17:19 Sequence 1 0 false",
        ]
    );
    let lines: Vec<(u32, &str)> = why.lines.iter().map(|(line, text)| (*line, text.as_str())).collect();
    assert_eq!(
        lines,
        [
            (4, "    limit = 1 if os else 2"),
            (6, "    def price(self, item, count=1):"),
            (7, "        if item and count:"),
            (14, "def each(xs):"),
            (15, "    for x in xs:"),
            (16, "        def keep(y):"),
            (17, "            return y or x"),
        ]
    );
    let nested = explained(
        "a.py",
        "def f(x):\n    for y in x:\n        if y:\n            f(y)\n        elif x:\n            f(x)\n",
    );
    assert_eq!(
        steps(&nested.cognitive),
        [
            "Some(0) 2:4 Loop 1 0 true",
            "Some(0) 3:8 If 2 1 true",
            "Some(0) 4:12 Callee 1 0 false",
            "Some(0) 5:8 Elif 1 0 false",
        ]
    );
    assert_eq!(why.parents, [None, Some(0), Some(0), None, Some(3)]);
    assert!(explained("a.js", A).cyclomatic_mccabe.is_empty(), "scripts have another second form");
}

/// Kind, place and text of each operator and operand, with a `*` where it is the first of its kind.
fn tokens(name: &str, text: &str) -> Vec<String> {
    let token = |it: &Token| {
        let first = if it.is_first { "*" } else { "" };
        let sign = if it.kind == TokenKind::Operator { '+' } else { '=' };
        format!("{sign}{first} {}:{} {}", it.line, it.column, it.text)
    };
    explained(name, text).halstead.iter().map(token).collect()
}

/// radon counts a run of `and` as one operator between all its operands.
#[test]
fn tokens_are_spelled_as_they_stand() {
    assert_eq!(
        tokens("a.py", "x = a and  b and -a\ny = not x\n"),
        [
            "+* 1:4 and",
            "=* 1:4 a",
            "=* 1:11 b",
            "=* 1:17 -a",
            "+* 1:17 -",
            "= 1:18 a",
            "+* 2:4 not",
            "=* 2:8 x"
        ]
    );
    let long = "a".repeat(600);
    let (kept, cut) = (&long[..500], &long[..501]);
    assert_eq!(tokens("a.py", &format!("-{kept}\n")), ["+* 1:0 -".to_owned(), format!("=* 1:1 {kept}")]);
    assert_eq!(tokens("a.py", &format!("-{cut}\n")), ["+* 1:0 -".to_owned(), format!("=* 1:1 {kept}…")]);
    let umlaut = format!("-{}ä\n", &long[..499]);
    assert_eq!(tokens("a.py", &umlaut)[1], format!("=* 1:1 {}…", &long[..499]), "no half of a character");
}

#[test]
fn no_more_of_a_line_is_kept_than_anybody_is_shown() {
    let line = |length: usize| {
        let text = format!("if x: y = '{}'   \r\n", "a".repeat(length));
        explained("a.py", &text).lines[&1].clone()
    };
    assert_eq!(line(10), "if x: y = 'aaaaaaaaaa'");
    assert_eq!(line(600).len(), 500);
}

#[test]
fn lines_of_a_notebook_have_their_cells() {
    let cell = |source: &str| format!(r#"{{"cell_type": "code", "source": "{source}"}}"#);
    let cells = format!("{}, {}", cell("x = 1"), cell(r"y = 2\nz = x and y"));
    let text = format!(r#"{{"nbformat": 4, "metadata": {{}}, "cells": [{cells}]}}"#);
    let cells = explained("a.ipynb", &text).cells;
    assert_eq!(
        cells.iter().map(|(line, cell)| (*line, cell.number, cell.line)).collect::<Vec<_>>(),
        [(3, 1, 2)]
    );
}
