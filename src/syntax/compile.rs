//! Compiles query files to a table.

use super::kind::{ERROR, NOTHING};
use super::scm::{self, Kind, Pattern, Rule, ScmError};
use super::table::{Edge, Kinds, Neighbour, Table};
use crate::model::{Role, RoleSet};
use std::collections::BTreeMap;
use thiserror::Error;
use tree_sitter::Language;

/// A query file cannot be compiled: a defect of this program that a test finds.
#[derive(Debug, Error)]
pub enum TableError {
    /// The text is not in the supported form.
    #[error("query syntax")]
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

/// Compiles query files, in order, for a grammar.
pub(super) fn compile(language: &Language, sources: &[&str]) -> Result<Table, TableError> {
    let (numbers, table) = (numbers(language), Table::new(language.node_kind_count()));
    let mut compiler = Compiler { language, numbers, table, keys: Vec::new() };
    for source in sources {
        for rule in scm::read(source)? {
            compiler.rule(&rule)?;
        }
    }
    compiler.table.sort_edges(|id| language.node_kind_is_named(id));
    Ok(compiler.table)
}

fn numbers(language: &Language) -> [BTreeMap<&str, Vec<u16>>; 2] {
    let mut numbers = [BTreeMap::new(), BTreeMap::new()];
    for id in 0..u16::try_from(language.node_kind_count()).unwrap_or(NOTHING) {
        if let Some(name) = language.node_kind_for_id(id) {
            let ids: &mut Vec<u16> =
                numbers[usize::from(language.node_kind_is_named(id))].entry(name).or_default();
            ids.push(id);
        }
    }
    numbers[1].insert("ERROR", vec![ERROR]);
    numbers
}

struct Compiler<'a> {
    language: &'a Language,
    /// The numbers of the grammar's kinds by name: those of tokens, and those of named nodes.
    numbers: [BTreeMap<&'a str, Vec<u16>>; 2],
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
            [outer, parent] => self.capture_child(at, *parent, Some(outer.0), roles, key),
            _ => Err(TableError::Form("a capture more than two levels deep")),
        }
    }

    /// `(kind) @role` and `(kind (child)) @role`
    fn capture_root(&mut self, at: &Pattern, roles: RoleSet, key: Option<u16>) -> Result<(), TableError> {
        let shape = match at.children.iter().find(|child| child.captures.is_empty()) {
            None => None,
            Some(child) => Some(self.edge(child, &Neighbour::Anything, roles, key)?),
        };
        for id in self.ids(&at.kind)? {
            let row = self.table.row_mut(id);
            if let Some(shape) = &shape {
                row.shapes.push(shape.clone());
            } else {
                row.roles = row.roles.with(roles);
                row.key = key.or(row.key);
            }
        }
        Ok(())
    }

    /// `(parent (child) @role)`, with anchors and fields. A parent with an anchor before it stands in its own parent, and in
    /// no wrapper.
    fn capture_child(
        &mut self,
        at: &Pattern,
        (parent, index): (&Pattern, usize),
        outer: Option<&Pattern>,
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
        let grandparent = outer.map(|outer| self.ids(&outer.kind)).transpose()?;
        let is_direct = outer.is_some() && parent.anchored;
        let edge = Edge { grandparent, is_direct, before, beside, ..self.edge(at, &after, roles, key)? };
        for id in self.ids(&parent.kind)? {
            let row = self.table.row_mut(id);
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
        after: &Neighbour,
        roles: RoleSet,
        key: Option<u16>,
    ) -> Result<Edge, TableError> {
        let field = child.field.as_deref().map(|name| self.field(name)).transpose()?;
        let before = if child.anchored { Neighbour::Edge } else { Neighbour::Anything };
        Ok(Edge {
            grandparent: None,
            is_direct: false,
            field,
            before,
            after: after.clone(),
            beside: None,
            child: self.kinds(&child.kind)?,
            roles,
            key,
        })
    }

    fn field(&self, name: &str) -> Result<u8, TableError> {
        let number = self.language.field_id_for_name(name).and_then(|number| u8::try_from(number.get()).ok());
        number.ok_or_else(|| TableError::Name(format!("field `{name}`")))
    }

    /// The sibling that a pattern asks for without saying where it stands.
    fn beside(&self, parent: &Pattern, index: usize) -> Result<Option<Vec<u16>>, TableError> {
        let is_loose = |&(place, sibling): &(usize, &Pattern)| {
            let is_bound =
                sibling.anchored || parent.children.get(place + 1).is_some_and(|next| next.anchored);
            place != index && !is_bound && sibling.captures.is_empty()
        };
        let mut loose = parent.children.iter().enumerate().filter(is_loose);
        match (loose.next(), loose.next()) {
            (None, _) => Ok(None),
            (Some((_, sibling)), None) if sibling.field.is_none() => self.ids(&sibling.kind).map(Some),
            _ => Err(TableError::Form("siblings of a capture that no anchor binds to it")),
        }
    }

    /// Kinds in full, so that a neighbour is known by its number alone.
    fn neighbour(&self, kind: &Kind) -> Result<Neighbour, TableError> {
        let ids = match kind {
            Kind::Any => return Err(TableError::Form("a wildcard token beside a capture")),
            Kind::AnyNamed => self.numbers[1].values().flatten().copied().collect(),
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
        Ok(ids.to_vec())
    }

    fn named(&self, name: &str, named: bool) -> &[u16] {
        self.numbers[usize::from(named)].get(name).map_or(&[], Vec::as_slice)
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
