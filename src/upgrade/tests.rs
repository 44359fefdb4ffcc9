//! Tests of the reasons: each way in which code and definition may have changed.

use super::*;

#[test]
fn code_and_definition_are_told_apart() {
    let cyclomatic = Metric::find("cyclomatic").expect("a metric");
    let loc = Metric::find("loc").expect("a metric");
    let (now, other) = (cyclomatic.version, cyclomatic.version + 1);
    let of = |metric, is_same, then| because(Scope::Function, metric, is_same, then);
    assert_eq!(of(cyclomatic, Some(true), Some(other)), Because::Definition);
    assert_eq!(
        of(cyclomatic, Some(true), None),
        Because::Definition,
        "nobody noted it, and the code is the same"
    );
    assert_eq!(of(cyclomatic, Some(true), Some(now)), Because::Unexplained);
    assert_eq!(of(loc, Some(true), Some(loc.version)), Because::Code, "blank lines are in no hash");
    assert_eq!(of(cyclomatic, Some(false), Some(now)), Because::Code);
    assert_eq!(of(cyclomatic, None, Some(now)), Because::Code);
    assert_eq!(of(cyclomatic, Some(false), Some(other)), Because::Either);
    assert_eq!(of(cyclomatic, None, None), Because::Either);
    assert_eq!(because(Scope::File, cyclomatic, Some(true), Some(now)), Because::Code);
}

#[test]
fn the_last_digits_are_no_move() {
    assert!(!differs(61.803_398_874_989_48, 61.803_398_874_989_41) && !differs(0.0, 0.0));
    assert!(differs(61.8, 61.9) && differs(0.0, 1.0));
}
