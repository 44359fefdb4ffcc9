//! Biome: its rule `noExcessiveCognitiveComplexity`.

use super::eslint::files;
use super::found::SCRIPT;
use super::patterns::rooted;
use super::{ForeignLimit, ForeignLimits};
use crate::model::Severity;
use serde_json::Value;

const RULE: &str = "noExcessiveCognitiveComplexity";

/// What Biome takes where nobody says anything.
const USUAL: f64 = 15.0;

pub(super) fn read(file: &str, config: &Value, found: &mut ForeignLimits) {
    let parts = config.get("overrides").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    if config.get("extends").is_some() {
        found.unread(file, "Biome's `extends`: the other files are not read");
    }
    let is_whole = |part: &Value| {
        let group = at(part, "rules").and_then(|rules| rules.get("complexity"));
        group.is_some_and(|group| {
            let is_all = group.get(RULE).is_none() && group.get("all") == Some(&Value::Bool(true));
            is_all || group.as_str().is_some_and(|level| level != "off")
        })
    };
    if is_whole(config) || parts.iter().any(is_whole) {
        found.unread(
            file,
            "Biome's group `complexity` as a whole: which of its rules that turns on is not read",
        );
    }
    let usual = rule(config);
    if is_off(config) {
        if usual.is_some() || parts.iter().any(|part| rule(part).is_some()) {
            found.unread(file, &format!("`{RULE}`, because `linter.enabled` is false: it gates on nothing"));
        }
        return;
    }
    if let Some(rule) = usual {
        of_rule(file, rule, &[], found);
    }
    let off = Value::from("off");
    for part in parts {
        let is_lifted = is_off(part) && usual.is_some();
        let Some(rule) = (if is_lifted { Some(&off) } else { rule(part) }) else { continue };
        // `include` until version 1, `includes` since.
        let includes = part.get("includes").map(|globs| files(Some(globs)).map(rooted));
        match includes.unwrap_or_else(|| files(part.get("include"))) {
            Some(paths) => of_rule(file, rule, &paths, found),
            None => found.unread(file, &format!("an override of `{RULE}` whose files are no plain patterns")),
        }
    }
}

fn at<'a>(config: &'a Value, key: &str) -> Option<&'a Value> {
    config.get("linter")?.get(key)
}

fn is_off(config: &Value) -> bool {
    at(config, "enabled") == Some(&Value::Bool(false))
}

fn rule(config: &Value) -> Option<&Value> {
    at(config, "rules")?.get("complexity")?.get(RULE)
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
