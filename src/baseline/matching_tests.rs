//! Tests of the matching: each change to a repository that a baseline must survive, or must see.

use super::*;
use crate::model::Scope;

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
