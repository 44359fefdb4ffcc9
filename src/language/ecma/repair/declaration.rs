//! Declarations that only TypeScript has.

use super::reader::{Read, Reader, Scope, Stuck};
use super::token::{Kind, Token};

impl Reader<'_> {
    /// Whether a declaration begins at a token, and its word is no name.
    pub(super) fn begins_declaration(&self, token: Token) -> bool {
        let next = self.scanner.token(token.end);
        let is_word_on_line = next.kind == Kind::Word && !next.is_first && !self.is_operator_word(next);
        match self.bytes(token) {
            b"enum" => true,
            b"const" => self.spells(next, "enum"),
            b"interface" | b"type" | b"namespace" => is_word_on_line,
            b"module" => is_word_on_line || next.kind == Kind::Text && !next.is_first,
            b"global" => self.is(next, "{"),
            b"abstract" => !next.is_first && self.spells(next, "class"),
            b"declare" => is_word_on_line && self.is_declarable(next),
            _ => false,
        }
    }

    fn is_operator_word(&self, token: Token) -> bool {
        matches!(self.bytes(token), b"in" | b"instanceof")
            || matches!(self.bytes(token), b"as" | b"satisfies")
                && !self.is(self.scanner.token(token.end), "=")
                && !self.is(self.scanner.token(token.end), "{")
    }

    fn is_declarable(&self, token: Token) -> bool {
        let next = self.scanner.token(token.end);
        match self.bytes(token) {
            b"var" | b"let" | b"const" | b"function" | b"class" | b"using" | b"import" => true,
            b"async" => self.spells(next, "function") && !next.is_first,
            b"export" => !next.is_first && !self.spells(next, "export") && self.is_declarable(next),
            b"declare" => false,
            _ => self.begins_declaration(token),
        }
    }

    /// Whether what is exported is nothing but a type, at the token behind `export`.
    pub(super) fn exports_a_type(&self, next: Token) -> bool {
        let token = if self.spells(next, "default") { self.scanner.token(next.end) } else { next };
        let declared = if self.spells(token, "declare") { self.scanner.token(token.end) } else { token };
        matches!(self.bytes(declared), b"interface" | b"type") && self.begins_declaration(declared)
    }

    pub(super) fn declaration(&mut self) -> Read {
        match self.word() {
            b"declare" => {
                self.erased(Self::advance)?;
                self.statement()
            }
            // stays, so that a class begins at one place whether its file is rewritten or not
            b"abstract" => {
                self.advance()?;
                self.statement()
            }
            b"const" => {
                self.erased(Self::advance)?;
                self.enumeration()
            }
            b"enum" => self.enumeration(),
            b"interface" => self.only_named(Self::interface),
            b"type" => self.only_named(Self::alias),
            _ => self.namespace(),
        }
    }

    fn interface(&mut self) -> Read {
        self.advance()?;
        self.advance()?;
        self.type_parameters()?;
        while self.at_word("extends") || self.at(",") {
            self.advance()?;
            self.heritage()?;
        }
        self.members()
    }

    fn alias(&mut self) -> Read {
        self.advance()?;
        self.advance()?;
        self.type_parameters()?;
        self.expect("=")?;
        self.type_()?;
        self.semicolon()
    }

    fn enumeration(&mut self) -> Read {
        self.expect_word("enum")?;
        self.rename()?;
        self.expect("{")?;
        self.inside(|reader| {
            reader.list("}", |reader| {
                reader.key()?;
                reader.default()
            })
        })
    }

    /// `namespace a.b {}`, `module "a" {}`, `global {}`: all of them become the first.
    fn namespace(&mut self) -> Read {
        if self.at_word("module") && !self.namespace_has_body() {
            return self.only_named(|reader| {
                reader.advance()?;
                reader.advance()?;
                reader.semicolon()
            });
        }
        if self.at_word("global") {
            self.replace(self.token.start, self.token.end, "namespace _");
            self.advance()?;
        } else {
            self.replace(self.token.start, self.token.end, "namespace _ ");
            self.advance()?;
            self.erased(Self::namespace_name)?;
        }
        if !self.at("{") {
            return Err(Stuck);
        }
        self.within(Scope::default(), Self::block)
    }

    fn namespace_has_body(&self) -> bool {
        let name = self.peek();
        name.kind == Kind::Word || self.is(self.scanner.token(name.end), "{")
    }

    fn namespace_name(&mut self) -> Read {
        self.advance()?;
        while self.eat(".")? {
            self.advance()?;
        }
        Ok(())
    }
}
