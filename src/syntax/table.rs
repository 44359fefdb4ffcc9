//! The table from the kind of a node, and its place, to roles.
//!
//! A real query costs milliseconds to build and half a parse to run; the table costs neither. A node's roles are those
//! of its kind, of its shape (a kind with a certain child) and of its place (an edge from its parent).

use crate::model::RoleSet;

/// Stands for the absence of a kind or field: neither is ever numbered so high.
pub(super) const NOTHING: u16 = u16::MAX;

/// Roles by kind, shape and place.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) kinds: Vec<KindRow>,
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
    /// Which children may stand in the place of a node of this kind.
    pub(super) inner: Vec<Edge>,
}

/// A condition on a child and its place, and what follows from it.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    pub(super) grandparent: Option<Kinds>,
    pub(super) field: u16,
    pub(super) before: Neighbour,
    pub(super) after: Neighbour,
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

/// Where a node stands: the kinds of its surroundings, [`NOTHING`] where there is none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) grandparent: u16,
    pub(super) parent: u16,
    pub(super) field: u16,
    pub(super) before: u16,
}

impl Edge {
    /// Whether it applies to a child of this kind at this place. The kind that follows is asked for only if needed.
    pub(super) fn matches(&self, child: u16, named: bool, place: Place, after: impl FnOnce() -> u16) -> bool {
        self.child.contain(child, named)
            && (self.field == NOTHING || self.field == place.field)
            && self.before.is(place.before)
            && self.grandparent.as_ref().is_none_or(|kinds| kinds.contain(place.grandparent, true))
            && (self.after == Neighbour::Anything || self.after.is(after()))
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
    fn contain(&self, kind: u16, named: bool) -> bool {
        match self {
            Kinds::Any => true,
            Kinds::AnyNamed => named,
            Kinds::OneOf(ids) => ids.contains(&kind),
        }
    }
}

impl Table {
    /// What the table knows of a kind; errors and other nodes without a number of the grammar's have nothing.
    pub(super) fn row(&self, kind: u16) -> Option<&KindRow> {
        self.kinds.get(usize::from(kind))
    }
}
