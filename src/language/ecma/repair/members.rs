//! The members of interfaces and of the types of objects.

use super::reader::{Read, Reader, Stuck};
use super::token::{Kind, Token};

impl Reader<'_> {
    /// The braces of an interface or of the type of an object.
    pub(super) fn members(&mut self) -> Read {
        self.expect("{")?;
        while !self.eat("}")? {
            let has_body = self.inside(Self::member)?;
            let is_apart = self.at("}") || self.token.is_first;
            // behind a body nothing separates
            if !has_body && !self.eat(";")? && !self.eat(",")? && !is_apart {
                return Err(Stuck);
            }
        }
        Ok(())
    }

    /// One member; tells whether it has a body, as in a class, which is wrong only when types are checked.
    fn member(&mut self) -> Read<bool> {
        if (self.at("+") || self.at("-")) && self.spells(self.peek(), "readonly") {
            self.advance()?;
        }
        let mut is_accessor = false;
        while self.at_kind(Kind::Word) && self.is_before_name() {
            is_accessor = matches!(self.word(), b"get" | b"set");
            self.advance()?;
        }
        match self.token.kind {
            _ if self.at("[") => self.computed_member()?,
            _ if self.at("(") || self.at("<") => {}
            Kind::Word | Kind::Text | Kind::Number | Kind::Private => self.advance()?,
            _ => return Err(Stuck),
        }
        if self.at("+") || self.at("-") {
            self.advance()?;
        }
        self.eat("?")?;
        if self.at("(") || self.at("<") {
            self.type_parameters()?;
            self.parameters()?;
        }
        self.annotation()?;
        let has_body = is_accessor && self.at("{");
        if has_body {
            self.block()?;
        }
        Ok(has_body)
    }

    /// Whether the word at hand says something of the member whose name or brackets follow.
    fn is_before_name(&self) -> bool {
        let next = self.peek();
        let begins_name =
            self.is(next, "[") || matches!(next.kind, Kind::Word | Kind::Text | Kind::Number | Kind::Private);
        match self.word() {
            b"new" => self.is(next, "(") || self.is(next, "<"),
            b"get" | b"set" | b"static" => begins_name,
            b"readonly" | b"public" | b"private" | b"protected" | b"declare" | b"abstract" | b"override" => {
                begins_name && !next.is_first
            }
            _ => false,
        }
    }

    /// Whether the brackets of an index signature hold this, given the token behind it. That they hold nothing, too much or
    /// what is optional TypeScript minds only when it checks types.
    pub(super) fn begins_index(&self, next: Token) -> bool {
        let after = self.scanner.token(next.end);
        let is_optional = self.is(next, "?") && [":", ",", "]"].iter().any(|mark| self.is(after, mark));
        let is_named = self.at_kind(Kind::Word) && (self.is(next, ":") || self.is(next, ",") || is_optional);
        is_named || self.at("]") || self.at("...")
    }

    /// `[a: B]`, `[A in B as C]`, `[a]`
    fn computed_member(&mut self) -> Read {
        self.expect("[")?;
        let next = self.peek();
        if self.at_kind(Kind::Word) && self.spells(next, "in") {
            self.advance()?;
            self.advance()?;
            self.type_()?;
            if self.eat_word("as")? {
                self.type_()?;
            }
        } else if self.begins_index(next) {
            return self.list("]", Self::parameter);
        } else {
            self.kept(["[", "];"], |reader| reader.assignment().map(drop))?;
        }
        self.expect("]")
    }
}
