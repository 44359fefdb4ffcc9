//! Literals of JavaScript, and so JSON with comments: what is data in a configuration that is code.

use serde_json::{Map, Value};

/// Deeper than any configuration.
const DEEPEST: usize = 64;

/// A reader of one text.
pub(super) struct Literals<'a> {
    text: &'a str,
    at: usize,
}

/// A document that is one literal; an error is the line up to which it is.
pub(super) fn document(text: &str) -> Result<Value, usize> {
    let mut reader = Literals::at(text, text.len() - text.trim_start_matches('\u{feff}').len());
    let value = reader.value(0).filter(|_| {
        reader.skip_space();
        reader.at == text.len()
    });
    value.ok_or_else(|| text[..reader.at].matches('\n').count() + 1)
}

impl<'a> Literals<'a> {
    /// A reader that begins at a byte.
    pub(super) fn at(text: &'a str, at: usize) -> Literals<'a> {
        Literals { text, at }
    }

    /// The byte that comes next.
    pub(super) fn place(&self) -> usize {
        self.at
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Passes over white space and comments.
    pub(super) fn skip_space(&mut self) {
        loop {
            let rest = self.rest();
            let space = rest.len() - rest.trim_start().len();
            let comment = if rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |end| end + 2)
            } else {
                0
            };
            if space + comment == 0 {
                return;
            }
            self.at += if space > 0 { space } else { comment };
        }
    }

    /// Takes a character that must come next, after space.
    pub(super) fn take(&mut self, c: char) -> bool {
        self.skip_space();
        let is_next = self.rest().starts_with(c);
        if is_next {
            self.at += c.len_utf8();
        }
        is_next
    }

    /// The literal that begins here; `None` if it is none, and then the place is where that was seen.
    pub(super) fn value(&mut self, depth: usize) -> Option<Value> {
        self.skip_space();
        match self.rest().chars().next()? {
            _ if depth > DEEPEST => None,
            '{' => self.object(depth),
            '[' => self.array(depth),
            '"' | '\'' | '`' => self.string().map(Value::String),
            _ => self.word(),
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        let mut object = Map::new();
        self.take('{');
        while !self.take('}') {
            let key = self.key()?;
            if !self.take(':') {
                return None;
            }
            object.insert(key, self.value(depth + 1)?);
            if !self.take(',') {
                return self.take('}').then_some(Value::Object(object));
            }
        }
        Some(Value::Object(object))
    }

    fn array(&mut self, depth: usize) -> Option<Value> {
        let mut items = Vec::new();
        self.take('[');
        while !self.take(']') {
            items.push(self.value(depth + 1)?);
            if !self.take(',') {
                return self.take(']').then_some(Value::Array(items));
            }
        }
        Some(Value::Array(items))
    }

    /// The key of a property, in quotes or not.
    pub(super) fn key(&mut self) -> Option<String> {
        self.skip_space();
        if self.rest().starts_with(['"', '\'']) {
            return self.string();
        }
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
        let end = self.rest().find(|c| !is_part(c)).unwrap_or(self.rest().len());
        let name = self.rest()[..end].to_owned();
        self.at += end;
        (!name.is_empty()).then_some(name)
    }

    /// A string in any quotes; one with an expression in it is no literal.
    pub(super) fn string(&mut self) -> Option<String> {
        let rest = self.rest();
        let mut chars = rest.char_indices();
        let (_, open) = chars.next()?;
        let mut text = String::new();
        while let Some((at, c)) = chars.next() {
            match c {
                _ if c == open => {
                    self.at += at + c.len_utf8();
                    return Some(text);
                }
                '\\' => text.push(match chars.next()?.1 {
                    'n' => '\n',
                    't' => '\t',
                    c => c,
                }),
                '\n' if open != '`' => break,
                '$' if open == '`' && rest[at..].starts_with("${") => break,
                c => text.push(c),
            }
        }
        None
    }

    fn word(&mut self) -> Option<Value> {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.' | '-' | '+');
        let rest = self.rest();
        let word = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
        let value = match word {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" => Value::Null,
            number => Value::Number(serde_json::from_str(number).ok()?),
        };
        self.at += word.len();
        Some(value)
    }
}
