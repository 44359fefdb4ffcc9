//! Compiles query files to a table from the kind of a node, and its place, to roles.
//!
//! A real query costs milliseconds to build and half a parse to run; the table costs neither. A node's roles are those
//! of its kind, of its shape (a kind with a certain child) and of its place (an edge from its parent).

use super::scm::{self, Kind, Pattern, Rule, ScmError};
use crate::model::{Role, RoleSet};
use thiserror::Error;
use tree_sitter::Language;

/// A query file cannot be compiled: a defect of this program that a test finds.
#[derive(Debug, Error)]
pub enum TableError {
    /// The text is not in the supported form.
    #[error("query syntax: {0}")]
    Syntax(#[from] ScmError),
    /// A capture is no role.
    #[error("unknown capture `@{0}`")]
    Capture(String),
    /// The grammar has no such node, token or field.
    #[error("the grammar has no {0}")]
    Name(String),
    /// The pattern is deeper than a table can say.
    #[error("pattern too complex for the table: {0}")]
    Form(&'static str),
}

/// The kind of nodes that the grammar could not parse, in every grammar.
const ERROR: u16 = u16::MAX;

/// Stands for the absence of a kind or field: neither is ever numbered so high.
pub(super) const NOTHING: u16 = ERROR - 1;

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
    /// Which children may stand in the place of a node of this kind.
    pub(super) inner: Vec<Edge>,
}

/// A condition on a child and its place, and what follows from it.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    grandparent: Option<Kinds>,
    field: u16,
    before: Neighbour,
    after: Neighbour,
    /// What must be among the other children.
    beside: Option<Kinds>,
    child: Kinds,
    pub(super) roles: RoleSet,
    pub(super) key: Option<u16>,
}

/// What must stand beside a child, comments left out.
#[derive(Clone, Debug, PartialEq)]
enum Neighbour {
    Anything,
    Edge,
    Kind(Vec<u16>),
}

#[derive(Clone, Debug, PartialEq)]
enum Kinds {
    Any,
    AnyNamed,
    OneOf(Vec<u16>),
}

/// What a node's siblings are; it is asked only where a pattern needs it.
pub(super) trait Siblings {
    /// Kind of the one that follows, [`NOTHING`] if there is none; comments left out.
    fn after(&self) -> u16;

    /// Whether one of them is as wanted.
    fn any(&self, is_wanted: impl Fn(u16, bool) -> bool) -> bool;
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
    /// Whether it applies to a child of this kind at this place.
    pub(super) fn matches(&self, child: u16, named: bool, place: Place, siblings: &impl Siblings) -> bool {
        self.child.contain(child, named)
            && (self.field == NOTHING || self.field == place.field)
            && self.before.is(place.before)
            && self.grandparent.as_ref().is_none_or(|kinds| kinds.contain(place.grandparent, true))
            && (self.after == Neighbour::Anything || self.after.is(siblings.after()))
            && self.beside.as_ref().is_none_or(|kinds| siblings.any(|kind, named| kinds.contain(kind, named)))
    }

    /// The field of the child, if that and the kind are all that is asked of it.
    pub(super) fn only_field(&self) -> Option<u16> {
        let is_only = self.before == Neighbour::Anything && self.is_within_reach();
        (is_only && self.field != NOTHING).then_some(self.field)
    }

    /// Whether nothing is asked about fields and about siblings that come later.
    pub(super) fn is_sequential(&self) -> bool {
        self.field == NOTHING && self.is_within_reach()
    }

    fn is_within_reach(&self) -> bool {
        self.after == Neighbour::Anything && self.beside.is_none()
    }

    /// Whether it applies to a child of this kind, wherever it stands.
    pub(super) fn is_kind(&self, child: u16, named: bool) -> bool {
        self.child.contain(child, named)
    }

    /// Whether it applies to a child of this kind that follows a sibling of that kind.
    pub(super) fn follows(&self, before: u16, child: u16, named: bool) -> bool {
        self.child.contain(child, named) && self.before.is(before)
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
    /// Compiles query files, in order, for a grammar.
    pub(super) fn compile(language: &Language, sources: &[&str]) -> Result<Table, TableError> {
        let kinds = vec![KindRow::default(); language.node_kind_count() + 1];
        let mut compiler = Compiler { language, table: Table { kinds }, keys: Vec::new() };
        for source in sources {
            for rule in scm::read(source)? {
                compiler.rule(&rule)?;
            }
        }
        Ok(compiler.table)
    }

    /// What the table knows of a kind.
    pub(super) fn row(&self, kind: u16) -> Option<&KindRow> {
        self.kinds.get(self.index(kind))
    }

    fn row_mut(&mut self, kind: u16) -> &mut KindRow {
        let index = self.index(kind);
        &mut self.kinds[index]
    }

    fn index(&self, kind: u16) -> usize {
        if kind == ERROR { self.kinds.len() - 1 } else { usize::from(kind) }
    }
}

struct Compiler<'a> {
    language: &'a Language,
    table: Table,
    /// Operator keys that are no token of the grammar, numbered downwards from the top.
    keys: Vec<String>,
}

impl Compiler<'_> {
    fn rule(&mut self, rule: &Rule) -> Result<(), TableError> {
        let key = match rule.settings.iter().find(|(name, _)| name == "operator") {
            Some((_, operator)) => Some(self.key(operator)),
            None => None,
        };
        self.pattern(&rule.pattern, &[], key)
    }

    /// Enters the captures of a pattern; `above` holds its parents, outermost first, each with the index of the child
    /// that leads here.
    fn pattern(
        &mut self,
        at: &Pattern,
        above: &[(&Pattern, usize)],
        key: Option<u16>,
    ) -> Result<(), TableError> {
        if !at.captures.is_empty() {
            self.capture(at, above, key)?;
        }
        if let Kind::OneOf(alternatives) = &at.kind
            && alternatives.iter().any(|a| !a.captures.is_empty() || !a.children.is_empty())
        {
            return Err(TableError::Form("captures or children inside an alternation"));
        }
        for (index, child) in at.children.iter().enumerate() {
            let mut path = above.to_vec();
            path.push((at, index));
            self.pattern(child, &path, key)?;
        }
        Ok(())
    }

    fn capture(
        &mut self,
        at: &Pattern,
        above: &[(&Pattern, usize)],
        key: Option<u16>,
    ) -> Result<(), TableError> {
        let roles = roles(&at.captures)?;
        match above {
            [] => self.capture_root(at, roles, key),
            [parent] => self.capture_child(at, *parent, None, roles, key),
            [outer, parent] => {
                let grandparent = self.kinds(&outer.0.kind)?;
                self.capture_child(at, *parent, Some(grandparent), roles, key)
            }
            _ => Err(TableError::Form("a capture more than two levels deep")),
        }
    }

    /// `(kind) @role` and `(kind (child)) @role`
    fn capture_root(&mut self, at: &Pattern, roles: RoleSet, key: Option<u16>) -> Result<(), TableError> {
        let shape = match at.children.iter().find(|child| child.captures.is_empty()) {
            None => None,
            Some(child) => Some(self.edge(child, None, &Neighbour::Anything, roles, key)?),
        };
        for id in self.ids(&at.kind)? {
            let row = self.table.row_mut(id);
            match &shape {
                Some(shape) => row.shapes.push(shape.clone()),
                None => {
                    row.roles = row.roles.with(roles);
                    row.key = key.or(row.key);
                }
            }
        }
        Ok(())
    }

    /// `(parent (child) @role)`, with anchors and fields
    fn capture_child(
        &mut self,
        at: &Pattern,
        (parent, index): (&Pattern, usize),
        grandparent: Option<Kinds>,
        roles: RoleSet,
        key: Option<u16>,
    ) -> Result<(), TableError> {
        if at.children.iter().any(|child| child.captures.is_empty()) {
            return Err(TableError::Form("a child that is captured for its own children"));
        }
        let after = match parent.children.get(index + 1) {
            Some(next) if next.anchored => self.neighbour(&next.kind)?,
            None if parent.closed => Neighbour::Edge,
            _ => Neighbour::Anything,
        };
        let before = match index.checked_sub(1) {
            _ if !at.anchored => Neighbour::Anything,
            Some(previous) => self.neighbour(&parent.children[previous].kind)?,
            None => Neighbour::Edge,
        };
        let beside = self.beside(parent, index)?;
        let edge = Edge { grandparent, before, beside, ..self.edge(at, None, &after, roles, key)? };
        for id in self.ids(&parent.kind)? {
            let row = self.table.row_mut(id);
            match edge.roles.has(Role::Inner) {
                true => row.inner.push(edge.clone()),
                false => row.edges.push(edge.clone()),
            }
        }
        Ok(())
    }

    fn edge(
        &self,
        child: &Pattern,
        grandparent: Option<Kinds>,
        after: &Neighbour,
        roles: RoleSet,
        key: Option<u16>,
    ) -> Result<Edge, TableError> {
        let field = match &child.field {
            None => NOTHING,
            Some(name) => self
                .language
                .field_id_for_name(name)
                .ok_or_else(|| TableError::Name(format!("field `{name}`")))?
                .get(),
        };
        let before = if child.anchored { Neighbour::Edge } else { Neighbour::Anything };
        Ok(Edge {
            grandparent,
            field,
            before,
            after: after.clone(),
            beside: None,
            child: self.kinds(&child.kind)?,
            roles,
            key,
        })
    }

    /// The kinds of the sibling that a pattern asks for without saying where it stands.
    fn beside(&self, parent: &Pattern, index: usize) -> Result<Option<Kinds>, TableError> {
        let is_loose = |place: usize, sibling: &Pattern| {
            let next_is_anchored = parent.children.get(place + 1).is_some_and(|next| next.anchored);
            place != index && !sibling.anchored && !next_is_anchored && sibling.captures.is_empty()
        };
        let mut loose =
            parent.children.iter().enumerate().filter(|(place, sibling)| is_loose(*place, sibling));
        match (loose.next(), loose.next()) {
            (None, _) => Ok(None),
            (Some((_, sibling)), None) if sibling.field.is_none() => Ok(Some(self.kinds(&sibling.kind)?)),
            _ => Err(TableError::Form("siblings of a capture that no anchor binds to it")),
        }
    }

    /// Kinds in full, so that a neighbour is known by its number alone.
    fn neighbour(&self, kind: &Kind) -> Result<Neighbour, TableError> {
        let ids = match kind {
            Kind::Any => return Err(TableError::Form("a wildcard token beside a capture")),
            Kind::AnyNamed => self.numbers(|id| self.language.node_kind_is_named(id)),
            _ => self.ids(kind)?,
        };
        Ok(Neighbour::Kind(ids))
    }

    fn kinds(&self, kind: &Kind) -> Result<Kinds, TableError> {
        Ok(match kind {
            Kind::Any => Kinds::Any,
            Kind::AnyNamed => Kinds::AnyNamed,
            _ => Kinds::OneOf(self.ids(kind)?),
        })
    }

    /// Every number of a kind: through aliases one name may have several.
    fn ids(&self, kind: &Kind) -> Result<Vec<u16>, TableError> {
        let (name, named) = match kind {
            Kind::Named(name) if name == "ERROR" => return Ok(vec![ERROR]),
            Kind::Named(name) => (name, true),
            Kind::Token(text) => (text, false),
            Kind::Any | Kind::AnyNamed => return Err(TableError::Form("a wildcard where a kind must stand")),
            Kind::OneOf(all) => {
                let ids = all.iter().map(|one| self.ids(&one.kind)).collect::<Result<Vec<_>, _>>()?;
                return Ok(ids.concat());
            }
        };
        let ids = self.named(name, named);
        if ids.is_empty() {
            return Err(TableError::Name(format!("node `{name}`")));
        }
        Ok(ids)
    }

    fn named(&self, name: &str, named: bool) -> Vec<u16> {
        let grammar = self.language;
        self.numbers(|id| {
            grammar.node_kind_is_named(id) == named && grammar.node_kind_for_id(id) == Some(name)
        })
    }

    fn numbers(&self, is: impl Fn(u16) -> bool) -> Vec<u16> {
        let count = u16::try_from(self.table.kinds.len() - 1).unwrap_or(NOTHING);
        (0..count).filter(|&id| is(id)).collect()
    }

    /// The key of an operator: the number of its token, or one of its own.
    fn key(&mut self, operator: &str) -> u16 {
        if let Some(&id) = self.named(operator, false).first() {
            return id;
        }
        let known = self.keys.iter().position(|key| key == operator);
        let index = known.unwrap_or_else(|| {
            self.keys.push(operator.to_owned());
            self.keys.len() - 1
        });
        NOTHING - 1 - u16::try_from(index).unwrap_or(0)
    }
}

fn roles(captures: &[String]) -> Result<RoleSet, TableError> {
    captures.iter().try_fold(RoleSet::NONE, |set, name| {
        let role = Role::from_name(name).ok_or_else(|| TableError::Capture(name.clone()))?;
        Ok(set.with(RoleSet::of(&[role])))
    })
}
