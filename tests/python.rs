//! What the reference tools cannot be asked about: Python 3.14, and the Python of notebooks.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use code_metrics::model::{FileMetrics, SkipReason, Skipped, Status};
use code_metrics::{MeasureError, measure_text};

fn measured(path: &str, text: &str) -> Result<FileMetrics, Skipped> {
    match measure_text(path, text) {
        Ok(record) => Ok(record.metrics),
        Err(MeasureError::NotMeasured(skipped)) => Err(skipped),
        Err(other) => panic!("{other}"),
    }
}

fn measure(text: &str) -> FileMetrics {
    measured("a.py", text).unwrap()
}

/// The numbers of a text, without its places.
fn numbers(text: &str) -> String {
    let mut metrics = measure(text);
    assert_eq!(metrics.status, Status::Complete, "{text}");
    for function in &mut metrics.functions {
        function.location.start_byte = 0;
        function.location.end_byte = 0;
        function.body_hash = Default::default();
    }
    format!("{metrics:?}")
}

#[test]
fn exceptions_without_parentheses_count_as_those_with_them() {
    for (without, with) in [
        ("except A, B:", "except (A, B):"),
        ("except A.b, c[d], e(f):", "except (A.b, c[d], e(f)):"),
        ("except A, B,:", "except (A, B,):"),
        ("except A,:", "except (A,):"),
        ("except* A, B:", "except* (A, B):"),
        ("except(A), (B):", "except ((A), (B)):"),
        ("except A \\\n    , B:", "except (A \\\n    , B):"),
        ("except (A,\n  B), C:", "except ((A,\n  B), C):"),
        ("except a if b else c, d and e:", "except (a if b else c, d and e):"),
    ] {
        let text = |head: &str| {
            format!(
                "def f(x):\n  try:\n    return x and 1\n  {head}\n    if x or y: return 2\n  else: pass\nf(1)\n"
            )
        };
        assert_eq!(numbers(&text(without)), numbers(&text(with)), "{without}");
        let nested = |head: &str| text(head).replace("return 2", &format!("\n     try: a\n     {head} b"));
        assert_eq!(numbers(&nested(without)), numbers(&nested(with)), "{without}");
    }
}

#[test]
fn template_strings_count_as_f_strings() {
    for text in [
        "x = f'{a and b}' + f\"{(w := c or d)!r:>{e + f}}\"",
        "def f(a): return F'''{a if a else {a: 1}[a]:=+5}\n''' + rf'\\{a}' + 'a'",
        "f'{*a, 1}'; f'{a, b:=-1}'; x = fR'{f'{f'{a}'}'}'",
        "f'doc'\n",
    ] {
        let template =
            text.replace("f'", "t'").replace("f\"", "t\"").replace("F'", "T'").replace("fR'", "tR'");
        assert_eq!(numbers(&template), numbers(text), "{template}");
    }
}

#[test]
fn what_only_python_2_takes_stays_an_error() {
    for text in [
        "try: a\nexcept A, B as e: b",
        "try: a\nexcept A as b, c: d",
        "print 'a'",
        "print a, b",
        "exec 'a'",
        "exec a in b",
        "x = `a`",
        "if a <> b: c",
        "raise A, b",
        "def f((a, b)): c",
    ] {
        assert_eq!(measure(&format!("{text}\n")).status, Status::Partial, "{text}");
    }
}

#[test]
fn a_line_that_does_not_end_where_its_statement_does_is_an_error_there() {
    for (text, column) in [("1a", 1), ("match a: b", 9), ("match a.b: 1", 11)] {
        let file = measure(&format!("import d\n\n{text}\n"));
        assert_eq!(file.status, Status::Partial, "{text}");
        let place = file.parse_error.unwrap();
        assert_eq!((place.line, place.column, place.bytes), (3, column, 0), "{text}");
    }
}

fn notebook(cells: &[&str]) -> FileMetrics {
    let cell = |source: &&str| {
        let source = serde_json::to_string(source).unwrap();
        format!("{{\"cell_type\": \"code\",\n \"source\": {source}}}")
    };
    let cells: Vec<_> = cells.iter().map(cell).collect();
    let text = format!("{{\"nbformat\": 4, \"metadata\": {{}}, \"cells\": [\n{}]}}", cells.join(",\n"));
    measured("a.ipynb", &text).unwrap()
}

const FUNCTION: &str = "def f(a, b):\n    if a and b:\n        return 1 if a else 2\n    return b";

#[test]
fn the_language_of_ipython_is_no_parse_error() {
    for cell in [
        "!wget -nc https://example.org/a.csv",
        "pip install requests",
        "%%bash\nls -la | grep x && echo \"$HOME\"",
        "%%html\n<p>it's</p>",
        "x = !ls\nx?\n%time f(x)",
        "if x:\n    !ls\nelse:\n    %cd a",
        "x = (1\n% 2)",
    ] {
        let metrics = notebook(&[cell, FUNCTION]);
        assert_eq!(metrics.status, Status::Complete, "{cell}");
        let function = &metrics.functions[0];
        assert_eq!((function.cyclomatic, function.cognitive), (4, Some(4)), "{cell}");
        let place = function.location.cell.unwrap();
        assert_eq!((place.number, place.line), (1, 1), "{cell}");
        // a line of the file for each cell, two for its kind and its text
        assert_eq!(place.file_line, 5, "{cell}");
    }
}

#[test]
fn a_broken_cell_takes_no_other_with_it() {
    for cell in ["x = (1,", "'''never closed", "def f(:", "if a:", "f'{", "x = [\n  {"] {
        let metrics = notebook(&[FUNCTION, cell, FUNCTION]);
        assert_eq!(
            metrics.functions.len() - metrics.functions.iter().filter(|it| it.cyclomatic < 4).count(),
            2,
            "{cell}"
        );
        assert!(metrics.functions.iter().filter(|it| it.cyclomatic == 4).all(|it| it.name == "f"), "{cell}");
        assert_eq!(metrics.raw.sloc, 8 + u32::try_from(cell.lines().count()).unwrap(), "{cell}");
    }
}

#[test]
fn a_function_in_a_cell_has_the_lines_of_the_cell() {
    let metrics = notebook(&["x = 1\n\n", "%time\n# a\ndef g(): return 1", "%%time\n\ndef h(): return 1"]);
    let places = metrics.functions.iter().map(|it| it.location.cell.unwrap());
    assert_eq!(
        places.map(|it| (it.number, it.line, it.file_line)).collect::<Vec<_>>(),
        [(1, 3, 5), (2, 3, 7)]
    );
}

#[test]
fn a_pointer_of_git_lfs_is_told_as_what_it_is_in_every_language() {
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:d914176fd50b\nsize 4\n";
    for path in ["a.py", "a.ipynb", "a.js", "a.ts", "a.tsx", "a.d.ts", "a.vue", "a.svelte", "a.astro"] {
        let skipped = measured(path, pointer).unwrap_err();
        assert_eq!(skipped.reason, SkipReason::LfsPointer, "{path}");
    }
}
