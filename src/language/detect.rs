//! Tells the language of a file from its name or from its `#!` line.

use super::{Embedded, LANGUAGES, LanguageSpec};
use std::path::Path;

/// The language of a file by its suffix.
#[must_use]
pub fn by_path(path: &Path) -> Option<&'static LanguageSpec> {
    let name = path.file_name()?.as_encoded_bytes();
    let fits = |suffix: &str| {
        let (stem, last) = name.split_at_checked(name.len().checked_sub(suffix.len())?)?;
        (stem.len() > 1 && stem.ends_with(b".") && last.eq_ignore_ascii_case(suffix.as_bytes()))
            .then_some(suffix.len())
    };
    let longest = |row: &LanguageSpec| row.extensions.iter().filter_map(|suffix| fits(suffix)).max();
    let rows = LANGUAGES.iter().filter_map(|row| Some((longest(row)?, row)));
    rows.max_by_key(|(length, _)| *length).map(|(_, row)| row)
}

/// The language with a name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static LanguageSpec> {
    LANGUAGES.iter().find(|language| language.name == name)
}

impl Embedded {
    /// The row of the language that the code is in.
    ///
    /// # Panics
    /// If no row has its name, which a test of all components rules out.
    #[must_use]
    pub fn row(&self) -> &'static LanguageSpec {
        by_name(self.language).expect("the name of a row")
    }
}

/// The names of the languages that a word stands for: one, or several that are dialects of each other.
#[must_use]
pub fn names_for(word: &str) -> Vec<&'static str> {
    let is_meant = |row: &&LanguageSpec| row.name == word || row.words.contains(&word);
    let mut names: Vec<_> = LANGUAGES.iter().filter(is_meant).map(|row| row.name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Every word that stands for languages, their names first.
#[must_use]
pub fn language_words() -> Vec<&'static str> {
    let mut words: Vec<&'static str> = Vec::new();
    let names = LANGUAGES.iter().map(|row| row.name);
    for word in names.chain(LANGUAGES.iter().flat_map(|row| row.words.iter().copied())) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// The language of a script by the interpreter in its first line.
#[must_use]
pub fn by_shebang(text: &[u8]) -> Option<&'static LanguageSpec> {
    let line = text.strip_prefix(b"#!")?.split(|&byte| byte == b'\n').next()?;
    let interpreter = interpreter(std::str::from_utf8(line).ok()?)?;
    // `python3.12` is the `python3` of some day.
    let versionless = interpreter.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    LANGUAGES.iter().find(|language| language.interpreters.contains(&versionless))
}

/// The name of the program that the kernel starts, or that `env` does.
fn interpreter(line: &str) -> Option<&str> {
    let mut words = line.split_ascii_whitespace();
    let name = |path: &'_ str| path.rfind('/').map_or(0, |slash| slash + 1);
    let program = words.next()?;
    let program = match &program[name(program)..] {
        "env" => words.find(|word| !word.starts_with('-') && !word.contains('='))?,
        _ => program,
    };
    Some(&program[name(program)..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suffix_tells_the_language_in_any_case() {
        for name in ["a.py", "a.PY", "dir.d/a.pyi", "a.pyw"] {
            assert_eq!(by_path(Path::new(name)).map(|language| language.name), Some("python"), "{name}");
        }
        for name in ["a.txt", "py", ".py", "apy", ""] {
            assert!(by_path(Path::new(name)).is_none(), "{name}");
        }
        let suffixes = |name| by_path(Path::new(name)).map(|language| language.extensions[0]);
        assert_eq!(
            (suffixes("a.d.ts"), suffixes("d.ts"), suffixes("ad.ts")),
            (Some("d.ts"), Some("ts"), Some("ts"))
        );
    }

    #[test]
    fn the_first_line_tells_the_language_of_a_script() {
        for line in [
            "#!/usr/bin/python",
            "#!/usr/bin/env python3",
            "#! /usr/local/bin/python3.12 -u\nx",
            "#!/usr/bin/env -S PYTHONPATH=/a/b pypy3 -O\r\n",
        ] {
            assert_eq!(by_shebang(line.as_bytes()).map(|language| language.name), Some("python"), "{line}");
        }
        for line in ["#!/bin/sh", "#!/usr/bin/pythonic", "#!", "#!/usr/bin/env", "python", "#!/python/sh", ""]
        {
            assert!(by_shebang(line.as_bytes()).is_none(), "{line}");
        }
    }
}
