//! Operands: names, literals, what stands in brackets.

use super::expression::{Form, Operand};
use super::reader::{Cover, Read, Reader, Scope, Stuck};
use super::token::Kind;

impl Reader<'_> {
    pub(super) fn primary(&mut self) -> Read<Operand> {
        let operand = self.operand(Form::Other);
        match self.token.kind {
            Kind::Number | Kind::Text => self.constant()?,
            // `#a in b`; TypeScript tells only later where such a name may stand
            Kind::Private if self.dialect.types || self.spells(self.peek(), "in") => {
                self.replace(self.token.start, self.token.end, "_");
                self.advance()?;
            }
            Kind::Template => self.template(|reader| reader.expression().map(drop))?,
            Kind::Word => return self.primary_word(operand),
            Kind::Mark => return self.primary_mark(operand),
            _ => return Err(Stuck),
        }
        Ok(operand)
    }

    fn primary_mark(&mut self, operand: Operand) -> Read<Operand> {
        let form = match self.bytes(self.token) {
            b"(" => return self.brackets(operand),
            b"[" => self.literal(Self::array)?,
            b"{" => self.literal(Self::object)?,
            b"/" | b"/=" => {
                self.regular_expression()?;
                Form::Other
            }
            b"@" => {
                self.decorators()?;
                self.expect_word("class")?;
                self.class()?;
                Form::Other
            }
            _ => return Err(Stuck),
        };
        Ok(Operand { form, ..operand })
    }

    fn regular_expression(&mut self) -> Read {
        let end = self.scanner.regular_expression(self.token.start, self.dialect.types).ok_or(Stuck)?;
        self.replace(self.token.start, end, "_");
        self.resize(end);
        self.advance()
    }

    fn primary_word(&mut self, operand: Operand) -> Read<Operand> {
        match self.word() {
            b"this" | b"null" | b"true" | b"false" | b"super" => self.advance()?,
            b"function" => self.function(false)?,
            b"class" => {
                self.advance()?;
                self.class()?;
            }
            b"new" => return self.deeper(|reader| reader.construction(operand)),
            b"import" => self.import_expression()?,
            b"async" => return self.async_or_name(operand),
            _ => return self.name_or_arrow(operand),
        }
        Ok(operand)
    }

    fn name_or_arrow(&mut self, operand: Operand) -> Read<Operand> {
        self.name()?;
        if self.at_arrow() {
            if self.is_restricted(operand.start) {
                return Err(Stuck);
            }
            self.arrow_body(false)?;
            return Ok(Operand { form: Form::Arrow, ..operand });
        }
        Ok(Operand { form: Form::Target, ..operand })
    }

    /// `async function`, `async a => b`, `async (a) => b`, or `async` as a name.
    fn async_or_name(&mut self, operand: Operand) -> Read<Operand> {
        let next = self.peek();
        if !next.is_first && self.spells(next, "function") {
            self.advance()?;
            self.function(true)?;
            return Ok(operand);
        }
        if !next.is_first && !self.is(next, "=>") {
            let arrow = |reader: &mut Self| {
                reader.advance()?;
                if reader.at_kind(Kind::Word) {
                    reader.binding()?;
                    if reader.at("=>") && !reader.token.is_first {
                        reader.arrow_body(true)
                    } else {
                        Err(Stuck)
                    }
                } else {
                    reader.arrow(true).map(drop)
                }
            };
            if self.is_worth_trying(operand.start, arrow) {
                return Ok(Operand { form: Form::Arrow, ..operand });
            }
        }
        self.name_or_arrow(operand)
    }

    /// Whether an arrow function is read here; a place where none is, is tried once.
    fn is_worth_trying(&mut self, start: usize, arrow: impl FnOnce(&mut Self) -> Read) -> bool {
        if self.no_arrows.contains(&start) {
            return false;
        }
        let found = self.attempt(arrow).is_some();
        if !found {
            self.no_arrows.insert(start);
        }
        found
    }

    /// `(a) => b` or `(a)`.
    fn brackets(&mut self, operand: Operand) -> Read<Operand> {
        if self.is_worth_trying(operand.start, |reader| reader.arrow(false).map(drop)) {
            return Ok(Operand { form: Form::Arrow, ..operand });
        }
        let opening = self.token;
        self.advance()?;
        let inner = self.inside(Self::expression)?;
        let closing = self.token;
        self.expect(")")?;
        if !matches!(inner.form, Form::Target | Form::Covered) {
            self.covers.truncate(operand.covers);
            return Ok(operand);
        }
        if !self.is_erasing() {
            self.covers.extend([Cover::Remove(opening), Cover::Remove(closing)]);
        }
        Ok(Operand { form: Form::Covered, ..operand })
    }

    fn literal(&mut self, read: impl FnOnce(&mut Self) -> Read) -> Read<Form> {
        let before = self.values;
        read(self)?;
        Ok(if self.values > before { Form::Values } else { Form::Literal })
    }

    fn array(&mut self) -> Read {
        self.expect("[")?;
        self.inside(|reader| {
            while !reader.eat("]")? {
                if reader.eat(",")? {
                    continue;
                }
                reader.element()?;
                if !reader.at("]") {
                    reader.expect(",")?;
                }
            }
            Ok(())
        })
    }

    /// What may be a target, should the literal be a pattern.
    fn element(&mut self) -> Read {
        self.eat("...")?;
        let before = self.values;
        let operand = self.assignment()?;
        self.values = before;
        let is_value = matches!(operand.form, Form::Arrow | Form::Value | Form::Other | Form::Values);
        if is_value || self.is_restricted(operand.start) {
            self.covers.truncate(operand.covers);
            self.values += 1;
        }
        Ok(())
    }

    pub(super) fn object(&mut self) -> Read {
        self.expect("{")?;
        self.inside(|reader| reader.list("}", Self::property))
    }

    fn property(&mut self) -> Read {
        if self.at("...") {
            return self.element();
        }
        let scope = self.member_words()?;
        let (is_word, start) = (self.at_kind(Kind::Word), self.token.start);
        self.key()?;
        if self.at("(") || self.at("<") {
            self.method(scope)?;
            self.values += 1;
            return Ok(());
        }
        if self.eat(":")? {
            return self.element();
        }
        if !is_word {
            return Err(Stuck);
        }
        if self.is_restricted(start) {
            self.values += 1;
        }
        if self.eat("=")? {
            let covers = self.covers.len();
            self.assignment()?;
            self.covers.truncate(covers);
        }
        Ok(())
    }

    /// `async`, `*`, `get` and `set` before a key; gives what they make of the method's body.
    pub(super) fn member_words(&mut self) -> Read<Scope> {
        let mut scope = Scope::default();
        loop {
            let next = self.peek();
            let is_key = matches!(next.kind, Kind::Word | Kind::Text | Kind::Number | Kind::Private)
                || self.is(next, "[");
            match self.word() {
                b"get" | b"set" if is_key => self.advance()?,
                b"async" if (is_key || self.is(next, "*")) && !next.is_first => {
                    scope.awaits = true;
                    self.advance()?;
                }
                _ => break,
            }
        }
        scope.yields = self.eat("*")?;
        Ok(scope)
    }

    /// The name of a property.
    pub(super) fn key(&mut self) -> Read {
        match self.token.kind {
            Kind::Word => self.rename(),
            Kind::Text | Kind::Number => self.constant(),
            Kind::Private => self.advance(),
            _ => {
                self.expect("[")?;
                let covers = self.covers.len();
                self.inside(Self::assignment)?;
                self.covers.truncate(covers);
                self.expect("]")
            }
        }
    }

    pub(super) fn template(&mut self, value: impl Fn(&mut Self) -> Read) -> Read {
        self.plain_escapes();
        while !self.scanner.text[..self.token.end].ends_with(b"`") || self.token.end - self.token.start < 2 {
            self.advance()?;
            let covers = self.covers.len();
            self.inside(&value)?;
            self.covers.truncate(covers);
            if !self.at("}") {
                return Err(Stuck);
            }
            (self.token.kind, self.token.end) = self.scanner.template(self.token.end);
            self.plain_escapes();
        }
        self.advance()
    }

    /// Behind a tag, what begins like an escape of a number may be none.
    fn plain_escapes(&mut self) {
        let (mut at, end) = (self.token.start, self.token.end);
        while let Some(found) = memchr::memchr(b'\\', &self.scanner.text[at..end]) {
            at += found;
            if matches!(self.scanner.text.get(at + 1), Some(b'u' | b'x' | b'0'..=b'9')) {
                self.replace(at, at + 1, "_");
            }
            at = end.min(at + 2);
        }
    }

    /// `new a.b(c)`, `new.target`
    fn construction(&mut self, operand: Operand) -> Read<Operand> {
        self.advance()?;
        if self.eat(".")? {
            self.rename()?;
            return Ok(operand);
        }
        let (start, is_new) = (self.token.start, self.at_word("new"));
        if self.dialect.markup && self.at("<") {
            self.markup()?;
            self.advance()?;
            self.wrap(start);
        } else if self.primary()?.form == Form::Arrow {
            return Err(Stuck);
        } else if is_new {
            self.wrap(start);
        }
        let callee = Operand { start, ..operand };
        self.accesses(callee, false)?;
        self.covers.truncate(operand.covers);
        let has_arguments = self.at("(");
        if has_arguments {
            self.arguments()?;
        }
        if self.at("?.") || !has_arguments && self.dialect.types && self.at("<") {
            self.wrap(operand.start);
        }
        Ok(operand)
    }

    /// `import(a)`, `import.meta`, `import.defer(a)`
    fn import_expression(&mut self) -> Read {
        let word = self.token;
        self.advance()?;
        if self.at("(") {
            return self.arguments();
        }
        self.expect(".")?;
        if matches!(self.word(), b"defer" | b"source") {
            self.replace(word.start, word.end, "_");
            return self.rename();
        }
        self.expect_word("meta")
    }
}
