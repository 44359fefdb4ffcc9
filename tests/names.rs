//! No name in a repository reaches a terminal, a spreadsheet or a Markdown page with its powers.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "surroundings/mod.rs"]
mod surroundings;

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::Output;

const NAMES: [&[u8]; 9] = [
    b"\x1b[2Jclear.py",
    b"new\nline.py",
    b"::error::x.py",
    b"=1+1.py",
    b"@SUM(A1).py",
    "right\u{202e}to left.py".as_bytes(),
    b"pipe|and<b>`code`.py",
    b"not utf-8 \xff\x9b.py",
    b"\x07\r\tbell.py",
];

/// A name of a function, which may hold anything.
const KEY: &str = "x = { \"\x1b[31mred\u{202e}\": function () {} };\n";

/// Each name twice: as a file that is measured, and as one that is skipped.
fn tree() -> tempfile::TempDir {
    let tree = tempfile::tempdir().unwrap();
    for (directory, text) in [("measured", "def f():\n    pass\n"), ("skipped", "\0")] {
        std::fs::create_dir(tree.path().join(directory)).unwrap();
        for name in NAMES {
            std::fs::write(tree.path().join(directory).join(OsStr::from_bytes(name)), text).unwrap();
        }
    }
    std::fs::write(tree.path().join("keys.js"), KEY).unwrap();
    tree
}

fn analyze(tree: &Path, format: &str) -> Output {
    let mut command = surroundings::program();
    let run = command.current_dir(tree).args(["analyze", "--no-cache", "--format", format]).output().unwrap();
    assert!(run.status.success());
    run
}

fn assert_harmless(text: &[u8]) {
    let text = std::str::from_utf8(text).unwrap();
    let dangerous = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    assert!(!text.contains(dangerous), "{text:?}");
    assert!(!text.lines().any(|line| line.starts_with("::")), "{text:?}");
}

#[test]
fn names_on_a_terminal_are_spelled_out() {
    let tree = tree();
    for format in ["table", "markdown"] {
        let run = analyze(tree.path(), format);
        assert_harmless(&run.stdout);
        assert_harmless(&run.stderr);
        let (report, messages) =
            (String::from_utf8(run.stdout).unwrap(), String::from_utf8(run.stderr).unwrap());
        // what stands for braces in Markdown
        let report = report.replace("&#123;", "{").replace("&#125;", "}");
        assert!(report.contains("u{1b}") && report.contains("u{202e}"), "{report}");
        assert_eq!(messages.lines().filter(|line| line.starts_with("skipped: ")).count(), NAMES.len());
    }
}

#[test]
fn errors_spell_names_out_as_well() {
    let mut command = surroundings::program();
    let run = command.args(["analyze", "missing\x1b[2J\u{202e}\n::error::x.py"]).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert_harmless(&run.stderr);
}

#[test]
fn no_cell_of_a_spreadsheet_is_a_formula_or_moves_a_cursor() {
    let tree = tree();
    let all = analyze(tree.path(), "csv");
    assert_harmless(&all.stdout);
    assert!(String::from_utf8(all.stdout).unwrap().contains(r"\u{1b}[31mred\u{202e}"));
    let names = tree.path().join("measured");
    let run = analyze(&names, "csv");
    let mut rows = csv::Reader::from_reader(run.stdout.as_slice());
    let paths: Vec<String> = rows.records().map(|row| row.unwrap()[0].to_owned()).collect();
    assert_eq!(paths.len(), NAMES.len());
    assert!(!paths.iter().any(|path| path.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{paths:?}");
}

#[test]
fn json_keeps_every_byte() {
    let tree = tree();
    let run = analyze(tree.path(), "ndjson");
    let rows = serde_json::Deserializer::from_slice(&run.stdout).into_iter::<serde_json::Value>();
    let rows: Vec<_> = rows.collect::<Result<_, _>>().unwrap();
    assert_eq!(rows.len(), 2 * NAMES.len() + 1);
    assert!(rows.iter().any(|row| row["path"] == "measured/right\u{202e}to left.py"));
    assert!(rows.iter().any(|row| row["path_bytes"] == "measured/not%20utf-8%20%FF%9B.py"));
}
