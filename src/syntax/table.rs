//! The table from the kind of a node, and its place, to roles.
//!
//! A real query costs milliseconds to build and half a parse to run; the table costs neither. A node's roles are those
//! of its kind, of its shape (a kind with a certain child) and of its place (an edge from its parent).

use super::children::Children;
use super::flat::Node;
use super::kind::{ERROR, NOTHING};
use crate::model::RoleSet;

/// Roles by kind, shape and place.
#[derive(Debug)]
pub(super) struct Table {
    /// By the number of the kind; the last one is for errors.
    kinds: Vec<KindRow>,
}

/// What the table knows of nodes of one kind.
#[derive(Clone, Debug, Default)]
pub(super) struct KindRow {
    pub(super) roles: RoleSet,
    pub(super) key: Option<u16>,
    /// Roles of a node of this kind that has a certain child.
    pub(super) shapes: Vec<Edge>,
    /// Roles of the children of a node of this kind.
    pub(super) edges: Vec<Edge>,
    /// Which of them can apply to tokens, to named nodes, and to each kind that one of them names.
    lists: Vec<Vec<usize>>,
    /// By the number of a kind, which of the lists is for it; empty where there are no edges.
    of_child: Vec<u16>,
    /// Which children may stand in the place of a node of this kind.
    pub(super) inner: Vec<Edge>,
    /// Whether there is anything of it but edges: of most tokens there is not.
    pub(super) says_something: bool,
}

impl KindRow {
    /// Sorts the edges, given which kinds are named ones, errors last.
    fn sort_edges(&mut self, named: &[bool]) {
        let fitting = |kind: u16, is_named: bool| -> Vec<usize> {
            let fits = |edge: &Edge| edge.child.contain(kind, is_named);
            self.edges.iter().enumerate().filter(|(_, edge)| fits(edge)).map(|(at, _)| at).collect()
        };
        let mut lists = vec![fitting(NOTHING, false), fitting(NOTHING, true)];
        let mut of_child: Vec<u16> = named.iter().map(|is_named| u16::from(*is_named)).collect();
        let ids = self.edges.iter().filter_map(|edge| match &edge.child {
            Kinds::OneOf(kinds) => Some(kinds),
            Kinds::Any | Kinds::AnyNamed => None,
        });
        for &kind in ids.flatten() {
            let index = if kind == ERROR { named.len() - 1 } else { usize::from(kind) };
            if of_child[index] < 2 {
                of_child[index] = u16::try_from(lists.len()).unwrap_or(0);
                lists.push(fitting(kind, named[index]));
            }
        }
        (self.lists, self.of_child) = (lists, of_child);
    }
}

/// A condition on a child and its place, and what follows from it.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    pub(super) grandparent: Option<Vec<u16>>,
    /// No wrapper may stand between the grandparent and the parent.
    pub(super) is_direct: bool,
    /// Number of a field.
    pub(super) field: Option<u8>,
    pub(super) before: Neighbour,
    pub(super) after: Neighbour,
    /// What must be among the siblings, wherever it stands.
    pub(super) beside: Option<Vec<u16>>,
    pub(super) child: Kinds,
    pub(super) roles: RoleSet,
    pub(super) key: Option<u16>,
}

/// What must stand beside a child, comments left out.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Neighbour {
    Anything,
    Edge,
    Kind(Vec<u16>),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kinds {
    Any,
    AnyNamed,
    OneOf(Vec<u16>),
}

/// Where a node stands.
pub(super) struct Place<'a, 'tree> {
    /// Kind of its grandparent, [`NOTHING`] where there is none.
    pub(super) grandparent: u16,
    /// Its parent stands in the place of a wrapper.
    pub(super) is_wrapped: bool,
    /// The children of its parent, at the node.
    pub(super) siblings: &'a Children<'tree>,
}

impl Edge {
    /// Whether it applies to a child at a place.
    pub(super) fn matches(&self, child: Node, place: &Place<'_, '_>) -> bool {
        self.child.contain(child.kind, child.is_named()) && self.fits(place)
    }

    /// The same of a child whose kind is one of its kinds; the cheap conditions come first.
    pub(super) fn fits(&self, place: &Place<'_, '_>) -> bool {
        self.grandparent.as_ref().is_none_or(|kinds| kinds.contains(&place.grandparent))
            && !(self.is_direct && place.is_wrapped)
            && (self.before == Neighbour::Anything || self.before.is(place.siblings.before()))
            && self.field.is_none_or(|field| place.siblings.field() == field)
            && (self.after == Neighbour::Anything || self.after.is(place.siblings.after()))
            && self.beside.as_ref().is_none_or(|kinds| place.siblings.any(kinds))
    }
}

impl Neighbour {
    fn is(&self, kind: u16) -> bool {
        match self {
            Neighbour::Anything => true,
            Neighbour::Edge => kind == NOTHING,
            Neighbour::Kind(ids) => ids.contains(&kind),
        }
    }
}

impl Kinds {
    fn contain(&self, kind: u16, is_named: bool) -> bool {
        match self {
            Kinds::Any => true,
            Kinds::AnyNamed => is_named,
            Kinds::OneOf(ids) => ids.contains(&kind),
        }
    }
}

impl Table {
    /// A table that knows nothing of the kinds of a grammar.
    pub(super) fn new(kind_count: usize) -> Table {
        Table { kinds: vec![KindRow::default(); kind_count + 1] }
    }

    /// What the table knows of a kind.
    pub(super) fn row(&self, kind: u16) -> Option<&KindRow> {
        self.kinds.get(self.index(kind))
    }

    /// The edges of a row that can apply to a child of some kind, by their numbers.
    pub(super) fn edges<'a>(&self, row: &'a KindRow, child: u16) -> &'a [usize] {
        row.of_child.get(self.index(child)).map_or(&[], |list| &row.lists[usize::from(*list)])
    }

    /// Sorts all edges by the kinds of children that they can apply to: most nodes then need look at none.
    pub(super) fn sort_edges(&mut self, is_named: impl Fn(u16) -> bool) {
        let kinds = 0..u16::try_from(self.kinds.len() - 1).unwrap_or(NOTHING);
        let named: Vec<bool> = kinds.map(is_named).chain([true]).collect();
        for row in &mut self.kinds {
            row.says_something =
                !(row.roles.is_empty() && row.key.is_none() && row.shapes.is_empty() && row.inner.is_empty());
            if !row.edges.is_empty() {
                row.sort_edges(&named);
            }
        }
    }

    /// The row of a kind of the grammar, or of errors.
    pub(super) fn row_mut(&mut self, kind: u16) -> &mut KindRow {
        let index = self.index(kind);
        &mut self.kinds[index]
    }

    fn index(&self, kind: u16) -> usize {
        if kind == ERROR { self.kinds.len() - 1 } else { usize::from(kind) }
    }
}
