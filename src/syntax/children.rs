//! The children of a node, one after the other, with what an edge asks of their surroundings.

use super::kind::{ERROR, NOTHING};
use tree_sitter::{Node, TreeCursor};

/// From this many children on, a cursor costs less than counting off each child anew.
const MANY: u32 = 24;

/// A pass over the children of a node.
pub(super) struct Children<'tree> {
    node: Node<'tree>,
    pass: Pass<'tree>,
    /// Kind of the sibling before the current child, comments left out.
    before: u16,
    /// Kind of the current child, or of the one before it if it is a comment.
    current: u16,
}

enum Pass<'tree> {
    Few { count: u32, next: u32 },
    Many { cursor: TreeCursor<'tree>, begun: bool },
}

impl<'tree> Children<'tree> {
    pub(super) fn new(node: Node<'tree>) -> Children<'tree> {
        let pass = match u32::try_from(node.child_count()).unwrap_or(u32::MAX) {
            count @ 0..MANY => Pass::Few { count, next: 0 },
            _ => Pass::Many { cursor: node.walk(), begun: false },
        };
        Children { node, pass, before: NOTHING, current: NOTHING }
    }

    /// The line in which their parent begins.
    pub(super) fn row(&self) -> usize {
        self.node.start_position().row
    }

    /// Goes on to the next child.
    pub(super) fn next(&mut self) -> Option<Node<'tree>> {
        let child = match &mut self.pass {
            Pass::Few { count, next } if *next < *count => {
                *next += 1;
                self.node.child(*next - 1)?
            }
            Pass::Few { .. } => return None,
            Pass::Many { cursor, begun } => {
                let moved = if *begun { cursor.goto_next_sibling() } else { cursor.goto_first_child() };
                *begun = true;
                moved.then(|| cursor.node())?
            }
        };
        self.before = self.current;
        if !child.is_extra() {
            self.current = child.kind_id();
        }
        Some(child)
    }

    /// Kind of the sibling before the current child, comments left out.
    pub(super) fn before(&self) -> u16 {
        self.before
    }

    /// Name of the field that the current child stands in.
    pub(super) fn field(&self) -> Option<&str> {
        match &self.pass {
            Pass::Few { next, .. } => self.node.field_name_for_child(*next - 1),
            Pass::Many { cursor, .. } => cursor.field_name(),
        }
    }

    /// Kind of the sibling after the current child, comments left out.
    pub(super) fn after(&self) -> u16 {
        let kind = |node: Node<'tree>| (!node.is_extra()).then(|| node.kind_id());
        match &self.pass {
            Pass::Few { count, next } => (*next..*count).find_map(|index| kind(self.node.child(index)?)),
            Pass::Many { cursor, .. } => {
                let mut ahead = cursor.clone();
                std::iter::from_fn(|| ahead.goto_next_sibling().then(|| ahead.node())).find_map(kind)
            }
        }
        .unwrap_or(NOTHING)
    }

    /// Whether one of the children is of one of these kinds; what is missing is an error, too.
    pub(super) fn any(&self, kinds: &[u16]) -> bool {
        let mut all = Children::new(self.node);
        std::iter::from_fn(|| all.next()).any(|child| {
            let kind = if child.is_missing() { ERROR } else { child.kind_id() };
            kinds.contains(&kind)
        })
    }
}
