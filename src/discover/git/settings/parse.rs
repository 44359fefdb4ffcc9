//! The text of one of git's configuration files: sections, keys and values, quotes, escapes and comments.

/// A value, and the full name of its key: `section.subsection.key`, all but the subsection in small letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: Vec<u8>,
    /// `None` for a key without `=`, which is true.
    pub(super) value: Option<Vec<u8>>,
}

/// The entries of a file; the error is the number of the first line that git refuses, 1-based.
pub(super) fn parse(text: &[u8]) -> Result<Vec<Entry>, usize> {
    let mut reader = Reader { rest: text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text), line: 1 };
    let (mut section, mut entries) = (Vec::new(), Vec::new());
    while let Some(byte) = reader.next() {
        let wrong = reader.line - usize::from(byte == b'\n');
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => {}
            b'#' | b';' => reader.skip_line(),
            b'[' => section = reader.section().ok_or(wrong)?,
            byte if byte.is_ascii_alphabetic() && !section.is_empty() => {
                let (name, value) = reader.variable(byte).ok_or(wrong)?;
                entries.push(Entry { key: [&section, b".".as_slice(), &name].concat(), value });
            }
            _ => return Err(wrong),
        }
    }
    Ok(entries)
}

struct Reader<'a> {
    rest: &'a [u8],
    line: usize,
}

impl Reader<'_> {
    /// The next byte; the end of a line is one.
    fn next(&mut self) -> Option<u8> {
        if let Some(rest) = self.rest.strip_prefix(b"\r\n") {
            (self.rest, self.line) = (rest, self.line + 1);
            return Some(b'\n');
        }
        let (&byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        self.line += usize::from(byte == b'\n');
        Some(byte)
    }

    fn skip_line(&mut self) {
        while self.next().is_some_and(|byte| byte != b'\n') {}
    }

    /// The name behind `[`; one behind white space and in quotes keeps its letters.
    fn section(&mut self) -> Option<Vec<u8>> {
        let mut name = Vec::new();
        loop {
            match self.next()? {
                b']' => return Some(name).filter(|name| !name.is_empty()),
                b' ' | b'\t' => return self.subsection(name),
                byte if byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.' => {
                    name.push(byte.to_ascii_lowercase());
                }
                _ => return None,
            }
        }
    }

    fn subsection(&mut self, mut name: Vec<u8>) -> Option<Vec<u8>> {
        name.push(b'.');
        let mut byte = self.next()?;
        while byte == b' ' || byte == b'\t' {
            byte = self.next()?;
        }
        if byte != b'"' {
            return None;
        }
        loop {
            match self.next()? {
                b'\n' => return None,
                b'"' => return (self.next()? == b']').then_some(name),
                b'\\' => name.push(self.next().filter(|&byte| byte != b'\n')?),
                byte => name.push(byte),
            }
        }
    }

    fn variable(&mut self, first: u8) -> Option<(Vec<u8>, Option<Vec<u8>>)> {
        let mut name = vec![first.to_ascii_lowercase()];
        let mut byte = self.next();
        while let Some(next) = byte.filter(|byte| byte.is_ascii_alphanumeric() || *byte == b'-') {
            name.push(next.to_ascii_lowercase());
            byte = self.next();
        }
        while byte.is_some_and(|byte| byte == b' ' || byte == b'\t') {
            byte = self.next();
        }
        match byte {
            None | Some(b'\n') => Some((name, None)),
            Some(b'#' | b';') => {
                self.skip_line();
                Some((name, None))
            }
            Some(b'=') => Some((name, Some(self.value()?))),
            Some(_) => None,
        }
    }

    /// What stands behind `=`, without white space around it, but for that in quotes.
    fn value(&mut self) -> Option<Vec<u8>> {
        let (mut value, mut is_quoted) = (Vec::new(), false);
        // How much of the value stays, whatever white space follows.
        let mut kept = 0;
        loop {
            let byte = self.next().unwrap_or(b'\n');
            match byte {
                b'\n' if is_quoted => return None,
                b'\n' => break,
                b' ' | b'\t' | b'\r' if !is_quoted => {
                    if !value.is_empty() {
                        value.push(byte);
                    }
                    continue;
                }
                b'#' | b';' if !is_quoted => {
                    self.skip_line();
                    break;
                }
                b'"' => is_quoted = !is_quoted,
                b'\\' => match self.next()? {
                    b'\n' => continue,
                    b't' => value.push(b'\t'),
                    b'b' => value.push(8),
                    b'n' => value.push(b'\n'),
                    byte @ (b'\\' | b'"') => value.push(byte),
                    _ => return None,
                },
                byte => value.push(byte),
            }
            kept = value.len();
        }
        value.truncate(kept);
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<(String, Option<String>)>, usize> {
        let string = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ok(parse(text.as_bytes())?.into_iter().map(|it| (string(it.key), it.value.map(string))).collect())
    }

    fn one(text: &str) -> String {
        read(&format!("[a]\nk = {text}")).unwrap().remove(0).1.unwrap()
    }

    #[test]
    fn keys_have_small_letters_and_subsections_their_own() {
        let text = "\u{feff}[Core]\n\texcludesFile = x ; why\n[includeIf \"gitdir:~/W\\\"/\"] path=y\n[A.B]\r\nBare\r\n";
        let read = read(text).unwrap();
        let keys: Vec<&str> = read.iter().map(|it| it.0.as_str()).collect();
        assert_eq!(keys, ["core.excludesfile", "includeif.gitdir:~/W\"/.path", "a.b.bare"]);
        assert_eq!(read[2].1, None);
    }

    #[test]
    fn a_value_loses_the_white_space_around_it_and_its_quotes() {
        assert_eq!(one("  a  b \t\n"), "a  b");
        assert_eq!(one("\" a \" # no"), " a ");
        assert_eq!(one("a\\\n  b"), "a  b");
        assert_eq!(one("a\\tb\\\\\\\""), "a\tb\\\"");
        assert_eq!(one(""), "");
    }

    #[test]
    fn what_git_refuses_is_told_by_its_line() {
        assert_eq!(read("[a]\nb = \"x\n"), Err(2));
        assert_eq!(read("b = 1\n"), Err(1));
        assert_eq!(read("[a]\n\n1b = 1\n"), Err(3));
        assert_eq!(read("[a \"b]\n"), Err(1));
    }
}
