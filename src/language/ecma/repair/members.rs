//! The members of interfaces and of the types of objects.

use super::reader::{Read, Reader, Stuck};
use super::token::Kind;

impl Reader<'_> {
    /// The braces of an interface or of the type of an object.
    pub(super) fn members(&mut self) -> Read {
        self.expect("{")?;
        while !self.eat("}")? {
            self.inside(Self::member)?;
            if !self.eat(";")? && !self.eat(",")? && !self.at("}") && !self.token.is_first {
                return Err(Stuck);
            }
        }
        Ok(())
    }

    fn member(&mut self) -> Read {
        if (self.at("+") || self.at("-")) && self.spells(self.peek(), "readonly") {
            self.advance()?;
        }
        while self.at_kind(Kind::Word) && self.is_before_name() {
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
        self.annotation()
    }

    /// Whether the word at hand says something of the member whose name or brackets follow.
    fn is_before_name(&self) -> bool {
        let next = self.peek();
        match self.word() {
            b"new" => self.is(next, "(") || self.is(next, "<"),
            b"readonly" | b"get" | b"set" | b"static" | b"public" | b"private" | b"protected"
            | b"declare" | b"abstract" | b"override" => {
                !next.is_first
                    && (self.is(next, "[")
                        || matches!(next.kind, Kind::Word | Kind::Text | Kind::Number | Kind::Private))
            }
            _ => false,
        }
    }

    /// `[a: B]`, `[A in B as C]`, `[a]`
    fn computed_member(&mut self) -> Read {
        self.expect("[")?;
        let next = self.peek();
        if self.at_kind(Kind::Word) && (self.is(next, ":") || self.spells(next, "in")) {
            self.advance()?;
            self.advance()?;
            self.type_()?;
            if self.eat_word("as")? {
                self.type_()?;
            }
        } else {
            self.assignment()?;
        }
        self.expect("]")
    }
}
