//! Whether one policy lets pass what another does not, and which comments of a file are new.

use super::exemptions::{counting, exempted_beside};
use super::policy::{Policy, Rule, in_force_where};
use crate::model::{Exemption, Limit, Record, Suppression};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

type Limits<'a> = BTreeMap<&'static str, &'a Limit>;

/// The limits that let more pass after than before, under each condition that either policy knows.
#[must_use]
pub(crate) fn looser_limits(before: &Policy, after: &Policy) -> Vec<String> {
    let (old, new) = (by_condition(before), by_condition(after));
    let conditions: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let mut found = Vec::new();
    for condition in conditions {
        let (was, is) = (limits_under(&old, condition), limits_under(&new, condition));
        for (id, then) in &was {
            let is_everywhere = is_same_as_everywhere(&old, &new, condition, id);
            let looser = looser_limit(id, is.get(id).copied(), then).filter(|_| !is_everywhere);
            let place = if condition.is_empty() { String::new() } else { format!(" for {condition}") };
            found.extend(looser.map(|line| format!("{line}{place}")));
        }
    }
    found
}

/// Whether one policy says the same of errors as another, in the same order.
#[must_use]
pub(crate) fn is_as_strict(before: &Policy, after: &Policy) -> bool {
    let said = |policy: &Policy| -> Vec<_> {
        let bounds = |rule: &Rule| -> Vec<_> {
            let limits = rule.limits.iter().filter(|(_, limit)| !limit.only_warns());
            limits.map(|(metric, limit)| (metric.id, limit.max, limit.min)).collect()
        };
        policy.rules.iter().map(|rule| (condition(rule), bounds(rule))).collect()
    };
    said(before) == said(after)
}

/// The limits that let more pass in a file after than before: in all of it, and in the functions that a rule names.
#[must_use]
pub(crate) fn looser_in_file(
    before: &Policy,
    after: &Policy,
    absolute: &Path,
    language: &str,
) -> Vec<String> {
    let (was, is) = (before.for_file(absolute, language), after.for_file(absolute, language));
    let on_functions = was.iter().chain(&is).filter(|rule| rule.functions.is_some());
    let names: BTreeSet<&str> = on_functions.map(|rule| rule.holds_for.as_str()).collect();
    let mut found = Vec::new();
    for name in std::iter::once(None).chain(names.into_iter().map(Some)) {
        let meets = |rule: &Rule| Some(rule.holds_for.as_str()) == name;
        let (then, now) = (in_force_where(&was, &meets), in_force_where(&is, &meets));
        for then in then {
            let now = now.iter().find(|now| std::ptr::eq(now.metric, then.metric));
            found.extend(looser_limit(then.metric.id, now.map(|it| it.bounds), then.bounds));
        }
    }
    found
}

/// The limits of a policy by what they hold for; what holds everywhere is under the empty text.
fn by_condition(policy: &Policy) -> BTreeMap<String, Limits<'_>> {
    let mut all: BTreeMap<String, Limits<'_>> = BTreeMap::new();
    for rule in &policy.rules {
        let limits = all.entry(condition(rule)).or_default();
        let bounds = rule.limits.iter().filter(|(_, limit)| !limit.only_warns());
        limits.extend(bounds.map(|(metric, limit)| (metric.id, limit)));
    }
    all
}

fn condition(rule: &Rule) -> String {
    let languages = rule.languages.iter().map(|names| names.join(", "));
    languages.chain(Some(rule.holds_for.clone()).filter(|it| !it.is_empty())).collect::<Vec<_>>().join("; ")
}

/// What holds under a condition: its own limits, and for the rest those that hold everywhere.
fn limits_under<'a>(all: &BTreeMap<String, Limits<'a>>, condition: &str) -> Limits<'a> {
    let mut limits = all.get("").cloned().unwrap_or_default();
    limits.extend(all.get(condition).cloned().unwrap_or_default());
    limits
}

/// Whether neither policy says anything of a metric under a condition that it does not say of all files.
fn is_same_as_everywhere(
    old: &BTreeMap<String, Limits<'_>>,
    new: &BTreeMap<String, Limits<'_>>,
    condition: &str,
    id: &str,
) -> bool {
    let says = |all: &BTreeMap<String, Limits<'_>>| all.get(condition).is_some_and(|it| it.contains_key(id));
    !condition.is_empty() && !says(old) && !says(new)
}

/// What a limit lets pass that an earlier one does not, in a line; `None` if that is nothing.
#[must_use]
pub(crate) fn looser_limit(id: &str, now: Option<&Limit>, then: &Limit) -> Option<String> {
    let is_looser = |now: Option<f64>, then: Option<f64>, is_beyond: fn(f64, f64) -> bool| {
        then.is_some_and(|then| now.is_none_or(|now| is_beyond(now, then)))
    };
    let max = is_looser(now.and_then(|it| it.max), then.max, |now, then| now > then);
    let min = is_looser(now.and_then(|it| it.min), then.min, |now, then| now < then);
    (max || min).then(|| match now {
        Some(now) => format!("{}: `{id}` {now} in place of {then}", now.origin),
        None => format!("`{id}` without a limit in place of {then}"),
    })
}

/// The comments of a file that excuse something and that it did not have before.
#[must_use]
pub(crate) fn new_suppressions(before: Option<&Record>, after: &Record, compat: bool) -> Vec<Exemption> {
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    for suppression in before.into_iter().flat_map(|record| counting(record, compat)) {
        *known.entry(kind(suppression)).or_default() += 1;
    }
    let mut found = Vec::new();
    for suppression in counting(after, compat) {
        match known.get_mut(&kind(suppression)) {
            Some(left) if *left > 0 => *left -= 1,
            _ => found.push(exempted_beside(suppression, after)),
        }
    }
    found
}

/// What tells comments apart that may have moved, and whose function may have another name now.
fn kind(suppression: &Suppression) -> (&'static str, Vec<&str>, Option<&'static str>) {
    let mut metrics: Vec<&str> = suppression.metrics.iter().map(String::as_str).collect();
    metrics.sort_unstable();
    (suppression.form.word(), metrics, suppression.scope.map(crate::model::Scope::word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Metric, Origin};

    fn rule(holds_for: &str, limits: &[(&str, Option<f64>, Option<f64>)]) -> Rule {
        let limit = |&(id, max, min): &(&str, _, _)| {
            (Metric::find(id).unwrap(), Limit { max, min, warn: None, origin: Origin::Default })
        };
        Rule {
            holds_for: holds_for.to_owned(),
            limits: limits.iter().map(limit).collect(),
            ..Rule::default()
        }
    }

    fn told(before: Vec<Rule>, after: Vec<Rule>) -> Vec<String> {
        looser_limits(&Policy { rules: before }, &Policy { rules: after })
    }

    #[test]
    fn a_limit_that_lets_more_pass_is_told_and_a_stricter_one_is_not() {
        let base =
            || vec![rule("", &[("cyclomatic", Some(10.0), None), ("maintainability", None, Some(20.0))])];
        let with = |id, max, min| vec![base().remove(0), rule("", &[(id, max, min)])];
        assert_eq!(told(base(), base()), Vec::<String>::new());
        assert_eq!(told(base(), with("cyclomatic", Some(9.0), None)), Vec::<String>::new());
        assert_eq!(told(base(), with("cognitive", Some(9.0), None)), Vec::<String>::new());
        let looser = ["default: `cyclomatic` max 12 in place of max 10"];
        assert_eq!(told(base(), with("cyclomatic", Some(12.0), None)), looser);
        let lifted = ["default: `cyclomatic` without a limit in place of max 10"];
        assert_eq!(told(base(), with("cyclomatic", None, None)), lifted);
        let lower = ["default: `maintainability` min 5 in place of min 20"];
        assert_eq!(told(base(), with("maintainability", None, Some(5.0))), lower);
        assert_eq!(told(base(), vec![]).len(), 2);
    }

    #[test]
    fn an_exception_counts_where_it_holds() {
        let base = || rule("", &[("cyclomatic", Some(10.0), None)]);
        let exception = |max| rule("paths tests/", &[("cyclomatic", Some(max), None)]);
        assert_eq!(told(vec![base()], vec![base(), exception(5.0)]), Vec::<String>::new());
        let looser = ["default: `cyclomatic` max 30 in place of max 10 for paths tests/"];
        assert_eq!(told(vec![base()], vec![base(), exception(30.0)]), looser);
        let lifted = ["default: `cyclomatic` max 10 in place of max 5 for paths tests/"];
        assert_eq!(told(vec![base(), exception(5.0)], vec![base()]), lifted);
        let elsewhere = |max| {
            vec![
                rule("", &[("cyclomatic", Some(max), None)]),
                rule("paths tests/", &[("nesting", Some(3.0), None)]),
            ]
        };
        let once = ["default: `cyclomatic` max 12 in place of max 10"];
        assert_eq!(told(elsewhere(10.0), elsewhere(12.0)), once, "the exception says nothing of it");
    }

    #[test]
    fn a_policy_is_as_strict_as_one_with_the_same_bounds_whatever_else_warns() {
        let rules = |max, warn| {
            let mut rule = rule("", &[("cyclomatic", Some(max), None), ("nesting", None, None)]);
            rule.limits[1].1.warn = warn;
            Policy { rules: vec![rule] }
        };
        let base = rules(10.0, None);
        assert!(is_as_strict(&base, &base) && !is_as_strict(&base, &rules(11.0, None)));
        let warns = rules(10.0, Some(3.0));
        assert!(
            is_as_strict(&warns, &rules(10.0, Some(4.0))) && !is_as_strict(&warns, &rules(9.0, Some(3.0)))
        );
    }

    #[test]
    fn a_later_rule_counts_more_than_the_same_one_before_it() {
        use crate::judge::NameGlobs;
        use crate::paths::Globs;
        let base = || rule("", &[("cyclomatic", Some(10.0), None)]);
        let paths = |pattern: &str, max| Rule {
            paths: Some(Globs::new(Path::new("/r"), &[pattern.to_owned()]).unwrap()),
            ..rule(&format!("paths {pattern}"), &[("cyclomatic", Some(max), None)])
        };
        let told = |before: &[Rule], after: &[Rule]| {
            let (before, after) = (Policy { rules: before.to_vec() }, Policy { rules: after.to_vec() });
            let found = looser_in_file(&before, &after, Path::new("/r/src/a.py"), "python");
            assert!(found.is_empty() || !is_as_strict(&before, &after));
            found
        };
        let (wide, narrow) = (paths("src/", 20.0), paths("src/a.py", 5.0));
        let strict = [base(), wide.clone(), narrow.clone()];
        let lifted = ["default: `cyclomatic` max 20 in place of max 5"];
        assert_eq!(told(&strict, &[base(), narrow.clone(), wide.clone()]), lifted);
        assert_eq!(told(&[base(), narrow.clone(), wide], &strict), [""; 0], "stricter");
        let as_base = [base(), narrow.clone(), paths("src/", 10.0)];
        assert_eq!(told(&[base(), narrow], &as_base), ["default: `cyclomatic` max 10 in place of max 5"]);
        let named = |max| Rule {
            functions: Some(NameGlobs::new(&["f*".to_owned()]).unwrap()),
            ..rule("functions f*", &[("cyclomatic", Some(max), None)])
        };
        let of_functions =
            told(&[base(), paths("src/", 10.0), named(3.0)], &[base(), named(3.0), paths("src/", 10.0)]);
        assert_eq!(of_functions, ["default: `cyclomatic` max 10 in place of max 3"]);
        let shallow = Rule {
            functions: Some(NameGlobs::new(&["g*".to_owned()]).unwrap()),
            ..rule("functions g*", &[("nesting", Some(2.0), None)])
        };
        let of_one = told(&[named(3.0), shallow.clone()], &[named(4.0), shallow]);
        assert_eq!(
            of_one,
            ["default: `cyclomatic` max 4 in place of max 3"],
            "told once, of its own functions"
        );
    }
}
