//! Whether time grows with the size of a file and no faster, whatever nests or repeats in it.
//!
//! ```console
//! $ cargo bench --bench growth
//! ```
//!
//! Each text is measured with 5,000 and with 20,000 pieces, in CPU time, which other processes hardly change. It ends
//! with status 1 and names the texts for which four times the pieces took more than nine times as long, three times in
//! a row: what is quadratic takes sixteen times as long each time, what was disturbed does not.

use code_metrics::course::Course;
use code_metrics::language::by_path;
use code_metrics::model::{FileMetrics, Record};
use code_metrics::pipeline::{Generated, Means, measure_text};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

const FEW: usize = 5_000;
const MANY: usize = 4 * FEW;

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
    // parsed twice
    ("", "x: a[b](c)\n", "", "", ""),
    ("x: ", "a[b](", "c", ")", ""),
    ("class C[", "T=int,", "", "", "]: pass"),
    ("x=", "*(a),", "b", "", ""),
    ("x=", "a[*(", "b", ")]", ""),
    ("x=f'", "{a:=^5}", "", "", "'"),
    ("if a:\n x=[", "1 +\n1,", "", "", "]"),
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

fn main() -> std::io::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    let (mut texts, mut slow, mut steepest) = (0, 0, 0.0);
    for (file, rows) in [("a.py", PYTHON), ("a.js", JAVASCRIPT), ("a.ts", TYPESCRIPT), ("a.tsx", JAVASCRIPT)]
    {
        for text in rows {
            let factor = (0..3).map(|_| growth(file, text)).fold(f64::INFINITY, f64::min);
            if factor > 9.0 {
                writeln!(out, "{file}: {text:?}: {factor:.1} times as long")?;
                slow += 1;
            }
            (texts, steepest) = (texts + 1, factor.max(steepest));
        }
    }
    writeln!(
        out,
        "{texts} texts, {slow} of them slow; the steepest one took {steepest:.1} times as long for 4 times as many pieces"
    )?;
    Ok(if slow == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// How many times as long many pieces take as few do.
fn growth(file: &str, &(start, piece, middle, closing, end): &Growing) -> f64 {
    let content = |count| format!("{start}{}{middle}{}{end}\n", piece.repeat(count), closing.repeat(count));
    let (few, many) = (content(FEW), content(MANY));
    // what takes less than a millisecond is all noise
    let least = Duration::from_millis(1);
    let few = cpu_time(|| measured(file, few)).max(least);
    cpu_time(|| measured(file, many)).as_secs_f64() / few.as_secs_f64()
}

fn measured(file: &str, text: String) -> FileMetrics {
    let limits = Means {
        jobs: 1,
        max_file_size: 1 << 30,
        cpu_budget: Duration::from_mins(10),
        generated: Generated::Measure,
    };
    let language = by_path(Path::new(file)).expect("a known suffix");
    let record = measure_text(Path::new(file), text.into_bytes(), language, &limits, &Course::default());
    let Record { metrics, .. } = record.expect("enough time");
    metrics
}

fn cpu_time<T>(work: impl FnOnce() -> T) -> Duration {
    let now = || {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        Duration::try_from(time).expect("a clock that runs forwards")
    };
    let start = now();
    drop(work());
    now().saturating_sub(start)
}
