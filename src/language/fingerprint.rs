//! What the numbers depend on besides the file: equal fingerprints measure equal files alike.

use super::LANGUAGES;
use std::sync::OnceLock;

/// The parser and the grammars with their versions; a test holds them against `Cargo.lock`.
const PARSERS: &[&str] = &[
    "tree-sitter 0.26.13",
    "tree-sitter-javascript 0.25.0",
    "tree-sitter-python 0.25.0",
    "tree-sitter-typescript 0.23.2",
];

/// Hash of the tool's version, the queries and the versions of the grammars, in hexadecimal digits.
#[must_use]
pub fn fingerprint() -> &'static str {
    static FINGERPRINT: OnceLock<String> = OnceLock::new();
    FINGERPRINT.get_or_init(|| of(env!("CARGO_PKG_VERSION"), PARSERS))
}

fn of(version: &str, parsers: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    // The length keeps two texts from being taken for one.
    let mut add = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
    };
    add(version);
    for parser in parsers {
        add(parser);
    }
    for language in LANGUAGES {
        add(language.name);
        for query in language.queries {
            add(query);
        }
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_changes_it() {
        let all = [of("1", &["a 1"]), of("2", &["a 1"]), of("1", &["a 2"]), of("1", &["a ", "1"])];
        assert!(all.iter().enumerate().all(|(index, one)| !all[..index].contains(one)), "{all:?}");
        assert_eq!(fingerprint().len(), 32);
    }

    #[test]
    fn the_versions_are_the_locked_ones() {
        let lock = include_str!("../../Cargo.lock");
        let packages = lock.split("[[package]]").filter_map(|package| {
            let field =
                |name: &str| package.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = "));
            Some(format!("{} {}", field("name")?.trim_matches('"'), field("version")?.trim_matches('"')))
        });
        // `tree-sitter-language` is the type of a grammar and no part of one.
        let is_parser =
            |name: &String| name.starts_with("tree-sitter") && !name.starts_with("tree-sitter-language ");
        let locked: Vec<String> = packages.filter(is_parser).collect();
        assert_eq!(locked, PARSERS);
    }
}
