//! complexipy: it fails above `max-complexity-allowed`.

use super::found::{PYTHON, everywhere};
use super::{ForeignLimit, ForeignLimits, patterns};
use serde_json::Value;

/// What complexipy takes where nobody says anything.
pub(super) const USUAL: f64 = 15.0;

pub(super) const TOOL: &str = "complexipy";

/// What the origin of each of its limits begins with.
pub(super) const ORIGIN: &str = "complexipy in ";

pub(super) fn read(file: &str, table: &Value, found: &mut ForeignLimits) {
    if table.get("ignore-complexity").and_then(Value::as_bool) == Some(true) {
        return found.unread(file, "complexipy's `ignore-complexity`: it gates on nothing");
    }
    let max = match table.get("max-complexity-allowed").map(Value::as_f64) {
        None => USUAL,
        Some(Some(max)) => max,
        Some(None) => return found.unread(file, "complexipy's `max-complexity-allowed` is no number"),
    };
    let paths = patterns::of_paths(texts(table.get("paths")));
    let limit = everywhere("cognitive", max, PYTHON, (TOOL, file), format!("{ORIGIN}{file}"));
    let lifted: Vec<String> = texts(table.get("exclude")).into_iter().filter_map(patterns::of_path).collect();
    found.limit(ForeignLimit { paths, ..limit.clone() });
    found.lift(&limit, "exclude", lifted);
}

fn texts(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(text)) => vec![text],
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}
