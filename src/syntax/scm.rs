//! Reads query files: the part of tree-sitter's query language that compiles to a table.

use std::iter::Peekable;
use std::str::CharIndices;
use thiserror::Error;

/// A query file has a form that this reader does not know.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("byte {at}: {what}")]
pub struct ScmError {
    at: usize,
    what: String,
}

/// What a pattern says of the kind of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `(name)`
    Named(String),
    /// `"token"`
    Token(String),
    /// `(_)`
    AnyNamed,
    /// `_`
    Any,
    /// `[…]`
    OneOf(Vec<Pattern>),
}

/// A node pattern with what it says of the node's place and children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    pub(super) kind: Kind,
    pub(super) field: Option<String>,
    pub(super) captures: Vec<String>,
    pub(super) children: Vec<Pattern>,
    /// A `.` stands before it: nothing but comments lies between it and its predecessor, or the start.
    pub(super) anchored: bool,
    /// A `.` stands behind its last child.
    pub(super) closed: bool,
}

/// A top-level pattern with its `#set!` directives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    pub(super) pattern: Pattern,
    pub(super) settings: Vec<(String, String)>,
}

/// Reads the rules of a query file.
pub(super) fn read(source: &str) -> Result<Vec<Rule>, ScmError> {
    let mut reader = Reader { source, chars: source.char_indices().peekable() };
    let mut rules = Vec::new();
    while reader.peek().is_some() {
        rules.push(reader.rule()?);
    }
    Ok(rules)
}

struct Reader<'a> {
    source: &'a str,
    chars: Peekable<CharIndices<'a>>,
}

impl Reader<'_> {
    /// A pattern, or `(pattern (#set! name "value"))`.
    fn rule(&mut self) -> Result<Rule, ScmError> {
        if !self.opens_group() {
            return Ok(Rule { pattern: self.pattern()?, settings: Vec::new() });
        }
        self.expect('(')?;
        let pattern = self.pattern()?;
        let mut settings = Vec::new();
        while self.peek() == Some('(') {
            settings.push(self.setting()?);
        }
        self.expect(')')?;
        Ok(Rule { pattern, settings })
    }

    fn setting(&mut self) -> Result<(String, String), ScmError> {
        self.expect('(')?;
        self.expect('#')?;
        let directive = self.word();
        self.expect('!')?;
        if directive != "set" {
            return Err(self.error(&format!("`#{directive}!` is not supported")));
        }
        self.peek();
        let name = self.word();
        let value = self.string()?;
        self.expect(')')?;
        Ok((name, value))
    }

    fn pattern(&mut self) -> Result<Pattern, ScmError> {
        let anchored = self.peek() == Some('.') && self.expect('.').is_ok();
        let field = self.field();
        let mut pattern = Pattern {
            kind: Kind::Any,
            field,
            captures: Vec::new(),
            children: Vec::new(),
            anchored,
            closed: false,
        };
        match self.peek() {
            Some('(') => self.node(&mut pattern)?,
            Some('[') => pattern.kind = Kind::OneOf(self.alternatives()?),
            Some('"') => pattern.kind = Kind::Token(self.string()?),
            Some('_') => self.expect('_')?,
            _ => return Err(self.error("expected a pattern")),
        }
        while self.peek() == Some('@') {
            self.expect('@')?;
            pattern.captures.push(self.word());
        }
        Ok(pattern)
    }

    /// `(kind child…)`
    fn node(&mut self, pattern: &mut Pattern) -> Result<(), ScmError> {
        self.expect('(')?;
        self.peek();
        let name = self.word();
        pattern.kind = match name.as_str() {
            "_" => Kind::AnyNamed,
            "" => return Err(self.error("expected the kind of a node")),
            _ => Kind::Named(name),
        };
        loop {
            match self.peek() {
                Some(')') => return self.expect(')'),
                Some('.') if self.closes() => {
                    self.expect('.')?;
                    pattern.closed = true;
                }
                _ => pattern.children.push(self.pattern()?),
            }
        }
    }

    fn alternatives(&mut self) -> Result<Vec<Pattern>, ScmError> {
        self.expect('[')?;
        let mut all = Vec::new();
        while self.peek() != Some(']') {
            all.push(self.pattern()?);
        }
        self.expect(']')?;
        Ok(all)
    }

    /// `name:` in front of a pattern.
    fn field(&mut self) -> Option<String> {
        let start = self.peek().and_then(|_| self.chars.peek().map(|&(at, _)| at))?;
        let rest = &self.source[start..];
        let length = rest.find(|c: char| !is_word(c))?;
        rest[length..].starts_with(':').then(|| {
            let name = self.word();
            self.chars.next();
            name
        })
    }

    fn string(&mut self) -> Result<String, ScmError> {
        self.expect('"')?;
        let mut text = String::new();
        while let Some((_, c)) = self.chars.next() {
            match c {
                '"' => return Ok(text),
                '\\' => text.extend(self.chars.next().map(|(_, escaped)| escaped)),
                _ => text.push(c),
            }
        }
        Err(self.error("a string has no end"))
    }

    fn word(&mut self) -> String {
        let mut word = String::new();
        while let Some((_, c)) = self.chars.next_if(|&(_, c)| is_word(c)) {
            word.push(c);
        }
        word
    }

    /// Whether two brackets open in a row: a group with directives.
    fn opens_group(&mut self) -> bool {
        self.peek() == Some('(') && self.rest()[1..].trim_start().starts_with('(')
    }

    /// Whether the `.` at hand stands before a closing bracket.
    fn closes(&mut self) -> bool {
        self.rest()[1..].trim_start().starts_with(')')
    }

    fn rest(&mut self) -> &str {
        let at = self.chars.peek().map_or(self.source.len(), |&(at, _)| at);
        &self.source[at..]
    }

    /// The next character that is neither white space nor in a comment.
    fn peek(&mut self) -> Option<char> {
        loop {
            match self.chars.peek()?.1 {
                ';' => while self.chars.next_if(|&(_, c)| c != '\n').is_some() {},
                c if c.is_whitespace() => drop(self.chars.next()),
                c => return Some(c),
            }
        }
    }

    fn expect(&mut self, wanted: char) -> Result<(), ScmError> {
        match self.peek() {
            Some(c) if c == wanted => {
                self.chars.next();
                Ok(())
            }
            _ => Err(self.error(&format!("expected `{wanted}`"))),
        }
    }

    fn error(&mut self, what: &str) -> ScmError {
        let at = self.chars.peek().map_or(self.source.len(), |&(at, _)| at);
        ScmError { at, what: what.to_owned() }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(source: &str) -> Rule {
        read(source).unwrap().remove(0)
    }

    #[test]
    fn a_capture_may_carry_several_names() {
        let rule = one("; a comment\n(if_statement) @if @control");
        assert_eq!(rule.pattern.kind, Kind::Named("if_statement".into()));
        assert_eq!(rule.pattern.captures, ["if", "control"]);
    }

    #[test]
    fn fields_anchors_and_tokens_are_kept() {
        let rule = one(r#"(conditional_expression "else" . body: (_) @nest .)"#);
        let [token, child] = &rule.pattern.children[..] else { panic!("two children") };
        assert_eq!(token.kind, Kind::Token("else".into()));
        assert!(child.anchored && child.kind == Kind::AnyNamed && rule.pattern.closed);
        assert_eq!(child.field.as_deref(), Some("body"));
    }

    #[test]
    fn a_group_holds_settings() {
        let rule = one(r#"((unary_operator "-" @operator) (#set! operator "unary -"))"#);
        assert_eq!(rule.settings, [("operator".to_owned(), "unary -".to_owned())]);
    }

    #[test]
    fn what_it_does_not_know_is_an_error_with_its_place() {
        assert_eq!(read("(a").unwrap_err().to_string(), "byte 2: expected a pattern");
        assert!(read("((a) @b (#match? @b \"x\"))").is_err());
    }
}
