//! ruff: rule C901 is on where it is selected, and `mccabe.max-complexity` is its limit.

use super::found::{PYTHON, everywhere};
use super::{ForeignLimit, ForeignLimits, patterns};
use crate::model::Severity;
use serde_json::Value;

const RULE: &str = "C901";
const METRIC: &str = "cyclomatic_mccabe";

/// What ruff takes where nobody says anything.
const USUAL: f64 = 10.0;

pub(super) fn read(file: &str, table: &Value, found: &mut ForeignLimits) {
    let lint = table.get("lint").unwrap_or(&Value::Null);
    // Before 0.2 the keys stood in the table itself, and they are still read there.
    let keys = |name: &str| [lint.get(name), table.get(name)].into_iter().flatten().collect::<Vec<_>>();
    if table.get("extend").is_some() {
        found.unread(file, "ruff's `extend`: the other file is not read");
    }
    let codes = |names: [&str; 2]| names.into_iter().flat_map(&keys).flat_map(texts).collect::<Vec<_>>();
    let selected = match_length(&codes(["select", "extend-select"]));
    let ignored = match_length(&codes(["ignore", "extend-ignore"]));
    let max = keys("mccabe").into_iter().find_map(|it| it.get("max-complexity"));
    if selected <= ignored {
        if max.is_some() {
            found.unread(
                file,
                "ruff's `max-complexity` is set, and C901 is not selected: it gates on nothing",
            );
        }
        return;
    }
    let max = match max.map(Value::as_f64) {
        None => USUAL,
        Some(Some(max)) => max,
        Some(None) => return found.unread(file, "ruff's `max-complexity` is no number"),
    };
    let origin = format!("ruff's C901 in {file}");
    found.limit(everywhere(METRIC, max, PYTHON, origin.clone()));
    for table in ["per-file-ignores", "extend-per-file-ignores"].into_iter().flat_map(keys) {
        for (glob, codes) in table.as_object().into_iter().flatten() {
            if match_length(&texts(codes)).is_some() {
                lift(file, glob, &origin, found);
            }
        }
    }
}

/// Takes a rule's files out of its limit.
pub(super) fn lift(file: &str, glob: &str, origin: &str, found: &mut ForeignLimits) {
    let Some(paths) = patterns::of_glob(glob) else {
        return found.unread(file, &format!("`per-file-ignores`: the pattern `{glob}`"));
    };
    let origin = format!("{origin}, `per-file-ignores`");
    found.limit(ForeignLimit {
        metric: METRIC,
        max: None,
        severity: Severity::Error,
        languages: PYTHON,
        paths,
        origin,
        is_usual: false,
    });
}

/// How exactly a list of codes names the rule: the longest of its prefixes in it, 0 for `ALL`.
pub(super) fn match_length(codes: &[&str]) -> Option<usize> {
    let length =
        |code: &&str| if *code == "ALL" { Some(0) } else { RULE.starts_with(*code).then_some(code.len()) };
    codes.iter().filter(|code| !code.is_empty()).filter_map(length).max()
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}
