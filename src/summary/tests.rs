//! Rows and totals from hand-made records.

use super::{By, Order, Report, RowSubject, Shape};
use crate::model::{
    CognitiveTotals, CyclomaticTotals, FunctionMetrics, Metric, NamedGroup, Outcome, Rank, RawLines, Record,
    sample,
};

/// A file whose functions have these complexities, the first of them outermost and in it the others.
fn record(path: &str, complexities: &[u32], maintainability: f64) -> Record {
    let function = |(&score, depth): (&u32, u32)| FunctionMetrics {
        depth,
        cognitive: (score > 1).then_some(score),
        ..sample::function(&format!("f{score}"), score)
    };
    let first = complexities.first().copied().unwrap_or(0);
    let max = complexities.iter().copied().max().unwrap_or(0);
    let mut record = sample::record(path, complexities.iter().zip(0..).map(function).collect());
    let metrics = &mut record.metrics;
    metrics.parse_errors = u32::from(first == 6);
    metrics.raw = RawLines { loc: 10, lloc: 5, sloc: 7, ..RawLines::default() };
    metrics.cyclomatic =
        CyclomaticTotals { module: 1, total: 1 + first, average: f64::from(first), mean: 0.0, max };
    metrics.cognitive = CognitiveTotals { total: first, max, ..CognitiveTotals::default() };
    metrics.maintainability = maintainability;
    metrics.maintainability_rank = Rank::of_maintainability(maintainability);
    metrics.classes = vec![sample::class(first)];
    record
}

fn outcome() -> Outcome {
    Outcome {
        records: vec![
            record("a/x.py", &[6, 30], 12.0),
            record("a/y.py", &[], 100.0),
            record("b.py", &[1], 50.0),
            record("c/z.py", &[6], 5.0),
        ],
        skipped: Vec::new(),
        ..Outcome::default()
    }
}

fn worst(by: By, id: &str) -> Shape {
    let metric = Metric::find(id).unwrap();
    Shape { by, metrics: vec![metric], order: Order::Worst(metric), min: None, top: None }
}

fn rows(shape: Shape) -> Vec<(String, Option<f64>)> {
    let outcome = outcome();
    let report = Report::in_rows(&outcome, shape);
    report.rows.iter().map(|row| (name(&row.subject), row.values[0])).collect()
}

fn name(subject: &RowSubject<'_>) -> String {
    match subject {
        RowSubject::Function(file, it) => format!("{}:{}", file.path.display(), it.name),
        RowSubject::Class(file, it) => format!("{}:{}", file.path.display(), it.name),
        RowSubject::File(file) => file.path.display().to_string(),
        RowSubject::Group(it) => it.name.to_string(),
    }
}

fn named(rows: &[(&str, f64)]) -> Vec<(String, Option<f64>)> {
    rows.iter().map(|(name, value)| ((*name).to_owned(), Some(*value))).collect()
}

#[test]
fn the_worst_comes_first_and_equal_ones_by_path() {
    let expected = named(&[("a/x.py:f30", 30.0), ("a/x.py:f6", 6.0), ("c/z.py:f6", 6.0), ("b.py:f1", 1.0)]);
    assert_eq!(rows(worst(By::Function, "cyclomatic")), expected);
    assert_eq!(rows(worst(By::Class, "methods"))[0], ("a/x.py:C".to_owned(), Some(1.0)));
}

#[test]
fn where_more_is_better_the_least_comes_first() {
    let expected = named(&[("c/z.py", 5.0), ("a/x.py", 12.0), ("b.py", 50.0), ("a/y.py", 100.0)]);
    assert_eq!(rows(worst(By::File, "maintainability")), expected);
}

#[test]
fn a_missing_value_comes_last() {
    let last = rows(worst(By::Function, "cognitive")).pop().unwrap();
    assert_eq!(last, ("b.py:f1".to_owned(), None));
}

#[test]
fn a_directory_folds_the_files_directly_in_it() {
    assert_eq!(rows(worst(By::Directory, "cyclomatic.total")), named(&[("a", 8.0), ("c", 7.0), (".", 2.0)]));
    assert_eq!(
        rows(worst(By::Directory, "cyclomatic.average")),
        named(&[("a", 6.0), ("c", 6.0), (".", 1.0)])
    );
    assert_eq!(rows(worst(By::Directory, "maintainability")), named(&[("c", 5.0), (".", 50.0), ("a", 56.0)]));
    assert_eq!(rows(worst(By::Directory, "cognitive.max")), named(&[("a", 30.0), ("c", 6.0), (".", 1.0)]));
}

#[test]
fn a_rank_and_a_number_of_rows_cut_the_list() {
    let shape = Shape { min: Some(Rank::B), top: Some(2), ..worst(By::Function, "cyclomatic") };
    let outcome = outcome();
    let report = Report::in_rows(&outcome, shape.clone());
    assert_eq!((report.rows.len(), report.all_rows), (2, 3));
    assert_eq!(report.rows[0].rank, Some(Rank::D));
    let files = Report::in_records(&outcome, shape).records;
    assert_eq!(files.iter().map(|file| file.path.to_str().unwrap()).collect::<Vec<_>>(), ["a/x.py"]);
}

#[test]
fn whole_records_stay_whole_without_a_number_of_rows() {
    let outcome = outcome();
    let report =
        Report::in_records(&outcome, Shape { min: Some(Rank::F), ..worst(By::Function, "cyclomatic") });
    assert_eq!((report.records.len(), report.rows.len()), (4, 0));
}

#[test]
fn totals_are_of_everything() {
    let outcome = outcome();
    let totals = Report::in_records(&outcome, worst(By::File, "maintainability")).totals;
    assert_eq!((totals.files, totals.functions, totals.classes, totals.partial), (4, 4, 4, 2));
    assert_eq!((totals.loc, totals.lloc, totals.sloc), (40, 20, 28));
    let cognitive = totals.cognitive.unwrap();
    assert_eq!((cognitive.average, cognitive.mean, cognitive.worst), (6.0, 14.0, 30.0), "f1 has none");
    let cyclomatic = totals.cyclomatic.unwrap();
    assert!((cyclomatic.average - 13.0 / 3.0).abs() < 1e-12, "f30 stands in f6, which counts");
    assert!((cyclomatic.mean - 43.0 / 4.0).abs() < 1e-12, "every function counts");
    assert_eq!((cyclomatic.worst_rank, cyclomatic.average_rank), (Some(Rank::D), Some(Rank::A)));
    assert_eq!(totals.maintainability.unwrap().worst_rank, Some(Rank::C));
    assert!(
        Report::in_records(&Outcome::default(), worst(By::File, "maintainability"))
            .totals
            .cognitive
            .is_none()
    );
}

#[test]
fn a_metric_is_refused_where_it_is_not_measured() {
    let error = worst(By::Function, "raw.sloc").check().unwrap_err();
    assert_eq!(error.to_string(), "raw.sloc: not measured of functions");
    assert_eq!(error.elsewhere().collect::<Vec<_>>(), [By::File, By::Directory, By::Package, By::Owner]);
    assert!(worst(By::Directory, "halstead.difficulty").check().is_err());
    assert!(worst(By::Directory, "halstead.volume").check().is_ok());
}

/// Whatever a reader looks at, no row is worse than the total below it says, nor than the file that it stands in.
#[test]
fn a_summary_never_contradicts_a_row() {
    let outcome = outcome();
    for (by, id) in [(By::Function, "cyclomatic"), (By::Class, "cyclomatic"), (By::File, "cyclomatic.max")] {
        let totals = Report::in_rows(&outcome, worst(by, id)).totals;
        let row = rows(worst(by, id)).first().and_then(|(_, value)| *value).unwrap();
        assert!(row <= totals.cyclomatic.unwrap().worst, "{by:?}");
    }
    let worst_function = rows(worst(By::Function, "cognitive"))[0].1;
    assert_eq!(worst_function, outcome_totals(&outcome).cognitive.map(|spread| spread.worst));
}

#[test]
fn a_file_is_partial_however_many_errors_it_has() {
    let with = |parse_errors| {
        let mut record = record("a.py", &[1], 50.0);
        record.metrics.parse_errors = parse_errors;
        outcome_totals(&Outcome { records: vec![record], ..Outcome::default() }).partial
    };
    assert_eq!([0, 1, 2].map(with), [0, 1, 1]);
}

#[test]
fn packages_and_directories_are_the_groups_that_were_asked_for() {
    let group =
        |name: &str, records: &[usize]| NamedGroup { name: name.to_owned(), records: records.to_vec() };
    let groups = vec![group("shop", &[0, 3]), group("web", &[2])];
    let outcome = Outcome { groups: Some(groups), ..outcome() };
    for by in [By::Directory, By::Package, By::Owner] {
        let report = Report::in_rows(&outcome, worst(by, "cyclomatic.total"));
        let rows: Vec<_> = report.rows.iter().map(|row| (name(&row.subject), row.values[0])).collect();
        assert_eq!(rows, named(&[("shop", 14.0), ("web", 2.0)]), "{by:?}");
        assert!(by.is_of_groups());
    }
    assert!(!By::File.is_of_groups());
}

fn outcome_totals(outcome: &Outcome) -> super::Totals {
    Report::in_records(outcome, worst(By::File, "maintainability")).totals
}

#[test]
fn a_mean_of_nothing_has_no_letter() {
    let mut record = record("a.py", &[], 50.0);
    record.metrics.classes = vec![sample::class(3)];
    let outcome = Outcome { records: vec![record], ..Outcome::default() };
    let report = Report::in_rows(&outcome, worst(By::Class, "cyclomatic"));
    let cyclomatic = report.totals.cyclomatic.unwrap();
    assert_eq!((cyclomatic.average_rank, cyclomatic.mean_rank), (None, None));
    assert_eq!(cyclomatic.worst_rank, Some(Rank::A));
}
