//! Anchors from radon 6.0.1 on `CPython` 3.13.

use super::*;

/// `[lloc, sloc, comments, multi, blank, single_comments]` of complete text.
fn counts(text: &str) -> [u32; 6] {
    let scan = raw_lines(text);
    assert!(scan.complete, "{text:?}");
    let RawLines { loc, lloc, sloc, comments, multi, blank, single_comments } = scan.lines;
    assert_eq!(loc, sloc + multi + blank + single_comments, "{text:?}");
    [lloc, sloc, comments, multi, blank, single_comments]
}

fn check(table: &[(&str, [u32; 6])]) {
    for (text, expected) in table {
        assert_eq!(counts(text), *expected, "{text:?}");
    }
}

#[test]
fn blank_lines_and_comments_are_no_logical_lines() {
    check(&[
        ("", [0, 0, 0, 0, 0, 0]),
        ("\n\n", [0, 0, 0, 0, 2, 0]),
        ("   \n", [0, 0, 0, 0, 1, 0]),
        ("# a\n# b\n\n# c\n", [0, 0, 3, 0, 1, 3]),
        ("x = 1  # c\n", [1, 1, 1, 0, 0, 0]),
        ("#!/usr/bin/env python\nx = 1\n", [1, 1, 1, 0, 0, 1]),
    ]);
}

#[test]
fn the_last_colon_of_a_part_may_make_two_logical_lines() {
    check(&[
        ("if a: b\n", [2, 1, 0, 0, 0, 0]),
        ("if a:\n    b\n", [2, 2, 0, 0, 0, 0]),
        ("x: int\n", [2, 1, 0, 0, 0, 0]),
        ("x = {\n  1: 2,\n}\n", [2, 3, 0, 0, 0, 0]),
        ("f = lambda: 0\n", [2, 1, 0, 0, 0, 0]),
        ("def f(a: int) -> int:\n    return a\n", [2, 2, 0, 0, 0, 0]),
        ("x = (y := 1)\n", [1, 1, 0, 0, 0, 0]),
    ]);
}

#[test]
fn a_part_before_a_semicolon_is_off_by_one() {
    check(&[
        ("x = 1;\n", [1, 1, 0, 0, 0, 0]),
        ("if a: b; c\n", [2, 1, 0, 0, 0, 0]),
        ("if a: b = c; d\n", [3, 1, 0, 0, 0, 0]),
        ("x: int; y\n", [2, 1, 0, 0, 0, 0]),
        ("x[1:2]; y\n", [3, 1, 0, 0, 0, 0]),
    ]);
}

#[test]
fn a_string_alone_is_a_comment() {
    check(&[
        ("\"\"\"doc\"\"\"\n", [1, 0, 0, 0, 0, 1]),
        ("\"\"\"doc\"\"\" # c\n", [1, 1, 1, 0, 0, 0]),
        ("\"\"\"doc\"\"\";\n", [1, 1, 0, 0, 0, 0]),
        ("\"\"\"a\n\nb\n\"\"\"\n", [1, 0, 0, 3, 1, 0]),
        ("'abc\\\ndef'\n", [1, 0, 0, 2, 0, 0]),
        ("rb'''x\ny'''\n", [1, 0, 0, 2, 0, 0]),
        ("\"a\" \"b\"\n", [1, 1, 0, 0, 0, 0]),
        ("x = \"\"\"a\n\nb\"\"\"\n", [1, 2, 0, 0, 1, 0]),
    ]);
}

#[test]
fn an_f_string_is_code_and_its_format_spec_a_colon() {
    check(&[
        ("f'abc'\n", [1, 1, 0, 0, 0, 0]),
        ("f'''a\n{b}\n'''\n", [1, 3, 0, 0, 0, 0]),
        ("print(f'{a:>10}')\n", [2, 1, 0, 0, 0, 0]),
        ("f'{a!r:>{w}}'\n", [2, 1, 0, 0, 0, 0]),
        ("f'{a:=5}' + f'{a!=b}'\n", [2, 1, 0, 0, 0, 0]),
        ("f'{(a:=5)}{{:}}'\n", [1, 1, 0, 0, 0, 0]),
        ("rf'\\{a}' + f'\\N{BULLET}{f\"{b}\"}'\n", [1, 1, 0, 0, 0, 0]),
        ("f'{\na # c\n}'\n", [1, 3, 1, 0, 0, 0]),
    ]);
}

#[test]
fn a_chunk_goes_on_through_brackets_and_backslashes() {
    check(&[
        ("x = (\n\n  1,  # c\n  # d\n  2)\n", [1, 4, 2, 0, 1, 0]),
        ("x = 1 + \\\n    2\n", [1, 2, 0, 0, 0, 0]),
        ("x = 1 \\  \n\ny = 2\n", [1, 2, 0, 0, 1, 0]),
        ("# a \\\n\n# b\n", [0, 0, 2, 0, 1, 2]),
        ("\\\n\n# c\n", [0, 2, 1, 0, 1, 0]),
    ]);
}

#[test]
fn lines_end_where_splitlines_ends_them() {
    check(&[
        ("\x0c\n", [0, 0, 0, 0, 2, 0]),
        ("a = 1\n\x0cb = 2\n", [2, 2, 0, 0, 1, 0]),
        ("x = 1 # é \u{2028} y\n", [2, 2, 1, 0, 0, 0]),
        ("a\x1cb\x1dc\x1ed\x0be\u{85}f\u{2029}g", [7, 7, 0, 0, 0, 0]),
        ("a = 1\r\nb = 2\r", [2, 2, 0, 0, 0, 0]),
        ("\x1f a \u{a0}\n", [1, 1, 0, 0, 0, 0]),
    ]);
}

#[test]
fn what_only_looks_like_python_is_counted() {
    let lines = [
        "print 'a'",
        "x = `a`",
        "x = 0777",
        "x = 1L",
        "ur'a'",
        "a <> b",
        "x = 5if y else 3",
        ")",
        "$?!",
        "→",
    ];
    for line in lines {
        assert_eq!(counts(line), [1, 1, 0, 0, 0, 0], "{line}");
    }
}

#[test]
fn an_unfinished_statement_takes_the_rest_of_the_text_as_one_statement() {
    let ends = [
        "x = (",
        "'abc",
        "'abc\\\n\ndef'",
        "f'{a",
        "f'}'",
        "1_",
        "0x",
        "a \\ b",
        "x = '\x0c'",
        "\x01",
        "#\0",
    ];
    for end in ends {
        let scan = raw_lines(&format!("# c\n\n{end}\ny = 1"));
        assert!(!scan.complete, "{end:?}");
        let RawLines { loc, lloc, comments, single_comments, .. } = scan.lines;
        assert_eq!([lloc, comments, single_comments], [1, 1, 1], "{end:?}");
        assert_eq!(loc, 4 + u32::try_from(end.matches(['\n', '\x0c']).count()).unwrap(), "{end:?}");
    }
}

#[test]
fn a_backslash_at_the_end_of_the_text_is_unfinished() {
    for text in ["a \\", "a \\\n", "a \\\n\n"] {
        let scan = raw_lines(text);
        assert_eq!((scan.complete, scan.lines.sloc, scan.lines.lloc), (false, 1, 1), "{text:?}");
    }
}

#[test]
fn deep_nesting_takes_no_recursion() {
    let deep = 100_000;
    assert!(raw_lines(&format!("{}{}", "[".repeat(deep), "]".repeat(deep))).complete);
    assert!(raw_lines(&format!("{}{}", "f'{".repeat(deep), "}'".repeat(deep))).complete);
}
