//! TypeScript's types. No metric but Halstead's looks into them, so they are only passed.

use super::reader::{Read, Reader, Scope, Stuck};
use super::token::{Kind, Token};
use super::words;

impl Reader<'_> {
    /// `: A`, which goes.
    pub(super) fn annotation(&mut self) -> Read {
        if self.dialect.types && self.at(":") {
            self.erased_type([": {", "}"], |reader| {
                reader.advance()?;
                reader.type_()
            })?;
        }
        Ok(())
    }

    /// A type that stays as a name, or for the code in it. Gives what becomes of the edits if it stands in a target, given the
    /// text around that code there.
    pub(super) fn type_as_name(&mut self, around: [&'static str; 2]) -> Read<Vec<(usize, &'static str)>> {
        let keeps = self.erased_type(["{", "}"], Self::type_)?;
        if !keeps {
            self.insert(self.end, "_");
        }
        let last = self.edits.len();
        Ok(match last.checked_sub(2) {
            Some(first) if keeps => vec![(first, around[0]), (first + 1, around[1])],
            _ => vec![(last.saturating_sub(1), " ")],
        })
    }

    /// `<A, B>` behind an operand, which goes.
    pub(super) fn erased_type_arguments(&mut self) -> Read {
        self.erased_type(["<{", "}>"], Self::type_arguments).map(drop)
    }

    /// `<A, B>`
    pub(super) fn type_arguments(&mut self) -> Read {
        if self.at("<<") {
            self.resize(self.token.start + 1);
        }
        self.expect("<")?;
        self.inside(|reader| reader.list(">", Self::type_))
    }

    /// What stands in brackets up to the closing one, with commas between and perhaps one at the end.
    pub(super) fn list(&mut self, closing: &str, one: impl Fn(&mut Self) -> Read) -> Read {
        while !self.eat(closing)? {
            one(self)?;
            if !self.eat(",")? {
                return self.expect(closing);
            }
        }
        Ok(())
    }

    /// `<const A extends B = C>`, of which the brackets stay where something begins with them.
    pub(super) fn type_parameters(&mut self) -> Read {
        if !self.dialect.types || !self.at("<") {
            return Ok(());
        }
        self.advance()?;
        self.insert(self.token.start, "_,");
        self.erased_type(["_ extends {", "}"], |reader| reader.inside(Self::type_parameter_list))?;
        self.expect(">")
    }

    fn type_parameter_list(&mut self) -> Read {
        while !self.at(">") {
            while matches!(self.word(), b"const" | b"in" | b"out")
                && self.peek().kind == Kind::Word
                && !self.spells(self.peek(), "extends")
            {
                self.advance()?;
            }
            if !self.at_kind(Kind::Word) {
                return Err(Stuck);
            }
            self.advance()?;
            if self.eat_word("extends")? {
                self.type_()?;
            }
            if self.eat("=")? {
                self.type_()?;
            }
            if !self.at(">") {
                self.expect(",")?;
            }
        }
        Ok(())
    }

    /// Any type, and what only a function gives back: `a is B`, `asserts a is B`. Wherever a whole type begins, be it what a
    /// function gives back in what another type must extend, a condition may be one.
    pub(super) fn type_(&mut self) -> Read {
        let scope = Scope { no_condition: false, ..self.scope };
        self.deeper(|reader| reader.within(scope, |reader| reader.erased(Self::conditional_type)))
    }

    fn conditional_type(&mut self) -> Read {
        self.union()?;
        if self.scope.no_condition || self.token.is_first || !self.eat_word("extends")? {
            return Ok(());
        }
        self.within(Scope { no_condition: true, ..self.scope }, Self::union)?;
        self.expect("?")?;
        self.type_()?;
        self.expect(":")?;
        self.type_()
    }

    fn union(&mut self) -> Read {
        self.deeper(|reader| {
            let _ = reader.eat("|")? || reader.eat("&")?;
            reader.type_operator()?;
            while reader.eat("|")? || reader.eat("&")? {
                let _ = reader.eat("|")? || reader.eat("&")?;
                reader.type_operator()?;
            }
            Ok(())
        })
    }

    fn type_operator(&mut self) -> Read {
        let mut is_operand = false;
        loop {
            let is_operator = matches!(self.word(), b"keyof" | b"unique" | b"readonly" | b"infer");
            if !is_operator && !self.at_assertion() {
                break;
            }
            let (infers, asserts) = (self.at_word("infer"), self.at_assertion());
            self.advance()?;
            if asserts {
                return self.asserted();
            }
            if infers {
                return self.inferred();
            }
            is_operand = true;
        }
        // no operator stands before the type of a function
        match self.token.kind {
            Kind::Word if is_operand => self.reference()?,
            _ if is_operand && self.at("(") => self.bracketed_type()?,
            _ => self.simple_type()?,
        }
        self.type_postfixes()
    }

    /// What follows `asserts`: `a`, `this is B`, wherever the lines end.
    fn asserted(&mut self) -> Read {
        self.advance()?;
        if self.eat_word("is")? { self.type_() } else { self.type_postfixes() }
    }

    /// `asserts a`, where the first word is no type.
    fn at_assertion(&self) -> bool {
        let next = self.peek();
        let is_name = next.kind == Kind::Word
            && !matches!(self.bytes(next), b"extends" | b"is" | b"in" | b"of" | b"as");
        self.at_word("asserts") && is_name && !next.is_first
    }

    /// A type that something extends or implements.
    pub(super) fn heritage(&mut self) -> Read {
        self.type_()?;
        if self.at("<") { self.type_arguments() } else { Ok(()) }
    }

    /// `infer A extends B`, where no `?` makes a condition of it.
    fn inferred(&mut self) -> Read {
        self.advance()?;
        if self.scope.no_condition && self.eat_word("extends")? {
            return self.union();
        }
        if self.at_word("extends") {
            let _ = self.attempt(|reader| {
                reader.advance()?;
                reader.within(Scope { no_condition: true, ..reader.scope }, Self::union)?;
                if reader.at("?") { Err(Stuck) } else { Ok(()) }
            });
        }
        Ok(())
    }

    /// A `?` behind a type, where no other type follows.
    fn doubted(&mut self) -> Read {
        self.advance()?;
        if self.begins_type(self.token) { Err(Stuck) } else { Ok(()) }
    }

    fn begins_type(&self, token: Token) -> bool {
        let next = self.scanner.token(token.end);
        match token.kind {
            Kind::Text | Kind::Number | Kind::Template => true,
            Kind::Word => words::may_begin_type(self.bytes(token)),
            _ if self.is(token, "-") => next.kind == Kind::Number,
            _ if self.is(token, "(") => {
                matches!(next.kind, Kind::Text | Kind::Number | Kind::Template | Kind::Word | Kind::Private)
                    || [")", "...", "@", "{", "[", "<", "|", "&", "*", "?", "!", "-", "("]
                        .into_iter()
                        .any(|mark| self.is(next, mark))
            }
            _ => ["{", "[", "<", "|", "&", "*", "?", "!", "..."].into_iter().any(|mark| self.is(token, mark)),
        }
    }

    /// Whether a type has ended before the token at hand.
    fn ends_type(&self) -> bool {
        [",", ")", "]", "}", ">", ";", "=", "|"].into_iter().any(|mark| self.at(mark))
    }

    /// `A[]`, `A["b"]`, and `A!` and `A?` as in comments of `JSDoc`.
    fn type_postfixes(&mut self) -> Read {
        while !self.token.is_first {
            if self.eat("[")? {
                if !self.eat("]")? {
                    self.inside(Self::type_)?;
                    self.expect("]")?;
                }
            } else if !self.eat("!")? && (!self.at("?") || self.attempt(Self::doubted).is_none()) {
                break;
            }
        }
        Ok(())
    }

    fn simple_type(&mut self) -> Read {
        match self.token.kind {
            Kind::Text | Kind::Number => self.advance(),
            Kind::Template => self.template(Self::type_),
            Kind::Word => self.named_type(),
            _ if self.at("-") && self.peek().kind == Kind::Number => {
                self.advance()?;
                self.advance()
            }
            // as in comments of JSDoc, which TypeScript reads everywhere
            _ if self.at("*") => self.advance(),
            _ if self.at("!") || self.at("?") || self.at("??") => {
                self.resize(self.token.start + 1);
                self.advance()?;
                if self.ends_type() { Ok(()) } else { self.deeper(Self::simple_type) }
            }
            _ if self.at("{") => self.members(),
            _ if self.at("[") => {
                self.advance()?;
                self.inside(|reader| reader.list("]", Self::tuple_element))
            }
            _ if self.at("(") => self.type_in_brackets(),
            _ if self.at("<") => self.function_type(),
            _ => Err(Stuck),
        }
    }

    fn type_in_brackets(&mut self) -> Read {
        if self.attempt(Self::function_type).is_some() {
            return Ok(());
        }
        self.bracketed_type()
    }

    fn bracketed_type(&mut self) -> Read {
        self.expect("(")?;
        self.inside(Self::type_)?;
        self.expect(")")
    }

    fn function_type(&mut self) -> Read {
        self.type_parameters()?;
        self.parameters()?;
        self.expect("=>")?;
        self.type_()
    }

    fn tuple_element(&mut self) -> Read {
        self.eat("...")?;
        let labelled = |reader: &mut Self| {
            reader.advance()?;
            reader.eat("?")?;
            reader.expect(":")
        };
        if self.at_kind(Kind::Word) && self.attempt(labelled).is_some() {
            self.eat("...")?;
        }
        self.type_()?;
        self.eat("?")?;
        Ok(())
    }

    fn named_type(&mut self) -> Read {
        if self.begins_constructor() {
            self.eat_word("abstract")?;
            self.advance()?;
            return self.function_type();
        }
        self.reference()
    }

    /// `A`, `typeof a.b`, `import("a").B<C>`
    fn reference(&mut self) -> Read {
        let mut takes_arguments = !words::is_type(self.word());
        let mut takes_double = true;
        match self.word() {
            b"typeof" => {
                self.advance()?;
                if !self.at_kind(Kind::Word) {
                    return Err(Stuck);
                }
                // a as typeof b << c
                takes_double = self.at_word("import");
            }
            b"extends" | b"if" | b"return" | b"function" | b"class" | b"var" => return Err(Stuck),
            _ => {}
        }
        if self.at_word("import") && self.is(self.peek(), "(") {
            self.advance()?;
            self.advance()?;
            self.list(")", |reader| if reader.at("{") { reader.object() } else { reader.type_() })?;
        } else {
            self.advance()?;
        }
        while self.at(".") {
            self.advance()?;
            if !matches!(self.token.kind, Kind::Word | Kind::Private) {
                return Err(Stuck);
            }
            self.advance()?;
            takes_arguments = true;
        }
        let opens = self.at("<") || takes_double && self.at("<<");
        if takes_arguments && opens && !self.token.is_first {
            self.type_arguments()?;
        }
        if self.at_word("is") && !self.token.is_first {
            self.advance()?;
            self.type_()?;
        }
        Ok(())
    }

    fn begins_constructor(&self) -> bool {
        let next = self.peek();
        self.at_word("new") && (self.is(next, "(") || self.is(next, "<"))
            || self.at_word("abstract") && self.spells(next, "new")
    }
}
