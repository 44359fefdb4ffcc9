//! Expressions, from assignments down to what stands around an operand.

use super::logical::{AND, Logical};
use super::reader::{Cover, Read, Reader, Scope, Stuck};
use super::token::Kind;

/// What was read: an operand or an operation.
#[derive(Clone, Copy)]
pub(super) struct Operand {
    pub(super) start: usize,
    pub(super) form: Form,
    /// How many covers there were before it.
    pub(super) covers: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// What a value may be assigned to.
    Target,
    /// The literal of an array or object, which may be a pattern.
    Literal,
    /// The same with an element that is no target.
    Values,
    /// A target in brackets, or with a type.
    Covered,
    /// An assignment, which may be a target with its default.
    Assignment,
    /// An operand that is no target, to which TypeScript lets a value be assigned until it checks types.
    Value,
    /// A function that takes no operator.
    Arrow,
    Other,
}

impl Operand {
    pub(super) fn of(self, form: Form) -> Operand {
        Operand { form, ..self }
    }
}

/// How strongly comparisons bind; `as` binds like them.
const COMPARISON: u8 = 7;
const POWER: u8 = 11;

impl Reader<'_> {
    /// `a, b`
    pub(super) fn expression(&mut self) -> Read<Operand> {
        let mut operand = self.assignment()?;
        while self.at(",") {
            self.advance()?;
            self.assignment()?;
            operand.form = Form::Other;
        }
        Ok(operand)
    }

    /// One element of a list.
    pub(super) fn assignment(&mut self) -> Read<Operand> {
        self.deeper(|reader| {
            if reader.at_word("yield") && (reader.scope.yields || reader.begins_operation()) {
                return reader.yielded();
            }
            let operand = reader.conditional()?;
            reader.assigned(operand)
        })
    }

    fn assigned(&mut self, operand: Operand) -> Read<Operand> {
        if operand.form == Form::Values && self.dialect.types && self.at("=") {
            return self.assigned_to_values(operand);
        }
        let is_literal = matches!(operand.form, Form::Literal | Form::Values);
        let is_target = is_literal || matches!(operand.form, Form::Target | Form::Covered | Form::Value);
        let Some(end) = self.assignment_operator().filter(|_| is_target) else { return Ok(operand) };
        self.check_target(operand)?;
        match operand.form {
            // `[a] += b`, too, TypeScript takes until it checks types
            _ if is_literal && !self.at("=") && self.dialect.types => self.wrap(operand.start),
            Form::Literal if !self.at("=") => return Err(Stuck),
            Form::Values => return Err(Stuck),
            Form::Target => {}
            Form::Value => self.wrap(operand.start),
            Form::Covered if self.begins_as_statement(operand.start) => {}
            _ => self.settle(operand.covers),
        }
        self.resize(end);
        self.advance()?;
        let covers = self.covers.len();
        self.assignment()?;
        self.covers.truncate(covers);
        Ok(operand.of(Form::Assignment))
    }

    /// Whether what stands in brackets would be another statement without them.
    fn begins_as_statement(&self, start: usize) -> bool {
        let mut token = self.scanner.token(start);
        while self.is(token, "(") {
            token = self.scanner.token(token.end);
        }
        matches!(self.bytes(token), b"{" | b"async" | b"class" | b"function")
    }

    /// `[1] = a`, which TypeScript takes until it checks types: such a line is often meant to belong to the one before.
    fn assigned_to_values(&mut self, operand: Operand) -> Read<Operand> {
        self.replace(self.token.start, self.token.end, ",");
        self.advance()?;
        self.assignment()?;
        self.covers.truncate(operand.covers);
        self.wrap(operand.start);
        Ok(operand.of(Form::Assignment))
    }

    /// Where the operator of an assignment ends that begins here.
    fn assignment_operator(&self) -> Option<usize> {
        if !self.at_kind(Kind::Mark) {
            return None;
        }
        let (start, rest) = (self.token.start, self.scanner.rest(self.token.start));
        if self.at(">") {
            return [&b">>>="[..], b">>="]
                .iter()
                .find(|mark| rest.starts_with(mark))
                .map(|mark| start + mark.len());
        }
        let is_one = matches!(
            self.bytes(self.token),
            b"=" | b"+="
                | b"-="
                | b"*="
                | b"/="
                | b"%="
                | b"**="
                | b"<<="
                | b"&="
                | b"|="
                | b"^="
                | b"&&="
                | b"||="
                | b"??="
        );
        is_one.then_some(self.token.end)
    }

    fn yielded(&mut self) -> Read<Operand> {
        let operand = self.operand(Form::Other);
        self.advance()?;
        if self.token.is_first {
            return Ok(operand);
        }
        if self.eat("*")? || self.begins_operand() {
            self.assignment()?;
            self.covers.truncate(operand.covers);
        }
        Ok(operand)
    }

    /// What begins at the token at hand.
    pub(super) fn operand(&self, form: Form) -> Operand {
        Operand { start: self.token.start, form, covers: self.covers.len() }
    }

    pub(super) fn begins_operand(&self) -> bool {
        match self.token.kind {
            Kind::End | Kind::Unknown => false,
            Kind::Word => !matches!(self.word(), b"in" | b"instanceof"),
            Kind::Mark => ["(", "[", "{", "+", "-", "!", "~", "/", "/=", "<", "++", "--", "@"]
                .iter()
                .any(|mark| self.at(mark)),
            _ => true,
        }
    }

    fn conditional(&mut self) -> Read<Operand> {
        let operand = self.binary(0)?;
        if operand.form == Form::Arrow || !self.at("?") {
            return Ok(operand);
        }
        if self.scanner.rest(self.token.end).starts_with(b".") {
            self.insert(self.token.end, " ");
        }
        self.advance()?;
        let scope = Scope { no_in: false, in_consequence: true, ..self.scope };
        self.within(scope, Self::assignment)?;
        self.expect(":")?;
        self.assignment()?;
        self.covers.truncate(operand.covers);
        Ok(operand.of(Form::Other))
    }

    fn binary(&mut self, least: u8) -> Read<Operand> {
        let mut left = self.unary()?;
        let mut logical = Logical::None;
        while left.form != Form::Arrow
            && let Some((power, end)) = self.operator()
            && power >= least
        {
            if self.at_kind(Kind::Word) && matches!(self.word(), b"as" | b"satisfies") {
                left = self.cast(left)?;
                continue;
            }
            if self.at("<") && self.dialect.types {
                // which might begin type arguments
                self.replace(self.token.start, end, ">");
            }
            self.resize(end);
            self.advance()?;
            let least = if power == POWER { power } else { power + 1 };
            let operator = Logical::of(power, &self.scanner.text[end - 1..end]);
            self.deeper(|reader| reader.binary(least))?;
            if !self.dialect.types && (operator.mixes(logical) || operator.mixes(self.logical)) {
                return Err(Stuck);
            }
            logical = operator;
            self.covers.truncate(left.covers);
            left.form = Form::Other;
        }
        self.logical = logical;
        Ok(left)
    }

    /// How strongly the operator at hand binds, and where it ends.
    pub(super) fn operator(&self) -> Option<(u8, usize)> {
        let end = self.token.end;
        let power = match (self.token.kind, self.bytes(self.token)) {
            (Kind::Mark, mark) => match mark {
                b"??" | b"||" => 1,
                b"&&" => AND,
                b"|" => 3,
                b"^" => 4,
                b"&" => 5,
                b"==" | b"!=" | b"===" | b"!==" => 6,
                b"<" | b"<=" => COMPARISON,
                b">" => return self.greater(),
                b"<<" => 8,
                b"+" | b"-" => 9,
                b"*" | b"/" | b"%" => 10,
                b"**" => POWER,
                _ => return None,
            },
            (Kind::Word, b"in") if !self.scope.no_in => COMPARISON,
            (Kind::Word, b"instanceof") => COMPARISON,
            (Kind::Word, b"as" | b"satisfies") if self.dialect.types && !self.token.is_first => COMPARISON,
            _ => return None,
        };
        Some((power, end))
    }

    fn greater(&self) -> Option<(u8, usize)> {
        let rest = self.scanner.rest(self.token.start);
        let width = rest.iter().take(3).take_while(|byte| **byte == b'>').count();
        let is_assignment = width > 1 && rest.get(width) == Some(&b'=');
        let power = if width > 1 { 8 } else { COMPARISON };
        let end = self.token.start + if rest.starts_with(b">=") { 2 } else { width };
        (!is_assignment).then_some((power, end))
    }

    /// `a as B`: the type becomes a name, and all of it one operand.
    fn cast(&mut self, left: Operand) -> Read<Operand> {
        let word = self.token;
        self.advance()?;
        let changes = self.type_as_name(["[_ as {", "}]"])?;
        self.wrap(left.start);
        Ok(self.cover(left, word, &changes))
    }

    fn unary(&mut self) -> Read<Operand> {
        let operand = self.operand(Form::Other);
        let mut prefix = None;
        while self.at_prefix() {
            prefix = Some(self.token);
            self.advance()?;
        }
        let start = self.token;
        let found = if self.at("<") { self.angle()? } else { self.postfix()? };
        let Some(prefix) = prefix else { return Ok(found) };
        self.check_prefix(prefix, start, found)?;
        self.covers.truncate(operand.covers);
        Ok(operand)
    }

    fn at_prefix(&self) -> bool {
        match self.token.kind {
            Kind::Mark => matches!(self.bytes(self.token), b"+" | b"-" | b"!" | b"~" | b"++" | b"--"),
            Kind::Word => {
                matches!(self.word(), b"typeof" | b"void" | b"delete")
                    || self.at_word("await") && (self.scope.awaits || self.begins_operation())
            }
            _ => false,
        }
    }

    /// Whether TypeScript takes `await` or `yield` for an operator wherever it stands.
    fn begins_operation(&self) -> bool {
        let next = self.peek();
        self.dialect.types && !next.is_first && matches!(next.kind, Kind::Word | Kind::Number | Kind::Text)
    }

    /// What begins with `<`: a function with type parameters, a type before a value, or an element.
    fn angle(&mut self) -> Read<Operand> {
        let operand = self.operand(Form::Other);
        if self.dialect.types
            && let Some(arrow) = self.attempt(|reader| reader.arrow(false))
        {
            self.covers.truncate(operand.covers);
            return Ok(arrow);
        }
        if self.dialect.markup {
            self.markup()?;
            self.advance()?;
            self.covers.truncate(operand.covers);
            self.wrap(operand.start);
            // TypeScript takes an element for no operand of a call or member, but for a target
            if self.dialect.types {
                return Ok(operand.of(Form::Value));
            }
            let operand = self.accesses(operand, true)?;
            return self.stepped(operand);
        }
        if !self.dialect.types {
            return Err(Stuck);
        }
        let opening = self.token;
        self.advance()?;
        let changes = self.type_as_name(["_[_ as {", "}]."])?;
        let closing = self.token;
        self.expect(">")?;
        let value = self.deeper(Self::unary)?;
        self.wrap(operand.start);
        let covered = self.cover(Operand { start: operand.start, ..value }, opening, &changes);
        if covered.form == Form::Covered {
            self.covers.push(Cover::Remove(closing));
        }
        Ok(covered)
    }

    fn postfix(&mut self) -> Read<Operand> {
        let operand = self.primary()?;
        let operand = self.accesses(operand, true)?;
        self.stepped(operand)
    }

    /// `a++`
    fn stepped(&mut self, operand: Operand) -> Read<Operand> {
        let steps = (self.at("++") || self.at("--")) && !self.token.is_first && operand.form != Form::Arrow;
        if !steps {
            let is_value = operand.form == Form::Other && self.dialect.types;
            return Ok(if is_value { operand.of(Form::Value) } else { operand });
        }
        self.check_target(operand)?;
        self.advance()?;
        self.covers.truncate(operand.covers);
        Ok(operand.of(Form::Other))
    }
}
