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
    grandparent: Option<Kinds>,
    field: u16,
    before: Neighbour,
    after: Neighbour,
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

    /// Whether it asks what follows a child, below a parent that itself stands below a node of this kind.
    pub(super) fn looks_ahead(&self, grandparent: u16) -> bool {
        self.after != Neighbour::Anything
            && self.grandparent.as_ref().is_none_or(|kinds| kinds.contain(grandparent, true))
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
        let kinds = vec![KindRow::default(); language.node_kind_count()];
        let mut compiler = Compiler { language, table: Table { kinds }, keys: Vec::new() };
        for source in sources {
            for rule in scm::read(source)? {
                compiler.rule(&rule)?;
            }
        }
        Ok(compiler.table)
    }

    /// What the table knows of a kind; errors and other nodes without a number of the grammar's have nothing.
    pub(super) fn row(&self, kind: u16) -> Option<&KindRow> {
        self.kinds.get(usize::from(kind))
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
        let key =
            rule.settings.iter().find(|(name, _)| name == "operator").map(|(_, operator)| self.key(operator));
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
            let row = &mut self.table.kinds[usize::from(id)];
            if let Some(shape) = &shape {
                row.shapes.push(shape.clone());
            } else {
                row.roles = row.roles.with(roles);
                row.key = key.or(row.key);
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
        let edge = Edge { grandparent, before, ..self.edge(at, None, &after, roles, key)? };
        for id in self.ids(&parent.kind)? {
            let row = &mut self.table.kinds[usize::from(id)];
            if edge.roles.has(Role::Inner) {
                row.inner.push(edge.clone());
            } else {
                row.edges.push(edge.clone());
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
            child: self.kinds(&child.kind)?,
            roles,
            key,
        })
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
        let count = u16::try_from(self.table.kinds.len()).unwrap_or(NOTHING);
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
