//! What a change did to values, groups and complexity, on hand-made records with the numbers that follow from them.

use super::tests::record;
use super::*;
use crate::model::{METRICS, sample};
use std::path::PathBuf;

fn origins(pairs: &[(&str, &str)]) -> BTreeMap<PathBuf, PathBuf> {
    pairs.iter().map(|&(new, old)| (new.into(), old.into())).collect()
}

/// One file with the functions `better`, `worse`, `same` and one that is gone, a file that is new and one that is gone.
fn changed() -> ([Record; 2], [Record; 2], BTreeMap<PathBuf, PathBuf>) {
    let before = [
        record("a.py", &[("better", 1, 9), ("worse", 2, 4), ("same", 3, 2), ("gone", 4, 3)]),
        record("old.py", &[("left", 5, 6)]),
    ];
    let mut after = [
        record("a.py", &[("better", 11, 5), ("worse", 12, 10), ("same", 3, 2)]),
        record("new.py", &[("fresh", 6, 7)]),
    ];
    after[0].metrics.cyclomatic.total = 4;
    after[1].metrics.cyclomatic.total = 3;
    (after, before, origins(&[("a.py", "a.py")]))
}

#[test]
fn a_difference_lists_what_grew_first_and_nothing_that_stayed() {
    let (after, before, origins) = changed();
    let comparison = Comparison::new(&after, &before, &origins);
    let mut difference = Difference::new(&comparison);
    let rows: Vec<_> =
        difference.functions.iter().map(|it| (it.name.unwrap(), it.fate, it.growth, it.turn())).collect();
    assert_eq!(
        rows,
        [
            ("fresh", Fate::New, 7.0, None),
            ("worse", Fate::Changed, 6.0, Some(Turn::Worse)),
            ("gone", Fate::Gone, -3.0, None),
            ("better", Fate::Changed, -4.0, Some(Turn::Better)),
            ("left", Fate::Gone, -6.0, None),
        ]
    );
    let files: Vec<_> = difference.files.iter().map(|it| (it.path, it.fate, it.growth)).collect();
    let path = Path::new;
    assert_eq!(
        files,
        [
            (path("a.py"), Fate::Changed, 3.0),
            (path("new.py"), Fate::New, 3.0),
            (path("old.py"), Fate::Gone, -1.0)
        ]
    );
    assert_eq!((difference.growth_of("cyclomatic.total"), difference.growth_of("raw.loc")), (5.0, 0.0));
    difference.retain(|it| it == path("a.py"));
    assert_eq!((difference.functions.len(), difference.files.len()), (3, 1));
}

#[test]
fn where_nothing_grew_nesting_and_maintainability_decide() {
    let before = [record("a.py", &[("f", 1, 2), ("g", 2, 2), ("h", 3, 2)])];
    let mut after = [record("a.py", &[("f", 11, 2), ("g", 12, 2), ("h", 13, 2)])];
    for (function, (nesting, parameters)) in
        after[0].metrics.functions.iter_mut().zip([(2, 0), (0, 0), (0, 1)])
    {
        (function.nesting, function.parameters) = (nesting, parameters);
    }
    after[0].metrics.functions[1].halstead.total_operators = 5;
    after[0].metrics.maintainability = 101.0;
    let origins = origins(&[("a.py", "a.py")]);
    let comparison = Comparison::new(&after, &before, &origins);
    let difference = Difference::new(&comparison);
    let turn = |name: &str| difference.functions.iter().find(|it| it.name == Some(name)).map(Differing::turn);
    assert_eq!(turn("f"), Some(Some(Turn::Worse)), "deeper");
    assert_eq!(turn("h"), Some(Some(Turn::Worse)), "more parameters");
    assert_eq!(turn("g"), Some(None), "only longer");
    assert_eq!(difference.files[0].turn(), Some(Turn::Better), "more of it is better");
}

#[test]
fn a_name_is_new_in_its_own_file_alone() {
    let before = [record("a.py", &[("f", 1, 2), ("g", 2, 2), ("i", 4, 2)]), record("old.py", &[("h", 3, 4)])];
    let after = [
        record("a.py", &[("f2", 1, 2)]),
        record("b.py", &[("g", 2, 2), ("i2", 4, 2)]),
        record("new.py", &[("h", 3, 4)]),
    ];
    let origins = origins(&[("a.py", "a.py"), ("new.py", "old.py")]);
    let comparison = Comparison::new(&after, &before, &origins);
    let difference = Difference::new(&comparison);
    let renamed: Vec<_> =
        difference.functions.iter().filter(|it| it.is_renamed()).map(|it| (it.name, it.former)).collect();
    assert_eq!(renamed, [(Some("f2"), Some((Path::new("a.py"), Some("f"))))], "the others only moved");
    assert_eq!(difference.functions.len(), 1, "and what only moved has no row");
    let files: Vec<_> = difference.files.iter().filter(|it| it.is_renamed()).map(|it| it.path).collect();
    assert_eq!(files, [Path::new("new.py")]);
}

#[test]
fn a_group_wins_and_loses_what_its_files_do() {
    let (after, before, origins) = changed();
    let comparison = Comparison::new(&after, &before, &origins);
    let group = |path: &Path| match path.to_str() {
        Some("a.py") => vec!["kept".to_owned(), "all".to_owned()],
        Some("new.py") => vec!["all".to_owned()],
        _ => vec!["lost".to_owned()],
    };
    let rows: Vec<_> = comparison.growth(&group).into_iter().map(|it| (it.name, it.growth)).collect();
    let row = |name: &str, growth| (name.to_owned(), growth);
    assert_eq!(rows, [row("all", 6.0), row("kept", 3.0), row("lost", -1.0)]);
    let total =
        |it: &GroupGrowth| it.values.iter().find(|(it, _)| it.id == "cyclomatic.total").map(|it| it.1);
    let growth = comparison.growth(&group);
    assert_eq!(growth.iter().map(total).collect::<Vec<_>>(), [Some(6.0), Some(3.0), Some(-1.0)]);
    let unchanged = Comparison::new(&before, &before, &origins);
    assert!(
        unchanged.growth(&|_| vec!["all".to_owned()]).is_empty(),
        "what came and went adds up to nothing"
    );
}

#[test]
fn points_that_left_one_function_for_another_moved() {
    let fortunes = |before: &[(&str, u64, u32)], after: &[(&str, u64, u32)]| {
        let (before, after) = ([record("a.py", before)], [record("a.py", after)]);
        let origins = origins(&[("a.py", "a.py")]);
        let it = Movement::all(&Comparison::new(&after, &before, &origins)).remove(0);
        (it.before, it.after, it.moved, it.worst_before, it.worst_after, it.fortune().word())
    };
    let base = [("f", 1, 9), ("g", 2, 4)];
    assert_eq!(fortunes(&base, &base), (11, 11, 0, 9, 9, "stayed"));
    assert_eq!(fortunes(&base, &[("f", 11, 5), ("g", 12, 8)]), (11, 11, 4, 9, 8, "moved"));
    assert_eq!(fortunes(&base, &[("f", 11, 3), ("g", 12, 5)]), (11, 6, 1, 9, 5, "left"));
    assert_eq!(fortunes(&base, &[("f", 1, 9), ("g", 2, 4), ("h", 3, 6)]), (11, 16, 0, 9, 9, "grew"));
    assert_eq!(fortunes(&base, &[("g", 2, 4)]), (11, 3, 0, 9, 4, "left"), "the worst one is gone");
}

#[test]
fn the_complexity_of_modules_and_of_files_that_are_gone_counts() {
    let mut before = [record("a.py", &[]), record("gone.py", &[("f", 1, 4)])];
    let mut after = [record("a.py", &[])];
    (before[0].metrics.cyclomatic.module, after[0].metrics.cyclomatic.module) = (3, 6);
    before[1].metrics.cyclomatic.module = 2;
    let origins = origins(&[("a.py", "a.py")]);
    let it = Movement::all(&Comparison::new(&after, &before, &origins)).remove(0);
    assert_eq!((it.metric.id, it.before, it.after, it.moved), ("cyclomatic", 2 + 1 + 3, 5, 3));
}

#[test]
fn what_tests_ran_is_the_fault_of_who_touched_the_function() {
    let before = [record("a.py", &[("f", 1, 2), ("g", 2, 2)])];
    let after = [record("a.py", &[("f", 1, 2), ("g", 12, 2), ("h", 3, 2)])];
    let origins = origins(&[("a.py", "a.py")]);
    let comparison = Comparison::new(&after, &before, &origins);
    let file = comparison.file(Path::new("a.py")).unwrap();
    let crap =
        METRICS.iter().find(|it| it.needs_coverage() && it.scopes().contains(&Scope::Function)).unwrap();
    let standing = |place| file.standing(crap, Scope::Function, place);
    assert_eq!(standing(0), Some(Standing::Inherited));
    assert_eq!(standing(1), Some(Standing::Touched));
    assert_eq!((standing(2), standing(3)), (Some(Standing::Introduced), None));
    assert!(comparison.file(Path::new("b.py")).is_none());
}

#[test]
fn a_class_stands_to_what_it_was_as_a_function_does() {
    let with = |path: &str, scores: &[u32]| {
        let mut record = record(path, &[]);
        let name = |at: usize| ["C", "D"][at].to_owned();
        record.metrics.classes = scores
            .iter()
            .enumerate()
            .map(|(at, &score)| ClassMetrics {
                name: name(at),
                qualified_name: name(at),
                ..sample::class(score)
            })
            .collect();
        record
    };
    let (before, after) = ([with("a.py", &[5])], [with("a.py", &[7, 3])]);
    let origins = origins(&[("a.py", "a.py")]);
    let comparison = Comparison::new(&after, &before, &origins);
    let metric = Metric::find("cyclomatic").unwrap();
    let standing = |place| comparison.files[0].standing(metric, Scope::Class, place);
    assert_eq!(standing(0), Some(Standing::Worse { from: 5.0 }));
    assert_eq!((standing(1), standing(2)), (Some(Standing::Introduced), None));
}

#[test]
fn the_mildest_of_several_versions_decides() {
    let worse = Standing::Worse { from: 1.0 };
    assert_eq!(mildest([Standing::Introduced, worse]), Some(worse));
    assert_eq!(mildest([worse, Standing::Inherited]), Some(Standing::Inherited));
    assert_eq!(mildest([Standing::Introduced, Standing::Touched]), Some(Standing::Touched));
    assert_eq!(mildest([]), None);
}
