//! The members of interfaces and of the types of objects.

use super::reader::{Read, Reader, Stuck};
use super::token::{Kind, Token};

impl Reader<'_> {
    /// The braces of an interface or of the type of an object.
    pub(super) fn members(&mut self) -> Read {
        self.expect("{")?;
        if self.begins_mapping() {
            self.inside(Self::mapping)?;
        }
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

    pub(super) fn begins_mapping(&self) -> bool {
        let next = self.peek();
        if self.at("+") || self.at("-") {
            return self.spells(next, "readonly");
        }
        let bracket = if self.at_word("readonly") { next } else { self.token };
        let name = self.scanner.token(bracket.end);
        let is_name = self.is(bracket, "[") && name.kind == Kind::Word;
        is_name && self.spells(self.scanner.token(name.end), "in")
    }

    /// `+readonly [A in B as C]-?: D`, behind which stands no comma.
    fn mapping(&mut self) -> Read {
        let _ = self.eat("+")? || self.eat("-")?;
        self.eat_word("readonly")?;
        self.expect("[")?;
        self.advance()?;
        self.expect_word("in")?;
        self.type_()?;
        if self.eat_word("as")? {
            self.type_()?;
        }
        self.expect("]")?;
        let _ = self.eat("+")? || self.eat("-")?;
        self.eat("?")?;
        self.annotation()?;
        if self.eat(";")? || self.at("}") || self.token.is_first { Ok(()) } else { Err(Stuck) }
    }

    /// One member; tells whether it has a body, as in a class, which is wrong only when types are checked.
    fn member(&mut self) -> Read<bool> {
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

    /// `[a: B]`, `[a]`
    fn computed_member(&mut self) -> Read {
        self.expect("[")?;
        if self.begins_index(self.peek()) {
            return self.list("]", Self::parameter);
        }
        self.kept(["[", "];"], |reader| reader.assignment().map(drop))?;
        self.expect("]")
    }
}
