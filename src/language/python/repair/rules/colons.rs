//! What becomes of colons, equals signs and commas.

use super::Rules;
use crate::language::python::repair::span::Kind;
use crate::language::python::repair::state::{Bracket, ListEnd, Statement, TypeParameter};
use crate::language::python::repair::words::is_compound;

impl Rules<'_> {
    /// `(yield *a, b)`, a list as outside of brackets.
    pub(super) fn yielded(&mut self) {
        if let Some(bracket @ Bracket::Round) = self.brackets.last_mut() {
            *bracket = Bracket::Yield;
            self.edits.begin_field(self.brackets.len());
        }
    }

    pub(super) fn colon(&mut self, previous: &[u8], at: usize) {
        match self.top() {
            None => {
                self.statement.colon = Some(at);
                self.colon_of_statement(previous);
            }
            Some(Bracket::Parameters) => self.edits.expect(Kind::Type { ends: b",=" }),
            Some(Bracket::TypeParameters) => {
                self.is_refused |= self.type_parameter.has_default;
                self.edits.expect(Kind::Type { ends: b",=" });
            }
            Some(_) => {}
        }
    }

    fn colon_of_statement(&mut self, previous: &[u8]) {
        let Statement { first, second, tokens, is_past_target, has_result, is_in_match, .. } = self.statement;
        if first == b"except" && previous == b"," && !self.has_as {
            self.edits.replace(self.comma, " ");
        }
        let is_head = (first == b"match" || first == b"case" && is_in_match) && tokens > 2 && second != b".";
        if is_head && first == b"case" {
            self.edits.end_list(ListEnd::Other);
            self.begin_statement();
            return;
        }
        if is_compound(first) {
            self.edits.end_list(ListEnd::Value);
            self.begin_statement();
            self.statement.follows_result = has_result;
        } else {
            self.edits.end_list(if is_head { ListEnd::Subject } else { ListEnd::Other });
            self.statement.is_past_target = true;
            self.is_subject_met = is_head;
            if !is_head && !is_past_target {
                self.edits.expect(Kind::Type { ends: b"=;\n" });
            }
        }
    }

    pub(super) fn equals(&mut self, at: usize) {
        match self.top() {
            None if self.is_in_lambda() => {}
            None => {
                // what stands behind `x:` is its annotation
                let is_annotated = self.statement.colon.is_some();
                self.edits.end_list(if is_annotated { ListEnd::Other } else { ListEnd::Target });
                if self.statement.is_alias && !self.statement.is_past_target {
                    self.edits.expect(Kind::Type { ends: b";\n" });
                }
                self.statement.is_past_target = true;
            }
            // class C[T = int]: the grammar knows bounds, in which the same things count
            Some(Bracket::TypeParameters) if !self.is_in_lambda() => {
                self.is_refused |= self.type_parameter.has_default;
                self.type_parameter.has_default = true;
                self.edits.replace(at, ":");
                self.edits.expect(Kind::Type { ends: b"," });
            }
            Some(_) => {}
        }
    }

    pub(super) fn comma(&mut self, at: usize) {
        self.comma = at;
        match self.top() {
            None | Some(Bracket::Field | Bracket::Yield) if !self.is_in_lambda() => {
                self.edits.comma(self.brackets.len());
            }
            Some(Bracket::TypeParameters) if !self.is_in_lambda() => {
                self.type_parameter = TypeParameter::default();
            }
            Some(Bracket::Parameters) => self.is_variadic = false,
            _ => {}
        }
    }
}
