//! Composed texts as both cores read them: the published one, whose scanner remembers nothing, and ours.

use crate::syntax::flat::tests::compare;

/// Lines that begin with a space are put at an indentation.
const LINES: &[&str] = &[
    " x = 1",
    " x = 1  # a",
    " if a:",
    " else:",
    " def f(a):",
    " class C:",
    " return x",
    " try:",
    " except A:",
    " match a:",
    " case b: pass",
    " @a",
    " x = (",
    " )",
    " x = 1 \\",
    " \"\"\"",
    " f'''{",
    " }'''",
    " x = 'a",
    " b\"c\" 'd'",
    " -",
];

/// What is repeated between them.
const RUNS: &[&str] = &[
    " # a",
    " #",
    "# a",
    " # a longer comment with \"quotes\" and a \\",
    "",
    "    ",
    "\\",
    " \\",
    "\t# a",
    "\u{c}# a",
    "# a\r",
    " \\\r",
    "# a\0 # b",
    "  # a\0b",
];

struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % 1_000_003).unwrap() % bound
    }

    fn line(&mut self, lines: &[&str], text: &mut String) {
        let line = lines[self.below(lines.len())];
        match line.strip_prefix(' ') {
            Some(line) => text.extend([&" ".repeat(2 * self.below(6)), line]),
            None => text.push_str(line),
        }
        text.push('\n');
    }

    /// Statements with runs of what the scanner looks past, most of them longer than a short look.
    fn text(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..2 + self.below(8) {
            for _ in 0..=self.below(4) {
                self.line(LINES, &mut text);
            }
            let kinds: Vec<_> = (0..=self.below(4)).map(|_| RUNS[self.below(RUNS.len())]).collect();
            for _ in 0..self.below(120) {
                self.line(&kinds, &mut text);
            }
        }
        text.truncate(text.len() - self.below(2));
        text
    }
}

#[test]
fn a_scanner_that_remembers_finds_the_same_tokens() {
    let python = tree_sitter_python::LANGUAGE.into();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let texts = if std::env::var_os("METRICS_TEST_FULL").is_some() { 20_000 } else { 600 };
    for _ in 0..texts {
        compare(&python, random.text().as_bytes());
    }
}

#[test]
fn it_remembers_nothing_of_another_text() {
    let python = tree_sitter_python::LANGUAGE.into();
    let comments = "# a\n".repeat(200);
    let text = |middle: &str| format!("if a:\n  b\n{comments}{middle}{comments}c\n");
    for middle in ["# a\n", "  c\n", "# a\n", "'''\n", "(\n"] {
        compare(&python, text(middle).as_bytes());
    }
}
