//! The one walk over a syntax tree: it hands over the nodes that have a role, flat and in document order.
//!
//! It never recurses, and never asks a node for its parent: trees may be a million levels deep.

use super::children::Children;
use super::kind::NOTHING;
use super::table::{Edge, KindRow, Place, Table};
use crate::model::{Mark, Marks, Role, RoleSet};
use tree_sitter::Node;

const NONE: usize = usize::MAX;
const MISREAD: RoleSet = RoleSet::of(&[Role::Misread, Role::MisreadLine, Role::MisreadComment]);

/// A node that is being walked.
struct Level<'tree> {
    kind: u16,
    children: Children<'tree>,
    /// The level among whose children it stands: that of its parent, or of the wrapper whose place it takes.
    site: usize,
    /// The child that stands in this node's place.
    inner: Option<usize>,
    mark: usize,
    depth: u32,
}

/// Appends the marks below a root and counts the nodes that the grammar could not parse.
pub(super) fn walk(root: Node<'_>, text: &[u8], table: &Table, marks: &mut Marks) {
    let faulty = root.has_error();
    let mut walker =
        Walker { text, table, marks, levels: Vec::new(), faulty, fault_end: 0, last_token_end: 0 };
    walker.enter(root);
    while let Some(level) = walker.levels.last_mut() {
        match level.children.next() {
            Some(child) => walker.enter(child),
            None => walker.leave(),
        }
    }
}

struct Walker<'a, 'tree> {
    text: &'a [u8],
    table: &'a Table,
    marks: &'a mut Marks,
    levels: Vec<Level<'tree>>,
    faulty: bool,
    /// Where the last place ends that the grammar could not parse.
    fault_end: u32,
    last_token_end: u32,
}

impl<'tree> Walker<'_, 'tree> {
    fn enter(&mut self, node: Node<'tree>) {
        if self.faulty && (node.is_error() || node.is_missing()) {
            self.fault(node);
        }
        let kind = node.kind_id();
        let row = self.table.row(kind);
        let inner = row.and_then(|row| inner_child(node, row));
        let (site, depth) = self.site(node);
        let (mut roles, mut key) = row.map_or((RoleSet::NONE, None), |row| own_roles(node, row));
        if inner.is_none() {
            self.add_roles_of_place(node, site, &mut roles, &mut key);
        }
        if roles.any(MISREAD) {
            self.doubt(node, site, roles);
        }
        let mark = self.mark(node, depth, roles, key);
        if node.child_count() > 0 {
            self.levels.push(Level { kind, children: Children::new(node), site, inner, mark, depth });
        } else {
            self.leave_leaf(node, mark);
        }
    }

    /// Takes note of a place that the grammar could not parse.
    fn fault(&mut self, node: Node<'tree>) {
        let (start, end) = (offset(node.start_byte()), offset(node.end_byte()));
        self.marks.errors += 1;
        self.marks.first_error.get_or_insert(start);
        self.marks.not_understood += end.saturating_sub(start.max(self.fault_end));
        self.fault_end = self.fault_end.max(end);
    }

    /// Where a node stands, and how deep: what a wrapper holds stands in the wrapper's place.
    fn site(&self, node: Node<'tree>) -> (usize, u32) {
        match self.levels.last() {
            None => (NONE, 0),
            Some(above) if above.inner == Some(node.id()) => (above.site, above.depth),
            Some(above) => (self.levels.len() - 1, above.depth + 1),
        }
    }

    /// Comments stand anywhere, so their place says nothing.
    fn add_roles_of_place(&self, node: Node<'tree>, site: usize, roles: &mut RoleSet, key: &mut Option<u16>) {
        let Some(level) = self.levels.get(site) else { return };
        let Some(row) = self.table.row(level.kind) else { return };
        let mut edges = self.table.edges(row, node.kind_id()).peekable();
        if edges.peek().is_none() || node.is_extra() {
            return;
        }
        let grandparent = self.levels.get(level.site).map_or(NOTHING, |above| above.kind);
        let is_wrapped = level.site.wrapping_add(1) != site;
        let place = Place { grandparent, is_wrapped, siblings: &level.children };
        for edge in edges.filter(|edge| edge.fits(&place)) {
            *roles = roles.with(edge.roles);
            *key = edge.key.or(*key);
        }
    }

    fn mark(&mut self, node: Node<'tree>, depth: u32, roles: RoleSet, key: Option<u16>) -> usize {
        if roles.without(Role::WEAK).is_empty() || node.start_byte() == node.end_byte() {
            return NONE;
        }
        let (start, key) = (offset(node.start_byte()), key.unwrap_or(node.kind_id()));
        self.marks.list.push(Mark { roles, start, end: 0, after: 0, depth, key });
        self.marks.list.len() - 1
    }

    fn leave_leaf(&mut self, node: Node<'tree>, mark: usize) {
        let end = offset(node.end_byte());
        if !node.is_extra() && end > offset(node.start_byte()) {
            self.last_token_end = end;
        }
        self.finish(mark, end);
    }

    /// A node ends with its last token: comments behind it are not part of it.
    fn leave(&mut self) {
        let Some(level) = self.levels.pop() else { return };
        self.finish(level.mark, self.last_token_end);
    }

    /// Notes that the text may have to be read otherwise. Where a wrapper stands around a node, its first line is that of
    /// the wrapper.
    fn doubt(&mut self, node: Node<'_>, site: usize, roles: RoleSet) {
        let Some(parent) = self.levels.get(site) else { return };
        let wrapper = self.levels.get(site + 1);
        let gap = || &self.text[self.last_token_end as usize..node.start_byte()];
        let is_first = || match wrapper {
            Some(wrapper) => parent.children.row() < wrapper.children.row(),
            None => parent.children.row() < node.start_position().row && gap().contains(&b'\n'),
        };
        let is_misread = roles.has(Role::Misread) && wrapper.is_none();
        self.marks.is_doubtful |= is_misread
            || roles.has(Role::MisreadLine) && is_first()
            || roles.has(Role::MisreadComment) && gap().contains(&b'/');
    }

    fn finish(&mut self, mark: usize, end: u32) {
        let after = offset(self.marks.list.len());
        if let Some(mark) = self.marks.list.get_mut(mark) {
            mark.end = end.max(mark.start);
            mark.after = after;
        }
    }
}

/// Roles that a node has by its kind and by its children.
fn own_roles(node: Node<'_>, row: &KindRow) -> (RoleSet, Option<u16>) {
    let (mut roles, mut key) = (row.roles, row.key);
    for shape in row.shapes.iter().filter(|shape| child_at(node, shape).is_some()) {
        roles = roles.with(shape.roles);
        key = shape.key.or(key);
    }
    (roles, key)
}

/// The child that takes the place of a node of a wrapping kind.
fn inner_child(node: Node<'_>, row: &KindRow) -> Option<usize> {
    row.inner.iter().find_map(|edge| child_at(node, edge)).map(|child| child.id())
}

/// The first child that an edge applies to.
fn child_at<'tree>(node: Node<'tree>, edge: &Edge) -> Option<Node<'tree>> {
    let mut children = Children::new(node);
    while let Some(child) = children.next() {
        let place = Place { grandparent: NOTHING, is_wrapped: false, siblings: &children };
        if !child.is_extra() && edge.matches(child, &place) {
            return Some(child);
        }
    }
    None
}

/// Files are bounded far below 4 GiB, so offsets and numbers of marks fit.
fn offset(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
