//! Puts the tokens of one tree into another of the same text: where a reference tool counts the tokens of a tree with
//! its errors, the counts are of those tokens, and the functions that they count for are those of the repaired tree.

use crate::model::{Mark, Marks, Role, RoleSet};

/// What Halstead's counts go by.
const TOKEN: RoleSet = RoleSet::of(&[Role::Operator, Role::Operand, Role::Uncounted]);

/// The roles of a token that say how it counts.
const COUNTED: RoleSet =
    RoleSet::of(&[Role::Operator, Role::Operand, Role::Uncounted, Role::Text, Role::Identifier]);

/// Replaces the tokens of some marks by those of others.
pub(crate) fn take_tokens(marks: &mut Marks, from: &Marks) {
    let mut tokens = from.list.iter().filter(|mark| mark.is_any(TOKEN)).map(token).peekable();
    let mut merged = Merged::default();
    for (index, mark) in marks.list.iter().enumerate() {
        while let Some(token) = tokens.next_if(|token| token.start < mark.start) {
            merged.push_token(token);
        }
        merged.push(index, mark);
    }
    tokens.for_each(|token| merged.push_token(token));
    marks.list = merged.finish();
}

fn token(mark: &Mark) -> Mark {
    Mark { roles: mark.roles.without(mark.roles.without(COUNTED)), ..*mark }
}

#[derive(Default)]
struct Merged {
    list: Vec<Mark>,
    /// Marks that have not ended: their places in the new list.
    open: Vec<usize>,
}

impl Merged {
    /// Takes a mark over, with the old number of the first one after it until it ends.
    fn push(&mut self, index: usize, mark: &Mark) {
        self.close(|open| open.after as usize <= index);
        let roles = mark.roles.without(COUNTED);
        if !roles.is_empty() {
            self.open.push(self.list.len());
            self.list.push(Mark { roles, ..*mark });
        }
    }

    fn push_token(&mut self, token: Mark) {
        self.close(|open| open.end <= token.start);
        self.list.push(Mark { after: offset(self.list.len() + 1), ..token });
    }

    fn close(&mut self, has_ended: impl Fn(&Mark) -> bool) {
        while let Some(last) = self.open.pop_if(|last| has_ended(&self.list[*last])) {
            self.list[last].after = offset(self.list.len());
        }
    }

    fn finish(mut self) -> Vec<Mark> {
        self.close(|_| true);
        self.list
    }
}

/// Numbers of marks fit, as offsets do.
fn offset(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
