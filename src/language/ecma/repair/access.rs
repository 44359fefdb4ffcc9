//! What follows an operand: members, calls, type arguments.

use super::expression::{Form, Operand};
use super::reader::{Read, Reader, Stuck};
use super::token::Kind;

impl Reader<'_> {
    /// What follows an operand: `.a`, `[a]`, `(a)`, a template, `!`, type arguments.
    pub(super) fn accesses(&mut self, mut operand: Operand, calls: bool) -> Read<Operand> {
        while operand.form != Form::Arrow {
            let token = self.token;
            let form = match (token.kind, self.bytes(token)) {
                (Kind::Template, _) => {
                    self.template(|reader| reader.expression().map(drop))?;
                    Form::Other
                }
                (Kind::Mark, b"." | b"?.") => {
                    self.advance()?;
                    self.accessed()?
                }
                (Kind::Mark, b"[") => {
                    self.subscript()?;
                    Form::Target
                }
                (Kind::Mark, b"(") if calls => {
                    self.arguments()?;
                    Form::Other
                }
                (Kind::Mark, b"!") if self.dialect.types && !token.is_first => {
                    self.advance()?;
                    self.wrap(operand.start);
                    operand = self.cover(operand, token, &[]);
                    continue;
                }
                (Kind::Mark, b"<" | b"<<") if self.dialect.types => {
                    if self.attempt(|reader| reader.instantiation(operand.start)).is_none() {
                        break;
                    }
                    if !self.at("(") && !self.at_kind(Kind::Template) {
                        // so that it ends where its arguments do
                        self.insert(self.end, " as _");
                        self.wrap(operand.start);
                    }
                    operand.form
                }
                _ => break,
            };
            self.covers.truncate(operand.covers);
            operand.form = form;
        }
        Ok(operand)
    }

    /// What stands behind a point.
    pub(super) fn accessed(&mut self) -> Read<Form> {
        match self.token.kind {
            Kind::Word => self.rename()?,
            Kind::Private => self.advance()?,
            _ if self.at("[") => self.subscript()?,
            _ if self.at("(") => {
                self.arguments()?;
                return Ok(Form::Other);
            }
            _ if self.dialect.types && (self.at("<") || self.at("<<")) => {
                self.erased_type_arguments()?;
                self.arguments()?;
                return Ok(Form::Other);
            }
            Kind::Template => {}
            _ => return Err(Stuck),
        }
        Ok(Form::Target)
    }

    fn subscript(&mut self) -> Read {
        self.expect("[")?;
        self.inside(Self::expression)?;
        self.expect("]")
    }

    pub(super) fn arguments(&mut self) -> Read {
        self.expect("(")?;
        self.inside(|reader| {
            reader.list(")", |reader| {
                reader.eat("...")?;
                reader.assignment().map(drop)
            })
        })
    }

    /// `<A>` behind an operand, if what follows says that it is no comparison.
    fn instantiation(&mut self, operand: usize) -> Read {
        let start = self.token.start;
        if self.erased_but_code(Self::type_arguments)? {
            // the grammar knows no type arguments before a template
            let tags = self.at_kind(Kind::Template);
            let [open, close] = if tags { [" as {", "}"] } else { ["<{", "}>"] };
            self.insert(start, open);
            self.insert(self.end, close);
            if tags {
                self.wrap(operand);
            }
        }
        if matches!(self.scanner.rest(self.end).first(), Some(b'>' | b'=')) {
            return Err(Stuck);
        }
        let calls = self.at("(") || self.at_kind(Kind::Template);
        let compares = ["<", ">", "+", "-"].into_iter().any(|mark| self.at(mark));
        let ends = self.token.is_first || self.operator().is_some() || !self.begins_operand();
        if calls || !compares && ends { Ok(()) } else { Err(Stuck) }
    }
}
