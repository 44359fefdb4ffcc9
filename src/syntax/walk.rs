//! The one walk over a syntax tree: it hands over the nodes that have a role, flat and in document order.
//!
//! It never recurses, and never asks a node for its parent: trees may be a million levels deep.

use super::children::Children;
use super::flat::Node;
use super::gaps::Gaps;
use super::kind::NOTHING;
use super::table::{Edge, KindRow, Place, Table};
use crate::model::{Mark, Marks, Role, RoleSet};

const NONE: usize = usize::MAX;
const MISREAD: RoleSet = RoleSet::of(&[Role::Misread, Role::MisreadLine, Role::MisreadComment]);

/// A node that is being walked.
struct Level<'a> {
    row: Option<&'a KindRow>,
    kind: u16,
    children: Children<'a>,
    /// The level among whose children it stands: that of its parent, or of the wrapper whose place it takes.
    site: usize,
    /// The child that stands in this node's place.
    inner: usize,
    mark: usize,
    depth: u32,
}

/// Appends the marks of a tree and counts the nodes that the grammar could not parse.
pub(super) fn walk(nodes: &[Node], text: &[u8], table: &Table, marks: &mut Marks) {
    if nodes.is_empty() {
        return;
    }
    let mut walker = Walker {
        gaps: Gaps::of(text),
        nodes,
        table,
        marks,
        levels: Vec::new(),
        fault_end: 0,
        last_token_end: 0,
    };
    walker.enter(0);
    while let Some(level) = walker.levels.last_mut() {
        match level.children.next() {
            Some(child) => walker.enter(child),
            None => walker.leave(),
        }
    }
}

struct Walker<'a, 'm> {
    gaps: Gaps<'a>,
    nodes: &'a [Node],
    table: &'a Table,
    marks: &'m mut Marks,
    levels: Vec<Level<'a>>,
    /// Where the last place ends that the grammar could not parse.
    fault_end: u32,
    last_token_end: u32,
}

impl Walker<'_, '_> {
    fn enter(&mut self, at: usize) {
        let node = self.nodes[at];
        if node.is_fault() {
            self.fault(node.start, node.end);
        }
        if node.lacks_token() {
            self.fault(node.start, node.start);
        }
        let row = self.table.row(node.kind);
        let own = row.filter(|row| row.says_something);
        let inner = own.map_or(NONE, |row| inner_child(self.nodes, at, row));
        let (site, depth) = self.site(at);
        let (mut roles, mut key) = own.map_or((RoleSet::NONE, None), |row| own_roles(self.nodes, at, row));
        if inner == NONE {
            self.add_roles_of_place(node, site, &mut roles, &mut key);
        }
        if roles.any(MISREAD) {
            self.doubt(node, site, roles);
        }
        let mark = self.mark(node, depth, roles, key);
        if node.after as usize > at + 1 {
            let children = Children::new(self.nodes, at);
            self.levels.push(Level { row, kind: node.kind, children, site, inner, mark, depth });
        } else {
            self.leave_leaf(node, mark);
        }
    }

    /// Takes note of a place that the grammar could not parse.
    fn fault(&mut self, start: u32, end: u32) {
        self.marks.errors += 1;
        self.marks.first_error.get_or_insert(start);
        self.marks.not_understood += end.saturating_sub(start.max(self.fault_end));
        self.fault_end = self.fault_end.max(end);
    }

    /// Where a node stands, and how deep: what a wrapper holds stands in the wrapper's place.
    fn site(&self, at: usize) -> (usize, u32) {
        match self.levels.last() {
            None => (NONE, 0),
            Some(above) if above.inner == at => (above.site, above.depth),
            Some(above) => (self.levels.len() - 1, above.depth + 1),
        }
    }

    /// Comments stand anywhere, so their place says nothing.
    fn add_roles_of_place(&self, node: Node, site: usize, roles: &mut RoleSet, key: &mut Option<u16>) {
        let Some(level) = self.levels.get(site) else { return };
        let Some(row) = level.row else { return };
        let edges = self.table.edges(row, node.kind);
        if edges.is_empty() || node.is_extra() {
            return;
        }
        let grandparent = self.levels.get(level.site).map_or(NOTHING, |above| above.kind);
        let is_wrapped = level.site.wrapping_add(1) != site;
        let place = Place { grandparent, is_wrapped, siblings: &level.children };
        for edge in edges.iter().map(|edge| &row.edges[*edge]).filter(|edge| edge.fits(&place)) {
            *roles = roles.with(edge.roles);
            *key = edge.key.or(*key);
        }
    }

    fn mark(&mut self, node: Node, depth: u32, roles: RoleSet, key: Option<u16>) -> usize {
        if roles.without(Role::WEAK).is_empty() || node.is_empty() {
            return NONE;
        }
        let (start, key) = (node.start, key.unwrap_or(node.kind));
        self.marks.list.push(Mark { roles, start, end: 0, after: 0, depth, key });
        self.marks.list.len() - 1
    }

    fn leave_leaf(&mut self, node: Node, mark: usize) {
        if !node.is_extra() && !node.is_empty() {
            self.last_token_end = node.end;
        }
        self.finish(mark, node.end);
    }

    /// A node ends with its last token: comments behind it are not part of it.
    fn leave(&mut self) {
        let Some(level) = self.levels.pop() else { return };
        self.finish(level.mark, self.last_token_end);
    }

    /// Notes that the text may have to be read otherwise. Where a wrapper stands around a node, its first line is that of
    /// the wrapper.
    fn doubt(&mut self, node: Node, site: usize, roles: RoleSet) {
        let Some(parent) = self.levels.get(site).map(|level| level.children.start()) else { return };
        let wrapper = self.levels.get(site + 1).map(|level| level.children.start());
        let ends_line = |from, to| self.gaps.has_line_feed(from, to);
        let is_first = || match wrapper {
            Some(wrapper) => ends_line(parent, wrapper),
            None => ends_line(parent, node.start) && ends_line(self.last_token_end, node.start),
        };
        let is_misread = roles.has(Role::Misread) && wrapper.is_none();
        self.marks.is_doubtful |= is_misread
            || roles.has(Role::MisreadLine) && is_first()
            || roles.has(Role::MisreadComment) && self.gaps.has_slash(self.last_token_end, node.start);
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
fn own_roles(nodes: &[Node], at: usize, row: &KindRow) -> (RoleSet, Option<u16>) {
    let (mut roles, mut key) = (row.roles, row.key);
    for shape in row.shapes.iter().filter(|shape| child_at(nodes, at, shape).is_some()) {
        roles = roles.with(shape.roles);
        key = shape.key.or(key);
    }
    (roles, key)
}

/// The child that takes the place of a node of a wrapping kind.
fn inner_child(nodes: &[Node], at: usize, row: &KindRow) -> usize {
    row.inner.iter().find_map(|edge| child_at(nodes, at, edge)).unwrap_or(NONE)
}

/// The first child that an edge applies to.
fn child_at(nodes: &[Node], at: usize, edge: &Edge) -> Option<usize> {
    let mut children = Children::new(nodes, at);
    while let Some(child) = children.next() {
        let place = Place { grandparent: NOTHING, is_wrapped: false, siblings: &children };
        if !nodes[child].is_extra() && edge.matches(nodes[child], &place) {
            return Some(child);
        }
    }
    None
}

/// Files are bounded far below 4 GiB, so offsets and numbers of marks fit.
fn offset(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
