//! What a change did to the numbers: the functions and files whose values differ, the worst first.

use super::{ComparedFile, Comparison, Former};
use crate::model::{Direction, FunctionMetrics, METRICS, Metric, Record};
use std::path::Path;

/// The values that differ between two versions.
#[derive(Debug, Default)]
pub struct Difference<'a> {
    /// Functions, those that became worst first.
    pub functions: Vec<Differing<'a>>,
    /// Files, those that became worst first.
    pub files: Vec<Differing<'a>>,
}

/// A function or a file of which a value or the name differs.
#[derive(Debug)]
pub struct Differing<'a> {
    /// Its file, the old one for what is gone.
    pub path: &'a Path,
    /// Its first line in the file as stored, 1 for a file.
    pub line: u32,
    /// Qualified name of the function; `None` for a file.
    pub name: Option<&'a str>,
    /// What it was, where it was something else: its file, and its name if it is a function.
    pub former: Option<(&'a Path, Option<&'a str>)>,
    /// Whether it is new, gone, or was there before and after.
    pub fate: Fate,
    /// The values that differ, in the order of the catalogue.
    pub values: Vec<Shift>,
    /// How much more complex it became: cyclomatic and cognitive complexity together.
    pub growth: f64,
}

/// Whether something that was there before is better or worse now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// Better.
    Better,
    /// Worse, in one way at least.
    Worse,
}

/// Whether something was there before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Only after.
    New,
    /// Only before.
    Gone,
    /// Before and after.
    Changed,
}

/// A value before and after; at least one of the two is there.
#[derive(Clone, Copy, Debug)]
pub struct Shift {
    /// The metric.
    pub metric: &'static Metric,
    /// What it was.
    pub before: Option<f64>,
    /// What it is.
    pub after: Option<f64>,
}

/// What counts as growth, of functions and of files.
pub(super) const GROWTH: [&str; 4] = ["cyclomatic", "cognitive", "cyclomatic.total", "cognitive.total"];

/// What decides where nothing grew or shrank, of functions and of files.
const BESIDE: [&str; 3] = ["nesting", "parameters", "maintainability"];

impl<'a> Difference<'a> {
    /// Lists what differs in a comparison.
    #[must_use]
    pub fn new(comparison: &Comparison<'a>) -> Difference<'a> {
        let gone_files = comparison.gone_files.iter().map(|record| file_row(None, Some(record)));
        let files = comparison.files.iter().map(|file| file_row(Some(file.after), file.before));
        let gone = comparison.gone.iter().map(|former| function_row(None, Some(*former)));
        let functions = comparison.files.iter().flat_map(functions);
        Difference {
            functions: ordered(functions.chain(gone).flatten()),
            files: ordered(files.chain(gone_files).flatten()),
        }
    }
}

impl Difference<'_> {
    /// Keeps what stands in some files only.
    pub fn retain(&mut self, is_wanted: impl Fn(&Path) -> bool) {
        self.functions.retain(|row| is_wanted(row.path));
        self.files.retain(|row| is_wanted(row.path));
    }

    /// How much more a metric of files comes to in all of them together.
    #[must_use]
    pub(crate) fn growth_of(&self, id: &str) -> f64 {
        let shifts = self.files.iter().flat_map(|row| &row.values).filter(|shift| shift.metric.id == id);
        total(shifts)
    }
}

impl Differing<'_> {
    /// Whether it got worse or better: by what grew, or else by its nesting, parameters or maintainability. `None` for
    /// what was not there before or is not there any more, and where neither is the case.
    #[must_use]
    pub fn turn(&self) -> Option<Turn> {
        if self.fate != Fate::Changed {
            return None;
        }
        let of = |better: bool| if better { Turn::Better } else { Turn::Worse };
        if self.growth != 0.0 {
            return Some(of(self.growth < 0.0));
        }
        let beside =
            self.values.iter().filter(|shift| BESIDE.contains(&shift.metric.id) && shift.growth() != 0.0);
        let turns = beside
            .map(|shift| of((shift.growth() > 0.0) == (shift.metric.direction == Direction::HigherIsBetter)));
        turns.max()
    }

    /// Whether it has another name now: a file another path, a function another name in its file.
    #[must_use]
    pub(crate) fn is_renamed(&self) -> bool {
        self.former.is_some_and(|(path, name)| match name {
            None => true,
            Some(_) => path == self.path,
        })
    }
}

fn functions<'a>(file: &ComparedFile<'a>) -> impl Iterator<Item = Option<Differing<'a>>> {
    let path = file.after.path.as_path();
    let now = file.after.metrics.functions.iter().map(move |metrics| Former { path, metrics });
    now.zip(&file.functions).map(|(now, former)| function_row(Some(now), *former))
}

fn function_row<'a>(after: Option<Former<'a>>, before: Option<Former<'a>>) -> Option<Differing<'a>> {
    let shown = after.or(before)?;
    let value = |it: Option<Former<'a>>, metric: &Metric| metric.of_function(it?.metrics);
    let place = |it: Former<'a>| (it.path, Some(it.metrics.qualified_name.as_str()));
    let own = |it: &FunctionMetrics| it.location.in_file().line;
    row(
        place(shown),
        own(shown.metrics),
        before.map(place).filter(|_| after.is_some()),
        fate(after.is_some(), before.is_some()),
        |metric| (value(before, metric), value(after, metric)),
    )
}

fn file_row<'a>(after: Option<&'a Record>, before: Option<&'a Record>) -> Option<Differing<'a>> {
    let shown = after.or(before)?;
    let value = |it: Option<&Record>, metric: &Metric| metric.of_file(&it?.metrics);
    row(
        (&shown.path, None),
        1,
        before.map(|record| (record.path.as_path(), None)).filter(|_| after.is_some()),
        fate(after.is_some(), before.is_some()),
        |metric| (value(before, metric), value(after, metric)),
    )
}

fn fate(after: bool, before: bool) -> Fate {
    match (after, before) {
        (true, false) => Fate::New,
        (false, _) => Fate::Gone,
        (true, true) => Fate::Changed,
    }
}

/// `None` if no value differs and the name is the same.
fn row<'a>(
    place: (&'a Path, Option<&'a str>),
    line: u32,
    former: Option<(&'a Path, Option<&'a str>)>,
    fate: Fate,
    value: impl Fn(&Metric) -> (Option<f64>, Option<f64>),
) -> Option<Differing<'a>> {
    let shifts = METRICS.iter().map(|metric| {
        let (before, after) = value(metric);
        Shift { metric, before, after }
    });
    let values: Vec<Shift> = shifts.filter(Shift::differs).collect();
    let counts = values.iter().filter(|shift| GROWTH.contains(&shift.metric.id));
    let growth = total(counts);
    let (path, name) = place;
    let former = former.filter(|former| *former != place);
    let row = Differing { path, line, name, former, fate, values, growth };
    (!row.values.is_empty() || row.is_renamed()).then_some(row)
}

/// How much all of them grew; the sum of nothing would be a negative zero.
fn total<'a>(shifts: impl Iterator<Item = &'a Shift>) -> f64 {
    shifts.map(Shift::growth).fold(0.0, |sum, growth| sum + growth)
}

impl Shift {
    /// How much larger the value is; what is not there counts as nothing.
    fn growth(&self) -> f64 {
        self.after.unwrap_or(0.0) - self.before.unwrap_or(0.0)
    }

    fn differs(&self) -> bool {
        self.before.map(f64::to_bits) != self.after.map(f64::to_bits)
    }
}

fn ordered<'a>(rows: impl Iterator<Item = Differing<'a>>) -> Vec<Differing<'a>> {
    let mut rows: Vec<Differing<'a>> = rows.collect();
    rows.sort_by(|a, b| {
        let by_place = || (a.path.as_os_str(), a.line, a.name).cmp(&(b.path.as_os_str(), b.line, b.name));
        b.growth.total_cmp(&a.growth).then_with(by_place)
    });
    rows
}
