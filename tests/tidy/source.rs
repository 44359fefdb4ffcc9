//! Source files as text: code without comments, and the paths that it names.

use std::fs;
use std::path::Path;

/// A Rust file of this package.
pub(crate) struct Source {
    /// From the package's directory, as a person would open it.
    pub(crate) path: String,
    /// The first component below `src`: `model` for `src/model/rank.rs`, `lib` for `src/lib.rs`.
    pub(crate) module: String,
    pub(crate) text: String,
    /// The text with its comments blanked, line by line.
    code: String,
}

/// All Rust files at or below a path, sorted; none when it does not exist yet.
pub(crate) fn sources(path: &str) -> Vec<Source> {
    let mut found = Vec::new();
    collect(Path::new(path), &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn collect(path: &Path, found: &mut Vec<Source>) {
    if let Ok(entries) = fs::read_dir(path) {
        for entry in entries {
            collect(&entry.expect("a readable directory").path(), found);
        }
    } else if path.extension().is_some_and(|suffix| suffix == "rs")
        && let Ok(text) = fs::read_to_string(path)
    {
        found.push(Source::new(&path.to_string_lossy().replace('\\', "/"), text));
    }
}

impl Source {
    pub(crate) fn new(path: &str, text: String) -> Source {
        let below = path.strip_prefix("src/").unwrap_or(path);
        let module = below.split('/').next().unwrap_or(below).trim_end_matches(".rs").to_owned();
        let code = text.lines().map(without_comment).collect::<Vec<_>>().join("\n");
        Source { path: path.to_owned(), module, text, code }
    }

    /// A complaint that an editor can jump to.
    pub(crate) fn complain(&self, line: usize, rule: &str) -> String {
        format!("{}:{line}: {rule}", self.path)
    }

    /// Lines of code with their numbers.
    pub(crate) fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.code.lines())
    }

    /// Numbers of the lines whose code has the text.
    pub(crate) fn lines_with(&self, text: &str) -> impl Iterator<Item = usize> {
        self.code_lines().filter(move |(_, code)| code.contains(text)).map(|(line, _)| line)
    }

    /// What the code names directly below a root, each with its line: `a` and `c` in `use root::{a::b, c};`.
    pub(crate) fn paths(&self, root: &str) -> Vec<(usize, String)> {
        let start = format!("{root}::");
        let is_whole = |at: usize| !self.code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let found = self.code.match_indices(&start).map(|(at, _)| at).filter(|&at| is_whole(at));
        found.flat_map(|at| self.names_at(at + start.len())).collect()
    }

    fn names_at(&self, at: usize) -> Vec<(usize, String)> {
        let rest = &self.code[at..];
        let offsets = if rest.trim_start().starts_with('{') { starts_in_group(rest) } else { vec![0] };
        let named = |offset: usize| {
            let before = &self.code[..at + offset];
            let line = before.matches('\n').count() + 1;
            (line, first_name(&rest[offset..]))
        };
        offsets.into_iter().map(named).collect()
    }
}

/// Offsets of the members of `{a, b::{c, d}}`, nested groups passed over.
fn starts_in_group(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut depth = 0;
    let mut expects_name = false;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            c if expects_name && depth == 1 && !c.is_whitespace() => starts.push(at),
            _ => {}
        }
        if depth == 0 && c == '}' {
            break;
        }
        expects_name = depth == 1 && (c == '{' || c == ',' || (expects_name && c.is_whitespace()));
    }
    starts
}

fn first_name(text: &str) -> String {
    match text.chars().next() {
        Some('*') => "*".to_owned(),
        _ => words(text).next().unwrap_or_default().to_owned(),
    }
}

/// The identifiers of a text.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// The line up to a comment; a `//` in a string, as in an address, is none.
fn without_comment(line: &str) -> &str {
    let is_comment = |at: usize| line[..at].matches('"').count().is_multiple_of(2);
    line.match_indices("//").map(|(at, _)| at).find(|&at| is_comment(at)).map_or(line, |at| &line[..at])
}

/// Whether a line compares or matches a language.
pub(crate) fn asks_for_the_language(code: &str) -> bool {
    let comparisons = code.match_indices(" == ").chain(code.match_indices(" != "));
    let is_compared = comparisons.into_iter().any(|(at, _)| {
        let left = code[..at].rsplit(' ').next();
        let right = code[at + 4..].split([' ', ';', ',']).next();
        left.into_iter().chain(right).any(is_language)
    });
    let subjects = [("match ", " {"), ("matches!(", ","), (".contains(&", ")")];
    is_compared || subjects.iter().any(|(keyword, end)| is_subject(code, keyword, end))
}

fn is_subject(code: &str, keyword: &str, end: &str) -> bool {
    code.split_once(keyword).and_then(|(_, rest)| rest.split_once(end)).is_some_and(|(it, _)| is_language(it))
}

/// Whether an operand is a language, or a part of one: `file.language()` is, and `grammar(language)` is not.
fn is_language(operand: &str) -> bool {
    let is_call_end = operand.contains(')') && !operand.contains('(');
    let subject = operand.split('(').next().unwrap_or_default();
    let mut names = words(subject);
    !is_call_end
        && !operand.contains('"')
        && (names.any(|it| it == "language") || subject.contains("Language::"))
}

#[test]
fn a_group_is_read_to_its_end_and_each_member_has_its_line() {
    let text =
        "use crate::{\n    model::{Rank, Status}, // crate::cli\n    language,\n};\nuse crate::judge::x;\n";
    let source = Source::new("src/report/csv.rs", text.to_owned());
    assert_eq!(source.module, "report");
    let named = |line: usize, name: &str| (line, name.to_owned());
    assert_eq!(source.paths("crate"), [named(2, "model"), named(3, "language"), named(5, "judge")]);
    assert_eq!(source.complain(3, "no"), "src/report/csv.rs:3: no");
}

#[test]
fn a_root_is_a_whole_word_and_no_comment() {
    let text = "//! [crate::a]\nmy_crate::b(); \"http://x\"; crate::c(); std::{fs, io::Read};\n";
    let source = Source::new("src/lib.rs", text.to_owned());
    assert_eq!(source.paths("crate"), [(2, "c".to_owned())]);
    assert_eq!(source.paths("std"), [(2, "fs".to_owned()), (2, "io".to_owned())]);
}

#[test]
fn a_condition_on_the_language_is_seen_in_its_usual_forms() {
    for code in [
        "if language == Language::Python {",
        "if spec.language != other",
        "x && Language::Python == file.language() {",
        "match language {",
        "match self.language {",
        "if matches!(record.language, Language::Tsx) {",
        "if file.language.name == \"python\" {",
        "[file.language.name].contains(&record.metrics.language)",
    ] {
        assert!(asks_for_the_language(code), "{code}");
    }
    for code in [
        "let language = detect(path);",
        "match detect(path) {",
        "if language_count == 3 {",
        "if key == \"language\" {",
        "match grammar(language) {",
        "match languages {",
    ] {
        assert!(!asks_for_the_language(code), "{code}");
    }
}
