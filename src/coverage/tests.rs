//! The reports of real tools, held against what those tools say of each function themselves.

use super::{
    Coverage, CoverageError, FunctionSpan, MeasuredPath, PackedCoverage, Placed, of_functions, place,
};
use crate::model::FunctionCoverage;
use serde_json::Value;
use std::ops::RangeInclusive;

const PYTHON: [&[u8]; 3] = [
    include_bytes!("../../testdata/coverage/python.json"),
    include_bytes!("../../testdata/coverage/python.xml"),
    include_bytes!("../../testdata/coverage/python.info"),
];

const SCRIPT: [&[u8]; 3] = [
    include_bytes!("../../testdata/coverage/istanbul.json"),
    include_bytes!("../../testdata/coverage/nyc.xml"),
    include_bytes!("../../testdata/coverage/nyc.info"),
];

/// The functions of `shop.py`, by the names that coverage.py has for them.
const SHOP: [(&str, RangeInclusive<u32>); 8] = [
    ("logged", 5..=11),
    ("logged.inner", 7..=9),
    ("price", 15..=25),
    ("double", 28..=28),
    ("never", 31..=34),
    ("Cart.__init__", 40..=41),
    ("Cart.add", 43..=47),
    ("Cart.empty", 49..=50),
];

/// The functions of `cart.js`, with the statements that Istanbul counts inside each: how many, and how many were run.
const CART: [(RangeInclusive<u32>, u32, u32); 7] = [
    (3..=3, 1, 1),
    (5..=15, 7, 6),
    (18..=21, 2, 2),
    (23..=29, 4, 3),
    (31..=37, 1, 1),
    (32..=36, 2, 1),
    (40..=47, 3, 0),
];

fn coverage(report: &[u8]) -> PackedCoverage {
    packed(&[report])
}

fn packed(reports: &[&[u8]]) -> PackedCoverage {
    let mut coverage = Coverage::default();
    for report in reports {
        coverage.add(report).expect("a report of a real tool");
    }
    coverage.pack()
}

/// What reports say of the functions of the only file of a run.
fn of_file(
    coverage: &PackedCoverage,
    file: &str,
    functions: &[FunctionSpan],
) -> Vec<Option<FunctionCoverage>> {
    let placed = place(coverage, |_| None, &files(&[file]));
    let [Placed::Known(number)] = *placed else { panic!("{placed:?}") };
    of_functions(&coverage.file(number).expect("a file").coverage(), functions)
}

/// A tracefile in which the first line of some files ran.
fn tracefile(paths: &[&str]) -> Vec<u8> {
    paths.iter().flat_map(|path| format!("SF:{path}\nDA:1,1\nend_of_record\n").into_bytes()).collect()
}

/// Files of a repository at `/r`.
fn files(names: &[&str]) -> Vec<MeasuredPath> {
    let file = |name: &&str| MeasuredPath { absolute: format!("/r/{name}"), inside: 3 };
    names.iter().map(file).collect()
}

/// What a report says of the functions of a file, which lies below a directory that the report need not know.
fn functions(report: &[u8], file: &str, spans: &[RangeInclusive<u32>]) -> Vec<FunctionCoverage> {
    of_file(&coverage(report), file, &whole_lines(spans)).into_iter().map(Option::unwrap_or_default).collect()
}

fn whole_lines(lines: &[RangeInclusive<u32>]) -> Vec<FunctionSpan> {
    // nothing on the first one of several lines is inside
    let column = |lines: &RangeInclusive<u32>| if lines.start() < lines.end() { 999 } else { 0 };
    let span = |lines: &RangeInclusive<u32>| FunctionSpan {
        lines: lines.clone(),
        column: column(lines),
        end_column: None,
    };
    lines.iter().map(span).collect()
}

#[test]
fn functions_of_python_have_the_lines_and_branches_that_coverage_py_gives_them() {
    let document: Value = serde_json::from_slice(PYTHON[0]).expect("JSON");
    let spans: Vec<_> = SHOP.iter().map(|(_, span)| span.clone()).collect();
    let length = |table: &Value, key: &str| table[key].as_array().map_or(0, Vec::len);
    for ((name, _), ours) in SHOP.iter().zip(functions(PYTHON[0], "shop.py", &spans)) {
        let table = &document["files"]["shop.py"]["functions"][name];
        let (run, missing) = (length(table, "executed_lines"), length(table, "missing_lines"));
        // coverage.py begins a function at the `def` of its first statement and leaves a decorator above it out
        let decorator = usize::from(*name == "logged");
        assert_eq!(
            (ours.run as usize, ours.lines as usize),
            (run + decorator, run + missing + decorator),
            "{name}"
        );
        let (taken, open) = (length(table, "executed_branches"), length(table, "missing_branches"));
        assert_eq!((ours.taken as usize, ours.branches as usize), (taken, taken + open), "{name}");
    }
}

#[test]
fn functions_of_scripts_have_the_lines_of_istanbuls_statements_inside_them() {
    let spans: Vec<_> = CART.iter().map(|(span, ..)| span.clone()).collect();
    for ((span, lines, run), ours) in CART.iter().zip(functions(SCRIPT[0], "cart.js", &spans)) {
        assert_eq!((ours.run, ours.lines), (*run, *lines), "{span:?}");
    }
}

#[test]
fn all_formats_of_one_run_say_the_same_of_its_lines() {
    for (reports, file, last) in [(PYTHON, "shop.py", 50), (SCRIPT, "cart.js", 49)] {
        let spans: Vec<_> = (1..=last).map(|line| line - 1..=line).collect();
        let lines = |report: &[u8]| -> Vec<_> {
            functions(report, file, &spans).iter().map(|it| (it.lines, it.run)).collect()
        };
        let [first, second, third] = reports.map(lines);
        assert_eq!(first, second, "{file}");
        assert_eq!(first, third, "{file}");
    }
}

#[test]
fn a_line_is_run_if_any_report_says_so() {
    let coverage = packed(&[
        b"SF:a.py\nDA:1,0\nDA:2,1\nend_of_record\n",
        b"SF:./a.py\nDA:1,3\nDA:2,0\nDA:3,0\nend_of_record\nSF:b.py\nDA:1,1\nend_of_record\n",
    ]);
    let reports: Vec<_> = coverage.files().map(|it| (it.path(), it.reports().collect::<Vec<_>>())).collect();
    assert_eq!(reports, [("a.py", vec![0, 1]), ("b.py", vec![1])]);
    let whole = of_file(&coverage, "a.py", &whole_lines(&[0..=3]))[0].expect("three lines");
    assert_eq!((whole.lines, whole.run, whole.line_rate()), (3, 2, Some(2.0 / 3.0)));
}

#[test]
fn a_path_is_joined_by_its_end_only_where_one_file_can_be_meant() {
    let coverage = coverage(&tracefile(&["src/a.py", "x/b.py", "y/b.py", "c.py"]));
    let names = ["src/a.py", "lib/a.py", "b.py", "p/c.py", "q/c.py", "da.py"];
    // of two the first is told
    let told = |placed: &Placed| match placed {
        Placed::Known(it) => coverage.file(*it).map_or("", |it| it.path()).to_owned(),
        Placed::Ambiguous(it) => format!("{}?", coverage.file(*it).map_or("", |it| it.path())),
        Placed::Unknown => String::new(),
    };
    let placed = place(&coverage, |_| None, &files(&names));
    let found: Vec<_> = placed.iter().map(told).collect();
    assert_eq!(found, ["src/a.py", "", "x/b.py?", "c.py?", "c.py?", ""]);
    let rooted = place(&coverage, |_| Some("/r/p"), &files(&names));
    assert_eq!(told(&rooted[3]), "c.py", "the root decides");
}

#[test]
fn windows_paths_are_those_of_the_files() {
    let coverage = coverage(br#"{"C:\\w\\src\\a.js": {"path": "C:\\w\\src\\a.js", "statementMap": {"0": {"start": {"line": 1}}}, "s": {"0": 1}}}"#);
    let path = |absolute: &str| MeasuredPath {
        absolute: absolute.to_owned(),
        inside: absolute.len() - "src/a.js".len(),
    };
    let files = [path("/mnt/w/src/a.js"), path("C:/w/src/a.js")];
    assert_eq!(place(&coverage, |_| None, &files), [Placed::Unknown, Placed::Known(0)]);
}

#[test]
fn no_data_is_unknown_and_not_zero() {
    let coverage = coverage(b"SF:a.py\nDA:9,1\nend_of_record\n");
    assert_eq!(of_file(&coverage, "a.py", &whole_lines(&[1..=5])), [None]);
    assert_eq!(FunctionCoverage::default().line_rate(), None);
}

#[test]
fn what_is_no_report_is_refused_with_its_place() {
    let fails = |report: &[u8]| Coverage::default().add(report).expect_err("no report").to_string();
    for unknown in [&b""[..], b"  \n", b"\x00\x01", b"Hello", b"<html/>"] {
        assert!(matches!(Coverage::default().add(unknown), Err(CoverageError::Unknown)), "{unknown:?}");
    }
    for cut in [&b"SF:a.py\nDA:1,1\n"[..], b"SF:a.py\nSF:b.py\nDA:1,1\nend_of_record\n", b"SF:a"] {
        assert_eq!(fails(cut), "no coverage report: it is cut short");
    }
    assert!(fails(b"SF:a.py\nDA:x,1\n").contains("line 2"));
    assert!(fails(b"SF:a.py\nBRDA:1\n").contains("line 2"));
    assert!(fails(b"{\"meta\": {}, \"files\": 3}").contains("no coverage report"));
    assert!(
        fails(b"<coverage><class filename='a'><line hits='1'/></class></coverage>")
            .contains("`number` of <line>")
    );
}

#[test]
fn statements_and_their_counts_need_not_stand_in_one_order() {
    let said = |report: &str| {
        let packed = coverage(report.as_bytes());
        let all = of_file(&packed, "a.js", &whole_lines(&[0..=9]))[0].expect("lines");
        (all.lines, all.run, all.branches, all.taken)
    };
    let map = r#""statementMap": {"0": {"start": {"line": 1}}, "1": {"start": {"line": 2}}, "x": {"start": {"line": 3}}}"#;
    let branches = r#""branchMap": {"0": {"loc": {"start": {"line": 1}}}}, "b": {"7": [1, 1], "0": [1, 0]}"#;
    for counts in [r#""s": {"x": 1, "1": 0, "0": 2}"#, r#""s": {"0": 1, "1": 0, "x": 1}"#] {
        let plain = format!(r#"{{"a.js": {{{counts}, {map}, {branches}}}}}"#);
        assert_eq!(said(&plain), (3, 2, 2, 1), "{plain}");
        let wrapped = format!(r#"{{"a.js": {{"data": {{"path": "a.js", {counts}, {map}, {branches}}}}}}}"#);
        assert_eq!(said(&wrapped), (3, 2, 2, 1), "{wrapped}");
    }
    let error = Coverage::default().add(br#"{"a.js": {"s": {}}}"#).expect_err("no statements");
    assert_eq!(error.to_string(), "no coverage report: missing field `statementMap`");
}

#[test]
fn two_functions_on_one_line_have_their_own_statements() {
    // var f = g || function () { return 1; };
    let coverage = coverage(
        br#"{"a.js": {"path": "a.js", "s": {"0": 1, "1": 0}, "statementMap":
            {"0": {"start": {"line": 1, "column": 8}}, "1": {"start": {"line": 1, "column": 27}}}}}"#,
    );
    let inner = FunctionSpan { lines: 1..=1, column: 13, end_column: Some(39) };
    let known = of_file(&coverage, "a.js", &[inner])[0].expect("a line");
    assert_eq!((known.lines, known.run), (1, 0));
    let outer = FunctionSpan { lines: 1..=1, column: 8, end_column: Some(38) };
    assert_eq!(of_file(&coverage, "a.js", &[outer])[0].map(|it| (it.lines, it.run)), Some((1, 0)));
}

#[test]
fn a_branch_belongs_to_the_function_around_its_place() {
    // const f = (a) => a ? 1 : 2;
    // function g(xs) {
    //     return xs.map((x) => x ? 1 : 2);
    // }
    let coverage = coverage(
        br#"{"a.js": {"path": "a.js", "s": {"0": 1, "1": 1, "2": 1, "3": 0},
            "statementMap": {"0": {"start": {"line": 1, "column": 10}}, "1": {"start": {"line": 1, "column": 17}},
                "2": {"start": {"line": 3, "column": 4}}, "3": {"start": {"line": 3, "column": 25}}},
            "b": {"0": [1, 0], "1": [0, 1, 1]},
            "branchMap": {"0": {"loc": {"start": {"line": 1, "column": 17}}}, "1": {"loc": {"start": {"line": 3, "column": 25}}}}}}"#,
    );
    let f = FunctionSpan { lines: 1..=1, column: 10, end_column: Some(26) };
    let g = FunctionSpan { lines: 2..=4, column: 0, end_column: None };
    let inner = FunctionSpan { lines: 3..=3, column: 18, end_column: Some(34) };
    let known = of_file(&coverage, "a.js", &[f, g, inner]);
    let branches: Vec<_> = known.iter().map(|it| it.map(|it| (it.taken, it.branches))).collect();
    assert_eq!(branches, [Some((1, 2)), Some((0, 0)), Some((2, 3))]);
}

#[test]
fn a_directory_of_sources_is_read_as_a_whole() {
    for source in ["/w/a &amp; b", "<![CDATA[/w/a & b]]>", "\n  /w/<![CDATA[a &]]> b/\n"] {
        let report = format!(
            "<coverage><sources><source>{source}</source></sources><class filename='c.py'>\
             <line number='1' hits='1'/></class></coverage>"
        );
        let packed = coverage(report.as_bytes());
        assert_eq!(packed.files().map(|it| it.path().to_owned()).collect::<Vec<_>>(), ["/w/a & b/c.py"]);
    }
}

#[test]
fn functions_one_after_the_other_need_no_look_at_those_before() {
    let spans: Vec<_> = (0..20_000).map(|it| 2 * it + 1..=2 * it + 2).collect();
    let lines: Vec<_> = (1..=40_000).map(|line| format!("DA:{line},1\n")).collect();
    let report = format!("SF:a.py\n{}end_of_record\n", lines.concat());
    let known = functions(report.as_bytes(), "a.py", &spans);
    assert!(known.iter().all(|it| (it.run, it.lines) == (1, 1)));
}
