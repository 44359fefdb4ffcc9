//! Random edits of random functions in real files: nobody is blamed but what was edited, and what is around it.

use code_metrics::compare::{Comparison, Difference, Differing, Fate};
use code_metrics::course::Course;
use code_metrics::language::by_path;
use code_metrics::model::{Record, Scope, Standing};
use code_metrics::pipeline::{Generated, Means, measure_text};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Edits that were tried, for each that was taken: an edit at a random line is often none that the language allows.
const TRIES: usize = 6;

/// A text by its lines, and what is measured in it.
struct Version {
    lines: Vec<String>,
    record: Record,
}

/// An edit: the lines afterwards, and which of them are new or changed.
struct Edit {
    what: &'static str,
    lines: Vec<String>,
    touched: RangeInclusive<usize>,
    /// How many functions there are more, or fewer; `None` if any number will do.
    functions: Option<isize>,
}

/// Numbers that only look random, the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % end.max(1)
    }
}

impl Version {
    fn new(path: &Path, lines: Vec<String>) -> Option<Version> {
        let means = Means {
            jobs: 1,
            max_file_size: 1 << 30,
            cpu_budget: Duration::from_mins(1),
            generated: Generated::Measure,
        };
        let text = lines.concat().into_bytes();
        let record = measure_text(path, text, by_path(path)?, &means, &Course::default()).ok()?;
        // What ends lines otherwise than by `\n` has other lines than these.
        let fits = record.metrics.functions.iter().all(|it| it.location.end_line as usize <= lines.len());
        (fits && record.metrics.parse_errors == 0).then_some(Version { lines, record })
    }

    /// The lines of a function, counted from 0.
    fn span(&self, function: usize) -> RangeInclusive<usize> {
        let location = &self.record.metrics.functions[function].location;
        location.line as usize - 1..=location.end_line as usize - 1
    }

    /// Whether a function would say something else if these lines and those below changed places, because it begins or
    /// ends on them and is not among them: the second function of `subscribe((value) => {`, `}, () => {`, `});` begins
    /// where the first one ends, and would get the lines that go below it.
    fn is_cut(&self, first: &RangeInclusive<usize>, second: &RangeInclusive<usize>) -> bool {
        let is_whole = |function: RangeInclusive<usize>| {
            let (start, end) = (*function.start(), *function.end());
            let is_around = start < *first.start() && *second.end() < end;
            let stays_whole = |moved: &RangeInclusive<usize>| {
                end < *moved.start() || *moved.end() < start || *moved.start() <= start && end <= *moved.end()
            };
            is_around || stays_whole(first) && stays_whole(second)
        };
        !(0..self.record.metrics.functions.len()).all(|at| is_whole(self.span(at)))
    }

    fn count_in(&self, lines: &RangeInclusive<usize>) -> isize {
        let all = 0..self.record.metrics.functions.len();
        let inside =
            all.filter(|&at| lines.contains(self.span(at).start()) && lines.contains(self.span(at).end()));
        isize::try_from(inside.count()).expect("not so many")
    }
}

fn is_python(path: &Path) -> bool {
    path.extension().is_some_and(|it| it == "py")
}

/// A statement that makes its function worse, indented as another line is.
fn branch(path: &Path, like: &str) -> String {
    let indent = &like[..like.len() - like.trim_start().len()];
    if is_python(path) {
        format!("{indent}if zz_a and zz_b:\n{indent}    zz_c()\n")
    } else {
        format!("{indent}if (zz_a && zz_b) {{ zz_c(); }}\n")
    }
}

/// A callback or a function that was not there.
fn another(path: &Path, like: &str) -> String {
    let indent = &like[..like.len() - like.trim_start().len()];
    if is_python(path) {
        format!("{indent}def zz_new():\n{indent}    return zz_a or zz_b\n")
    } else {
        format!("{indent}zz_call(() => zz_a || zz_b);\n")
    }
}

fn edit(path: &Path, old: &Version, numbers: &mut Numbers) -> Edit {
    let span = old.span(numbers.below(old.record.metrics.functions.len()));
    let (start, end) = (*span.start(), *span.end());
    // What begins behind the end of something else is not edited by its lines.
    if old.lines[start].trim_start().starts_with(['}', ')', ']']) {
        return Edit { what: "nothing", lines: Vec::new(), touched: 0..=0, functions: Some(1) };
    }
    let at = start + numbers.below(end - start + 1);
    let mut lines = old.lines.clone();
    let put = |lines: &mut Vec<String>, at: usize, text: String| {
        let added: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
        let touched = at..=at + added.len() - 1;
        lines.splice(at..at, added);
        touched
    };
    match numbers.below(5) {
        0 => {
            let text = branch(path, &old.lines[at]);
            let touched = put(&mut lines, at + 1, text);
            Edit { what: "a branch", lines, touched, functions: Some(0) }
        }
        // Inside of a statement it would be an edit of that.
        1 if start == 0 || old.lines[start - 1].trim_end().ends_with(['}', ';', ':', '{']) => {
            let text = another(path, &old.lines[start]);
            let touched = put(&mut lines, start, text);
            Edit { what: "a function before one", lines, touched, functions: Some(1) }
        }
        2 => {
            lines.drain(span.clone());
            let touched = start.saturating_sub(1)..=start;
            Edit { what: "a function less", lines, touched, functions: Some(-old.count_in(&span)) }
        }
        3 => {
            let copy: String = old.lines[span.clone()].concat();
            let touched = put(&mut lines, end + 1, copy);
            let touched = start..=*touched.end();
            Edit { what: "a copy behind a function", lines, touched, functions: Some(old.count_in(&span)) }
        }
        _ => change_places(old, &span),
    }
}

/// A function and the next one, if that begins right behind it and both are moved as a whole.
fn change_places(old: &Version, span: &RangeInclusive<usize>) -> Edit {
    let (start, end) = (*span.start(), *span.end());
    let mut lines = old.lines.clone();
    let next = (0..old.record.metrics.functions.len()).map(|it| old.span(it)).find(|it| *it.start() > end);
    let indent = |at: usize| old.lines[at].len() - old.lines[at].trim_start().len();
    let is_sibling = |it: &RangeInclusive<usize>| {
        *it.start() <= end + 3 && indent(*it.start()) == indent(start) && !old.is_cut(span, it)
    };
    let Some(next) = next.filter(is_sibling) else {
        return Edit { what: "nothing", lines, touched: 0..=0, functions: Some(1) };
    };
    let moved: Vec<String> = lines.splice(next, []).collect();
    lines.splice(start..start, moved);
    Edit { what: "two that change places", lines, touched: start..=start, functions: Some(0) }
}

/// Whether a function is new or in any respect worse than it was. Halstead's counts do not matter: where the grammar
/// misreads a script they depend on what stands beside a function, as those of the reference tool do.
fn is_blamed(row: &Differing<'_>) -> bool {
    let counts = row.values.iter().filter(|shift| !shift.metric.id.starts_with("halstead"));
    let worse = counts.into_iter().any(|shift| {
        let after = shift.after.unwrap_or_default();
        matches!(Standing::of(shift.metric.direction, shift.before, after), Standing::Worse { .. })
    });
    row.fate == Fate::New || row.fate == Fate::Changed && worse
}

/// Those that are blamed although nothing in their lines was touched.
fn innocent(old: &Version, new: &Version, touched: &RangeInclusive<usize>) -> Vec<String> {
    let before = [old.record.clone()];
    let origins = BTreeMap::from([(new.record.path.clone(), old.record.path.clone())]);
    let comparison = Comparison::new([&new.record], &before, &origins);
    let difference = Difference::new(&comparison);
    let all = || 0..new.record.metrics.functions.len();
    let overlaps = |at: &usize| {
        let span = new.span(*at);
        span.start() <= touched.end() && touched.start() <= span.end()
    };
    // Of two that say the same either may be the new one.
    let body = |at: usize| new.record.metrics.body_hash(Scope::Function, at);
    let edited: BTreeSet<u64> = all().filter(overlaps).map(body).collect();
    let is_touched = |row: &Differing<'_>| {
        let is_it = |at: &usize| {
            let function = &new.record.metrics.functions[*at];
            function.location.line == row.line && Some(&*function.qualified_name) == row.name
        };
        all().filter(is_it).any(|at| edited.contains(&body(at)))
    };
    let blamed = difference.functions.iter().filter(|row| is_blamed(row) && !is_touched(row));
    let told = |row: &Differing<'_>| {
        let values = row.values.iter().map(|it| format!("{} {:?} → {:?}", it.metric.id, it.before, it.after));
        let values: Vec<_> = values.collect();
        format!("{}:{} {}", row.line, row.name.unwrap_or_default(), values.join(", "))
    };
    blamed.map(told).collect()
}

/// Sources below a directory, in the order of their paths.
fn sources(directory: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(directory).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() && !path.is_symlink() {
            sources(&path, found);
        } else if by_path(&path).is_some() && path.extension().is_none_or(|it| it != "ipynb") {
            found.push(path);
        }
    }
}

/// The scripts of this project, and with `METRICS_TEST_EDITS=DIRECTORY` those of another.
#[test]
fn only_what_is_edited_is_blamed() {
    let mut files = Vec::new();
    match std::env::var_os("METRICS_TEST_EDITS") {
        Some(directory) => sources(Path::new(&directory), &mut files),
        None => ["ci", "packaging", "python", "testdata", "editors"]
            .iter()
            .for_each(|it| sources(Path::new(it), &mut files)),
    }
    let (mut numbers, mut taken, mut blamed) = (Numbers(7), BTreeMap::<&str, usize>::new(), String::new());
    for path in &files {
        let Ok(text) = std::fs::read_to_string(path) else { continue };
        let lines = text.split_inclusive('\n').map(str::to_owned).collect();
        let Some(old) = Version::new(path, lines).filter(|it| it.record.metrics.functions.len() > 1) else {
            continue;
        };
        for _ in 0..TRIES {
            let Edit { what, lines, touched, functions } = edit(path, &old, &mut numbers);
            let Some(new) = Version::new(path, lines) else { continue };
            let count =
                |it: &Version| isize::try_from(it.record.metrics.functions.len()).expect("not so many");
            if functions.is_some_and(|more| count(&new) != count(&old) + more) {
                continue;
            }
            *taken.entry(what).or_default() += 1;
            for row in innocent(&old, &new, &touched) {
                writeln!(blamed, "{} ({what} at {}): {row}", path.display(), touched.start() + 1)
                    .expect("a string");
            }
        }
    }
    assert!(taken.len() == 5 && taken.values().all(|&count| count >= 3), "{taken:?}");
    assert!(blamed.is_empty(), "{taken:?}\n{blamed}");
}

#[test]
fn numbered_callbacks_that_change_places_are_not_blamed_unless_one_is_cut_in_two() {
    let version = |text: &[&str]| {
        let lines = text.iter().map(|line| format!("{line}\n")).collect();
        Version::new(Path::new("operator.js"), lines).expect("a script")
    };
    let (head, foot) = (&["operate((source) => {"][..], &["});"][..]);
    let opening =
        &["  openings.subscribe(create((opened) => {", "    buffers.push(opened);", "  }, noop));"][..];
    let value = &["  source.subscribe(create((value) => {", "    if (value) { buffers.shift(); }"][..];
    let done = &["  }, () => {"][..];
    let end = &["    while (buffers.length > 0) { next(buffers.shift()); }", "  }));"][..];

    let old = version(&[head, opening, value, done, end, foot].concat());
    let names: Vec<_> = old.record.metrics.functions.iter().map(|it| it.qualified_name.as_str()).collect();
    assert_eq!(names, ["operate", "operate.create", "operate.create:2", "operate.create:3"]);

    assert!(!old.is_cut(&(1..=3), &(4..=8)), "two statements");
    let swapped = version(&[head, value, done, end, opening, foot].concat());
    assert_eq!(innocent(&old, &swapped, &(1..=1)), [""; 0]);

    assert!(old.is_cut(&(1..=3), &(4..=6)), "the last line begins `create:3`");
    let cut = version(&[head, value, done, opening, end, foot].concat());
    let blamed = innocent(&old, &cut, &(1..=1));
    assert!(blamed.len() == 1 && blamed[0].starts_with("4:operate.create:2 "), "{blamed:?}");
}
