//! Statements. Where one ends without a semicolon, one is put in.

use super::expression::Form;
use super::reader::{Read, Reader, Scope, Stuck};
use super::token::Kind;

impl Reader<'_> {
    /// Everything up to the end of the text.
    pub(super) fn program(&mut self) -> Read {
        while !self.at_kind(Kind::End) {
            self.statement()?;
        }
        Ok(())
    }

    pub(super) fn statement(&mut self) -> Read {
        self.deeper(|reader| {
            if reader.at("{") {
                reader.begin_with_label();
                return reader.block();
            }
            if reader.at(";") {
                return reader.advance();
            }
            if reader.at("@") {
                reader.decorators()?;
                return reader.statement();
            }
            if reader.at_kind(Kind::Word) { reader.word_statement() } else { reader.expression_statement() }
        })
    }

    /// What a condition or a label stands before: no declaration with `let`, and no function in a module.
    fn substatement(&mut self) -> Read {
        if self.is_strict() && self.at_word("function") {
            return Err(Stuck);
        }
        if self.at_word("let") && self.peek().is_first {
            self.expression_statement()
        } else {
            self.statement()
        }
    }

    fn word_statement(&mut self) -> Read {
        match self.word() {
            b"var" | b"const" | b"let" | b"using" | b"await" if self.begins_variables() => {
                self.variables()?;
                self.semicolon()
            }
            b"function" => self.function(false),
            b"async" if self.begins_async_function() => {
                self.advance()?;
                self.function(true)
            }
            b"class" => {
                self.advance()?;
                self.class()
            }
            b"if" => self.if_statement(),
            b"for" => self.for_statement(),
            b"with" if self.is_strict() => Err(Stuck),
            b"while" | b"with" => {
                self.advance()?;
                self.condition()?;
                self.substatement()
            }
            b"do" => self.do_statement(),
            b"return" | b"throw" | b"break" | b"continue" | b"debugger" => self.leaving_statement(),
            b"try" => self.try_statement(),
            b"switch" => self.switch_statement(),
            b"import" if !self.is(self.peek(), "(") && !self.is(self.peek(), ".") => self.import(),
            b"export" => self.export(),
            _ if self.dialect.types && self.begins_declaration(self.token) => self.declaration(),
            _ if self.is(self.peek(), ":") => {
                self.name()?;
                self.advance()?;
                self.substatement()
            }
            _ => self.expression_statement(),
        }
    }

    fn expression_statement(&mut self) -> Read {
        let first = self.token;
        let operand = self.expression()?;
        self.covers.truncate(operand.covers);
        // TypeScript misses no semicolon behind this name: what follows should have been declared
        if self.dialect.types && self.end == first.end && self.bytes(first) == b"declare" && !self.at(";") {
            self.insert(self.end, ";");
            return Ok(());
        }
        self.semicolon()
    }

    fn begins_async_function(&self) -> bool {
        let next = self.peek();
        !next.is_first && self.spells(next, "function")
    }

    /// Whether a declaration of variables begins here, and none of the words is a name.
    pub(super) fn begins_variables(&self) -> bool {
        let next = self.peek();
        match self.word() {
            b"var" => true,
            b"const" => !self.spells(next, "enum"),
            b"let" => {
                let is_name = next.kind == Kind::Word && !matches!(self.bytes(next), b"in" | b"instanceof");
                is_name || self.is(next, "[") || self.is(next, "{")
            }
            b"using" => self.begins_using(next),
            b"await" => {
                (self.dialect.types || self.scope.awaits && !next.is_first)
                    && self.spells(next, "using")
                    && self.begins_using(self.scanner.token(next.end))
            }
            _ => false,
        }
    }

    fn begins_using(&self, next: super::token::Token) -> bool {
        let after = self.scanner.token(next.end);
        let is_of = self.spells(next, "of") && !self.is(after, "=") && !self.is(after, ":");
        next.kind == Kind::Word
            && !next.is_first
            && !matches!(self.bytes(next), b"in" | b"instanceof" | b"as" | b"satisfies")
            && !is_of
    }

    /// `let a: B = c, { d } = e`: every kind of them becomes the one that all grammars know everywhere.
    pub(super) fn variables(&mut self) -> Read {
        if self.at_word("await") {
            self.erased(Self::advance)?;
        }
        self.replace(self.token.start, self.token.end, "var");
        self.advance()?;
        loop {
            self.pattern()?;
            if self.dialect.types && self.at("!") && !self.token.is_first {
                self.erased(Self::advance)?;
            }
            self.annotation()?;
            let value = self.at("=").then(|| self.peek().start);
            self.default()?;
            if let Some(start) = value.filter(|_| self.scope.no_in && self.at_word("in")) {
                if self.is_strict() {
                    return Err(Stuck);
                }
                self.wrap(start);
            }
            if !self.eat(",")? {
                return Ok(());
            }
        }
    }

    /// `(a)` behind a word.
    fn condition(&mut self) -> Read {
        self.expect("(")?;
        let covers = self.covers.len();
        self.inside(Self::expression)?;
        self.covers.truncate(covers);
        self.expect(")")
    }

    /// A chain of `else if` is not nested.
    fn if_statement(&mut self) -> Read {
        loop {
            self.advance()?;
            self.condition()?;
            self.substatement()?;
            if !self.eat_word("else")? {
                return Ok(());
            }
            if !self.at_word("if") {
                return self.substatement();
            }
        }
    }

    fn do_statement(&mut self) -> Read {
        self.advance()?;
        self.substatement()?;
        self.expect_word("while")?;
        self.condition()?;
        if !self.eat(";")? {
            self.insert(self.end, ";");
        }
        Ok(())
    }

    fn leaving_statement(&mut self) -> Read {
        let (has_value, takes_label) =
            (matches!(self.word(), b"return" | b"throw"), matches!(self.word(), b"break" | b"continue"));
        self.advance()?;
        if self.ends_statement() {
            return self.semicolon();
        }
        if has_value {
            let operand = self.expression()?;
            self.covers.truncate(operand.covers);
        } else if takes_label {
            self.name()?;
        }
        self.semicolon()
    }

    fn try_statement(&mut self) -> Read {
        self.advance()?;
        self.block()?;
        let catches = self.eat_word("catch")?;
        if catches {
            if self.eat("(")? {
                self.pattern()?;
                self.annotation()?;
                self.expect(")")?;
            }
            self.block()?;
        }
        if self.eat_word("finally")? {
            return self.block();
        }
        if catches { Ok(()) } else { Err(Stuck) }
    }

    fn switch_statement(&mut self) -> Read {
        self.advance()?;
        self.condition()?;
        self.expect("{")?;
        self.inside(|reader| {
            while !reader.eat("}")? {
                if reader.eat_word("case")? {
                    let operand = reader.expression()?;
                    reader.covers.truncate(operand.covers);
                } else {
                    reader.expect_word("default")?;
                }
                reader.expect(":")?;
                while !reader.at("}") && !reader.at_word("case") && !reader.at_word("default") {
                    reader.statement()?;
                }
            }
            Ok(())
        })
    }

    fn for_statement(&mut self) -> Read {
        self.advance()?;
        if self.at_word("await") {
            self.advance()?;
        }
        self.expect("(")?;
        let scope = Scope { no_in: true, in_consequence: false, ..self.scope };
        self.within(scope, Self::for_head)?;
        self.substatement()
    }

    fn for_head(&mut self) -> Read {
        let covers = self.covers.len();
        if self.begins_variables() {
            self.variables()?;
        } else if !self.at(";") {
            let operand = self.expression()?;
            let is_each = self.at_word("of") || self.at_word("in");
            if is_each {
                self.check_target(operand)?;
                if matches!(operand.form, Form::Literal | Form::Covered) {
                    self.settle(covers);
                }
            }
            self.covers.truncate(covers);
        }
        self.scope.no_in = false;
        if self.at_word("of") || self.at_word("in") {
            self.advance()?;
            self.expression()?;
        } else {
            for closing in [false, true] {
                self.expect(";")?;
                if !self.at(if closing { ")" } else { ";" }) {
                    self.expression()?;
                }
            }
        }
        self.covers.truncate(covers);
        self.expect(")")
    }
}
