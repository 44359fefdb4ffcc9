//! Marks: the syntax tree as the metrics see it, flat and in document order.

use super::{Role, RoleSet};
use std::ops::Range;

/// A syntax node that has a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub roles: RoleSet,
    /// Offset of its first byte in the text.
    pub start: u32,
    /// Offset after its last token in the text; trailing comments do not count.
    pub end: u32,
    /// Index of the first mark that is not below it.
    pub after: u32,
    /// Levels below the root of the syntax tree, not counting nodes that have no place in the abstract syntax.
    pub depth: u32,
    /// Which operator it is, where it is one: equal keys are equal operators.
    pub key: u16,
}

/// A large file has a million of them.
const _: () = assert!(size_of::<Mark>() == 40);

impl Mark {
    /// Whether it has the role.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.roles.has(role)
    }

    /// Whether it has one of the roles.
    #[must_use]
    pub fn is_any(&self, roles: RoleSet) -> bool {
        self.roles.any(roles)
    }

    /// Its source text.
    #[must_use]
    pub fn text<'a>(&self, source: &'a [u8]) -> &'a [u8] {
        &source[self.start as usize..self.end as usize]
    }
}

/// The marks of one file.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// In document order, outer before inner.
    pub list: Vec<Mark>,
    /// Number of places that the grammar could not parse.
    pub errors: u32,
    /// Offset of the first of them in the text.
    pub first_error: Option<u32>,
    /// How many bytes they have, a place inside another one counted once; a missing token has none.
    pub not_understood: u32,
    /// Whether the grammar may have taken something for what it is not.
    pub is_doubtful: bool,
}

impl Marks {
    /// Makes room for those of another file.
    pub fn clear(&mut self) {
        let mut list = std::mem::take(&mut self.list);
        list.clear();
        *self = Marks { list, ..Marks::default() };
    }

    /// Adds the marks of a piece that begins at an offset behind them.
    pub fn append(&mut self, piece: &Marks, offset: usize) {
        let by = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let (first, offset) = (by(self.list.len()), by(offset));
        self.list.extend(piece.list.iter().map(|mark| Mark {
            start: mark.start + offset,
            end: mark.end + offset,
            after: mark.after + first,
            ..*mark
        }));
        self.errors += piece.errors;
        self.first_error = self.first_error.or(piece.first_error.map(|error| error + offset));
        self.not_understood += piece.not_understood;
    }

    /// Adds a place that could not be parsed.
    pub fn add_error(&mut self, place: &Range<usize>) {
        let by = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        self.errors += 1;
        self.first_error = self.first_error.into_iter().chain([by(place.start)]).min();
        self.not_understood = self.not_understood.saturating_add(by(place.len()));
    }

    /// Indices of the outermost marks below the given one.
    pub fn below(&self, parent: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.list[parent].after as usize;
        let mut next = parent + 1;
        std::iter::from_fn(move || {
            let here = next;
            (here < end).then(|| {
                next = self.list[here].after as usize;
                here
            })
        })
    }
}
