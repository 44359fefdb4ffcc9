//! The README's tables of keys and variables are complete: what the program reads is in them, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The rows of the first table below a heading: the name in the first column, and the second column.
fn table(heading: &str) -> BTreeMap<String, String> {
    let readme = include_str!("../README.md");
    let below = readme.split_once(&format!("\n{heading}\n")).map(|(_, below)| below);
    let below = below.unwrap_or_else(|| panic!("the README has the heading `{heading}`"));
    let rows =
        below.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let cells = rows.map(|row| row.trim_matches('|').split(" | ").map(str::trim).collect::<Vec<_>>());
    let named = cells.filter_map(|cells| {
        let name = cells.first()?.strip_prefix('`')?.strip_suffix('`')?;
        Some((name.to_owned(), cells.get(1)?.replace('`', "")))
    });
    named.collect()
}

/// The keys of a section of the schema by their full names, with their defaults.
fn keys(
    schema: &serde_json::Value,
    section: &serde_json::Value,
    prefix: &str,
) -> BTreeMap<String, Option<String>> {
    let mut found = BTreeMap::new();
    for (name, key) in section["properties"].as_object().expect("a section has keys") {
        let full = format!("{prefix}{name}");
        let inner = match full.as_str() {
            "cache" => Some(("CacheSection", format!("{full}."))),
            "languages" => Some(("LanguageSection", format!("{full}.NAME."))),
            "overrides" => Some(("Override", format!("{full}[]."))),
            _ => None,
        };
        match inner {
            Some((definition, prefix)) => found.extend(keys(schema, &schema["$defs"][definition], &prefix)),
            None => _ = found.insert(full, default(key)),
        }
    }
    found
}

fn default(key: &serde_json::Value) -> Option<String> {
    let text = |it: &serde_json::Value| it.as_str().map_or_else(|| it.to_string(), str::to_owned);
    match key.get("default")? {
        serde_json::Value::Null | serde_json::Value::Object(_) => None,
        serde_json::Value::Array(list) if list.is_empty() => None,
        serde_json::Value::Array(list) => {
            Some(format!("[{}]", list.iter().map(text).collect::<Vec<_>>().join(", ")))
        }
        other => Some(text(other)),
    }
}

#[test]
fn the_table_of_keys_is_that_of_the_schema() {
    let schema: serde_json::Value = serde_json::from_str(&code_metrics::config::schema()).expect("JSON");
    let (known, shown) = (keys(&schema, &schema, ""), table("## Every key"));
    assert_eq!(shown.keys().collect::<Vec<_>>(), known.keys().collect::<Vec<_>>());
    for (key, default) in known {
        if let Some(default) = default {
            assert_eq!(shown[&key], default, "{key}");
        }
    }
}

#[test]
fn the_table_of_variables_has_those_of_this_program() {
    let mut read = BTreeSet::new();
    variables(Path::new("src"), &mut read);
    assert!(read.len() > 2, "the tests run in the package's directory");
    let shown = table("## The environment");
    let shown: BTreeSet<_> = shown.into_keys().filter(|name| name.starts_with("METRICS_")).collect();
    assert_eq!(shown, read);
}

/// The variables of this program's own that source files name, but for those of its tests and its build.
fn variables(directory: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(directory).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            variables(&path, found);
            continue;
        }
        let text = fs::read_to_string(&path).expect("UTF-8");
        let words = text.split('"').filter(|word| word.starts_with("METRICS_"));
        let is_name = |word: &&str| word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
        let own = words
            .filter(is_name)
            .filter(|word| !word.starts_with("METRICS_TEST_") && *word != "METRICS_BUILD");
        found.extend(own.map(str::to_owned));
    }
}

#[test]
fn the_schema_that_editors_find_is_that_of_this_version() {
    // `metrics config schema > docs/config.schema.json`
    assert_eq!(include_str!("../docs/config.schema.json"), code_metrics::config::schema());
}
