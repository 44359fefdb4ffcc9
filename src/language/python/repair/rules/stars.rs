//! What becomes of stars: where one may stand before an expression, and where the grammar needs help.

use super::Rules;
use crate::language::python::repair::span::Kind;
use crate::language::python::repair::state::{Bracket, Comprehension, Statement};
use crate::language::python::repair::words::{has_no_starred, is_augmented_assignment};

impl Rules<'_> {
    /// `[a for *(b, c), d in e]`: the grammar knows brackets in a target, but no star before them.
    pub(super) fn in_comprehension(&mut self, word: &[u8]) {
        let depth = self.brackets.len();
        while self.comprehensions.pop_if(|open| open.depth > depth).is_some() {}
        if word == b"for" && depth > 0 {
            self.comprehensions.push(Comprehension {
                depth,
                has_comma: false,
                stars: Vec::new(),
                nested: Vec::new(),
            });
        }
        let Some(open) = self.comprehensions.last_mut().filter(|open| open.depth == depth) else { return };
        match (word, self.previous) {
            (b",", _) => open.has_comma = true,
            (b"(" | b"[", [b"*", b"for" | b","]) => open.stars.push(self.star),
            (b"in", _) => {
                let Some(Comprehension { has_comma, stars, nested, .. }) = self.comprehensions.pop() else {
                    return;
                };
                for at in stars.into_iter().filter(|_| has_comma).chain(nested) {
                    self.edits.remove(at, 1);
                }
            }
            _ => {}
        }
    }

    /// `[*[a]] = b`, `for [*(a, b)], c in d`: the same within brackets, where only what stands in parentheses needs a comma.
    pub(super) fn in_target(&mut self, word: &[u8]) {
        let depth = self.brackets.len();
        while self.lone_stars.pop_if(|(_, around)| *around > depth).is_some() {}
        match (word, self.previous, self.top()) {
            (b"(" | b"[", [b"*", b"("], Some(Bracket::Round)) => self.lone_stars.push((self.star, depth)),
            (b"(" | b"[", [b"*", b"[" | b","], Some(Bracket::Round | Bracket::Square)) => {
                self.nested(self.star);
            }
            (b",", _, Some(Bracket::Round)) => {
                if let Some((at, _)) = self.lone_stars.pop_if(|(_, around)| *around == depth) {
                    self.nested(at);
                }
            }
            _ => {}
        }
    }

    /// Takes note of a star before a bracket, itself in brackets, that goes if they turn out to be those of a target.
    fn nested(&mut self, at: usize) {
        let (depth, nested) = match self.comprehensions.last_mut() {
            Some(open) => (open.depth, &mut open.nested),
            None => self.edits.nested_stars(),
        };
        if self.barriers.last().is_none_or(|around| *around < depth) {
            nested.push(at);
        }
    }

    pub(super) fn star(&mut self, at: usize, previous: &[u8]) {
        self.star = at;
        match self.top() {
            Some(Bracket::TypeParameters) => match (previous, self.type_parameter.is_starred) {
                (b"[" | b",", _) => self.type_parameter.is_starred = true,
                // class C[*Ts = *tuple[int]]
                (b"=", true) => {
                    self.edits.replace(at, " ");
                    self.edits.expect(Kind::Type { ends: b"," });
                }
                (b"=", false) => self.is_refused = true,
                _ => {}
            },
            // def f(*args: *a[b])
            Some(Bracket::Parameters) if previous == b":" && self.is_variadic => {
                self.edits.replace(at, " ");
                self.edits.expect(Kind::Type { ends: b",=" });
            }
            Some(Bracket::Parameters) => self.is_variadic |= matches!(previous, b"(" | b","),
            _ if self.takes_starred(previous) => {
                if previous == b"match" {
                    self.edits.product();
                }
                // def f() -> a: *b[c], d = e
                let is_behind = self.statement.follows_result;
                let has_gap = matches!(self.text.get(at + 1), Some(b' ' | b'\t' | b'\\'));
                if previous.is_empty() && (has_gap || is_behind) {
                    self.edits.lead();
                }
                self.edits.expect(match self.top() {
                    Some(Bracket::Round | Bracket::Square | Bracket::Curly) => Kind::StarredName,
                    _ if self.is_clause() && self.statement.second != b"," => Kind::StarredValue,
                    Some(Bracket::Subscript) if !self.is_in_comprehension_target() => Kind::StarredIndex,
                    _ => Kind::Starred,
                });
            }
            _ => {}
        }
    }

    /// Whether the token at hand stands between the `for` and the `in` of a comprehension.
    fn is_in_comprehension_target(&self) -> bool {
        self.comprehensions.last().is_some_and(|open| open.depth == self.brackets.len())
    }

    fn is_clause(&self) -> bool {
        self.statement.first == b"case" && self.statement.is_in_match
    }

    /// Whether a star behind a token can be that of `*[1], 2` or of `a[*[1]]`.
    fn takes_starred(&self, previous: &[u8]) -> bool {
        let Statement { first, tokens, is_alias, is_past_target, .. } = self.statement;
        let is_free = !self.edits.has_span(self.brackets.len()) && !self.is_in_lambda();
        is_free
            && match self.top() {
                Some(Bracket::Subscript) => matches!(previous, b"[" | b","),
                Some(Bracket::Field) => matches!(previous, b"{" | b","),
                Some(Bracket::Yield) => matches!(previous, b"yield" | b","),
                Some(Bracket::Round | Bracket::Square | Bracket::Curly) => {
                    // a pattern has no expression behind a star
                    !self.is_clause() && matches!(previous, b"(" | b"[" | b"{" | b",")
                }
                Some(_) => false,
                None if has_no_starred(first) || is_alias => false,
                None => match previous {
                    b"" | b"=" | b"," | b"return" | b"yield" => true,
                    b"for" | b"match" => tokens == 2,
                    b"in" => first == b"for" && is_past_target,
                    word => is_augmented_assignment(word),
                },
            }
    }
}
