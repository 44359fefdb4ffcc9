//! Biome: its rule `noExcessiveCognitiveComplexity`.

use super::eslint::{files, pass_over};
use super::found::SCRIPT;
use super::patterns::{from_top, of_glob, rooted};
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
    let reach = Reach::read(config);
    if let Some(rule) = usual {
        of_rule(file, rule, &reach.only, found);
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
    for (key, excluded) in reach.but {
        pass_over(file, &key, excluded, found);
    }
}

/// Which files Biome reads.
#[derive(Default)]
struct Reach {
    /// These alone, if there are any.
    only: Vec<String>,
    /// And not these, by the key that says so; `None` where its patterns are not plain.
    but: Vec<(String, Option<Vec<String>>)>,
}

impl Reach {
    fn read(config: &Value) -> Reach {
        let mut reach = Reach::default();
        for section in ["files", "linter"] {
            // `include` and `ignore` until version 1, `includes` since.
            for key in ["includes", "include", "ignore"] {
                let Some(globs) = config.get(section).and_then(|it| it.get(key)) else { continue };
                let all = globs.as_array().map_or(&[][..], Vec::as_slice);
                let globs: Option<Vec<&str>> = all.iter().map(Value::as_str).collect();
                let name = format!("{section}.{key}");
                match globs.and_then(|globs| parts(key, &globs)) {
                    Some((only, but)) if only.is_empty() || reach.only.is_empty() => {
                        reach.only.extend(only);
                        reach.but.push((name, Some(but)));
                    }
                    _ => reach.but.push((name, None)),
                }
            }
        }
        reach
    }
}

/// What a key names, and what it excepts; `None` where that cannot be said in plain patterns.
fn parts(key: &str, globs: &[&str]) -> Option<(Vec<String>, Vec<String>)> {
    let patterns = |globs: &[&str]| -> Option<Vec<String>> {
        let all: Option<Vec<Vec<String>>> =
            globs.iter().map(|glob| of_glob(glob.trim_start_matches('!'))).collect();
        all.map(|it| it.concat())
    };
    if key != "includes" {
        // Of a name alone version 1 does not say where it is looked for.
        let is_plain =
            globs.iter().all(|glob| !glob.starts_with('!') && glob.trim_end_matches('/').contains('/'));
        let all = from_top(patterns(globs).filter(|_| is_plain)?);
        return Some(if key == "include" { (all, Vec::new()) } else { (Vec::new(), all) });
    }
    // One that comes back after it was excepted cannot be said.
    let at = globs.iter().position(|glob| glob.starts_with('!')).unwrap_or(globs.len());
    let (only, but) = globs.split_at(at);
    if but.iter().any(|glob| !glob.starts_with('!')) {
        return None;
    }
    let is_all = only.iter().any(|glob| matches!(*glob, "**" | "**/*"));
    Some((if is_all { Vec::new() } else { from_top(patterns(only)?) }, from_top(patterns(but)?)))
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
        tool: "Biome",
        file: file.to_owned(),
        is_command: false,
        is_usual: false,
    });
}
