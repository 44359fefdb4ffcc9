//! Trees of any depth are measured in full, on a thread with a small stack, in linear time.
//!
//! The numbers are those of radon 6.0.1 and complexipy 8.3.0 for ten levels, as formulas in the number of levels.

use crate::measuring::{on_small_stack, python};
use code_metrics::model::{Halstead, Status};
use std::fmt::Debug;
use std::time::Duration;

const DEEP: u32 = 100_000;

/// What must come of a text with so many levels.
struct Case {
    text: String,
    /// Cyclomatic and cognitive complexity of the module.
    module: (u32, u32),
    /// Distinct operators, distinct operands, operators, operands.
    halstead: [u32; 4],
}

fn measured_in_full(case: impl FnOnce() -> Case + Send + 'static) {
    on_small_stack(move || {
        let Case { text, module, halstead } = case();
        let metrics = python(&text);
        let [distinct_operators, distinct_operands, total_operators, total_operands] = halstead;
        assert_eq!(metrics.status, Status::Complete);
        assert_eq!((metrics.cyclomatic.module, metrics.cognitive.module), module);
        assert_eq!(
            metrics.halstead,
            Halstead { distinct_operators, distinct_operands, total_operators, total_operands }
        );
        assert_eq!(metrics.raw.loc as usize, text.lines().count());
    });
}

fn nested(before: &str, inner: &str, after: &str) -> String {
    format!("x={}{inner}{}\n", before.repeat(DEEP as usize), after.repeat(DEEP as usize))
}

#[test]
fn a_sum_of_a_million_terms_is_measured_in_full() {
    const TERMS: u32 = 1_000_000;
    measured_in_full(|| Case {
        text: format!("x={}a\n", "a+".repeat(TERMS as usize - 1)),
        module: (1, 0),
        halstead: [1, TERMS - 1, TERMS - 1, 2 * (TERMS - 1)],
    });
}

#[test]
fn a_hundred_thousand_brackets_are_measured_in_full() {
    measured_in_full(|| Case { text: nested("(", "1", ")"), module: (1, 0), halstead: [0; 4] });
    measured_in_full(|| Case { text: nested("[", "", "]"), module: (1, 0), halstead: [0; 4] });
}

#[test]
fn a_hundred_thousand_elifs_are_measured_in_full() {
    measured_in_full(|| Case {
        text: format!("if a:\n  pass\n{}", "elif b:\n  pass\n".repeat(DEEP as usize)),
        module: (DEEP + 2, DEEP + 1),
        halstead: [0; 4],
    });
}

#[test]
fn a_hundred_thousand_prefixes_are_measured_in_full() {
    measured_in_full(|| Case {
        text: nested("not ", "a", ""),
        module: (1, 0),
        halstead: [1, DEEP, DEEP, DEEP],
    });
    measured_in_full(|| Case { text: nested("lambda:", "1", ""), module: (1, 0), halstead: [0; 4] });
}

#[test]
fn a_hundred_thousand_comparisons_are_measured_in_full() {
    measured_in_full(|| Case {
        text: nested("a<(", "1", ")"),
        module: (1, 0),
        halstead: [1, DEEP + 1, DEEP, 2 * DEEP],
    });
}

#[test]
fn a_score_beyond_32_bits_saturates() {
    // 1 + 2 + … + 100,000
    measured_in_full(|| Case {
        text: nested("a if b else ", "c", ""),
        module: (DEEP + 1, u32::MAX),
        halstead: [0; 4],
    });
}

/// Text that nests or repeats, each piece so often: what stands before, the piece, the middle, what closes it, the end.
const GROWING: [(&str, &str, &str, &str, &str); 40] = [
    ("x=", "a**", "a", "", ""),
    ("x=", "{1:", "1", "}", ""),
    ("x=", "f(a=", "1", ")", ""),
    ("x=", "await (a**", "1", ")", ""),
    ("x=", "await a**", "a", "", ""),
    ("x=", "await (", "1", "**a)", ""),
    ("x=", "a and (", "1", ")", ""),
    ("x=", "a and (b or (", "1", "))", ""),
    ("x=", "a and b or ", "c", "", ""),
    ("x=", "a if (", "1", ") else c", ""),
    ("x=", "[a for b in ", "c", "]", ""),
    ("x=[a", " for b in c if d", "", "", "]"),
    ("x=", "a[", "1", "]", ""),
    ("x=", "(a:=", "1", ")", ""),
    ("x=", "(1+", "a", ").b", ""),
    ("x=1+(", "'a' ", "", "", ")"),
    ("x: ", "a|", "a", "", ""),
    ("x: ", "a[", "b", "]", ""),
    ("x=a", ".b", "", "", ""),
    ("x=a", "()", "", "", ""),
    ("x=[", "*(a),", "", "", "]"),
    ("x=", "[*(", "a", ")]", ""),
    ("x=", "(yield ", "1", ")", ""),
    ("x=", "f(", "1", ")", ""),
    ("import a", ".b", "", "", ""),
    ("", "a=", "1", "", ""),
    ("", "a,", "b", "", "=c"),
    ("", "@a\n", "", "", "def f(): pass"),
    ("", "def f(a):\n  return a+1\n", "", "", ""),
    ("", "class C:\n  def f(a): pass\n", "", "", ""),
    ("", "print >>a, b\n", "", "", ""),
    ("match a:\n", "  case b: pass\n", "", "", ""),
    ("match a:\n  case ", "A(", "b", ")", ": pass"),
    ("match a:\n  case ", "-1+2j|", "1", "", ": pass"),
    ("try: pass\n", "except A: pass\n", "", "", ""),
    ("def f():\n", "  f()\n", "", "", ""),
    ("def f(a=", "f(lambda b=", "1", ": 1)", "): pass"),
    ("x=(a\n", "# b\n", "", "", ")"),
    ("x='''", "a\n", "", "", "'''"),
    ("x=f'{a:", "{b}", "", "", "}'"),
];

#[test]
fn time_grows_with_the_size_of_a_file_and_no_faster() {
    const FEW: usize = 5_000;
    let slow: Vec<_> = GROWING.iter().filter(|text| !(0..3).any(|_| grows_linearly(text, FEW))).collect();
    assert_eq!(slow, [&("", "", "", "", ""); 0], "four times the text took more than nine times as long");
}

/// Compares CPU time, which other processes hardly change.
fn grows_linearly(
    &(start, piece, middle, closing, end): &(&str, &str, &str, &str, &str),
    count: usize,
) -> bool {
    let text =
        |count| format!("{start}{}{middle}{}{end}\n", piece.repeat(count), str::repeat(closing, count));
    let few = cpu_time(|| python(&text(count)));
    let many = cpu_time(|| python(&text(4 * count)));
    many < 9 * few + Duration::from_millis(20)
}

fn cpu_time<T: Debug>(work: impl FnOnce() -> T) -> Duration {
    let now = || {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        Duration::try_from(time).expect("a clock that runs forwards")
    };
    let start = now();
    drop(work());
    now().saturating_sub(start)
}
