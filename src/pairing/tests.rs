//! What is known again after which change.

use super::*;

/// A thing of one file by its name, body and values: complexity, and five more that follow from it.
struct Given(Vec<(String, u64, Values)>);

impl Given {
    fn new(list: &[(&str, u64, f64)]) -> Given {
        let ids = ["cyclomatic", "cognitive", "parameters", "nesting", "halstead.length"];
        let values = |value: f64| ids.iter().map(|&id| (id, value)).collect();
        Given(list.iter().map(|&(name, body, value)| (name.to_owned(), body, values(value))).collect())
    }

    fn things(&self, file: usize, origin: Option<usize>) -> Vec<Thing<'_>> {
        let is_class = |name: &str| name.starts_with(char::is_uppercase) && !name.contains('.');
        let mut things = Vec::new();
        for (name, body, values) in &self.0 {
            let scope = if is_class(name) { Scope::Class } else { Scope::Function };
            let (place, measured) = (u32::try_from(things.len()).ok(), ValuesOf::Listed(values));
            things.push(Thing { file, origin, scope, name, place, body: *body, measured });
        }
        things
    }
}

/// For each thing of now the name of what it was, in one file that has an old side.
fn pairs(old: &[(&str, u64, f64)], now: &[(&str, u64, f64)]) -> Vec<String> {
    let (old, now) = (Given::new(old), Given::new(now));
    let (was, is) = (old.things(0, None), now.things(0, Some(0)));
    let name = |at: Option<usize>| at.map_or("-".to_owned(), |at| was[at].name.to_owned());
    pair(&was, &is, |_| Leaving::Some).into_iter().map(name).collect()
}

#[test]
fn numbers_that_shift_make_nobody_another() {
    let old = [("useEffect", 1, 3.0), ("useEffect:2", 2, 12.0), ("useEffect:3", 3, 4.0)];
    let inserted =
        [("useEffect", 9, 1.0), ("useEffect:2", 1, 3.0), ("useEffect:3", 7, 13.0), ("useEffect:4", 3, 4.0)];
    assert_eq!(pairs(&old, &inserted), ["-", "useEffect", "useEffect:2", "useEffect:3"]);
    let deleted = [("useEffect", 7, 13.0), ("useEffect:2", 3, 4.0)];
    assert_eq!(pairs(&old, &deleted), ["useEffect:2", "useEffect:3"]);
    let swapped = [("useEffect", 3, 4.0), ("useEffect:2", 7, 13.0), ("useEffect:3", 1, 3.0)];
    assert_eq!(pairs(&old, &swapped), ["useEffect:3", "useEffect:2", "useEffect"]);
}

#[test]
fn of_as_many_namesakes_as_before_each_stays_what_it_was() {
    let old = [("then", 1, 20.0), ("then:2", 2, 4.0)];
    assert_eq!(pairs(&old, &[("then", 8, 5.0), ("then:2", 9, 21.0)]), ["then", "then:2"]);
}

#[test]
fn of_more_namesakes_than_before_the_more_alike_belong_together() {
    let old = [("then", 1, 20.0), ("then:2", 2, 4.0)];
    let now = [("then", 8, 5.0), ("then:2", 9, 21.0), ("then:3", 10, 1.0)];
    assert_eq!(pairs(&old, &now), ["then:2", "then", "-"]);
}

#[test]
fn a_namesake_that_takes_as_many_parameters_is_nearer_than_one_with_like_values() {
    let of = |parameters: f64, cyclomatic: f64| {
        vec![("cyclomatic", cyclomatic), ("cognitive", cyclomatic), ("parameters", parameters)]
    };
    let old = Given(vec![("_".to_owned(), 1, of(1.0, 14.0)), ("_:2".to_owned(), 2, of(2.0, 9.0))]);
    let now = Given(vec![("_".to_owned(), 3, of(2.0, 13.0))]);
    assert_eq!(pair(&old.things(0, None), &now.things(0, Some(0)), |_| Leaving::Some), [Some(1)]);
}

#[test]
fn methods_follow_their_class_into_another_name() {
    let old = [("A", 10, 2.0), ("A.m", 1, 5.0), ("A.n", 2, 9.0)];
    let now = [("B", 11, 2.0), ("B.m", 1, 5.0), ("B.n", 3, 10.0)];
    assert_eq!(pairs(&old, &now), ["A", "A.m", "A.n"]);
}

#[test]
fn a_function_with_another_name_and_body_is_known_only_as_a_twin_in_its_place() {
    let old = [("f", 1, 2.0), ("g", 2, 12.0), ("h", 3, 2.0)];
    assert_eq!(pairs(&old, &[("f", 1, 2.0), ("renamed", 7, 13.0), ("h", 3, 2.0)]), ["f", "g", "h"]);
    assert_eq!(pairs(&old, &[("f", 1, 2.0), ("other", 7, 30.0), ("h", 3, 2.0)]), ["f", "-", "h"]);
    assert_eq!(pairs(&old, &[("f", 1, 2.0), ("h", 3, 2.0), ("x", 7, 1.0), ("y", 8, 12.0)])[2..], ["-", "-"]);
}

#[test]
fn what_moved_to_a_new_file_takes_what_was_edited_with_it() {
    let (old, stays) = (
        Given::new(&[("A", 10, 2.0), ("A.m", 1, 5.0), ("A.n", 2, 9.0), ("f", 4, 3.0)]),
        Given::new(&[("f", 4, 3.0)]),
    );
    let moved = Given::new(&[("A", 11, 2.0), ("A.m", 1, 5.0), ("A.n", 3, 11.0)]);
    let was = old.things(0, None);
    let is = [stays.things(0, Some(0)), moved.things(1, None)].concat();
    assert_eq!(pair(&was, &is, |_| Leaving::Some), [Some(3), Some(0), Some(1), Some(2)]);
    assert_eq!(
        pair(&was, &is, |_| Leaving::Nothing),
        [Some(3), None, None, None],
        "unless it cannot have left"
    );
}
