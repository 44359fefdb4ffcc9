//! ruff: rule C901 is on where it is selected, and `mccabe.max-complexity` is its limit.

use super::found::{PYTHON, everywhere};
use super::{ForeignLimit, ForeignLimits, patterns};
use serde_json::Value;

const RULE: &str = "C901";
pub(super) const METRIC: &str = "cyclomatic_mccabe";
pub(super) const TOOL: &str = "ruff";

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
    let usual = everywhere(METRIC, USUAL, PYTHON, (TOOL, file), format!("ruff's C901 in {file}"));
    if selected <= ignored {
        // A command may select it.
        let mut own = ForeignLimits::default();
        lifts(table, &keys, &usual, &mut own);
        own.limits.into_iter().for_each(|limit| found.limit(limit));
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
    found.limit(ForeignLimit { max: Some(max), ..usual.clone() });
    lifts(table, &keys, &usual, found);
}

/// What is taken out of the limit, which may be that of a command: ruff reads both.
fn lifts<'a>(
    table: &Value,
    keys: &impl Fn(&str) -> Vec<&'a Value>,
    limit: &ForeignLimit,
    found: &mut ForeignLimits,
) {
    for table in ["per-file-ignores", "extend-per-file-ignores"].into_iter().flat_map(keys) {
        for (glob, codes) in table.as_object().into_iter().flatten() {
            if match_length(&texts(codes)).is_some() {
                lift(limit, glob, found);
            }
        }
    }
    for key in ["exclude", "extend-exclude"] {
        pass_over(limit, key, keys(key).into_iter().flat_map(texts), found);
    }
    if table.get("include").is_some() {
        found.unread(&limit.file, "ruff's `include`: which files it reads");
    }
}

/// Takes what a tool does not read out of its limit.
pub(super) fn pass_over<'a>(
    limit: &ForeignLimit,
    key: &str,
    excluded: impl Iterator<Item = &'a str>,
    found: &mut ForeignLimits,
) {
    let mut paths = Vec::new();
    for pattern in excluded {
        match patterns::of_exclude(pattern) {
            Some(plain) => paths.extend(plain),
            None => found.unread(&limit.file, &format!("{}'s `{key}`: the pattern `{pattern}`", limit.tool)),
        }
    }
    found.lift(limit, key, paths);
}

/// Takes a rule's files out of its limit.
pub(super) fn lift(limit: &ForeignLimit, glob: &str, found: &mut ForeignLimits) {
    match patterns::of_glob(glob) {
        Some(paths) => found.lift(limit, "per-file-ignores", paths),
        None => found.unread(&limit.file, &format!("`per-file-ignores`: the pattern `{glob}`")),
    }
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
