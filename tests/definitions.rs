//! The changelog of definitions has a row for each version that the catalogue says a metric has had after its first.

use code_metrics::model::METRICS;

/// Metrics and versions of the rows, in their order.
fn rows(page: &str) -> Vec<(String, u32)> {
    let (_, table) = page.split_once("<!-- definitions -->").expect("the beginning of the table");
    let (table, _) = table.split_once("<!-- /definitions -->").expect("the end of the table");
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, metric, version, what, _] = cells[..] else { panic!("{line}") };
        assert!(what.len() > 10, "{metric} {version}: say what moved");
        (metric.trim_matches('`').to_owned(), version.parse().expect("a version"))
    };
    table.trim().lines().skip(2).map(row).collect()
}

#[test]
fn the_changelog_has_every_version() {
    let mut expected: Vec<(String, u32)> = METRICS
        .iter()
        .flat_map(|metric| (2..=metric.version).map(|version| (metric.id.to_owned(), version)))
        .collect();
    expected.sort();
    assert_eq!(rows(include_str!("../docs/definitions.md")), expected);
}
