//! The wildcards of git's patterns: `*`, `?`, `[…]`, `**` between slashes and the backslash. Nothing else is special.
//!
//! What git never matches (a class without an end, one of an unknown name, a backslash at the end) is a part that
//! matches nothing. Matching takes no recursion: time grows with the product of both lengths, whatever the pattern.

/// A pattern that is taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wildcards(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Byte(u8),
    /// `?`: any byte but a slash.
    Any,
    /// `[…]`: one of these bytes, and never a slash.
    Class(Box<Class>),
    /// `*`: any bytes but slashes.
    Star,
    /// `**/`: nothing, or anything that ends in a slash.
    Directories,
    /// `**` at an end: anything.
    Everything,
    /// What git never matches.
    Nothing,
}

/// A set of bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Class([u64; 4]);

impl Class {
    fn add(&mut self, byte: u8) {
        self.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
    }

    fn has(&self, byte: u8) -> bool {
        self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1
    }
}

/// The first byte that is more than itself.
pub(super) fn plain_length(pattern: &[u8]) -> usize {
    pattern.iter().position(|byte| b"*?[\\".contains(byte)).unwrap_or(pattern.len())
}

impl Wildcards {
    pub(super) fn new(pattern: &[u8]) -> Wildcards {
        let mut parts = Vec::new();
        let mut at = 0;
        while let Some(&byte) = pattern.get(at) {
            let (part, length) = match byte {
                b'?' => (Part::Any, 1),
                b'*' => stars(pattern, at),
                b'[' => class(&pattern[at..]),
                b'\\' => pattern.get(at + 1).map_or((Part::Nothing, 1), |&next| (Part::Byte(next), 2)),
                _ => (Part::Byte(byte), 1),
            };
            parts.push(part);
            at += length;
        }
        Wildcards(parts)
    }

    /// Whether something can match at all.
    pub(super) fn is_possible(&self) -> bool {
        let is_never = |part: &Part| match part {
            Part::Class(class) => **class == Class::default(),
            part => *part == Part::Nothing,
        };
        !self.0.iter().any(is_never)
    }

    /// Bytes that a text has at least which is matched.
    pub(super) fn least(&self) -> usize {
        self.0.iter().filter(|part| matches!(part, Part::Byte(_) | Part::Any | Part::Class(_))).count()
    }

    /// Whether a text ends as one does that is matched, as far as one byte tells.
    pub(super) fn may_end(&self, text: &[u8]) -> bool {
        !matches!(self.0.last(), Some(Part::Byte(last)) if text.last() != Some(last))
    }

    pub(super) fn matches(&self, text: &[u8]) -> bool {
        let (mut part, mut at) = (0, 0);
        // Where to go on when the rest does not match: behind a star, and behind what also takes slashes.
        let (mut star, mut deep): (Option<(usize, usize)>, Option<Deep>) = (None, None);
        loop {
            match self.0.get(part) {
                Some(Part::Star) => {
                    part += 1;
                    star = Some((part, at));
                    continue;
                }
                Some(kind @ (Part::Directories | Part::Everything)) => {
                    part += 1;
                    deep = Some(Deep { part, at, whole: *kind == Part::Directories });
                    star = None;
                    continue;
                }
                Some(kind) if text.get(at).is_some_and(|&byte| kind.takes(byte)) => {
                    (part, at) = (part + 1, at + 1);
                    continue;
                }
                None if at == text.len() => return true,
                _ => {}
            }
            if let Some((behind, from)) =
                star.filter(|&(_, from)| text.get(from).is_some_and(|&byte| byte != b'/'))
            {
                (part, at) = (behind, from + 1);
                star = Some((behind, at));
                continue;
            }
            let Some(next) = deep.and_then(|deep| deep.further(text)) else { return false };
            (part, at) = (next.part, next.at);
            (star, deep) = (None, Some(next));
        }
    }
}

/// A part that takes slashes, too: what follows it, and where that was tried last.
#[derive(Clone, Copy)]
struct Deep {
    part: usize,
    at: usize,
    /// Whether it takes whole directories only.
    whole: bool,
}

impl Deep {
    fn further(self, text: &[u8]) -> Option<Deep> {
        let rest = text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let step = if self.whole { rest.iter().position(|&byte| byte == b'/')? + 1 } else { 1 };
        Some(Deep { at: self.at + step, ..self })
    }
}

impl Part {
    fn takes(&self, byte: u8) -> bool {
        match self {
            Part::Byte(own) => *own == byte,
            Part::Any => byte != b'/',
            Part::Class(class) => byte != b'/' && class.has(byte),
            Part::Star | Part::Directories | Part::Everything | Part::Nothing => false,
        }
    }
}

/// Stars are one star, unless there are two or more between slashes or ends.
fn stars(pattern: &[u8], at: usize) -> (Part, usize) {
    let length = pattern[at..].iter().take_while(|&&byte| byte == b'*').count();
    let is_behind_slash = at == 0 || pattern[at - 1] == b'/';
    match &pattern[at + length..] {
        _ if length < 2 || !is_behind_slash => (Part::Star, length),
        [b'/', ..] => (Part::Directories, length + 1),
        [] | [b'\\', b'/', ..] => (Part::Everything, length),
        _ => (Part::Star, length),
    }
}

/// A class in brackets, and its length.
fn class(pattern: &[u8]) -> (Part, usize) {
    let nothing = (Part::Nothing, pattern.len());
    let mut set = Class::default();
    let is_negated = matches!(pattern.get(1), Some(b'!' | b'^'));
    let start = if is_negated { 2 } else { 1 };
    let mut at = start;
    // The byte before, from which a range may go on.
    let mut before = None;
    loop {
        let Some(&byte) = pattern.get(at) else { return nothing };
        let mut single = Some(byte);
        match byte {
            b']' if at > start => break,
            b'\\' => {
                at += 1;
                let Some(&escaped) = pattern.get(at) else { return nothing };
                single = Some(escaped);
            }
            b'-' if before.is_some() && pattern.get(at + 1).is_some_and(|&next| next != b']') => {
                at += 1;
                if pattern[at] == b'\\' {
                    at += 1;
                }
                let Some(&last) = pattern.get(at) else { return nothing };
                (before.unwrap_or(last)..=last).for_each(|byte| set.add(byte));
                single = None;
            }
            b'[' if pattern.get(at + 1) == Some(&b':') => {
                let name = &pattern[at + 2..];
                let Some(end) = name.iter().position(|&byte| byte == b']') else { return nothing };
                if let Some(name) = name[..end].strip_suffix(b":") {
                    let Some(is_in) = named(name) else { return nothing };
                    (0..=u8::MAX).filter(is_in).for_each(|byte| set.add(byte));
                    at += 2 + end;
                    single = None;
                }
            }
            _ => {}
        }
        if let Some(byte) = single {
            set.add(byte);
        }
        before = single;
        at += 1;
    }
    if is_negated {
        set = Class(set.0.map(|word| !word));
    }
    (Part::Class(Box::new(set)), at + 1)
}

/// The classes that have a name, of ASCII alone.
fn named(name: &[u8]) -> Option<fn(&u8) -> bool> {
    Some(match name {
        b"alnum" => u8::is_ascii_alphanumeric,
        b"alpha" => u8::is_ascii_alphabetic,
        b"blank" => |byte| matches!(byte, b' ' | b'\t'),
        b"cntrl" => u8::is_ascii_control,
        b"digit" => u8::is_ascii_digit,
        b"graph" => u8::is_ascii_graphic,
        b"lower" => u8::is_ascii_lowercase,
        b"print" => |byte| matches!(byte, b' '..=b'~'),
        b"punct" => u8::is_ascii_punctuation,
        b"space" => |byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'),
        b"upper" => u8::is_ascii_uppercase,
        b"xdigit" => u8::is_ascii_hexdigit,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, text: &str) -> bool {
        Wildcards::new(pattern.as_bytes()).matches(text.as_bytes())
    }

    #[test]
    fn a_star_stops_at_a_slash_and_two_between_slashes_do_not() {
        assert!(matches("a*c", "abbc") && matches("a*", "a") && !matches("a*c", "ab/c"));
        assert!(matches("a/**/c", "a/c") && matches("a/**/c", "a/b/b/c") && !matches("a/**/c", "abc"));
        assert!(matches("**/c", "c") && matches("**/c", "a/c") && !matches("**/c", "ac"));
        assert!(matches("a/**", "a/b/c") && !matches("a/**", "a"));
        assert!(!matches("a**c", "ab/c"), "not between slashes");
    }

    #[test]
    fn a_class_holds_bytes_ranges_and_named_classes() {
        assert!(matches("[a-c]", "b") && !matches("[a-c]", "d") && matches("[!a-c]", "d"));
        assert!(matches("[]-]", "]") && matches("[]-]", "-") && matches("[\\]]", "]"));
        assert!(matches("[[:digit:]x]", "7") && matches("[[:digit:]x]", "x") && !matches("[[:digit:]]", "a"));
        assert!(!matches("[^a]", "/"), "never a slash");
        assert!(
            !matches("[a", "[a")
                && !matches("[[:no:]]", "n")
                && !matches("[z-a]", "m")
                && matches("[z-a]", "z")
        );
    }

    #[test]
    fn braces_and_a_backslash_are_taken_by_the_letter() {
        assert!(matches("*.{py,js}", "a.{py,js}") && !matches("*.{py,js}", "a.py"));
        assert!(matches("\\*", "*") && !matches("\\*", "a") && !matches("a\\", "a\\"));
    }

    #[test]
    fn many_stars_cost_no_more_than_the_product_of_the_lengths() {
        let (pattern, text) = ("*a".repeat(2000) + "b", "a".repeat(4000));
        assert!(!matches(&pattern, &text));
        let (pattern, text) = ("**/a*/".repeat(500) + "b", "a/".repeat(1000));
        assert!(!matches(&pattern, &text));
    }
}
