//! Texts that repeat a few random tokens: none takes more time or memory than a file may, or ends the process.

use crate::at_scale;
use code_metrics::course::Course;
use code_metrics::language::by_path;
use code_metrics::model::SkipReason;
use code_metrics::pipeline::{Generated, Means, measure_text};
use std::path::Path;
use std::time::Duration;

const BYTES: usize = 8 * 1024;

/// CPU time for a file: a twentieth of the default, so that many are tried.
const BUDGET: Duration = Duration::from_millis(100);

/// What may be spent before the question whether to go on, and after the parser.
const BEYOND: Duration = Duration::from_millis(500);

const TOKENS: &[&str] = &[
    "a",
    "1",
    "'",
    "\"",
    "`",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "=",
    "==",
    "=>",
    ":=",
    ":",
    ";",
    ",",
    ".",
    "..",
    "...",
    "+",
    "++",
    "-",
    "--",
    "*",
    "**",
    "/",
    "//",
    "%",
    "&",
    "&&",
    "|",
    "||",
    "??",
    "?.",
    "?",
    "!",
    "~",
    "^",
    "@",
    "#",
    "$",
    "\\",
    "\n",
    "\n ",
    " ",
    "\t",
    "\r",
    "/*",
    "*/",
    "<!--",
    "-->",
    "</a>",
    "<a",
    "/>",
    "${",
    "'''",
    "f'",
    "f\"{",
    "r'",
    "1n",
    "0x",
    "if ",
    "else ",
    "elif ",
    "for ",
    "in ",
    "of ",
    "while ",
    "def ",
    "class ",
    "lambda ",
    "not ",
    "and ",
    "or ",
    "is ",
    "await ",
    "async ",
    "yield ",
    "return ",
    "import ",
    "from ",
    "as ",
    "match ",
    "case ",
    "try:",
    "except ",
    "with ",
    "global ",
    "del ",
    "function ",
    "var ",
    "let ",
    "const ",
    "new ",
    "delete ",
    "typeof ",
    "void ",
    "switch ",
    "default ",
    "static ",
    "get ",
    "set ",
    "asserts ",
    "type ",
    "interface ",
    "enum ",
    "namespace ",
    "abstract ",
    "declare ",
    "keyof ",
    "infer ",
    "extends ",
    "satisfies ",
    "readonly ",
    "unique ",
    "is\n",
    "é",
    "\u{2028}",
    "\0",
    "metrics: ignore ",
];

/// A small generator of numbers (`SplitMix64`): the same texts everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap_or(0)
    }

    fn pattern(&mut self) -> String {
        let count = 1 + self.below(4);
        (0..count).map(|_| TOKENS[self.below(TOKENS.len())]).collect()
    }
}

fn cpu_time() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::try_from(now).expect("a clock that runs forwards")
}

/// The patterns that cost too much, or show a defect.
fn wrong(file: &str, seed: u64) -> Vec<String> {
    let (mut random, mut wrong, mut late, mut worst) = (Random(seed), Vec::new(), 0, Duration::ZERO);
    let language = by_path(Path::new(file)).expect("a known suffix");
    let limits = Means { jobs: 1, max_file_size: 1 << 20, cpu_budget: BUDGET, generated: Generated::Measure };
    let count = at_scale(5_000, 100);
    for _ in 0..count {
        let pattern = random.pattern();
        let text = pattern.repeat(BYTES.div_ceil(pattern.len()));
        let start = cpu_time();
        // a watch of its own, so that the bound for a run does not hide what one file costs
        let measured =
            measure_text(Path::new(file), text.into_bytes(), language, &limits, &Course::default());
        let took = cpu_time().saturating_sub(start);
        worst = worst.max(took);
        match measured {
            Err(skipped) if skipped.reason == SkipReason::Panic => {
                wrong.push(format!("{pattern:?}: {}", skipped.detail));
            }
            _ if took > BUDGET + BEYOND => wrong.push(format!("{pattern:?}: {took:?}")),
            Err(_) => late += 1,
            Ok(_) => {}
        }
    }
    eprintln!("{file}: {count} patterns, {late} over the budget or refused, the worst took {worst:?}");
    wrong
}

#[test]
fn repeated_tokens_of_python_cost_no_more_than_a_file_may() {
    assert_eq!(wrong("a.py", 1), [""; 0]);
}

#[test]
fn repeated_tokens_of_javascript_cost_no_more_than_a_file_may() {
    assert_eq!(wrong("a.js", 2), [""; 0]);
}

#[test]
fn repeated_tokens_of_typescript_cost_no_more_than_a_file_may() {
    assert_eq!(wrong("a.ts", 3), [""; 0]);
}

#[test]
fn repeated_tokens_of_tsx_cost_no_more_than_a_file_may() {
    assert_eq!(wrong("a.tsx", 4), [""; 0]);
}
