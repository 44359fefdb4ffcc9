//! What is noted while a text is read: the edits that leave the grammar no choice.

use super::expression::{Form, Operand};
use super::reader::{Cover, Read, Reader, Stuck};
use super::token::Token;
use super::words;
use crate::language::repaired::Edit;

impl Reader<'_> {
    fn edit(&mut self, edit: Edit) {
        if !self.is_erasing() {
            self.edits.push(edit);
        }
    }

    /// Puts something in at a place.
    pub(super) fn insert(&mut self, at: usize, inserted: &'static str) {
        self.edit(Edit { at, removed: 0, inserted, times: 1 });
    }

    /// Puts something in the place of a piece of the text.
    pub(super) fn replace(&mut self, start: usize, end: usize, inserted: &'static str) {
        self.edit(Edit { at: start, removed: end - start, inserted, times: 1 });
    }

    /// Puts what was read since a place in brackets, so that no precedence matters.
    pub(super) fn wrap(&mut self, start: usize) {
        self.insert(start, "(");
        self.insert(self.end, ")");
    }

    /// Passes a word that may mean something to the grammar, where it is only a name.
    pub(super) fn rename(&mut self) -> Read {
        let token = self.token;
        if words::may_mean_something(self.bytes(token)) {
            self.edit(Edit {
                at: token.start,
                removed: token.end - token.start,
                inserted: "_",
                times: token.end - token.start,
            });
        }
        self.advance()
    }

    /// The end of a statement: a semicolon, or where one is put in.
    pub(super) fn semicolon(&mut self) -> Read {
        if self.eat(";")? {
            return Ok(());
        }
        if !self.ends_statement() {
            return Err(Stuck);
        }
        self.insert(self.end, ";");
        Ok(())
    }

    /// Leaves out the line ends between two tokens, which say something only to whoever has no grammar; comments stay
    /// where they are, as one word each.
    pub(super) fn join_lines(&mut self, mut at: usize, end: usize) {
        while at < end {
            let (width, inserted) = self.scanner.gap(at);
            if !inserted.is_empty() {
                self.edits.push(Edit { at, removed: width, inserted, times: 1 });
            }
            at += width;
        }
    }

    /// Makes a pattern of the literal that was read since.
    pub(super) fn settle(&mut self, covers: usize) {
        for cover in self.covers.split_off(covers) {
            match cover {
                Cover::Change(edit, inserted) => self.edits[edit].inserted = inserted,
                Cover::Remove(token) => self.replace(token.start, token.end, " "),
            }
        }
    }

    /// Remembers how to undo what was just wrapped, and what else becomes of some edits.
    pub(super) fn cover(&mut self, left: Operand, word: Token, changes: &[(usize, &'static str)]) -> Operand {
        if self.is_erasing() || !matches!(left.form, Form::Target | Form::Covered) {
            self.covers.truncate(left.covers);
            return left.of(Form::Other);
        }
        let last = self.edits.len();
        let brackets = [(last - 2, " "), (last - 1, " ")];
        let changes = changes.iter().chain(&brackets);
        self.covers.extend(changes.map(|&(edit, inserted)| Cover::Change(edit, inserted)));
        self.covers.push(Cover::Remove(word));
        left.of(Form::Covered)
    }
}
