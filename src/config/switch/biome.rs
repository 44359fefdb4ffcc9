//! Biome: its rule `noExcessiveCognitiveComplexity`.

use super::eslint::files;
use super::patterns::rooted;
use super::{ForeignLimit, ForeignLimits, SCRIPT};
use crate::model::Severity;
use serde_json::Value;

const RULE: &str = "noExcessiveCognitiveComplexity";

/// What Biome takes where nobody says anything.
const USUAL: f64 = 15.0;

pub(super) fn read(file: &str, config: &Value, found: &mut ForeignLimits) {
    if let Some(rule) = rule(config) {
        of_rule(file, rule, &[], found);
    }
    for part in config.get("overrides").and_then(Value::as_array).into_iter().flatten() {
        let Some(rule) = rule(part) else { continue };
        // `include` until version 1, `includes` since.
        let includes = part.get("includes").map(|globs| files(Some(globs)).map(rooted));
        match includes.unwrap_or_else(|| files(part.get("include"))) {
            Some(paths) => of_rule(file, rule, &paths, found),
            None => found.unread(file, &format!("an override of `{RULE}` whose files are no plain patterns")),
        }
    }
}

fn rule(config: &Value) -> Option<&Value> {
    config.get("linter")?.get("rules")?.get("complexity")?.get(RULE)
}

fn of_rule(file: &str, rule: &Value, paths: &[String], found: &mut ForeignLimits) {
    let level = if rule.is_string() { Some(rule) } else { rule.get("level") };
    let (severity, is_on) = match level.and_then(Value::as_str) {
        Some("error") => (Severity::Error, true),
        // `on` is the severity that the rule has by itself: an information, which fails nothing.
        Some("warn" | "info" | "on") => (Severity::Warning, true),
        Some("off") => (Severity::Error, false),
        _ => return found.unread(file, &format!("the level of `{RULE}`")),
    };
    if !is_on && paths.is_empty() {
        return;
    }
    let max = match rule.get("options").and_then(|it| it.get("maxAllowedComplexity")) {
        None => USUAL,
        Some(max) => match max.as_f64() {
            Some(max) => max,
            None => return found.unread(file, &format!("`maxAllowedComplexity` of `{RULE}`")),
        },
    };
    found.limit(ForeignLimit {
        metric: "cognitive",
        max: is_on.then_some(max),
        severity,
        languages: SCRIPT,
        paths: paths.to_vec(),
        origin: format!("Biome's `{RULE}` in {file}"),
        is_usual: false,
    });
}
