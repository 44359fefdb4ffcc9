//! Judging by hand-made records and rules.

use super::policy::{NameGlobs, Policy, Rule};
use super::{Judged, judge, worst_first};
use crate::model::{
    ClassMetrics, CyclomaticTotals, Finding, FunctionMetrics, Limit, Metric, Origin, Record, Scope, Severity,
    sample,
};
use crate::paths::Globs;
use std::path::Path;

pub(super) fn function(name: &str, line: u32, cyclomatic: u32) -> FunctionMetrics {
    FunctionMetrics { location: sample::at(line), parameters: 2, ..sample::function(name, cyclomatic) }
}

pub(super) fn record(path: &str, functions: Vec<FunctionMetrics>) -> Record {
    let mut record = sample::record(path, functions);
    let metrics = &mut record.metrics;
    metrics.cyclomatic = CyclomaticTotals { module: 1, total: 9, average: 4.5, mean: 0.0, max: 7 };
    metrics.maintainability = 40.0;
    metrics.classes = vec![ClassMetrics { weighted_methods: 12, methods: 2, ..sample::class(6) }];
    record
}

pub(super) fn limit(
    id: &str,
    max: Option<f64>,
    min: Option<f64>,
    warn: Option<f64>,
) -> (&'static Metric, Limit) {
    (Metric::find(id).unwrap(), Limit { max, min, warn, origin: Origin::Preset("test") })
}

pub(super) fn max(id: &str, max: f64) -> Rule {
    Rule { limits: vec![limit(id, Some(max), None, None)], ..Rule::default() }
}

fn found(record: &Record, rules: Vec<Rule>) -> Vec<Finding> {
    let absolute = Path::new("/repo").join(&record.path);
    let policy = &Policy { rules };
    judge(Judged {
        record,
        absolute: &absolute,
        in_repository: &record.path,
        policy,
        compared: &[],
        compat: false,
    })
}

fn rows(findings: &[Finding]) -> Vec<(Scope, &str, &str)> {
    findings.iter().map(|it| (it.scope, it.name.as_str(), it.rule())).collect()
}

#[test]
fn a_limit_is_kept_by_a_value_that_equals_it() {
    let record = record("a.py", vec![function("f", 1, 6), function("g", 2, 7)]);
    let findings = found(&record, vec![max("cyclomatic", 6.0)]);
    assert_eq!(rows(&findings), [(Scope::Function, "g", "cyclomatic")], "the class keeps it too");
    assert_eq!(findings[0].message(), "function `g`: cyclomatic 7 is 1 over the limit of 6");
}

#[test]
fn each_metric_is_judged_where_it_is_measured() {
    let record = record("a.py", vec![function("f", 1, 1)]);
    let rules = ["cyclomatic.max", "methods", "parameters"].map(|id| max(id, 1.0));
    assert_eq!(
        rows(&found(&record, rules.into())),
        [
            (Scope::File, "", "cyclomatic.max"),
            (Scope::Class, "C", "methods"),
            (Scope::Function, "f", "parameters"),
        ]
    );
    let mut long = record;
    long.metrics.halstead.total_operands = 900;
    let of_both = found(&long, vec![max("halstead.length", 100.0)]);
    assert!(of_both.is_empty(), "what files and functions both have is limited in functions alone");
}

#[test]
fn more_is_better_for_some_metrics() {
    let record = record("a.py", vec![]);
    let with = |min, warn| {
        let limits = vec![limit("maintainability", None, min, warn)];
        found(&record, vec![Rule { limits, ..Rule::default() }])
    };
    let findings = with(Some(50.0), None);
    assert_eq!(findings[0].message(), "maintainability 40 is 10 under the limit of 50");
    assert_eq!(with(Some(30.0), Some(45.0))[0].severity, Severity::Warning);
    assert!(with(Some(40.0), None).is_empty());
}

#[test]
fn the_later_rule_decides_and_only_where_it_holds() {
    let record = record("tests/a.py", vec![function("f", 1, 7), function("Parser.g", 2, 7)]);
    let globs = |patterns: &[&str]| {
        Globs::new(Path::new("/repo"), &patterns.iter().map(ToString::to_string).collect::<Vec<_>>()).unwrap()
    };
    let lax = |rule: Rule| Rule { limits: vec![limit("cyclomatic", Some(9.0), None, None)], ..rule };
    let with = |rule: Rule| found(&record, vec![max("cyclomatic", 6.0), lax(rule)]).len();
    assert_eq!(with(Rule { paths: Some(globs(&["tests/"])), ..Rule::default() }), 0);
    assert_eq!(with(Rule { paths: Some(globs(&["tests/*", "!a.py"])), ..Rule::default() }), 2);
    let inside = Rule { paths: Some(globs(&["tests/", "!a.py"])), ..Rule::default() };
    assert_eq!(with(inside), 0, "as for git, nothing in a directory that is matched is excepted");
    assert_eq!(with(Rule { paths: Some(globs(&["/src"])), ..Rule::default() }), 2);
    let names = NameGlobs::new(&["Parser.*".to_owned()]).unwrap();
    assert_eq!(with(Rule { functions: Some(names), ..Rule::default() }), 1);
    assert_eq!(with(Rule { languages: Some(vec!["tsx".to_owned()]), ..Rule::default() }), 2);
    let lifted = Rule { limits: vec![limit("cyclomatic", None, None, None)], ..Rule::default() };
    assert!(found(&record, vec![max("cyclomatic", 6.0), lifted]).is_empty());
}

#[test]
fn functions_of_one_name_are_told_apart() {
    let record = record("a.py", vec![function("f", 1, 7), function("f", 5, 8)]);
    let findings = found(&record, vec![max("cyclomatic", 6.0)]);
    assert_eq!((findings[0].ordinal, findings[1].ordinal), (0, 1));
    assert_ne!(findings[0].fingerprint(true), findings[1].fingerprint(true));
}

#[test]
fn the_furthest_beyond_its_limit_comes_first_and_warnings_come_last() {
    let record = record("a.py", vec![function("f", 1, 12), function("g", 2, 30)]);
    let limits = vec![
        limit("cyclomatic", Some(10.0), None, None),
        limit("parameters", Some(1.0), None, None),
        limit("cyclomatic.max", None, None, Some(1.0)),
    ];
    let mut findings = found(&record, vec![Rule { limits, ..Rule::default() }]);
    worst_first(&mut findings);
    let order: Vec<_> = findings.iter().map(|it| (it.name.as_str(), it.rule())).collect();
    assert_eq!(
        order,
        [
            ("g", "cyclomatic"),
            ("f", "parameters"),
            ("g", "parameters"),
            ("f", "cyclomatic"),
            ("", "cyclomatic.max")
        ]
    );
    let rules = vec![max("nesting", 2.0), max("cyclomatic", 10.0)];
    let one = FunctionMetrics { nesting: 4, ..function("f", 1, 20) };
    let mut findings = found(&self::record("a.py", vec![one]), rules);
    worst_first(&mut findings);
    let order: Vec<_> = findings.iter().map(Finding::rule).collect();
    assert_eq!(order, ["cyclomatic", "nesting"], "equally far, so in the order of the catalogue");
}
