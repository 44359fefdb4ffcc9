//! Imports and exports. What only names things counts as one statement, and becomes the shortest one.

use super::reader::{Read, Reader, Stuck};
use super::token::Kind;

/// A statement that every grammar knows and that says nothing.
const NOTHING: &str = "debugger;";

impl Reader<'_> {
    /// Leaves a statement out, but for its place and its comments.
    pub(super) fn only_named(&mut self, read: impl FnOnce(&mut Self) -> Read) -> Read {
        let start = self.token.start;
        if !self.erased_type(["type _ = {", "};"], read)? {
            self.insert(start, NOTHING);
        }
        Ok(())
    }

    /// `import a, { b as c } from "d" with { e: "f" }`, `import a = b.c`
    pub(super) fn import(&mut self) -> Read {
        self.only_named(|reader| {
            reader.advance()?;
            reader.import_clause()?;
            reader.semicolon()
        })
    }

    fn import_clause(&mut self) -> Read {
        if self.at_kind(Kind::Text) {
            return self.source();
        }
        // at most three words: `type`, `defer` or `source`, and the name
        for _ in 0..2 {
            if self.at_kind(Kind::Word) && !(self.at_word("from") && self.peek().kind == Kind::Text) {
                self.advance()?;
            }
        }
        if self.dialect.types && self.eat("=")? {
            return self.entity();
        }
        self.eat(",")?;
        if self.eat("*")? {
            self.expect_word("as")?;
            self.advance()?;
        } else if self.at("{") {
            self.names()?;
        }
        self.expect_word("from")?;
        self.source()
    }

    /// `require("a")`, `a.b.c`
    fn entity(&mut self) -> Read {
        if self.at_word("require") && self.is(self.peek(), "(") {
            self.advance()?;
            return self.arguments();
        }
        self.advance()?;
        while self.eat(".")? {
            self.advance()?;
        }
        Ok(())
    }

    /// `{ a as b, type c, "d" as e }`
    fn names(&mut self) -> Read {
        self.expect("{")?;
        self.list("}", |reader| {
            let mut words = 0;
            while matches!(reader.token.kind, Kind::Word | Kind::Text) {
                reader.advance()?;
                words += 1;
            }
            if (1..=4).contains(&words) { Ok(()) } else { Err(Stuck) }
        })
    }

    /// `"a" with { b: "c" }`
    fn source(&mut self) -> Read {
        if !self.at_kind(Kind::Text) {
            return Err(Stuck);
        }
        self.advance()?;
        if self.at_word("with") || self.at_word("assert") && !self.token.is_first {
            self.advance()?;
            self.object()?;
        }
        Ok(())
    }

    pub(super) fn export(&mut self) -> Read {
        let next = self.peek();
        let after = self.scanner.token(next.end);
        let is_list = self.is(next, "*") || self.is(next, "{");
        let is_type_list =
            self.dialect.types && self.spells(next, "type") && (self.is(after, "{") || self.is(after, "*"));
        if is_list || is_type_list {
            return self.only_named(Self::exported_names);
        }
        if self.dialect.types && (self.spells(next, "as") || self.spells(next, "import")) {
            return self.only_named(Self::exported_alias);
        }
        if self.dialect.types && self.exports_a_type(next) {
            return self.only_named(|reader| {
                reader.advance()?;
                reader.eat_word("default")?;
                reader.declaration()
            });
        }
        self.advance()?;
        if self.eat_word("default")? {
            return self.exported_default();
        }
        if self.dialect.types && self.at("=") {
            self.replace(self.token.start, self.token.end, "default");
            self.advance()?;
            return self.exported_value();
        }
        self.decorators()?;
        self.statement()
    }

    fn exported_names(&mut self) -> Read {
        self.advance()?;
        self.eat_word("type")?;
        let is_all = self.eat("*")?;
        if is_all && self.eat_word("as")? {
            self.advance()?;
        } else if !is_all {
            self.names()?;
        }
        if is_all || self.at_word("from") {
            self.expect_word("from")?;
            self.source()?;
        }
        self.semicolon()
    }

    fn exported_alias(&mut self) -> Read {
        self.advance()?;
        if self.at_word("import") {
            self.advance()?;
            self.import_clause()?;
        } else {
            self.advance()?;
            self.expect_word("namespace")?;
            self.advance()?;
        }
        self.semicolon()
    }

    fn exported_default(&mut self) -> Read {
        self.decorators()?;
        match self.word() {
            b"function" => self.function(false)?,
            b"async" if self.is_async_function() => {
                self.advance()?;
                self.function(true)?;
            }
            b"class" => {
                self.advance()?;
                self.class()?;
            }
            b"abstract" if self.dialect.types && self.begins_declaration(self.token) => {
                let name = self.scanner.token(self.peek().end);
                // the grammar knows no abstract class without a name
                if name.kind == Kind::Word
                    && !self.spells(name, "extends")
                    && !self.spells(name, "implements")
                {
                    self.advance()?;
                } else {
                    self.erased(Self::advance)?;
                }
                self.advance()?;
                self.class()?;
            }
            _ => return self.exported_value(),
        }
        self.insert(self.end, ";");
        Ok(())
    }

    fn is_async_function(&self) -> bool {
        let next = self.peek();
        !next.is_first && self.spells(next, "function")
    }

    fn exported_value(&mut self) -> Read {
        let operand = self.assignment()?;
        self.covers.truncate(operand.covers);
        self.semicolon()
    }
}
