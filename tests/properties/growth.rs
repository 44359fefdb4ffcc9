//! Time grows with the size of a file and no faster, whatever nests or repeats in it.

use crate::measuring::text;
use std::fmt::Debug;
use std::time::Duration;

/// Text that grows: what stands before, the piece that is repeated, the middle, what closes each piece, the end.
type Growing = (&'static str, &'static str, &'static str, &'static str, &'static str);

const PYTHON: &[Growing] = &[
    ("x=", "a**", "a", "", ""),
    ("x=", "{1:", "1", "}", ""),
    ("x=", "f(a=", "1", ")", ""),
    ("x=", "await (a**", "1", ")", ""),
    ("x=", "await a**", "a", "", ""),
    ("x=", "await (", "1", "**a)", ""),
    ("x=", "a and (", "1", ")", ""),
    ("x=", "a and (b or (", "1", "))", ""),
    ("x=", "a and b or ", "c", "", ""),
    ("x=", "a if (", "1", ") else c", ""),
    ("x=", "[a for b in ", "c", "]", ""),
    ("x=[a", " for b in c if d", "", "", "]"),
    ("x=", "a[", "1", "]", ""),
    ("x=", "(a:=", "1", ")", ""),
    ("x=", "(1+", "a", ").b", ""),
    ("x=1+(", "'a' ", "", "", ")"),
    ("x: ", "a|", "a", "", ""),
    ("x: ", "a[", "b", "]", ""),
    ("x=a", ".b", "", "", ""),
    ("x=a", "()", "", "", ""),
    ("x=[", "*(a),", "", "", "]"),
    ("x=", "[*(", "a", ")]", ""),
    ("x=", "(yield ", "1", ")", ""),
    ("x=", "f(", "1", ")", ""),
    ("import a", ".b", "", "", ""),
    ("", "a=", "1", "", ""),
    ("", "a,", "b", "", "=c"),
    ("", "@a\n", "", "", "def f(): pass"),
    ("", "def f(a):\n  return a+1\n", "", "", ""),
    ("", "class C:\n  def f(a): pass\n", "", "", ""),
    ("", "print >>a, b\n", "", "", ""),
    ("match a:\n", "  case b: pass\n", "", "", ""),
    ("match a:\n  case ", "A(", "b", ")", ": pass"),
    ("match a:\n  case ", "-1+2j|", "1", "", ": pass"),
    ("try: pass\n", "except A: pass\n", "", "", ""),
    ("def f():\n", "  f()\n", "", "", ""),
    ("def f(a=", "f(lambda b=", "1", ": 1)", "): pass"),
    ("x=(a\n", "# b\n", "", "", ")"),
    ("x='''", "a\n", "", "", "'''"),
    ("x=f'{a:", "{b}", "", "", "}'"),
];

const JAVASCRIPT: &[Growing] = &[
    ("x=", "a=>", "1", "", ""),
    ("x=", "(a)=>", "1", "", ""),
    ("x=", "()=>{return ", "1", "}", ""),
    ("", "f(function(){", "", "})", ""),
    ("", "function f(){", "", "}", ""),
    ("", "class A{m(){", "", "}}", ""),
    ("x=", "{m(){return ", "1", "}}", ""),
    ("x=", "{a:", "1", "}", ""),
    ("if(a){}", "else if(b){}", "", "", ""),
    ("x=", "a?b:", "c", "", ""),
    ("x=", "(a?b:", "c", ")?d:e", ""),
    ("x=", "a&&(b||(", "c", "))", ""),
    ("x=", "a??", "b", "", ""),
    ("", "a||=", "1", "", ""),
    ("x=", "`${", "1", "}`", ""),
    ("x=", "<a>", "", "</a>", ""),
    ("x=a", ".then(()=>1)", "", "", ""),
    ("x=a", "?.b", "", "", ""),
    ("", "switch(a){case 1:", "", "}", ""),
    ("", "try{}catch(e){", "", "}", ""),
    ("", "for(;;)", "a", "", ""),
    ("", "a:", "b", "", ""),
    ("class A{", "a=()=>1;", "", "", "}"),
    ("x={", "get a(){return 1},", "", "", "}"),
    ("x=[", "()=>1,", "", "", "]"),
    ("let ", "[", "a", "]", "=1"),
    ("function f(", "a,", "b", "", "){}"),
    ("x=", "new a(", "1", ")", ""),
    ("", "a\n++\nb\n", "", "", ""),
    ("/*", "a\n", "", "", "*/"),
];

const TYPESCRIPT: &[Growing] = &[
    ("type T=", "A<", "B", ">", ""),
    ("type T=", "A|", "B", "", ""),
    ("type T=", "A extends B?C:", "D", "", ""),
    ("type T=", "{a:", "b", "}", ""),
    ("x=", "f<a>(", "1", ")", ""),
    ("x=a", " as b", "", "", ""),
    ("x=a", "!", "", "", ""),
    ("", "namespace A{", "", "}", ""),
    ("", "function f(a:b):c;\n", "", "", ""),
    ("abstract class A{", "abstract m():void;", "", "", "}"),
];

#[test]
fn python_takes_linear_time() {
    all_grow_linearly("a.py", PYTHON);
}

#[test]
fn javascript_takes_linear_time() {
    all_grow_linearly("a.js", JAVASCRIPT);
}

#[test]
fn typescript_takes_linear_time() {
    all_grow_linearly("a.ts", TYPESCRIPT);
}

/// What is quadratic fails each time, what was disturbed does not.
fn all_grow_linearly(file: &str, texts: &'static [Growing]) {
    let slow = |text: &&Growing| !(0..3).any(|_| grows_linearly(file, text));
    let slow: Vec<_> = texts.iter().filter(slow).collect();
    assert!(slow.is_empty(), "four times the text took more than nine times as long: {slow:?}");
}

/// Compares CPU time, which other processes hardly change.
fn grows_linearly(file: &str, &(start, piece, middle, closing, end): &Growing) -> bool {
    const FEW: usize = 5_000;
    let content =
        |count| format!("{start}{}{middle}{}{end}\n", piece.repeat(count), str::repeat(closing, count));
    let few = cpu_time(|| text(file, &content(FEW)));
    let many = cpu_time(|| text(file, &content(4 * FEW)));
    many < 9 * few + Duration::from_millis(20)
}

fn cpu_time<T: Debug>(work: impl FnOnce() -> T) -> Duration {
    let now = || {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        Duration::try_from(time).expect("a clock that runs forwards")
    };
    let start = now();
    drop(work());
    now().saturating_sub(start)
}
