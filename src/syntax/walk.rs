//! The one walk over a syntax tree: it hands over the nodes that have a role, flat and in document order.
//!
//! It never recurses, and never asks a node for its parent: trees may be a million levels deep.

use super::table::{Edge, NOTHING, Place, Siblings, Table};
use crate::model::{Mark, Marks, Role, RoleSet};
use tree_sitter::{Node, TreeCursor};

const NO_MARK: usize = usize::MAX;

/// A node that is being walked.
struct Level {
    kind: u16,
    place: Place,
    /// How many levels up the node stands whose place this one has.
    lift: u32,
    /// The child that stands in this node's place.
    inner: Option<usize>,
    mark: usize,
    depth: u32,
    /// Kind of the last child so far, comments left out.
    last_child: u16,
}

/// Appends the marks below a root and counts the nodes that the grammar could not parse.
pub(super) fn walk(root: Node<'_>, table: &Table, marks: &mut Marks) {
    let mut cursor = root.walk();
    let mut walker = Walker { table, marks, levels: Vec::new(), faulty: root.has_error(), last_token_end: 0 };
    loop {
        walker.enter(&cursor);
        if cursor.goto_first_child() {
            continue;
        }
        walker.leave_leaf(&cursor.node());
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return;
            }
            walker.leave();
        }
    }
}

struct Walker<'a> {
    table: &'a Table,
    marks: &'a mut Marks,
    levels: Vec<Level>,
    faulty: bool,
    last_token_end: u32,
}

impl Walker<'_> {
    fn enter(&mut self, cursor: &TreeCursor<'_>) {
        let node = cursor.node();
        if self.faulty && (node.is_error() || node.is_missing()) {
            self.marks.errors += 1;
        }
        let (place, depth, lift) = self.place(cursor, &node);
        let inner = self.inner_child(&node);
        let (roles, key) = self.roles(cursor, &node, place, lift, inner.is_some());
        let kind = node.kind_id();
        let mark = if roles.without(Role::WEAK).is_empty() || node.start_byte() == node.end_byte() {
            NO_MARK
        } else {
            self.marks.list.push(Mark {
                roles,
                start: offset(node.start_byte()),
                end: 0,
                after: 0,
                depth,
                key: key.unwrap_or(kind),
            });
            self.marks.list.len() - 1
        };
        self.levels.push(Level { kind, place, lift, inner, mark, depth, last_child: NOTHING });
    }

    /// Where the node stands, and how deep: the child of a wrapper stands in the wrapper's place.
    fn place(&mut self, cursor: &TreeCursor<'_>, node: &Node<'_>) -> (Place, u32, u32) {
        let Some(above) = self.levels.last_mut() else {
            return (Place { grandparent: NOTHING, parent: NOTHING, field: NOTHING, before: NOTHING }, 0, 0);
        };
        let before = above.last_child;
        if !node.is_extra() {
            above.last_child = node.kind_id();
        }
        if above.inner == Some(node.id()) {
            return (above.place, above.depth, above.lift + 1);
        }
        let field = cursor.field_id().map_or(NOTHING, std::num::NonZero::get);
        (Place { grandparent: above.place.parent, parent: above.kind, field, before }, above.depth + 1, 0)
    }

    fn roles(
        &self,
        cursor: &TreeCursor<'_>,
        node: &Node<'_>,
        place: Place,
        lift: u32,
        hands_on: bool,
    ) -> (RoleSet, Option<u16>) {
        let kind = node.kind_id();
        let (mut roles, mut key) = (RoleSet::NONE, None);
        let mut add = |more: RoleSet, its_key: Option<u16>| {
            roles = roles.with(more);
            key = its_key.or(key);
        };
        if let Some(row) = self.table.row(kind) {
            add(row.roles, row.key);
            for shape in row.shapes.iter().filter(|shape| has_child(node, shape)) {
                add(shape.roles, shape.key);
            }
        }
        let above = if hands_on || node.is_extra() { None } else { self.table.row(place.parent) };
        for edge in above.map_or(&[][..], |row| &row.edges) {
            if edge.matches(kind, node.is_named(), place, &Around { cursor, lift }) {
                add(edge.roles, edge.key);
            }
        }
        (roles, key)
    }

    /// The child that takes the place of a node of a wrapping kind.
    fn inner_child(&self, node: &Node<'_>) -> Option<usize> {
        let row = self.table.row(node.kind_id()).filter(|row| !row.inner.is_empty())?;
        row.inner.iter().find_map(|edge| child_at(node, edge)).map(|child| child.id())
    }

    fn leave_leaf(&mut self, node: &Node<'_>) {
        if !node.is_extra() && node.end_byte() > node.start_byte() {
            self.last_token_end = offset(node.end_byte());
        } else if let Some(level) = self.levels.last().filter(|level| level.mark != NO_MARK) {
            let mark = level.mark;
            self.marks.list[mark].end = offset(node.end_byte());
            self.marks.list[mark].after = mark_index(mark + 1);
            self.levels.pop();
            return;
        }
        self.leave();
    }

    fn leave(&mut self) {
        let Some(level) = self.levels.pop() else { return };
        if level.mark != NO_MARK {
            let after = self.marks.list.len();
            let mark = &mut self.marks.list[level.mark];
            mark.end = self.last_token_end.max(mark.start);
            mark.after = mark_index(after);
        }
    }
}

/// Whether a node has a child of the wanted kind at the wanted place.
fn has_child(node: &Node<'_>, shape: &Edge) -> bool {
    child_at(node, shape).is_some()
}

/// From this many children on, stepping through them costs less than asking for each by its number.
const MANY_CHILDREN: u32 = 24;

/// The first child that an edge applies to; of children with the same field the first is looked at.
fn child_at<'tree>(node: &Node<'tree>, edge: &Edge) -> Option<Node<'tree>> {
    if let Some(field) = edge.only_field() {
        return node.child_by_field_id(field).filter(|child| edge.is_kind(child.kind_id(), child.is_named()));
    }
    if edge.is_sequential() && node.child_count() <= MANY_CHILDREN {
        return child_in_sequence(node, edge);
    }
    let mut cursor = node.walk();
    let mut before = NOTHING;
    let mut more = cursor.goto_first_child();
    while more {
        let child = cursor.node();
        if !child.is_extra() {
            let field = cursor.field_id().map_or(NOTHING, std::num::NonZero::get);
            let place = Place { grandparent: NOTHING, parent: node.kind_id(), field, before };
            let around = Around { cursor: &cursor, lift: 0 };
            if edge.matches(child.kind_id(), child.is_named(), place, &around) {
                return Some(child);
            }
            before = child.kind_id();
        }
        more = cursor.goto_next_sibling();
    }
    None
}

/// The same without a cursor, which would have to be allocated.
fn child_in_sequence<'tree>(node: &Node<'tree>, edge: &Edge) -> Option<Node<'tree>> {
    let mut before = NOTHING;
    let children = (0..node.child_count()).filter_map(|index| node.child(index));
    for child in children.filter(|child| !child.is_extra()) {
        if edge.follows(before, child.kind_id(), child.is_named()) {
            return Some(child);
        }
        before = child.kind_id();
    }
    None
}

/// The siblings of the node some levels up.
struct Around<'a, 'tree> {
    cursor: &'a TreeCursor<'tree>,
    lift: u32,
}

impl<'tree> Around<'_, 'tree> {
    fn cursor(&self) -> TreeCursor<'tree> {
        let mut cursor = self.cursor.clone();
        for _ in 0..self.lift {
            cursor.goto_parent();
        }
        cursor
    }
}

impl Siblings for Around<'_, '_> {
    fn after(&self) -> u16 {
        let mut cursor = self.cursor();
        while cursor.goto_next_sibling() {
            if !cursor.node().is_extra() {
                return cursor.node().kind_id();
            }
        }
        NOTHING
    }

    fn any(&self, is_wanted: impl Fn(u16, bool) -> bool) -> bool {
        let mut cursor = self.cursor();
        let mut more = cursor.goto_parent() && cursor.goto_first_child();
        while more {
            if is_wanted(cursor.node().kind_id(), cursor.node().is_named()) {
                return true;
            }
            more = cursor.goto_next_sibling();
        }
        false
    }
}

/// Files are bounded far below 4 GiB, so offsets fit.
fn offset(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

fn mark_index(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
