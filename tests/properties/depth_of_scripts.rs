//! Trees of any depth are measured in full in JavaScript, TypeScript and TSX, on a thread with a small stack.
//!
//! The numbers are those of `ESLint` 10.15.0, eslint-plugin-sonarjs 4.2.2 and big-code-analysis 2.4.0 for ten and eleven
//! levels, as formulas in the number of levels.

use crate::measuring::{on_small_stack, text};
use code_metrics::model::{Halstead, Status};

const DEEP: u32 = 100_000;

const FILES: [&str; 3] = ["a.js", "a.ts", "a.tsx"];

/// Measures a text in each language: cyclomatic and cognitive complexity of the module, then distinct operators,
/// distinct operands, operators and operands.
fn measured_in_full(content: &str, module: (u32, u32), halstead: [u32; 4]) {
    for file in FILES {
        let content = content.to_owned();
        on_small_stack(move || {
            let metrics = text(file, &content);
            let [distinct_operators, distinct_operands, total_operators, total_operands] = halstead;
            let halstead =
                Halstead { distinct_operators, distinct_operands, total_operators, total_operands };
            assert_eq!(metrics.status, Status::Complete, "{file}");
            assert_eq!((metrics.cyclomatic.module, metrics.cognitive.module), module, "{file}");
            assert_eq!(metrics.halstead, halstead, "{file}");
            assert_eq!(metrics.raw.loc as usize, content.lines().count(), "{file}");
        });
    }
}

fn nested(before: &str, inner: &str, after: &str) -> String {
    format!("x={}{inner}{}\n", before.repeat(DEEP as usize), after.repeat(DEEP as usize))
}

#[test]
fn a_sum_of_a_million_terms_is_measured_in_full() {
    const TERMS: u32 = 1_000_000;
    let text = format!("x={}a\n", "a+".repeat(TERMS as usize - 1));
    measured_in_full(&text, (1, 0), [2, 2, TERMS, TERMS + 1]);
}

#[test]
fn a_hundred_thousand_brackets_are_measured_in_full() {
    measured_in_full(&nested("(", "1", ")"), (1, 0), [2, 2, DEEP + 1, 2]);
    measured_in_full(&nested("[", "", "]"), (1, 0), [2, 1, DEEP + 1, 1]);
}

#[test]
fn two_hundred_thousand_else_ifs_are_measured_in_full() {
    let text = format!("if(a){{}}\n{}", "else if(b){}\n".repeat(2 * DEEP as usize));
    measured_in_full(&text, (2 * DEEP + 2, 2 * DEEP + 1), [4, 2, 8 * DEEP + 3, 2 * DEEP + 1]);
}

#[test]
fn a_hundred_thousand_prefixes_are_measured_in_full() {
    measured_in_full(&nested("!", "a", ""), (1, 0), [2, 2, DEEP + 1, 2]);
}

#[test]
fn a_score_beyond_32_bits_saturates() {
    // 1 + 2 + … + 100,000
    measured_in_full(&nested("a?b:", "c", ""), (DEEP + 1, u32::MAX), [3, 4, 2 * DEEP + 1, 2 * DEEP + 2]);
}
