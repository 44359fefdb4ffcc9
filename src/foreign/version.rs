//! Versions as tools print them.

use std::cmp::Ordering;

/// The first word of a text that is a version: numbers between points, perhaps behind a `v`.
pub(super) fn printed(text: &str) -> Option<String> {
    let words = text.split(|c: char| c.is_whitespace() || c == ',');
    words.map(|word| word.trim_start_matches('v')).find(|word| is_version(word)).map(str::to_owned)
}

fn is_version(word: &str) -> bool {
    word.len() < 40 && word.contains('.') && word.split('.').take(2).all(|part| part.parse::<u32>().is_ok())
}

/// Whether a version is another one or a later one.
pub(super) fn is_since(version: &str, first: &str) -> bool {
    numbers(version).cmp(numbers(first)) != Ordering::Less
}

fn numbers(version: &str) -> impl Iterator<Item = u32> {
    let digits = |part: &str| part.chars().take_while(char::is_ascii_digit).collect::<String>();
    version.split('.').map(move |part| digits(part).parse().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_found_in_what_tools_print() {
        let found = ["6.0.1\n", "complexipy 8.3.0", "v10.15.0", "ruff 0.17.6 (abc 2026)", "hello", "1", ""]
            .map(printed);
        let found: Vec<&str> = found.iter().map(|it| it.as_deref().unwrap_or("-")).collect();
        assert_eq!(found, ["6.0.1", "8.3.0", "10.15.0", "0.17.6", "-", "-", "-"]);
    }

    #[test]
    fn ten_is_later_than_nine() {
        assert!(is_since("10.15.0", "9.0") && is_since("9.0.0", "9.0") && is_since("8.0.0rc1", "8.0"));
        assert!(!is_since("7.32.0", "8.0") && !is_since("0.3.9", "0.4"));
    }
}
