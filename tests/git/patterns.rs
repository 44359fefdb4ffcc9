//! Patterns mean what they mean to git, letter for letter: generated ones against `git check-ignore`.

use crate::repository::Scratch;
use code_metrics::paths::Globs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

/// A small generator of numbers, so that a failure can be repeated by its seed.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound
    }

    fn text(&mut self, pieces: &[&str], most: usize) -> String {
        (0..=self.below(most)).map(|_| pieces[self.below(pieces.len())]).collect()
    }
}

const PIECES: &[&str] = &[
    "a",
    "b",
    "ab",
    "A",
    "*",
    "*",
    "**",
    "**/",
    "/**/",
    "/",
    "/",
    "?",
    "[ab]",
    "[!a]",
    "[^b]",
    "[a-c]",
    "[]a]",
    "[[:alpha:]]",
    "[[:digit:]-]",
    "[[:no:]]",
    "[a",
    "[\\]]",
    "\\*",
    "\\a",
    "\\",
    "{a,b}",
    "*.{a,b}",
    ".a",
    " ",
    "\\ ",
    "#",
    "!",
    "\\!",
    "-",
    "]",
    ".py",
    "*.py",
    "é",
    "[é]",
    "[b-]",
    "[a-",
    "[--0]",
    "[c-a]",
    "[[:upper:]a]",
    "[[:punct:]]",
    "[[:a]",
];
const NAMES: &[&str] = &[
    "a", "b", "ab", "abc", "A", "a b", "a ", "{a,b}", "x.{a,b}", ".a", "#", "!a", "a.py", "b.py", "-", "]",
    "[a", "*", "\\", "é", "a1", "c", "*.py", "[ab]", "a!",
];

/// Which of some names git ignores.
fn ignored(scratch: &Scratch, names: &[String]) -> Vec<bool> {
    let mut command = scratch.command("git", "");
    command.args(["check-ignore", "--no-index", "--stdin", "-z", "-v", "-n"]);
    let mut git = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = git.stdin.take().unwrap();
    input.write_all(names.join("\0").as_bytes()).unwrap();
    drop(input);
    let output = git.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let fields: Vec<&str> = text.split('\0').collect();
    // Each answer is the file, the line, the pattern and the name.
    let answers: Vec<bool> =
        fields.chunks_exact(4).map(|answer| !answer[2].is_empty() && !answer[2].starts_with('!')).collect();
    assert_eq!(answers.len(), names.len(), "{}", String::from_utf8_lossy(&output.stderr));
    answers
}

#[test]
fn patterns_match_what_git_matches() {
    let scratch = Scratch::new();
    let (mut compared, mut matched) = (0, 0);
    for seed in 0..250 {
        let random = &mut Random(seed);
        let lines: Vec<String> = (0..=random.below(4)).map(|_| random.text(PIECES, 5)).collect();
        let names: Vec<String> = (0..40)
            .map(|_| {
                (0..=random.below(3)).map(|_| NAMES[random.below(NAMES.len())]).collect::<Vec<_>>().join("/")
            })
            .collect();
        scratch.write(".gitignore", &format!("{}\n", lines.join("\n")));
        // What git can never match is refused in a configuration; in an ignore file it is passed over.
        let possible = |line: &String| Globs::new(Path::new("/"), std::slice::from_ref(line)).is_ok();
        let possible: Vec<String> = lines.iter().filter(|line| possible(line)).cloned().collect();
        let globs = Globs::new(&scratch.path(""), &possible).unwrap();
        for (name, is_ignored) in names.iter().zip(ignored(&scratch, &names)) {
            let ours = globs.matches(&scratch.path(name));
            assert_eq!(ours, is_ignored, "seed {seed}: {lines:?} against {name:?}");
            (compared, matched) = (compared + 1, matched + usize::from(is_ignored));
        }
    }
    assert!(compared == 10_000 && matched > 500, "{compared}, {matched}");
}

#[test]
fn braces_are_letters_in_every_list_of_patterns() {
    let scratch = Scratch::new();
    scratch.write("a.py", "x = 1\n");
    scratch.write("b.{py,js}", "x = 1\n");
    let all = ["a.py"];
    for file in [".gitignore", ".ignore", ".metricsignore"] {
        scratch.write(file, "*.{py,js}\n");
        assert_eq!(scratch.measured(&["."]), all, "{file}");
    }
    scratch.git(&["add", "."]);
    assert_eq!(scratch.measured(&["--staged"]), all);
    assert_eq!(scratch.measured(&["--exclude", "*.{py,js}", "."]), all);
    scratch.write(".metrics.yaml", "exclude: [\"*.{py,js}\"]\n");
    assert_eq!(scratch.measured(&["."]), all);
}
