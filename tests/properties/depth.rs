//! Trees of any depth are measured in full, on a thread with a small stack.
//!
//! The numbers are those of radon 6.0.1 and complexipy 8.3.0 for ten levels, as formulas in the number of levels.

use crate::measuring::{on_small_stack, python};
use code_metrics::model::{Halstead, Status};

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
fn two_hundred_thousand_elifs_are_measured_in_full() {
    measured_in_full(|| Case {
        text: format!("if a:\n  pass\n{}", "elif b:\n  pass\n".repeat(2 * DEEP as usize)),
        module: (2 * DEEP + 2, 2 * DEEP + 1),
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
