//! Tests of the matching: each change to a repository that a baseline must survive, or must see.

use super::*;
use crate::model::{FunctionMetrics, Scope, sample};

fn entry(place: &str, body: u64, value: f64) -> BaselineEntry {
    let (path, name) = place.split_once(':').expect("path:name");
    let (name, ordinal) = name.split_once('#').unwrap_or((name, "0"));
    BaselineEntry {
        path: path.to_owned(),
        scope: Scope::Function,
        name: name.to_owned(),
        ordinal: ordinal.parse().expect("a number"),
        metric: "cyclomatic".to_owned(),
        value,
        definition: Some(1),
        body,
        place: None,
        values: Vec::new(),
    }
}

/// The standing of each value, and the names of the entries that are outdated, when all of the repository was seen.
fn compare(entries: &[BaselineEntry], now: &[BaselineEntry]) -> (Vec<&'static str>, Vec<String>) {
    let is_there = |path: &str| now.iter().any(|it| it.path == path);
    compare_part(entries, now, |path| if is_there(path) { Seen::Measured } else { Seen::Gone })
}

fn compare_part(
    entries: &[BaselineEntry],
    now: &[BaselineEntry],
    seen: impl Fn(&str) -> Seen,
) -> (Vec<&'static str>, Vec<String>) {
    let matching = match_entries(entries, now, &[], &seen);
    let word = |(known, now): (&Option<usize>, &BaselineEntry)| {
        known.map_or("introduced", |index| standing(&entries[index], now).word())
    };
    let words = matching.known.iter().zip(now).map(word).collect();
    (words, matching.outdated(entries, seen).iter().map(|&index| entries[index].name.clone()).collect())
}

#[test]
fn what_is_as_it_was_is_inherited_and_what_grew_is_worse() {
    let was = [entry("a.py:f", 1, 12.0), entry("a.py:g", 2, 20.0), entry("a.py:h", 3, 30.0)];
    let now = [entry("a.py:f", 1, 12.0), entry("a.py:g", 20, 21.0), entry("a.py:h", 30, 29.0)];
    assert_eq!(compare(&was, &now), (vec!["inherited", "worse", "improved"], vec![]));
}

#[test]
fn a_fix_and_a_new_offender_in_one_file_are_both_seen() {
    let was = [entry("a.py:old", 1, 12.0), entry("a.py:kept", 2, 12.0)];
    let now = [entry("a.py:new", 3, 12.0), entry("a.py:kept", 2, 12.0)];
    assert_eq!(compare(&was, &now), (vec!["introduced", "inherited"], vec!["old".to_owned()]));
}

#[test]
fn a_function_is_known_after_it_moved_or_its_file_was_renamed() {
    let was = [entry("a.py:f", 1, 12.0), entry("a.py:C.m", 2, 15.0), entry("a.py:g", 3, 11.0)];
    let moved = [entry("b.py:f", 1, 12.0), entry("a.py:C.m", 2, 15.0), entry("a.py:g", 3, 11.0)];
    assert_eq!(compare(&was, &moved), (vec!["inherited"; 3], vec![]));
    let renamed = [entry("b.py:f", 1, 12.0), entry("b.py:C.m", 2, 15.0), entry("b.py:g", 3, 11.0)];
    assert_eq!(compare(&was, &renamed), (vec!["inherited"; 3], vec![]));
    let and_edited = [entry("b.py:f", 9, 13.0), entry("b.py:C.m", 2, 15.0), entry("b.py:g", 8, 11.0)];
    assert_eq!(compare(&was, &and_edited), (vec!["worse", "inherited", "inherited"], vec![]));
    let other_name = [entry("a.py:f2", 1, 12.0), entry("a.py:D.m", 2, 15.0), entry("a.py:g", 3, 11.0)];
    assert_eq!(compare(&was, &other_name), (vec!["inherited"; 3], vec![]));
}

#[test]
fn namesakes_are_told_apart_by_what_they_say() {
    let was = [entry("a.py:f#0", 1, 12.0), entry("a.py:f#1", 2, 40.0)];
    let now = [entry("a.py:f#0", 2, 40.0), entry("a.py:f#1", 1, 12.0)];
    assert_eq!(compare(&was, &now), (vec!["inherited"; 2], vec![]));
    let with_another = [entry("a.py:f#0", 7, 11.0), entry("a.py:f#1", 1, 12.0), entry("a.py:f#2", 2, 40.0)];
    assert_eq!(compare(&was, &with_another), (vec!["introduced", "inherited", "inherited"], vec![]));
}

#[test]
fn a_copy_is_new_while_its_original_stays() {
    let was = [entry("a.py:f", 1, 12.0)];
    let now = [entry("a.py:f", 1, 12.0), entry("b.py:f", 1, 12.0)];
    assert_eq!(compare(&was, &now), (vec!["inherited", "introduced"], vec![]));
}

#[test]
fn what_was_not_looked_at_is_neither_outdated_nor_the_origin_of_a_copy() {
    let was = [entry("a.py:f", 1, 12.0), entry("z.py:g", 2, 12.0)];
    let now = [entry("a.py:copy", 2, 12.0)];
    let seen = |path: &str| if path == "a.py" { Seen::Measured } else { Seen::Not };
    assert_eq!(compare_part(&was, &now, seen), (vec!["introduced"], vec!["f".to_owned()]));
}

#[test]
fn the_last_digits_of_a_float_are_no_change() {
    let mut was = entry("a.py:", 1, 61.803_398_874_989_48);
    was.metric = "maintainability".to_owned();
    let now = BaselineEntry { value: 61.803_398_874_989_41, ..was.clone() };
    assert_eq!(standing(&was, &now), Standing::Inherited);
    assert_eq!(
        standing(&was, &BaselineEntry { value: 61.8, ..was.clone() }),
        Standing::Worse { from: was.value }
    );
}

#[test]
fn so_are_those_of_a_large_one() {
    let was = entry("a.py:f", 1, 2e9);
    assert_eq!(standing(&was, &entry("a.py:f", 2, 2e9 + 1.0)), Standing::Inherited, "a billionth is 2");
    assert_eq!(standing(&was, &entry("a.py:f", 2, 2e9 + 3.0)), Standing::Worse { from: 2e9 });
}

/// A function beyond its limits on four metrics, by the same ones and by the order in its file.
fn of_four(place: &str, body: u64, values: [f64; 4]) -> Vec<BaselineEntry> {
    let metrics = ["cyclomatic", "cognitive", "nesting", "parameters"].into_iter().zip(values);
    let one = |(metric, value): (&str, f64)| BaselineEntry {
        metric: metric.to_owned(),
        place: Some(0),
        ..entry(place, body, value)
    };
    metrics.map(one).collect()
}

#[test]
fn without_a_name_and_a_body_a_function_is_known_by_all_of_its_values() {
    let was = of_four("a.py:f", 1, [20.0, 30.0, 4.0, 3.0]);
    let now = of_four("a.py:g", 2, [20.0, 31.0, 4.0, 3.0]);
    assert_eq!(compare(&was, &now).0, ["inherited", "worse", "inherited", "inherited"]);
    let values = vec![("cognitive", 30.0), ("nesting", 4.0), ("parameters", 3.0)];
    let one =
        |place, body| BaselineEntry { values: values.clone(), place: Some(0), ..entry(place, body, 20.0) };
    assert_eq!(compare(&[one("a.py:f", 1)], &[one("a.py:g", 2)]).0, ["inherited"], "as an entry notes them");
    let other = of_four("a.py:g", 2, [5.0, 3.0, 1.0, 9.0]);
    assert_eq!(compare(&was, &other).0, ["introduced"; 4], "they are too far from each other");
    assert_eq!(compare(&was[..1], &now[..1]).0, ["introduced"], "one value is no proof");
}

/// A function with the values of [`of_four`], as a record has it.
fn measured(
    name: &str,
    body_hash: u64,
    [cyclomatic, cognitive, nesting, parameters]: [u32; 4],
) -> FunctionMetrics {
    let cognitive = Some(cognitive);
    FunctionMetrics { cognitive, parameters, nesting, body_hash, ..sample::function(name, cyclomatic) }
}

#[test]
fn an_entry_is_completed_by_what_the_record_of_its_file_has() {
    let functions = vec![measured("small", 1, [1, 0, 0, 0]), measured("f", 2, [20, 30, 4, 3])];
    let record = sample::record("a.py", functions);
    let mut entries = [entry("a.py:f", 2, 20.0), entry("gone.py:g", 3, 11.0)];
    complete(&mut entries, &[("a.py".to_owned(), &record)]);
    assert_eq!(entries[0].place, Some(1), "one function stands before it");
    let known = ["cognitive", "parameters", "nesting", "halstead.length", "halstead.vocabulary"];
    assert_eq!(entries[0].values.iter().map(|it| it.0).collect::<Vec<_>>(), known, "all but its own");
    assert_eq!(entries[0].values[..3], [("cognitive", 30.0), ("parameters", 3.0), ("nesting", 4.0)]);
    assert_eq!((entries[1].place, entries[1].values.len()), (None, 0), "nobody has measured its file");
}

/// What got better is beyond no limit now: only its record says that it is still there.
#[test]
fn what_is_within_its_limit_now_keeps_its_entry_from_others() {
    let was = [entry("a.py:f#1", 1, 12.0), entry("a.py:f#2", 2, 15.0)];
    let functions = [("f", 0), ("f", 1), ("f", 2)].map(|(name, body)| measured(name, body, [3, 0, 0, 0]));
    let record = sample::record("a.py", functions.to_vec());
    let now = [entry("a.py:g", 9, 14.0)];
    let known = match_entries(&was, &now, &[("a.py".to_owned(), &record)], |_| Seen::Measured).known;
    assert_eq!(known, [None], "both are still there, and a third one is new");
    let copy = [entry("a.py:g", 1, 12.0)];
    let known = match_entries(&was, &copy, &[("a.py".to_owned(), &record)], |_| Seen::Measured).known;
    assert_eq!(known, [None], "the second `f` says it too, and it was there before");
}

#[test]
fn another_definition_is_not_the_fault_of_code_that_says_the_same() {
    let was = entry("a.py:f", 1, 12.0);
    let redefined = |body, value| BaselineEntry { definition: Some(2), ..entry("a.py:f", body, value) };
    assert_eq!(standing(&was, &redefined(1, 14.0)), Standing::Inherited);
    assert_eq!(
        standing(&was, &redefined(2, 14.0)),
        Standing::Touched,
        "which of the two it is, nobody knows"
    );
    assert_eq!(standing(&was, &redefined(2, 11.0)), Standing::Improved { from: 12.0 });
}
