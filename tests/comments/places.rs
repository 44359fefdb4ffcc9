//! Which function, class or file a comment excuses, from its place.

use code_metrics::measure_text;
use code_metrics::model::{FileMetrics, Scope};

fn measured(name: &str, text: &str) -> FileMetrics {
    measure_text(name, text).unwrap().metrics
}

/// For each suppression its line and the names of what it excuses.
pub(crate) fn excused(name: &str, text: &str) -> Vec<String> {
    let file = measured(name, text);
    let names = |one: &code_metrics::model::Suppression| {
        let (first, last) = (one.first as usize, (one.first + one.count) as usize);
        let names = |all: Vec<&str>| all[first..last].join(" ");
        match one.scope {
            Some(Scope::File) => "the file".to_owned(),
            Some(Scope::Function) => names(functions(&file)),
            Some(Scope::Class) => names(file.classes.iter().map(|it| it.qualified_name.as_str()).collect()),
            None => "nothing".to_owned(),
        }
    };
    file.suppressions.iter().map(|one| format!("{}: {}", one.line, names(one))).collect()
}

fn functions(file: &FileMetrics) -> Vec<&str> {
    file.functions.iter().map(|it| it.qualified_name.as_str()).collect()
}

fn python(text: &str) -> Vec<String> {
    excused("a.py", text)
}

#[test]
fn a_comment_excuses_the_function_on_its_line_or_directly_below() {
    assert_eq!(python("def f():  # metrics: ignore\n    pass\ndef g(): pass\n"), ["1: f"]);
    assert_eq!(python("# metrics: ignore\ndef f(): pass\ndef g(): pass\n"), ["1: f"]);
    assert_eq!(python("# metrics: ignore\n# why it is so\ndef f(): pass\n"), ["1: f"]);
    assert_eq!(python("def f(): pass\n# metrics: ignore\n\ndef g(): pass\n"), ["2: nothing"]);
    assert_eq!(python("def f():\n    # metrics: ignore\n    x = 1\n"), ["2: nothing"]);
    assert_eq!(python("def f():\n    x = 1  # metrics: ignore\n"), ["2: nothing"]);
}

#[test]
fn decorators_and_a_long_signature_belong_to_the_function() {
    let decorated = "# metrics: ignore\n@a\n@b(\n    1)\ndef f(): pass\n";
    assert_eq!(python(decorated), ["1: f"]);
    assert_eq!(python("@a  # metrics: ignore\ndef f(): pass\n"), ["1: f"]);
    assert_eq!(python("@a\n# metrics: ignore\ndef f(): pass\n"), ["2: f"]);
    assert_eq!(python("def f(\n    a,\n    b,\n):  # metrics: ignore\n    return a\n"), ["4: f"]);
}

#[test]
fn decorators_of_a_script_belong_to_what_they_decorate() {
    for name in ["a.js", "a.ts", "a.tsx"] {
        let class = |body: &str| excused(name, &format!("class T {{\n{body}\n}}\n"));
        assert_eq!(class("// metrics: ignore\n@d()\n@e({\n  a: 1,\n})\nm() {}"), ["2: T.m"], "{name}");
        assert_eq!(class("@d() // metrics: ignore\nm() {}\nn() {}"), ["2: T.m"], "{name}");
        assert_eq!(class("// metrics: ignore\n@d() m() {}\nn() {}"), ["2: T.m"], "{name}");
        if name == "a.js" {
            continue;
        }
        let exported = "// metrics: ignore\n@d({})\nexport class T {\n  m() {}\n}\n";
        assert_eq!(excused(name, exported), ["1: T"], "{name}");
    }
}

#[test]
fn braces_of_markup_belong_to_a_comment_that_has_its_line_for_itself() {
    let child = |line: &str| excused("a.jsx", &format!("const a = <p>\n{line}\n{{() => 1}}\n</p>\n"));
    assert_eq!(child("  {/* metrics: ignore */}"), ["2: <anonymous>"]);
    assert_eq!(child("  <b/>{/* metrics: ignore */}"), ["2: nothing"]);
    assert_eq!(child("  {/* metrics: ignore */} <b/>"), ["2: nothing"]);
}

#[test]
fn a_comment_at_the_end_of_a_line_that_goes_on_speaks_of_the_next_one() {
    let js = |text: &str| excused("a.js", text);
    assert_eq!(js("const f = /* metrics: ignore */ \t\n  () => 1\n"), ["1: f"]);
    assert_eq!(js("x = $in // metrics: ignore\nfunction f() {}\n"), ["1: nothing"], "`$in` is a name");
    let both = "f(function () {}, function (\n  a) {}) // metrics: ignore\n";
    assert_eq!(js(both), ["2: f:2"], "the first one has ended");
}

#[test]
fn a_comment_excuses_nothing_of_the_next_cell() {
    let notebook = |first: &str, second: &str| {
        let cell = |source: &str| format!(r#"{{"cell_type": "code", "source": "{source}"}}"#);
        let text =
            format!(r#"{{"nbformat": 4, "metadata": {{}}, "cells": [{}, {}]}}"#, cell(first), cell(second));
        excused("a.ipynb", &text)
    };
    assert_eq!(notebook("x = 1", r"# metrics: ignore\nclass C: pass"), ["2: C"]);
    assert_eq!(notebook(r"x = 1\n# metrics: ignore", "class C: pass"), ["2: nothing"]);
    assert_eq!(notebook(r"x = 1\n# metrics: ignore", "def f(): pass"), ["2: nothing"]);
}

#[test]
fn methods_closures_and_classes_are_told_apart() {
    let text = "# metrics: ignore\nclass C:\n    # metrics: ignore\n    @p\n    def m(self):\n        \
        def g():  # metrics: ignore\n            pass\n    def n(self): pass\n";
    assert_eq!(python(text), ["1: C", "3: C.m", "6: C.m.g"]);
}

#[test]
fn text_in_a_string_is_no_suppression() {
    assert_eq!(
        python("# x\ns = '''\n# metrics: ignore-file\n'''\ndef f(s='# metrics: ignore'): pass\n"),
        [""; 0]
    );
}

#[test]
fn a_file_is_excused_from_anywhere_in_it() {
    assert_eq!(
        python("x = 1\ndef f(): pass\n# metrics: ignore-file[cognitive] -- made by hand\n"),
        ["3: the file"]
    );
}

#[test]
fn other_tools_have_their_own_places() {
    assert_eq!(python("# noqa: C901\ndef f():  # noqa: C901\n    pass\n"), ["1: nothing", "2: f"]);
    assert_eq!(python("# complexipy: ignore\ndef f():\n    pass\n"), ["1: f"]);
    let lizard = "def f():\n    def g():\n        pass\n        #lizard forgives\n        x = 1\n    #lizard forgives\n    y = 1\n";
    assert_eq!(python(lizard), ["4: f.g", "6: f"]);
}

#[test]
fn a_suppression_without_end_costs_linear_time() {
    let begun = cpu_time();
    let text =
        "# eslint-disable complexity\n#lizard forgives\ndef f(): pass  # metrics: ignore\n".repeat(12_000);
    assert_eq!(measured("a.py", &text).suppressions.len(), 36_000);
    let spent = cpu_time() - begun;
    assert!(spent < 20, "{spent} s");
}

/// CPU time of this process, in seconds: what others do to the clock on the wall is no fault.
fn cpu_time() -> i64 {
    rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime).tv_sec
}
