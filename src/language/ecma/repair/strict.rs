//! What is an error in strict code, which every module is: what has one of these is a script.

use super::expression::{Form, Operand};
use super::reader::{Read, Reader, Stuck};
use super::token::{Kind, Token};

impl Reader<'_> {
    /// Whether what only sloppy scripts may say is an error; TypeScript tells it only when it checks types.
    pub(super) fn is_strict(&self) -> bool {
        self.is_module && !self.dialect.types
    }

    /// Whether what was read since a place is a name, perhaps in brackets, that strict code neither binds nor assigns to.
    pub(super) fn is_restricted(&self, start: usize) -> bool {
        let first = || self.scanner.token(start);
        self.is_strict()
            && matches!(self.bytes(self.bare(first())), b"eval" | b"arguments")
            && self.is_variable(first())
    }

    /// Gives up where no value may be assigned to what was just read.
    pub(super) fn check_target(&self, operand: Operand) -> Read {
        let is_refused = match operand.form {
            Form::Target | Form::Covered => self.is_restricted(operand.start),
            Form::Values => self.is_strict(),
            _ => false,
        };
        if is_refused { Err(Stuck) } else { Ok(()) }
    }

    /// Gives up at an operator that must not stand before what was just read: `delete a`, `++eval`.
    pub(super) fn check_prefix(&self, prefix: Token, start: Token, operand: Operand) -> Read {
        match self.bytes(prefix) {
            b"++" | b"--" => self.check_target(operand),
            b"delete" if self.is_strict() && self.is_variable(start) => Err(Stuck),
            _ => Ok(()),
        }
    }

    /// Whether what was read since a token is the name of a variable, perhaps in brackets.
    fn is_variable(&self, token: Token) -> bool {
        let mut token = self.bare(token);
        let is_name = self.is_name(token);
        while token.end < self.end && (self.is_name(token) || self.is(token, ")")) {
            token = self.scanner.token(token.end);
        }
        is_name && token.end == self.end
    }

    /// The first token from one on that opens no bracket.
    fn bare(&self, mut token: Token) -> Token {
        while self.is(token, "(") {
            token = self.scanner.token(token.end);
        }
        token
    }

    /// Passes a number or a text, and gives up at `017` and `'\17'`.
    pub(super) fn constant(&mut self) -> Read {
        let is_octal = self.is_strict()
            && match self.token.kind {
                Kind::Number => matches!(self.bytes(self.token), [b'0', b'0'..=b'9', ..]),
                _ => has_octal_escape(self.bytes(self.token)),
            };
        if is_octal { Err(Stuck) } else { self.advance() }
    }

    /// Gives up where a list of parameters that begins at a place is one of names alone, and has one of them twice.
    pub(super) fn check_parameters(&self, start: usize) -> Read {
        if !self.is_strict() {
            return Ok(());
        }
        let (mut names, mut token) = (Vec::new(), self.scanner.token(start));
        while !self.is(token, ")") {
            if token.kind == Kind::Word {
                names.push(self.bytes(token));
            } else if !self.is(token, ",") {
                return Ok(());
            }
            token = self.scanner.token(token.end);
        }
        names.sort_unstable();
        if names.windows(2).any(|pair| pair[0] == pair[1]) { Err(Stuck) } else { Ok(()) }
    }
}

/// Whether a backslash stands before a digit; `\0` alone is no octal number.
fn has_octal_escape(text: &[u8]) -> bool {
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        match rest.get(at + 1..).unwrap_or_default() {
            [b'0', next, ..] if !next.is_ascii_digit() => {}
            [b'0'..=b'9', ..] => return true,
            _ => {}
        }
        rest = rest.get(at + 2..).unwrap_or_default();
    }
    false
}
