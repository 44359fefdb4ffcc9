//! `ESLint` and oxlint: their rules `complexity` and `sonarjs/cognitive-complexity`.

use super::found::SCRIPT;
use super::{ForeignLimit, ForeignLimits, patterns};
use crate::model::Severity;
use serde_json::Value;

pub(super) const TOOL: &str = "ESLint";

/// A rule, and the limit that it has where nobody says anything.
struct Rule {
    names: &'static [&'static str],
    metric: &'static str,
    usual: f64,
}

static RULES: [Rule; 2] = [
    Rule {
        names: &["complexity", "eslint/complexity", "complexity/max-cyclomatic"],
        metric: "cyclomatic",
        usual: 20.0,
    },
    Rule {
        names: &["sonarjs/cognitive-complexity", "complexity/max-cognitive"],
        metric: "cognitive",
        usual: 15.0,
    },
];

/// The rule of oxlint-plugin-complexity that has both limits, and its keys for them, in the order of the rules.
const BOTH: &str = "complexity/complexity";
const KEYS: [&str; 2] = ["cyclomatic", "cognitive"];

/// The names of all rules that are read.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    RULES.iter().flat_map(|rule| rule.names).copied().chain([BOTH])
}

pub(super) fn read(file: &str, config: &Value, found: &mut ForeignLimits) {
    unknown(file, config, found);
    if let Some(rules) = config.get("rules") {
        of_rules(file, rules, &[], found);
    }
    for part in config.get("overrides").and_then(Value::as_array).into_iter().flatten() {
        let Some(rules) = part.get("rules").filter(|rules| names().any(|name| rules.get(name).is_some()))
        else {
            continue;
        };
        if part.get("excludedFiles").is_some() {
            found.unread(file, "`excludedFiles` of an override");
        }
        match files(part.get("files")) {
            Some(paths) => of_rules(file, rules, &paths, found),
            None => found.unread(file, "an override of a rule whose `files` are no plain patterns"),
        }
    }
    ignore(file, config.get("ignorePatterns"), found);
}

/// Takes over the patterns of a `.gitignore` that are passed over.
pub(super) fn ignore(file: &str, ignored: Option<&Value>, found: &mut ForeignLimits) {
    let Some(ignored) = ignored else { return };
    let patterns = match ignored {
        Value::Array(patterns) => patterns.as_slice(),
        one => std::slice::from_ref(one),
    };
    let plain: Option<Vec<String>> = patterns.iter().map(|it| plain(it.as_str()?)).collect();
    pass_over(file, "ignorePatterns", plain, found);
}

/// A pattern of a `.gitignore` that excepts nothing; in ours braces are letters.
fn plain(pattern: &str) -> Option<String> {
    (!pattern.starts_with('!') && !pattern.contains('{')).then(|| pattern.to_owned())
}

/// Takes what is passed over out of all limits of a file's rules; says it where it is no list of plain patterns.
pub(super) fn pass_over(file: &str, key: &str, paths: Option<Vec<String>>, found: &mut ForeignLimits) {
    let mut limits: Vec<ForeignLimit> = Vec::new();
    for limit in
        found.limits.iter().filter(|it| it.file == file && it.languages == SCRIPT && it.max.is_some())
    {
        if !limit.is_command && !limits.iter().any(|it| it.metric == limit.metric) {
            limits.push(limit.clone());
        }
    }
    match paths {
        _ if limits.is_empty() => {}
        Some(paths) => limits.iter().for_each(|limit| found.lift(limit, key, paths.clone())),
        None => {
            found.unread(file, &format!("`{key}`: list what the limits shall not judge under `exclude`"));
        }
    }
}

/// Says what turns rules on that are not written in the file.
fn unknown(file: &str, config: &Value, found: &mut ForeignLimits) {
    let shared = match config.get("extends") {
        Some(Value::Array(shared)) => shared.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    let shared = shared.iter().filter_map(Value::as_str).filter(|name| *name != "eslint:recommended");
    let names: Vec<&str> = shared.collect();
    if !names.is_empty() {
        found.unread(
            file,
            &format!("`extends` with {}: shared configurations are not read", names.join(", ")),
        );
    }
    let categories = config.get("categories").and_then(Value::as_object);
    let is_on = |level: &Value| !matches!(level.as_str(), Some("off" | "allow"));
    if categories.is_some_and(|it| it.values().any(is_on)) {
        found.unread(file, "oxlint's `categories`: which rules they turn on is not read");
    }
}

/// The limits of a table of rules.
pub(super) fn of_rules(file: &str, rules: &Value, paths: &[String], found: &mut ForeignLimits) {
    for rule in &RULES {
        for name in rule.names {
            if let Some(value) = rules.get(name) {
                of_rule(file, name, rule, value, paths, found);
            }
        }
    }
    if let Some(value) = rules.get(BOTH) {
        for (rule, key) in RULES.iter().zip(KEYS) {
            let level = value.get(0).unwrap_or(value);
            let max = value.get(1).and_then(|options| options.get(key));
            let alone: Vec<Value> = [Some(level), max].into_iter().flatten().cloned().collect();
            of_rule(file, BOTH, rule, &Value::Array(alone), paths, found);
        }
    }
}

fn of_rule(file: &str, name: &str, rule: &Rule, value: &Value, paths: &[String], found: &mut ForeignLimits) {
    let (level, options) = match value {
        Value::Array(parts) => (parts.first().unwrap_or(&Value::Null), parts.get(1)),
        level => (level, None),
    };
    let (severity, is_on) = match level {
        Value::String(word) if matches!(word.as_str(), "error" | "deny") => (Severity::Error, true),
        Value::String(word) if word == "warn" => (Severity::Warning, true),
        Value::String(word) if matches!(word.as_str(), "off" | "allow") => (Severity::Error, false),
        Value::Number(level) if level.as_u64() == Some(2) => (Severity::Error, true),
        Value::Number(level) if level.as_u64() == Some(1) => (Severity::Warning, true),
        Value::Number(level) if level.as_u64() == Some(0) => (Severity::Error, false),
        _ => return found.unread(file, &format!("the level of the rule `{name}`")),
    };
    if !is_on && paths.is_empty() {
        return;
    }
    let Some(max) = maximum(options, rule.usual) else {
        return found.unread(file, &format!("the options of the rule `{name}`"));
    };
    let variant = options.and_then(|it| it.get("variant")).and_then(Value::as_str);
    let metric = if variant == Some("modified") { "cyclomatic_modified" } else { rule.metric };
    found.limit(ForeignLimit {
        metric,
        max: is_on.then_some(max),
        severity,
        languages: SCRIPT,
        paths: paths.to_vec(),
        origin: format!("the rule `{name}` in {file}"),
        tool: TOOL,
        file: file.to_owned(),
        is_command: false,
        is_usual: false,
    });
}

/// The largest value that passes; `None` if it is not data.
fn maximum(options: Option<&Value>, usual: f64) -> Option<f64> {
    match options {
        None => Some(usual),
        Some(Value::Object(options)) => match options.get("max").or_else(|| options.get("maximum")) {
            None => Some(usual),
            Some(max) => max.as_f64(),
        },
        Some(max) => max.as_f64(),
    }
}

/// Patterns of files, one or a list; `None` if not all of them can be said in our patterns.
pub(super) fn files(value: Option<&Value>) -> Option<Vec<String>> {
    let globs: Vec<&Value> = match value? {
        Value::Array(globs) => globs.iter().collect(),
        glob => vec![glob],
    };
    let patterns: Option<Vec<Vec<String>>> =
        globs.into_iter().map(|glob| patterns::of_glob(glob.as_str()?)).collect();
    patterns.map(|it| it.concat()).filter(|patterns| !patterns.is_empty())
}
