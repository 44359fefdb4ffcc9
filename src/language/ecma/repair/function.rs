//! Functions: parameters, patterns, bodies.

use super::expression::{Form, Operand};
use super::reader::{Read, Reader, Scope, Stuck};
use super::token::Kind;

impl Reader<'_> {
    /// `function* a<B>(c: D): E {}`, or without its body where only its type is said.
    pub(super) fn function(&mut self, is_async: bool) -> Read {
        self.expect_word("function")?;
        let yields = self.eat("*")?;
        let name_place = self.end;
        let is_named = self.at_kind(Kind::Word);
        if is_named {
            let start = self.token.start;
            self.rename()?;
            if self.is_restricted(start) {
                return Err(Stuck);
            }
        }
        let has_body = self.signature_and_body(Scope { awaits: is_async, yields, ..Scope::default() })?;
        if !has_body && !is_named {
            self.insert(name_place, " _");
        }
        Ok(())
    }

    /// What follows the key of a method; gives whether it has a body.
    pub(super) fn method(&mut self, scope: Scope) -> Read {
        self.signature_and_body(scope).map(drop)
    }

    fn signature_and_body(&mut self, scope: Scope) -> Read<bool> {
        self.within(scope, |reader| {
            reader.type_parameters()?;
            reader.parameters()?;
            reader.annotation()?;
            if reader.at("{") {
                reader.block()?;
                return Ok(true);
            }
            if !reader.dialect.types {
                return Err(Stuck);
            }
            reader.semicolon()?;
            Ok(false)
        })
    }

    /// `<A>(b: C): D => e`
    pub(super) fn arrow(&mut self, is_async: bool) -> Read<Operand> {
        let operand = self.operand(Form::Arrow);
        let scope = Scope { awaits: is_async || self.scope.awaits, ..Scope::default() };
        self.within(scope, |reader| {
            reader.type_parameters()?;
            reader.parameters()
        })?;
        let says_type = self.at(":");
        self.annotation()?;
        if !self.at_arrow() {
            return Err(Stuck);
        }
        self.arrow_body(is_async)?;
        if says_type && self.scope.in_consequence && !self.at(":") {
            return Err(Stuck);
        }
        Ok(operand)
    }

    /// Whether `=>` is at hand, before which no line ends; TypeScript minds that only when it checks types.
    pub(super) fn at_arrow(&self) -> bool {
        self.at("=>") && (self.dialect.types || !self.token.is_first)
    }

    /// `=> a`, `=> {}`
    pub(super) fn arrow_body(&mut self, is_async: bool) -> Read {
        self.expect("=>")?;
        let scope = Scope { awaits: is_async, yields: false, ..self.scope };
        let covers = self.covers.len();
        if self.at("{") {
            self.begin_with_label();
            self.within(Scope { awaits: scope.awaits, ..Scope::default() }, Self::block)?;
        } else {
            self.within(scope, Self::assignment)?;
        }
        self.covers.truncate(covers);
        Ok(())
    }

    /// `(a, { b }?: C, ...d)`
    pub(super) fn parameters(&mut self) -> Read {
        self.expect("(")?;
        let start = self.token.start;
        self.inside(|reader| reader.list(")", Self::parameter))?;
        self.check_parameters(start)
    }

    pub(super) fn parameter(&mut self) -> Read {
        self.decorators()?;
        self.access_words()?;
        self.eat("...")?;
        if !self.eat_word("this")? {
            self.pattern()?;
        }
        if self.dialect.types && self.at("?") {
            self.erased(|reader| reader.expect("?"))?;
        }
        self.annotation()?;
        self.default()
    }

    /// `private readonly` before the name of a parameter.
    fn access_words(&mut self) -> Read {
        while self.dialect.types
            && matches!(self.word(), b"public" | b"private" | b"protected" | b"readonly" | b"override")
        {
            let next = self.peek();
            if next.kind != Kind::Word && !self.is(next, "{") && !self.is(next, "[") {
                break;
            }
            self.erased(Self::advance)?;
        }
        Ok(())
    }

    pub(super) fn default(&mut self) -> Read {
        if !self.at("=") {
            return Ok(());
        }
        self.kept(["_: (_", ") => _;"], |reader| {
            reader.advance()?;
            let covers = reader.covers.len();
            reader.assignment()?;
            reader.covers.truncate(covers);
            Ok(())
        })
    }

    /// What a variable is bound by: a name, or a pattern of names.
    pub(super) fn pattern(&mut self) -> Read {
        if self.at("[") || self.at("{") { self.deeper(Self::bracketed_pattern) } else { self.binding() }
    }

    /// The name of what is bound; modules bind neither `eval` nor `arguments`.
    pub(super) fn binding(&mut self) -> Read {
        let start = self.token.start;
        self.name()?;
        if self.is_restricted(start) { Err(Stuck) } else { Ok(()) }
    }

    fn bracketed_pattern(&mut self) -> Read {
        if self.eat("{")? {
            return self.inside(|reader| reader.list("}", Self::property_pattern));
        }
        self.expect("[")?;
        self.inside(|reader| {
            while !reader.eat("]")? {
                if reader.eat(",")? {
                    continue;
                }
                reader.eat("...")?;
                reader.pattern()?;
                reader.default()?;
                if !reader.at("]") {
                    reader.expect(",")?;
                }
            }
            Ok(())
        })
    }

    fn property_pattern(&mut self) -> Read {
        if self.eat("...")? {
            return self.pattern();
        }
        let (is_word, start) = (self.at_kind(Kind::Word), self.token.start);
        self.key()?;
        if self.eat(":")? {
            self.pattern()?;
        } else if !is_word || self.is_restricted(start) {
            return Err(Stuck);
        }
        self.default()
    }

    /// `{ a: … }`, where what begins with a label must not be taken for an object.
    pub(super) fn begin_with_label(&mut self) {
        let next = self.peek();
        if next.kind == Kind::Word && self.is(self.scanner.token(next.end), ":") {
            self.insert(self.token.end, ";");
        }
    }

    /// `{ … }` with statements.
    pub(super) fn block(&mut self) -> Read {
        self.expect("{")?;
        self.inside(|reader| {
            while !reader.at("}") {
                reader.statement()?;
            }
            Ok(())
        })?;
        self.expect("}")
    }
}
