//! Rows and totals from hand-made records.

use super::{By, Order, Report, RowSubject, Shape};
use crate::model::{
    ClassMetrics, CognitiveTotals, CyclomaticTotals, FileMetrics, FunctionKind, FunctionMetrics, Halstead,
    Location, Metric, Outcome, Rank, RawLines, Record, Status,
};

const SOMEWHERE: Location =
    Location { line: 1, column: 0, end_line: 1, start_byte: 0, end_byte: 9, cell: None };

fn function(name: &str, cyclomatic: u32, depth: u32) -> FunctionMetrics {
    FunctionMetrics {
        name: name.to_owned(),
        qualified_name: name.to_owned(),
        kind: FunctionKind::Function,
        depth,
        location: SOMEWHERE,
        cyclomatic,
        cyclomatic_mccabe: None,
        cyclomatic_modified: None,
        cognitive: (cyclomatic > 1).then_some(cyclomatic),
        halstead: Halstead::default(),
        parameters: 0,
        nesting: 0,
        body_hash: 0,
        coverage: None,
    }
}

/// A file whose functions have these complexities, the first of them outermost and in it the others.
fn record(path: &str, complexities: &[u32], maintainability: f64) -> Record {
    let functions: Vec<_> = complexities
        .iter()
        .zip(0..)
        .map(|(&score, depth)| function(&format!("f{score}"), score, depth))
        .collect();
    let max = complexities.first().copied().unwrap_or(0);
    let deepest = complexities.iter().copied().max().unwrap_or(0);
    let class = ClassMetrics {
        name: "C".to_owned(),
        qualified_name: "C".to_owned(),
        depth: 0,
        location: SOMEWHERE,
        cyclomatic: max,
        cyclomatic_max: 0,
        weighted_methods: max,
        methods: 1,
    };
    let metrics = FileMetrics {
        language: "python",
        dialect: None,
        status: Status::Complete,
        parse_errors: u32::from(max == 6),
        parse_error: None,
        raw: RawLines { loc: 10, lloc: 5, sloc: 7, ..RawLines::default() },
        cyclomatic: CyclomaticTotals {
            module: 1,
            total: 1 + max,
            average: f64::from(max),
            mean: 0.0,
            max: deepest,
        },
        cognitive: CognitiveTotals { module: 0, total: max, mean: 0.0, max: deepest, sonar_file: None },
        halstead: Halstead::default(),
        maintainability,
        maintainability_rank: Rank::of_maintainability(maintainability),
        functions,
        suppressions: Vec::new(),
        classes: vec![class],
    };
    Record { path: path.into(), metrics }
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

fn outcome_totals(outcome: &Outcome) -> super::Totals {
    Report::in_records(outcome, worst(By::File, "maintainability")).totals
}

#[test]
fn a_mean_of_nothing_has_no_letter() {
    let mut record = record("a.py", &[], 50.0);
    record.metrics.classes =
        vec![ClassMetrics { cyclomatic: 3, ..outcome().records[0].metrics.classes[0].clone() }];
    let outcome = Outcome { records: vec![record], ..Outcome::default() };
    let report = Report::in_rows(&outcome, worst(By::Class, "cyclomatic"));
    let cyclomatic = report.totals.cyclomatic.unwrap();
    assert_eq!((cyclomatic.average_rank, cyclomatic.mean_rank), (None, None));
    assert_eq!(cyclomatic.worst_rank, Some(Rank::A));
}
