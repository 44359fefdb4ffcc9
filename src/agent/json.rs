//! The places of values in the text of a JSON document, comments passed over: so that a part can be put in or taken out,
//! and all other bytes stay. It tells nothing of a text that is no JSON, which serde has to read first.

use std::ops::Range;

/// The members of an object or the elements of an array, each with the key's text and the place of the value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Children {
    /// Behind the opening bracket.
    pub(super) start: usize,
    pub(super) list: Vec<Child>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Child {
    /// As it stands there, quotes and all; empty in an array.
    pub(super) key: String,
    pub(super) value: Range<usize>,
}

impl Children {
    /// The value of a member.
    pub(super) fn of(&self, key: &str) -> Option<Range<usize>> {
        let quoted = format!("\"{key}\"");
        self.list.iter().find(|child| child.key == quoted).map(|child| child.value.clone())
    }
}

/// What is in the object or array that begins at a place or behind white space; `None` for any other value.
pub(super) fn children(text: &str, at: usize) -> Option<Children> {
    let mut scan = Scan { text: text.as_bytes(), at };
    scan.skip();
    let is_object = match scan.peek()? {
        b'{' => true,
        b'[' => false,
        _ => return None,
    };
    scan.at += 1;
    let start = scan.at;
    let mut list = Vec::new();
    loop {
        scan.skip();
        match scan.peek()? {
            b'}' | b']' => return Some(Children { start, list }),
            b',' => {
                scan.at += 1;
                continue;
            }
            _ => {}
        }
        let key = if is_object { scan.key(text)? } else { String::new() };
        scan.skip();
        let begin = scan.at;
        scan.value()?;
        list.push(Child { key, value: begin..scan.at });
    }
}

/// The place behind the next comma, if nothing but white space and comments stands before it.
pub(super) fn behind_comma(text: &str, at: usize) -> Option<usize> {
    let mut scan = Scan { text: text.as_bytes(), at };
    scan.skip();
    (scan.peek()? == b',').then_some(scan.at + 1)
}

/// The text with spaces in the place of comments, and of commas that nothing follows, which some agents allow.
pub(super) fn plain(text: &str) -> String {
    let mut bytes = text.trim_start_matches('\u{feff}').as_bytes().to_vec();
    let (mut at, mut comma) = (0, None);
    while at < bytes.len() {
        let mut scan = Scan { text: &bytes, at };
        scan.skip();
        let (begin, next) = (at, scan.at);
        let is_string = scan.peek() == Some(b'"');
        let end = if is_string { scan.string().map_or(bytes.len(), |()| scan.at) } else { next + 1 };
        let blank = |it: &mut u8| *it = if it.is_ascii_whitespace() { *it } else { b' ' };
        bytes[begin..next].iter_mut().for_each(blank);
        match (bytes.get(next), comma) {
            (Some(b'}' | b']'), Some(before)) => bytes[before] = b' ',
            (Some(b','), _) => comma = Some(next),
            _ => {}
        }
        if bytes.get(next) != Some(&b',') {
            comma = None;
        }
        at = end;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

struct Scan<'a> {
    text: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// Passes over white space and comments.
    fn skip(&mut self) {
        while let Some(byte) = self.peek() {
            let rest = &self.text[self.at..];
            let end =
                |mark: &[u8]| rest.windows(mark.len()).position(|it| it == mark).map(|at| at + mark.len());
            self.at += match byte {
                b' ' | b'\t' | b'\r' | b'\n' => 1,
                b'/' if rest.starts_with(b"//") => end(b"\n").unwrap_or(rest.len()),
                b'/' if rest.starts_with(b"/*") => end(b"*/").unwrap_or(rest.len()),
                _ => return,
            };
        }
    }

    fn key(&mut self, text: &str) -> Option<String> {
        let begin = self.at;
        self.string()?;
        let key = text.get(begin..self.at)?.to_owned();
        self.skip();
        (self.peek()? == b':').then(|| self.at += 1)?;
        Some(key)
    }

    fn string(&mut self) -> Option<()> {
        (self.peek()? == b'"').then(|| self.at += 1)?;
        loop {
            match self.peek()? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Some(())
    }

    /// Passes over a value, however deep it is.
    fn value(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            self.skip();
            match self.peek()? {
                b'"' => self.string()?,
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                b',' | b':' if depth > 0 => self.at += 1,
                _ => self.word()?,
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    fn word(&mut self) -> Option<()> {
        let begin = self.at;
        while self.peek().is_some_and(|it| it.is_ascii_alphanumeric() || b"+-.".contains(&it)) {
            self.at += 1;
        }
        (self.at > begin).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_places_whatever_stands_between() {
        let text = "// a\n{ \"a\" : [1, {\"x\": \"]}\\\"\"}],\n /* , */ \"b\":null,}";
        let all = children(text, 0).unwrap();
        assert_eq!(&text[all.of("a").unwrap()], "[1, {\"x\": \"]}\\\"\"}]");
        assert_eq!(&text[all.of("b").unwrap()], "null");
        let inner = children(text, all.of("a").unwrap().start).unwrap();
        assert_eq!(
            inner.list.iter().map(|it| &text[it.value.clone()]).collect::<Vec<_>>(),
            ["1", "{\"x\": \"]}\\\"\"}"]
        );
        assert_eq!(children("17", 0), None);
        assert_eq!(children("{\"a\": [", 0), None, "a text that ends");
    }
}
