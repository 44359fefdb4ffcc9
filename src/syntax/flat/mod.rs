//! A syntax tree as a list of its nodes.

use super::kind::ERROR;

/// A node of a syntax tree. Those below it follow it in the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub(super) struct Node {
    /// Offset of its first byte in the text.
    pub(super) start: u32,
    /// Offset after its last byte.
    pub(super) end: u32,
    /// Number of the first node that is not below it.
    pub(super) after: u32,
    /// Number of its kind.
    pub(super) kind: u16,
    /// Number of the field that it stands in; 0 for none.
    pub(super) field: u8,
    flags: u8,
}

/// Half a million of them stand for a megabyte of text.
const _: () = assert!(size_of::<Node>() == 16);

impl Node {
    /// Whether it may stand anywhere, as comments do.
    pub(super) fn is_extra(self) -> bool {
        self.flags & 1 != 0
    }

    /// Whether the grammar put it in where the text has nothing.
    pub(super) fn is_missing(self) -> bool {
        self.flags & 2 != 0
    }

    /// Whether it is no token.
    pub(super) fn is_named(self) -> bool {
        self.flags & 4 != 0
    }

    /// Whether the grammar put a token before it that is no node, as the end of a line is none, or behind the last one.
    pub(super) fn lacks_token(self) -> bool {
        self.flags & 8 != 0
    }

    /// Whether the grammar could not parse what is there, or what is not.
    pub(super) fn is_fault(self) -> bool {
        self.kind == ERROR || self.is_missing()
    }

    /// Whether it has no text.
    pub(super) fn is_empty(self) -> bool {
        self.start == self.end
    }
}

#[cfg(test)]
pub(super) mod tests;
