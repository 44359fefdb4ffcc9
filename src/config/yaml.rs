//! Reads YAML within a budget: what a hostile file can cost is bounded before it is known what the file says.

use super::error::Wrong;
use super::tree::{Entry, Node, Position, Value};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_yaml::budget::BudgetBreach;
use serde_yaml::{Location, Spanned};
use std::collections::HashSet;
use std::fmt;

/// Collections and scalars, aliases expanded.
const MOST_NODES: usize = 10_000;
const MOST_NESTING: usize = 32;

/// Reads one document; an empty one is an empty table.
pub(super) fn read(text: &str) -> Result<Node, Wrong> {
    let empty = || Node { value: Value::Table(Vec::new()), at: Position { line: 1, column: 1, length: 1 } };
    let blank = |line: &str| matches!(line.trim_start().bytes().next(), None | Some(b'#'));
    if text.lines().all(blank) {
        return Ok(empty());
    }
    let root: Spanned<Value> =
        serde_yaml::from_str_with_options(text, options()).map_err(|error| wrong(&error))?;
    Ok(if matches!(root.value, Value::Null) { empty() } else { node(root) })
}

/// Reads one document of another program, within the same budget and without the places.
pub(super) fn data(text: &str) -> Result<serde_json::Value, Wrong> {
    serde_yaml::from_str_with_options(text, options()).map_err(|error| wrong(&error))
}

/// Whether a line of a text that need not be YAML looks like one of some keys at the top level.
pub(super) fn may_have_key(text: &str, keys: &[&str]) -> bool {
    let key = |line: &str| {
        let (key, _) = line.split_once(':')?;
        let key = key.trim_start_matches(['{', ' ']).trim().trim_matches(['"', '\'']);
        keys.contains(&key).then_some(())
    };
    let is_top_level = |line: &&str| !line.starts_with([' ', '\t', '#']);
    text.lines().filter(is_top_level).any(|line| key(line).is_some())
}

fn options() -> serde_yaml::Options {
    let budget = serde_yaml::budget! {
        max_nodes: MOST_NODES,
        max_events: 4 * MOST_NODES,
        max_depth: MOST_NESTING,
        flow_nesting_limit: MOST_NESTING,
        max_aliases: 100,
        max_anchors: 100,
        max_merge_keys: 100,
        max_documents: 1,
        max_recorded_anchor_events: 4 * MOST_NODES,
        max_recorded_anchor_bytes: 1 << 20,
    };
    let alias_limits = serde_yaml::alias_limits! {
        max_total_replayed_events: 4 * MOST_NODES,
        max_replay_stack_depth: 8,
    };
    serde_yaml::options! {
        budget: budget,
        alias_limits: alias_limits,
        // `no`, `on` and `off` stay what was written.
        strict_booleans: true,
        reject_unsupported_tags: true,
        with_snippet: false,
    }
}

/// One line of what the parser says over several.
fn wrong(error: &serde_yaml::Error) -> Wrong {
    let at = error.location().map(|location| position(&location)).filter(|at| at.line > 0);
    let message = error.without_snippet().to_string();
    let line = message.lines().next().unwrap_or_default();
    let line = line.rsplit_once(" at line ").map_or(line, |(what, _)| what);
    let what = match error.without_snippet() {
        serde_yaml::Error::DuplicateMappingKey { key: Some(key), .. } => format!("duplicate key `{key}`"),
        serde_yaml::Error::MultipleDocuments { .. }
        | serde_yaml::Error::Budget { breach: BudgetBreach::Documents { .. }, .. } => {
            "only one document is expected".to_owned()
        }
        serde_yaml::Error::Budget { .. } => "too large or too deep for a configuration".to_owned(),
        // the rest of the message is for the programmer
        _ => line.split(", set ").next().unwrap_or(line).replace(" rejected by the configured policy", ""),
    };
    Wrong { what, at }
}

fn position(location: &Location) -> Position {
    let number = |it: u64| usize::try_from(it).unwrap_or(usize::MAX);
    let length = number(location.span().len()).max(1);
    Position { line: number(location.line()), column: number(location.column()), length }
}

fn node(spanned: Spanned<Value>) -> Node {
    Node { at: position(&spanned.referenced), value: spanned.value }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, it: bool) -> Result<Value, E> {
        Ok(Value::Bool(it))
    }

    fn visit_i64<E: Error>(self, it: i64) -> Result<Value, E> {
        Ok(Value::Integer(it))
    }

    fn visit_u64<E: Error>(self, it: u64) -> Result<Value, E> {
        i64::try_from(it).map(Value::Integer).map_err(|_| E::custom("the number is too large"))
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Value, E> {
        Err(E::custom("the number is too large"))
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Value, E> {
        Err(E::custom("the number is too large"))
    }

    fn visit_f64<E: Error>(self, it: f64) -> Result<Value, E> {
        Ok(Value::Float(it))
    }

    fn visit_str<E: Error>(self, it: &str) -> Result<Value, E> {
        Ok(Value::Text(it.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(node(item));
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut table = Vec::new();
        let mut known = HashSet::new();
        while let Some(key) = map.next_key::<Spanned<String>>()? {
            if !known.insert(key.value.clone()) {
                return Err(A::Error::custom(format_args!("duplicate key `{}`", key.value)));
            }
            let value = node(map.next_value()?);
            table.push(Entry { key_at: position(&key.referenced), key: key.value, value });
        }
        Ok(Value::Table(table))
    }
}
