//! The documentation is complete: tables of keys and variables have what the program reads, each metric and each kind of
//! finding has its place, and what pages link to is there.

#[path = "surroundings/mod.rs"]
mod surroundings;

use code_metrics::model::METRICS;
use code_metrics::report::{write_catalogue_page, write_metric_page};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The rows of the first table below a heading: the name in the first column, and the second column.
fn table(heading: &str) -> BTreeMap<String, String> {
    let page = include_str!("../docs/configuration.md");
    let below = page.split_once(&format!("\n{heading}\n")).map(|(_, below)| below);
    let below = below.unwrap_or_else(|| panic!("the page has the heading `{heading}`"));
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

/// Words in capitals that are no variables, or those of builds, tests and git's keys, or those that are taken away from
/// the tools that `compare-tools` asks.
const NO_VARIABLES: [&str; 11] = [
    "CARGO_",
    "METRICS_TEST_",
    "METRICS_BUILD",
    "GIT_CONFIG_KEY_",
    "GIT_CONFIG_VALUE_",
    "MERGE_HEAD",
    "ORIG_HEAD",
    "FETCH_HEAD",
    "ESLINT_",
    "NODE_",
    "RUFF_",
];

/// Variables without an underscore.
const SHORT: [&str; 3] = ["CI", "HOME", "TERM"];

#[test]
fn the_table_of_variables_is_that_of_the_source() {
    let mut read = BTreeSet::new();
    variables(Path::new("src"), &mut read);
    assert!(read.len() > 20, "the tests run in the package's directory");
    let shown: BTreeSet<String> = surroundings::documented().into_iter().map(str::to_owned).collect();
    // what libraries read
    let read: BTreeSet<String> =
        read.into_iter().chain(["CLICOLOR_FORCE", "LOCALAPPDATA"].map(str::to_owned)).collect();
    assert_eq!(shown, read, "a variable that is read is documented, so that the tests run without it");
}

/// The variables that source files name.
fn variables(directory: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(directory).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            variables(&path, found);
            continue;
        }
        let text = fs::read_to_string(&path).expect("UTF-8");
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let is_long = |word: &str| {
            word.contains('_')
                && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
        };
        let is_no =
            |word: &str| NO_VARIABLES.iter().any(|start| word.starts_with(start)) || word.starts_with("ISO_");
        let words = text.split('"').filter(|word| SHORT.contains(word) || is_long(word) && !is_no(word));
        found.extend(
            words.filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase())).map(str::to_owned),
        );
    }
}

/// A page that is written by a function; with `METRICS_TEST_WRITE` it is written here.
fn is_written(path: &str, write: &dyn Fn(&mut Vec<u8>)) {
    let mut page = Vec::new();
    write(&mut page);
    let page = String::from_utf8(page).expect("UTF-8");
    if std::env::var_os("METRICS_TEST_WRITE").is_some() {
        fs::create_dir_all(Path::new(path).parent().expect("a directory")).expect("a new directory");
        fs::write(path, &page).expect("a new file");
    }
    assert_eq!(fs::read_to_string(path).unwrap_or_default(), page, "{path}: METRICS_TEST_WRITE=1 writes it");
}

#[test]
fn each_metric_has_the_page_that_the_program_prints() {
    let mut pages = BTreeSet::from(["README.md".to_owned()]);
    is_written("docs/metrics/README.md", &|out| write_catalogue_page(out).expect("a Vec"));
    for metric in METRICS {
        is_written(&format!("docs/metrics/{}.md", metric.id), &|out| {
            write_metric_page(metric, out).expect("a Vec");
        });
        pages.insert(format!("{}.md", metric.id));
    }
    let there =
        fs::read_dir("docs/metrics").expect("a directory").map(|it| it.expect("an entry").file_name());
    let there: BTreeSet<String> = there.map(|name| name.to_string_lossy().into_owned()).collect();
    assert_eq!(there, pages);
}

#[test]
fn each_kind_of_finding_has_a_section() {
    let source = fs::read_to_string("src/model/finding.rs").expect("it is there");
    let rules: BTreeSet<&str> = source
        .lines()
        .filter_map(|line| line.strip_prefix("pub const ")?.split_once(": &str = \"")?.1.strip_suffix("\";"))
        .collect();
    let page = include_str!("../docs/rules.md");
    let sections: BTreeSet<&str> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    assert_eq!(sections, rules);
}

/// Every page of the documentation.
fn pages(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            pages(&path, found);
        } else if path.extension().is_some_and(|suffix| suffix == "md") {
            found.push(path);
        }
    }
}

#[test]
fn what_pages_link_to_is_there_and_the_index_has_them_all() {
    let mut all = vec![PathBuf::from("README.md")];
    pages(Path::new("docs"), &mut all);
    for page in &all {
        let text = fs::read_to_string(page).expect("UTF-8");
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| {
            !link.contains("://")
                && !link.starts_with('#')
                && !link.contains([' ', '`'])
                && link.contains(['.', '/'])
        }) {
            let file = page.parent().expect("a directory").join(link.split('#').next().unwrap_or_default());
            assert!(file.exists(), "{} links to {link}", page.display());
        }
    }
    let index = include_str!("../docs/README.md");
    for page in all.iter().filter_map(|page| page.strip_prefix("docs").ok()) {
        let is_below = page.parent().is_some_and(|it| it != Path::new("")) || page == Path::new("README.md");
        assert!(
            is_below || index.contains(&format!("({})", page.display())),
            "docs/README.md names {}",
            page.display()
        );
    }
}

#[test]
fn the_schema_that_editors_find_is_that_of_this_version() {
    is_written("docs/config.schema.json", &|out| out.extend(code_metrics::config::schema().into_bytes()));
}
