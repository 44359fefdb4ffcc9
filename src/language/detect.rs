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
    let mut words = started(std::str::from_utf8(line).ok()?).peekable();
    let program = file_name(words.peek()?);
    let Some((_, usual)) = LAUNCHERS.iter().find(|(launcher, _)| *launcher == program) else {
        return by_interpreter(program);
    };
    words.find_map(|word| by_interpreter(file_name(word))).or_else(|| by_interpreter((*usual)?))
}

/// Programs that start an interpreter, and the one that they start where none is named.
const LAUNCHERS: [(&str, Option<&str>); 12] = [
    ("uv", Some("python")),
    ("uvx", None),
    ("pipx", Some("python")),
    ("poetry", None),
    ("pdm", None),
    ("hatch", None),
    ("pipenv", None),
    ("rye", None),
    ("npx", None),
    ("bunx", None),
    ("pnpm", None),
    ("yarn", None),
];

/// The words of what the kernel starts, or of what `env` does.
fn started(line: &str) -> impl Iterator<Item = &str> {
    let is_env = line.split_ascii_whitespace().next().is_some_and(|program| file_name(program) == "env");
    let is_option =
        move |word: &&str| is_env && (word.is_empty() || word.starts_with('-') || word.contains('='));
    // What is to be split may stand right behind the option.
    let bare = |word| {
        ["-vS", "-S", "--split-string="].iter().find_map(|it| str::strip_prefix(word, it)).unwrap_or(word)
    };
    line.split_ascii_whitespace().skip(usize::from(is_env)).map(bare).skip_while(is_option)
}

fn file_name(path: &str) -> &str {
    &path[path.rfind('/').map_or(0, |slash| slash + 1)..]
}

fn by_interpreter(program: &str) -> Option<&'static LanguageSpec> {
    // `python3.12` is the `python3` of some day, `python3.13t` the one without a global lock.
    let is_version = |c: char| c.is_ascii_digit() || c == '.';
    let unlocked = program.strip_suffix('t').filter(|it| it.ends_with(is_version));
    let versionless = unlocked.unwrap_or(program).trim_end_matches(is_version);
    LANGUAGES.iter().find(|language| language.interpreters.contains(&versionless))
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
            "#!/usr/bin/env -Spython3.13t -u",
            "#!/usr/bin/env -S uv run --script",
            "#!/usr/bin/env -S uv run --python=3.13 python -u",
            "#!/usr/bin/env -vS pipx run",
            "#!/usr/bin/env -S poetry run python",
        ] {
            assert_eq!(by_shebang(line.as_bytes()).map(|language| language.name), Some("python"), "{line}");
        }
        for line in
            ["#!/usr/bin/env -S npx tsx", "#!/usr/bin/env -S pnpm exec ts-node --esm", "#!/usr/bin/env deno"]
        {
            assert_eq!(
                by_shebang(line.as_bytes()).map(|language| language.name),
                Some("typescript"),
                "{line}"
            );
        }
        for line in [
            "#!/usr/bin/env -S npx cowsay",
            "#!/usr/bin/env -S poetry run bash",
            "#!/usr/bin/env -S",
            "#!/bin/sh",
            "#!/usr/bin/pythonic",
            "#!",
            "#!/usr/bin/env",
            "python",
            "#!/python/sh",
            "",
        ] {
            assert!(by_shebang(line.as_bytes()).is_none(), "{line}");
        }
    }
}
