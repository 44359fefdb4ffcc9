//! Budgets, lists of exemptions and what digests tell, by hand-made records and rules.

use super::budget::{Aggregate, BudgetRule, BudgetScope, Excesses};
use super::policy::{NameGlobs, Policy, Rule};
use super::tests::{function, limit, max, record};
use super::{expired, is_quiet, keeps_coverage, new_suppressions, overrides, suppressions};
use crate::model::{
    BudgetBound, Digest, ExemptionKind, FunctionCoverage, FunctionMetrics, Metric, Origin, Record, Scope,
    Summand, Suppression, SuppressionForm, TestedFile,
};
use std::path::Path;

const A: &str = "/repo/a.py";

fn metric(id: &str) -> &'static Metric {
    Metric::find(id).unwrap()
}

fn named(pattern: &str, rule: Rule) -> Rule {
    Rule { functions: Some(NameGlobs::new(&[pattern.to_owned()]).unwrap()), ..rule }
}

fn excess(rules: Vec<Rule>, id: &str, function: &FunctionMetrics) -> Option<f64> {
    Excesses::new(&Policy { rules }, Path::new(A), "python", metric(id)).of(function)
}

#[test]
fn an_excess_is_how_far_a_function_is_beyond_its_limit() {
    let at = |value| function("f", 1, value);
    assert_eq!(excess(vec![max("cyclomatic", 6.0)], "cyclomatic", &at(9)), Some(3.0));
    assert_eq!(excess(vec![max("cyclomatic", 6.0)], "cyclomatic", &at(6)), None, "it equals its limit");
    assert_eq!(excess(vec![max("parameters", 6.0)], "cyclomatic", &at(9)), None, "no limit on it");
    let least = |min| Rule { limits: vec![limit("cyclomatic", None, Some(min), None)], ..Rule::default() };
    assert_eq!(excess(vec![least(5.0)], "cyclomatic", &at(3)), Some(2.0));
    assert_eq!(excess(vec![least(5.0)], "cyclomatic", &at(5)), None);
    let own = vec![max("cyclomatic", 6.0), named("f", max("cyclomatic", 8.0))];
    assert_eq!(excess(own, "cyclomatic", &at(9)), Some(1.0), "a limit of its own");
}

#[test]
fn a_budget_adds_up_totals_offenders_or_excesses() {
    let files = [
        record("a.py", vec![function("f", 1, 9), function("g", 2, 6)]),
        record("b.py", vec![function("h", 1, 7)]),
    ];
    let files: Vec<&Record> = files.iter().collect();
    let over = |file: &Record, metric: &'static Metric| -> Vec<f64> {
        let values = file.metrics.functions.iter().filter_map(|it| metric.of_function(it));
        values.map(|value| (value - 6.0).max(0.0)).collect()
    };
    let cyclomatic = metric("cyclomatic");
    assert_eq!(Some(Aggregate::OverLimit(cyclomatic).of(&files, &over)), Some(2.0));
    assert_eq!(Some(Aggregate::Excess(cyclomatic).of(&files, &over)), Some(4.0));
    let total = Aggregate::Total(metric("cyclomatic.total"));
    assert_eq!(Some(total.of(&files, &over)), Some(18.0));
    assert_eq!(total.summand_of(files[0], &over), Summand { part: 9.0, whole: 0.0 });
    assert_eq!(Aggregate::Excess(cyclomatic).summand_of(files[0], &over), Summand { part: 3.0, whole: 0.0 });
    assert_eq!(Some(total.of_summands(Summand { part: 9.0, whole: 0.0 })), Some(9.0));
    let sum = Summand { part: 2.0, whole: 7.0 };
    assert_eq!(Some(Aggregate::OverLimit(cyclomatic).of_summands(sum)), Some(2.0));
    assert!(total.is_sum() && total.has_summands() && Aggregate::Excess(cyclomatic).is_sum());
    let erosion = Aggregate::Total(metric("erosion"));
    assert_eq!(erosion.summand_of(files[0], &over), Summand { part: 0.0, whole: 15.0 }, "a share needs both");
    let mean = Aggregate::Total(metric("maintainability"));
    assert!(!mean.is_sum() && !mean.has_summands() && Aggregate::OverLimit(cyclomatic).has_summands());
}

#[test]
fn a_digest_tells_what_a_file_adds_where_every_limit_is_kept() {
    let digest = Digest::of(&record("a.py", vec![function("f", 1, 7)]).metrics);
    let cyclomatic = Aggregate::Excess(metric("cyclomatic"));
    let summand = |rules: Vec<Rule>, what: Aggregate| what.summand(&Policy { rules }, Path::new(A), &digest);
    assert_eq!(summand(vec![max("cyclomatic", 7.0)], cyclomatic), Some(Summand::default()));
    assert_eq!(summand(vec![max("cyclomatic", 6.0)], cyclomatic), None, "one is beyond it");
    assert_eq!(summand(vec![], cyclomatic), Some(Summand::default()), "no limit");
    let both = Rule { limits: vec![limit("cyclomatic", Some(9.0), Some(1.0), None)], ..Rule::default() };
    assert_eq!(summand(vec![both], cyclomatic), None, "the smallest is not known");
    assert_eq!(summand(vec![named("f", max("cyclomatic", 9.0))], cyclomatic), None, "names are not known");
    let total = Aggregate::Total(metric("cyclomatic.total"));
    assert_eq!(summand(vec![], total), Some(Summand { part: 9.0, whole: 0.0 }));
    assert_eq!(summand(vec![], Aggregate::Total(metric("maintainability"))), None);
}

#[test]
fn a_budget_is_told_as_it_is_configured() {
    let rule = |scope, measure| BudgetRule {
        scope,
        measure,
        bound: BudgetBound::Max(1.0),
        reason: String::new(),
        expires: None,
        base: "/repo".into(),
        origin: Origin::Default,
    };
    let owner = BudgetScope::Owner("@org/team".to_owned());
    let package = BudgetScope::Package("shop".to_owned());
    assert_eq!(
        rule(owner, Aggregate::Excess(metric("cognitive"))).told(),
        "owner @org/team: excess of cognitive"
    );
    assert_eq!(rule(package, Aggregate::Total(metric("raw.sloc"))).told(), "package shop: raw.sloc");
    assert_eq!(Aggregate::OverLimit(metric("nesting")).told(), "over_limit of nesting");
}

#[test]
fn a_file_is_quiet_if_its_extremes_keep_every_limit() {
    let file = record("a.py", vec![function("f", 1, 7), function("g", 1, 2)]);
    let quiet = |rules: Vec<Rule>| is_quiet(&Policy { rules }, Path::new(A), &Digest::of(&file.metrics));
    let one = |id, max, min, warn| vec![Rule { limits: vec![limit(id, max, min, warn)], ..Rule::default() }];
    assert!(quiet(vec![]));
    assert!(quiet(one("cyclomatic", Some(7.0), None, None)));
    assert!(!quiet(one("cyclomatic", Some(6.0), None, None)));
    assert!(!quiet(one("cyclomatic", Some(9.0), Some(1.0), None)), "the smallest is not known");
    assert!(!quiet(one("cyclomatic", Some(9.0), None, Some(5.0))), "a warning is a finding");
    assert!(quiet(one("cyclomatic", Some(9.0), None, Some(8.0))), "which nothing is beyond");
    assert!(quiet(one("maintainability", None, Some(40.0), None)));
    assert!(!quiet(one("maintainability", None, Some(41.0), None)));
    assert!(!quiet(one("maintainability", None, Some(30.0), Some(41.0))));
    assert!(!quiet(vec![named("f", max("cyclomatic", 9.0))]), "names are not known");
    let mut digest = Digest::of(&file.metrics);
    digest.is_special = true;
    assert!(!is_quiet(&Policy::default(), Path::new(A), &digest));
}

#[test]
fn coverage_keeps_its_limits_if_its_extremes_do() {
    let of = |run: u32| FunctionMetrics {
        coverage: Some(FunctionCoverage { lines: 10, run, ..FunctionCoverage::default() }),
        ..function("f", 1, 2)
    };
    let file = record("a.py", vec![of(9), of(5)]);
    let (digest, tested) = (Digest::of(&file.metrics), TestedFile::of(&file.metrics));
    let keeps = |rules: Vec<Rule>| keeps_coverage(&Policy { rules }, Path::new(A), &digest, &tested);
    let least = |min| Rule { limits: vec![limit("coverage", None, Some(min), None)], ..Rule::default() };
    assert!(keeps(vec![least(50.0)]) && !keeps(vec![least(51.0)]) && !keeps(vec![least(95.0)]));
    assert!(keeps(vec![max("crap", 3.0)]) && !keeps(vec![max("crap", 2.2)]), "2 + 4 · 0.5³ at worst");
    assert!(!keeps(vec![least(50.0), named("f", max("cyclomatic", 9.0))]), "names are not known");
    assert!(keeps(vec![named("f", max("cyclomatic", 9.0))]), "no limit on coverage");
    let special = Digest { is_special: true, ..digest };
    assert!(!keeps_coverage(&Policy { rules: vec![least(50.0)] }, Path::new(A), &special, &tested));
}

fn excusing(metrics: &[&str], scope: Option<Scope>, count: u32, form: SuppressionForm) -> Suppression {
    let metrics = metrics.iter().map(|&id| id.to_owned()).collect();
    Suppression { line: 4, cell: None, form, metrics, reason: "why".to_owned(), scope, first: 0, count }
}

fn with(comments: Vec<Suppression>) -> Record {
    let mut file = record("a.py", vec![function("f", 1, 7), function("g", 1, 7)]);
    file.metrics.suppressions = comments;
    file
}

#[test]
fn a_list_says_what_each_comment_excuses_from_what() {
    use SuppressionForm::{Malformed, Noqa, Own};
    let file = with(vec![
        excusing(&["cognitive", "loc"], Some(Scope::Function), 1, Own),
        excusing(&[], Some(Scope::Function), 2, Own),
        excusing(&[], Some(Scope::Class), 1, Own),
        excusing(&["loc"], Some(Scope::File), 0, Own),
        excusing(&["loc"], None, 0, Own),
        excusing(&["cyclomatic"], Some(Scope::Function), 1, Noqa),
        excusing(&[], None, 0, Malformed),
    ]);
    let told: Vec<String> = suppressions(&file, false).map(|it| it.what).collect();
    assert_eq!(
        told,
        [
            "function `f` from cognitive, loc",
            "function `f` and 1 more from all limits",
            "class `C` from all limits",
            "the file from loc",
            "nothing from loc"
        ]
    );
    assert_eq!(suppressions(&file, true).count(), 6, "those of other tools only if they count");
    let first = suppressions(&file, false).next().unwrap();
    assert_eq!((first.path.as_str(), first.line, first.reason.as_str()), ("a.py", Some(4), "why"));
}

#[test]
fn a_comment_is_new_if_there_was_none_like_it() {
    use SuppressionForm::{Noqa, Own};
    let loc = || excusing(&["loc"], Some(Scope::Function), 1, Own);
    let new = |before: Option<Vec<Suppression>>, after| {
        new_suppressions(before.map(with).as_ref(), &with(after), true).len()
    };
    assert_eq!(new(None, vec![loc()]), 1);
    assert_eq!(new(Some(vec![loc()]), vec![loc()]), 0);
    assert_eq!(new(Some(vec![loc()]), vec![loc(), loc(), loc()]), 2, "each is known once");
    assert_eq!(new(Some(vec![loc(), loc()]), vec![loc(), loc(), loc()]), 1);
    let other = |metrics: &[&str], scope, form| excusing(metrics, scope, 1, form);
    assert_eq!(new(Some(vec![loc()]), vec![other(&["nesting"], Some(Scope::Function), Own)]), 1);
    assert_eq!(new(Some(vec![loc()]), vec![other(&["loc"], Some(Scope::Class), Own)]), 1);
    assert_eq!(new(Some(vec![loc()]), vec![other(&["loc"], Some(Scope::Function), Noqa)]), 1);
    let own = with(vec![loc()]);
    let foreign = with(vec![other(&["nesting"], Some(Scope::Function), Noqa), loc()]);
    assert_eq!(new_suppressions(Some(&own), &foreign, false).len(), 0, "those of other tools do not count");
    let both = |a: &str, b: &str| other(&[a, b], Some(Scope::Function), Own);
    assert_eq!(new(Some(vec![both("loc", "nesting")]), vec![both("nesting", "loc")]), 0, "in any order");
}

#[test]
fn an_override_ends_after_its_last_day() {
    let rule = Rule {
        expires: Some(("2026-05-31".to_owned(), "a rewrite".to_owned())),
        reason: "a rewrite".to_owned(),
        origin: Some(Origin::File("metrics.toml".into(), 7)),
        ..max("cyclomatic", 30.0)
    };
    let policy = Policy { rules: vec![max("nesting", 4.0), rule] };
    let kind = |today| {
        let all = overrides(&policy, today);
        assert_eq!((all.len(), all[0].line, all[0].what.as_str()), (1, Some(7), "cyclomatic max 30"));
        all[0].kind
    };
    assert_eq!(kind("2026-05-30"), ExemptionKind::Override);
    assert_eq!(kind("2026-05-31"), ExemptionKind::Override, "it holds on its last day");
    assert_eq!(kind("2026-06-01"), ExemptionKind::ExpiredOverride);
    let found = |today| expired(&policy, today, Path::to_path_buf).len();
    assert_eq!((found("2026-05-30"), found("2026-05-31"), found("2026-06-01")), (0, 0, 1));
}

#[test]
fn a_rule_applies_where_file_and_name_are_meant() {
    let applies =
        |rule: &Rule, names: &[&str]| rule.applies_to(Path::new(A), "python", names.iter().copied());
    let of = |language: &str| Rule { languages: Some(vec![language.to_owned()]), ..max("cyclomatic", 1.0) };
    assert!(applies(&of("python"), &[]) && !applies(&of("tsx"), &["f"]));
    assert!(applies(&named("Parser.*", of("python")), &["f", "Parser.g"]));
    assert!(!applies(&named("Parser.*", of("python")), &["f"]));
    assert!(!applies(&named("Parser.*", of("tsx")), &["Parser.g"]));
    let policy = Policy { rules: vec![max("cyclomatic", 5.0), named("f", max("cyclomatic", 9.0))] };
    let at = |limits: Vec<super::InForce<'_>>| limits[0].bounds.max;
    assert_eq!(at(policy.for_path(Path::new(A), Some("python"))), Some(5.0));
    assert_eq!(at(policy.for_function(Path::new(A), "python", "f")), Some(9.0));
    let warn = Rule { limits: vec![limit("cyclomatic", None, None, Some(3.0))], ..Rule::default() };
    let policy = Policy { rules: vec![max("cyclomatic", 5.0), warn] };
    let limits = policy.for_path(Path::new(A), None);
    assert_eq!((limits[0].bounds.max, limits[0].warning.warn), (Some(5.0), Some(3.0)), "both hold");
}
