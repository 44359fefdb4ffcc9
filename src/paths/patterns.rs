//! Lines of an ignore file, read and matched as git does: of several that match, the last one decides.

use super::wildcard::{Wildcards, plain_length};
use std::path::Path;

/// The patterns of one ignore file, which are about what is below its directory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct GitPatterns(Vec<Pattern>);

/// A line that says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    /// The line, without spaces at its end.
    line: Vec<u8>,
    excepts: bool,
    only_directories: bool,
    shape: Shape,
}

/// What a pattern is compared with, the cheap comparisons apart.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shape {
    /// A name without wildcards, at any depth.
    Name(Vec<u8>),
    /// The end of a name: `*.py`.
    End(Vec<u8>),
    /// A name with wildcards.
    Wild(Wildcards),
    /// A place: its beginning without wildcards, and the rest.
    Place(Vec<u8>, Option<Wildcards>),
}

impl GitPatterns {
    /// Reads a file of patterns; a mark of UTF-8 at its start says nothing.
    #[must_use]
    pub(crate) fn parse(text: &[u8]) -> GitPatterns {
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        let lines = text.split(|&byte| byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        GitPatterns(lines.filter_map(Pattern::parse).collect())
    }

    /// Each of some lines is a pattern.
    pub(super) fn of_lines(lines: &[String]) -> GitPatterns {
        GitPatterns(lines.iter().filter_map(|line| Pattern::parse(line.as_bytes())).collect())
    }

    /// Whether nothing is said.
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The pattern that decides about a file or directory, given by its path from the directory of the patterns.
    ///
    /// Nothing is said here of what is in a directory that is matched: whoever walks does not enter it.
    #[must_use]
    pub(crate) fn decide(&self, path: &[u8], is_directory: bool) -> Option<&Pattern> {
        if path.is_empty() {
            return None;
        }
        let name = memchr::memrchr(b'/', path).map_or(path, |slash| &path[slash + 1..]);
        self.0.iter().rev().find(|it| (is_directory || !it.only_directories) && it.shape.matches(path, name))
    }
}

impl Pattern {
    /// What a line says, `None` for an empty one and a comment.
    pub(super) fn parse(line: &[u8]) -> Option<Pattern> {
        let line = without_spaces(line);
        if line.is_empty() || line[0] == b'#' {
            return None;
        }
        let rest = line.strip_prefix(b"!").unwrap_or(line);
        let excepts = rest.len() < line.len();
        let whole = rest.strip_suffix(b"/").unwrap_or(rest);
        let only_directories = whole.len() < rest.len();
        Some(Pattern { line: line.to_vec(), excepts, only_directories, shape: Shape::new(whole) })
    }

    /// The line as it stands in its file.
    #[must_use]
    pub(crate) fn line(&self) -> &[u8] {
        &self.line
    }

    /// Whether it begins with `!`, and so excepts what it matches.
    #[must_use]
    pub(crate) fn excepts(&self) -> bool {
        self.excepts
    }

    /// Whether there is a name that it matches.
    pub(super) fn is_possible(&self) -> bool {
        match &self.shape {
            Shape::Name(_) | Shape::End(_) | Shape::Place(_, None) => true,
            Shape::Wild(wildcards) | Shape::Place(_, Some(wildcards)) => wildcards.is_possible(),
        }
    }
}

impl Shape {
    fn new(pattern: &[u8]) -> Shape {
        let plain = plain_length(pattern);
        if pattern.contains(&b'/') {
            let (start, rest) = pattern.split_at(plain);
            let start = start.strip_prefix(b"/").unwrap_or(start);
            return Shape::Place(start.to_vec(), (!rest.is_empty()).then(|| Wildcards::new(rest)));
        }
        match pattern.strip_prefix(b"*") {
            _ if plain == pattern.len() => Shape::Name(pattern.to_vec()),
            Some(end) if plain_length(end) == end.len() => Shape::End(end.to_vec()),
            _ => Shape::Wild(Wildcards::new(pattern)),
        }
    }

    fn matches(&self, path: &[u8], name: &[u8]) -> bool {
        match self {
            Shape::Name(own) => own == name,
            Shape::End(end) => name.ends_with(end),
            Shape::Wild(wildcards) => wildcards.matches(name),
            Shape::Place(start, None) => path == start,
            Shape::Place(start, Some(rest)) => {
                path.strip_prefix(&**start).is_some_and(|path| rest.matches(path))
            }
        }
    }
}

/// Spaces at the end say nothing, unless a backslash stands before them.
fn without_spaces(line: &[u8]) -> &[u8] {
    let mut end = 0;
    let mut at = 0;
    while at < line.len() {
        match line[at] {
            b' ' => at += 1,
            b'\\' => {
                if at + 1 == line.len() {
                    return line;
                }
                at += 2;
                end = at;
            }
            _ => {
                at += 1;
                end = at;
            }
        }
    }
    &line[..end]
}

/// A path with `/` between its parts, as patterns know it.
#[must_use]
pub(crate) fn slashed(path: &Path) -> std::borrow::Cow<'_, [u8]> {
    let bytes = path.as_os_str().as_encoded_bytes();
    if cfg!(windows) {
        return bytes.iter().map(|&byte| if byte == b'\\' { b'/' } else { byte }).collect::<Vec<_>>().into();
    }
    bytes.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decides(patterns: &str, path: &str, is_directory: bool) -> bool {
        GitPatterns::parse(patterns.as_bytes()).decide(path.as_bytes(), is_directory).is_some()
    }

    #[test]
    fn a_pattern_without_a_slash_is_about_names_at_any_depth() {
        assert!(decides("a.py", "deep/a.py", false));
        assert!(!decides("/a.py", "deep/a.py", false));
        assert!(!decides("deep/*.py", "x/deep/a.py", false));
        assert!(!decides("gen/", "gen", false));
        assert!(decides("gen/", "x/gen", true));
    }

    #[test]
    fn the_last_line_that_matches_decides() {
        let patterns = GitPatterns::parse(b"\xef\xbb\xbf*.py\r\n# no\r\n!keep.py\r\n");
        assert!(!patterns.decide(b"a.py", false).unwrap().excepts());
        assert!(patterns.decide(b"keep.py", false).unwrap().excepts());
    }

    #[test]
    fn spaces_at_the_end_go_unless_they_are_escaped() {
        assert_eq!(without_spaces(b"a b  "), b"a b");
        assert_eq!(without_spaces(b"a\\  "), b"a\\ ");
        assert_eq!(without_spaces(b"a\\ b "), b"a\\ b");
        assert!(decides("a\\ ", "a ", false));
    }

    #[test]
    fn a_comment_and_an_exception_can_be_escaped() {
        assert!(decides("\\#a", "#a", false));
        assert!(decides("\\!a", "!a", false));
        assert!(!decides("#a", "#a", false));
    }
}
