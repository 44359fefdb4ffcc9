//! Classes and their members.

use super::expression::{Form, Operand};
use super::reader::{Read, Reader, Scope, Stuck};
use super::token::Kind;

impl Reader<'_> {
    /// What follows the word `class`.
    pub(super) fn class(&mut self) -> Read {
        let is_heritage = self.at_word("extends") || self.at_word("implements") && !self.is(self.peek(), "{");
        if self.at_kind(Kind::Word) && !is_heritage {
            self.rename()?;
        }
        self.type_parameters()?;
        if self.eat_word("extends")? {
            self.deeper(Self::superclass)?;
        }
        if self.dialect.types && self.at_word("implements") {
            self.erased_type(["implements _<{", "}>"], |reader| {
                reader.advance()?;
                reader.heritage()?;
                while reader.eat(",")? {
                    reader.heritage()?;
                }
                Ok(())
            })?;
        }
        self.expect("{")?;
        let scope = Scope { awaits: self.scope.awaits, yields: self.scope.yields, ..Scope::default() };
        self.within(scope, |reader| {
            while !reader.eat("}")? {
                if !reader.eat(";")? {
                    reader.deeper(Self::class_member)?;
                }
            }
            Ok(())
        })
    }

    fn superclass(&mut self) -> Read {
        let operand = self.primary()?;
        self.accesses(operand, true)?;
        self.covers.truncate(operand.covers);
        if self.dialect.types && (self.at("<") || self.at("<<")) {
            self.erased_type_arguments()?;
        }
        Ok(())
    }

    fn class_member(&mut self) -> Read {
        if self.dialect.types && self.attempt(Self::index_signature).is_some() {
            return Ok(());
        }
        self.decorators()?;
        let has_accessor = self.modifiers()?;
        if self.at_word("static") && self.is(self.peek(), "{") {
            self.advance()?;
            return self.within(Scope::default(), Self::block);
        }
        let scope = self.member_words()?;
        if has_accessor && !self.dialect.types {
            return self.accessor();
        }
        self.member_key()?;
        if self.dialect.types && (self.at("?") || self.at("!") && !self.token.is_first) {
            self.erased(Self::advance)?;
        }
        if self.at("(") || self.at("<") {
            return self.method(scope);
        }
        if scope.awaits || scope.yields {
            return Err(Stuck);
        }
        self.annotation()?;
        self.within(Scope::default(), Self::default)?;
        self.semicolon()
    }

    /// The key of a member: the constructor keeps its name, and `[a in b]` begins no mapped type.
    fn member_key(&mut self) -> Read {
        if self.dialect.types && self.at("[") && self.begins_mapping() {
            self.insert(self.token.end, "(");
            self.key()?;
            self.insert(self.end - 1, ")");
            Ok(())
        } else if self.at("[")
            || matches!(self.token.kind, Kind::Word | Kind::Text | Kind::Number | Kind::Private)
        {
            self.key()
        } else {
            Err(Stuck)
        }
    }

    /// `static [a: B]: C`, which is no member, and stays only with code in it.
    fn index_signature(&mut self) -> Read {
        let read = |reader: &mut Self| {
            let mut is_static = false;
            while reader.is_modifier() && !(is_static && reader.at_word("static")) {
                is_static |= reader.at_word("static");
                reader.advance()?;
            }
            reader.expect("[")?;
            if !reader.begins_index(reader.peek()) {
                return Err(Stuck);
            }
            reader.list("]", Self::parameter)?;
            reader.annotation()?;
            if reader.eat(";")? || reader.ends_statement() { Ok(()) } else { Err(Stuck) }
        };
        self.erased_type(["[_: _]: {", "};"], read).map(drop)
    }

    /// Passes the words before a member, of which only `static` stays; tells whether `accessor` was among them.
    fn modifiers(&mut self) -> Read<bool> {
        let (mut has_accessor, mut word) = (false, None);
        while self.is_modifier() && !(word.is_some() && self.at_word("static")) {
            let keeps = self.at_word("static") || self.dialect.types && self.at_word("accessor");
            has_accessor |= self.at_word("accessor");
            word = if self.at_word("static") { Some(self.token) } else { word };
            if keeps {
                self.advance()?;
            } else {
                self.erased(Self::advance)?;
            }
            self.decorators()?;
        }
        if let Some(word) = word.filter(|_| has_accessor) {
            self.replace(word.start, word.end, " ");
        }
        Ok(has_accessor)
    }

    /// Whether the word at hand says something of the member that follows.
    fn is_modifier(&self) -> bool {
        let next = self.peek();
        let is_key = matches!(next.kind, Kind::Word | Kind::Text | Kind::Number | Kind::Private)
            || self.is(next, "[")
            || self.is(next, "*")
            || self.is(next, "@");
        is_key
            && match self.word() {
                b"static" => true,
                b"accessor" => !next.is_first,
                // which TypeScript minds only when it checks types
                b"export" => self.dialect.types && !self.is(next, "*") && !self.spells(next, "as"),
                b"default" => {
                    self.dialect.types && matches!(self.bytes(next), b"class" | b"function" | b"interface")
                }
                b"public" | b"private" | b"protected" | b"readonly" | b"override" | b"declare"
                | b"abstract" | b"const" => self.dialect.types && !next.is_first,
                _ => false,
            }
    }

    /// `accessor a = b`, which JavaScript's grammar does not know: the value belongs to the code around the class, as that
    /// of a computed key does.
    fn accessor(&mut self) -> Read {
        self.insert(self.token.start, "[_(");
        if self.at("[") {
            self.insert(self.token.start, "_");
            self.key()?;
        } else if self.at_kind(Kind::Word) || self.at_kind(Kind::Private) {
            self.replace(self.token.start, self.token.end, "_");
            self.advance()?;
        } else {
            self.key()?;
        }
        if self.at("=") {
            self.replace(self.token.start, self.token.end, ",");
            self.advance()?;
            self.within(Scope::default(), Self::assignment)?;
        }
        self.insert(self.end, ")]");
        self.semicolon()
    }

    /// `@a.b(c)`: what stands behind the sign becomes the argument of a call, which every grammar takes.
    pub(super) fn decorators(&mut self) -> Read {
        while self.at("@") {
            self.advance()?;
            self.insert(self.token.start, "_(");
            let operand = self.deeper(Self::primary)?;
            let operand = self.decorator_accesses(operand)?;
            self.covers.truncate(operand.covers);
            self.insert(self.end, ")");
        }
        Ok(())
    }

    /// Behind a decorator, `[` begins the key of a member.
    fn decorator_accesses(&mut self, mut operand: Operand) -> Read<Operand> {
        loop {
            if self.at(".") || self.at("?.") {
                self.advance()?;
                self.accessed()?;
            } else if self.at_kind(Kind::Template) {
                self.template(|reader| reader.expression().map(drop))?;
            } else if self.at("(") {
                self.arguments()?;
            } else if self.dialect.types && self.at("<") {
                self.erased_type_arguments()?;
            } else if self.dialect.types && self.at("!") {
                self.advance()?;
            } else {
                operand.form = Form::Other;
                return Ok(operand);
            }
        }
    }
}
