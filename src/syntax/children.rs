//! The children of a node, one after the other, with what an edge asks of their surroundings.

use super::flat::Node;
use super::kind::{ERROR, NOTHING};

/// A pass over the children of a node.
pub(super) struct Children<'tree> {
    nodes: &'tree [Node],
    parent: usize,
    /// Number of the child after the current one, or of what is behind the parent.
    next: usize,
    end: usize,
    /// Number of the current child.
    at: usize,
    /// Kind of the sibling before the current child, comments left out.
    before: u16,
    /// Kind of the current child, or of the one before it if it is a comment.
    current: u16,
}

impl<'tree> Children<'tree> {
    /// A pass over those of a node, which is given by its number.
    pub(super) fn new(nodes: &'tree [Node], parent: usize) -> Children<'tree> {
        let end = nodes[parent].after as usize;
        Children { nodes, parent, next: parent + 1, end, at: parent, before: NOTHING, current: NOTHING }
    }

    /// Goes on to the next child, of which it gives the number.
    #[inline]
    pub(super) fn next(&mut self) -> Option<usize> {
        if self.next >= self.end {
            return None;
        }
        self.at = self.next;
        let child = self.nodes[self.at];
        self.next = child.after as usize;
        self.before = self.current;
        if !child.is_extra() {
            self.current = child.kind;
        }
        Some(self.at)
    }

    /// Where their parent begins.
    pub(super) fn start(&self) -> u32 {
        self.nodes[self.parent].start
    }

    /// Kind of the sibling before the current child, comments left out.
    pub(super) fn before(&self) -> u16 {
        self.before
    }

    /// Number of the field that the current child stands in.
    pub(super) fn field(&self) -> u8 {
        self.nodes[self.at].field
    }

    /// Kind of the sibling after the current child, comments left out.
    pub(super) fn after(&self) -> u16 {
        let mut next = self.next;
        while next < self.end {
            let node = self.nodes[next];
            if !node.is_extra() {
                return node.kind;
            }
            next = node.after as usize;
        }
        NOTHING
    }

    /// Whether one of the children is of one of these kinds; what is missing is an error, too.
    pub(super) fn any(&self, kinds: &[u16]) -> bool {
        let mut all = Children::new(self.nodes, self.parent);
        std::iter::from_fn(|| all.next()).any(|child| {
            let node = self.nodes[child];
            kinds.contains(&if node.is_missing() { ERROR } else { node.kind })
        })
    }
}
