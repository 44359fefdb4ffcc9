//! Hand-made marks for tests, written as a tree: `(function (name 'f) (if control (nest)))`.
//!
//! A word is a role, a word after `'` is the text; equal texts have equal keys. `-` is a node without a mark.

use super::naming::Naming;
use super::unit::Unit;
use super::units::units;
use crate::model::{FunctionKinds, Mark, Marks, Role, RoleSet};
use std::borrow::Cow;

/// Marks and the text that they stand on.
pub(super) struct Sample {
    pub(super) text: Vec<u8>,
    pub(super) marks: Marks,
    pub(super) units: Vec<Unit>,
}

impl Sample {
    /// Builds the marks of a tree, with the kinds of functions told by syntax.
    pub(super) fn new(tree: &str) -> Sample {
        Sample::with_kinds(tree, FunctionKinds::BySyntax { constructor: "constructor" })
    }

    pub(super) fn with_kinds(tree: &str, kinds: FunctionKinds) -> Sample {
        let mut builder = Builder { text: Vec::new(), list: Vec::new(), open: Vec::new(), words: Vec::new() };
        let spaced = tree.replace('(', " ( ").replace(')', " ) ");
        spaced.split_whitespace().for_each(|word| builder.word(word));
        assert!(builder.open.is_empty(), "a bracket is open: {tree}");
        let marks = Marks { list: builder.list, ..Marks::default() };
        let units = units(&marks, &builder.text, Naming { identifier: |text| Cow::Borrowed(text), kinds });
        Sample { text: builder.text, marks, units }
    }
}

struct Builder {
    text: Vec<u8>,
    list: Vec<Mark>,
    /// Indices of the marks around, `None` for a node without one.
    open: Vec<Option<usize>>,
    words: Vec<String>,
}

impl Builder {
    fn word(&mut self, word: &str) {
        match word {
            "(" => self.enter(),
            ")" => self.leave(),
            "-" => {
                self.list.pop();
                *self.open.last_mut().expect("inside brackets") = None;
            }
            _ => self.describe(word),
        }
    }

    fn enter(&mut self) {
        let start = offset(self.text.len());
        let depth = offset(self.open.len());
        self.open.push(Some(self.list.len()));
        self.list.push(Mark { roles: RoleSet::NONE, start, end: start, after: 0, depth, key: 0 });
    }

    fn describe(&mut self, word: &str) {
        let mark = self.list.last_mut().expect("inside brackets");
        if let Some(text) = word.strip_prefix('\'') {
            self.text.extend_from_slice(text.as_bytes());
            let known = self.words.iter().position(|known| known == text);
            mark.key = u16::try_from(known.unwrap_or(self.words.len())).expect("few words");
            self.words.push(text.to_owned());
        } else {
            let role = Role::from_name(word).unwrap_or_else(|| panic!("no role `{word}`"));
            mark.roles = mark.roles.with(RoleSet::of(&[role]));
        }
    }

    fn leave(&mut self) {
        let after = offset(self.list.len());
        if let Some(mark) = self.open.pop().expect("a bracket is closed") {
            let end = offset(self.text.len());
            self.list[mark] = Mark { end, after, ..self.list[mark] };
        }
        self.text.push(b' ');
    }
}

fn offset(index: usize) -> u32 {
    u32::try_from(index).expect("small samples")
}
