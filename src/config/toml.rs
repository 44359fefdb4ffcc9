//! Reads `[tool.metrics]` of a `pyproject.toml`.

use super::error::Wrong;
use super::tree::{Entry, Node, Position, Value};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads the table; `None` if the file has none.
pub(super) fn read(text: &str) -> Result<Option<Node>, Wrong> {
    let root = DeTable::parse(text).map_err(|error| Wrong {
        what: error.message().lines().collect::<Vec<_>>().join(", "),
        at: error.span().map(|span| position(text, &span)),
    })?;
    let tool = root.get_ref().get("tool").and_then(|tool| tool.get_ref().as_table());
    tool.and_then(|tool| tool.get("metrics")).map(|own| node(text, own)).transpose()
}

/// Whether a text that is no TOML may still be meant to have the table.
pub(super) fn may_have_table(text: &str) -> bool {
    let plain = |line: &str| line.replace([' ', '\t', '"', '\''], "");
    let lines: Vec<String> = text.lines().map(plain).collect();
    let begins =
        |starts: &[&str]| lines.iter().any(|line| starts.iter().any(|start| line.starts_with(start)));
    begins(&["[tool.metrics", "[[tool.metrics", "tool.metrics", "tool={"])
        || begins(&["[tool]"]) && begins(&["metrics=", "metrics."])
}

fn node(text: &str, spanned: &Spanned<DeValue<'_>>) -> Result<Node, Wrong> {
    let at = position(text, &spanned.span());
    let number = |it: &dyn std::fmt::Display| Wrong::at(at, format!("`{it}` is not a number that fits"));
    let value = match spanned.get_ref() {
        DeValue::String(it) => Value::Text(it.to_string()),
        DeValue::Integer(it) => {
            Value::Integer(i64::from_str_radix(it.as_str(), it.radix()).map_err(|_| number(it))?)
        }
        DeValue::Float(it) => Value::Float(it.as_str().parse().map_err(|_| number(it))?),
        DeValue::Boolean(it) => Value::Bool(*it),
        DeValue::Datetime(it) => Value::Text(it.to_string()),
        DeValue::Array(items) => {
            Value::List(items.iter().map(|item| node(text, item)).collect::<Result<_, _>>()?)
        }
        DeValue::Table(table) => Value::Table(entries(text, table)?),
    };
    Ok(Node { value, at })
}

/// The entries in the order of the file, which the table has lost.
fn entries(text: &str, table: &DeTable<'_>) -> Result<Vec<Entry>, Wrong> {
    let mut order: Vec<_> = table.iter().collect();
    order.sort_by_key(|(key, _)| key.span().start);
    let entry = |(key, value): (&Spanned<_>, &_)| {
        let key_at = position(text, &key.span());
        Ok(Entry { key: ToString::to_string(key.get_ref()), key_at, value: node(text, value)? })
    };
    order.into_iter().map(entry).collect()
}

fn position(text: &str, span: &Range<usize>) -> Position {
    let before = text.get(..span.start).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    let length = text.get(span.clone()).map_or(1, |it| it.lines().next().unwrap_or_default().chars().count());
    Position {
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
        length: length.max(1),
    }
}
