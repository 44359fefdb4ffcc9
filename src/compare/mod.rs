//! Two versions of some files: which function, class and file was which. It touches nothing else, and it cannot fail.

mod difference;
mod groups;
mod movement;
mod trace;

pub use difference::{Difference, Differing, Fate, Shift, Turn};
pub use groups::GroupGrowth;
pub use movement::{Fortune, Movement};
pub(crate) use trace::Trace;

use crate::model::{ClassMetrics, FunctionMetrics, Metric, Record, Scope, Standing};
use crate::pairing::{Leaving, Thing, ValuesOf, pair, things};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Two versions, and what of the one was what of the other.
#[derive(Debug, Default)]
pub struct Comparison<'a> {
    /// The files as they are, in the order of their paths.
    pub files: Vec<ComparedFile<'a>>,
    /// The functions that are nowhere any more.
    pub gone: Vec<Former<'a>>,
    /// The files that are nowhere any more.
    pub gone_files: Vec<&'a Record>,
}

/// A file and what it was.
#[derive(Debug)]
pub struct ComparedFile<'a> {
    /// As it is.
    pub after: &'a Record,
    /// As it was, perhaps under another name.
    pub before: Option<&'a Record>,
    /// What each of its functions was.
    pub functions: Vec<Option<Former<'a>>>,
    /// What each of its classes was.
    pub classes: Vec<Option<&'a ClassMetrics>>,
}

/// A function as it was.
#[derive(Clone, Copy, Debug)]
pub struct Former<'a> {
    /// The file that it stood in.
    pub path: &'a Path,
    /// What was measured.
    pub metrics: &'a FunctionMetrics,
}

impl<'a> Comparison<'a> {
    /// Pairs what is with what was. `origins` has the old path of each file that is not new.
    ///
    /// A function or class is looked for as [`crate::pairing`] says: by its name and by what it says, in what its file
    /// was and in all files, then by its place and its values.
    #[must_use]
    pub fn new(
        after: impl IntoIterator<Item = &'a Record>,
        before: &'a [Record],
        origins: &BTreeMap<PathBuf, PathBuf>,
    ) -> Comparison<'a> {
        let places: BTreeMap<&Path, usize> =
            before.iter().enumerate().map(|(at, record)| (record.path.as_path(), at)).collect();
        let origin = |record: &Record| places.get(origins.get(&record.path)?.as_path()).copied();
        let mut files: Vec<_> = after.into_iter().map(|record| (record, origin(record))).collect();
        files.sort_by(|(a, _), (b, _)| a.path.as_os_str().cmp(b.path.as_os_str()));
        let kept: BTreeSet<usize> = files.iter().filter_map(|(_, origin)| *origin).collect();
        let gone_files = before
            .iter()
            .enumerate()
            .filter(|(at, _)| !kept.contains(at))
            .map(|(_, record)| record)
            .collect();
        let old: Vec<Thing<'a>> =
            before.iter().enumerate().flat_map(|(file, record)| things(record, file, None)).collect();
        let now: Vec<Thing<'a>> = files
            .iter()
            .enumerate()
            .flat_map(|(file, &(record, origin))| things(record, file, origin))
            .collect();
        let leaving = |at: usize| if kept.contains(&old[at].file) { Leaving::Some } else { Leaving::All };
        let known = pair(&old, &now, leaving);
        let mut left: Vec<bool> = vec![true; old.len()];
        known.iter().flatten().for_each(|&at| left[at] = false);
        let gone = old.iter().zip(left).filter(|(_, left)| *left);
        let gone = gone.filter_map(|(thing, _)| former(thing, before)).collect();
        let mut known = known.into_iter().map(|at| at.map(|at| old[at]));
        let compared = |(after, origin): (&'a Record, Option<usize>)| ComparedFile {
            after,
            before: origin.map(|at| &before[at]),
            functions: known
                .by_ref()
                .take(after.metrics.functions.len())
                .map(|thing| former(&thing?, before))
                .collect(),
            classes: known.by_ref().take(after.metrics.classes.len()).map(|thing| class(&thing?)).collect(),
        };
        Comparison { files: files.into_iter().map(compared).collect(), gone, gone_files }
    }

    /// The file with a path.
    #[must_use]
    pub fn file(&self, path: &Path) -> Option<&ComparedFile<'a>> {
        let order = |file: &ComparedFile<'_>| file.after.path.as_os_str().cmp(path.as_os_str());
        self.files.binary_search_by(order).ok().map(|found| &self.files[found])
    }
}

impl ComparedFile<'_> {
    /// How a value of the file, or of a class or function in it by its place in the record, stands to what it was.
    #[must_use]
    pub fn standing(&self, metric: &Metric, scope: Scope, place: usize) -> Option<Standing> {
        let (after, before) = match scope {
            Scope::File => (
                metric.of_file(&self.after.metrics),
                self.before.and_then(|record| metric.of_file(&record.metrics)),
            ),
            Scope::Class => (
                metric.of_class(self.after.metrics.classes.get(place)?),
                self.classes.get(place)?.and_then(|class| metric.of_class(class)),
            ),
            Scope::Function if metric.needs_coverage() => return self.touched(place),
            Scope::Function => (
                metric.of_function(self.after.metrics.functions.get(place)?),
                self.functions.get(place)?.and_then(|former| metric.of_function(former.metrics)),
            ),
        };
        Some(Standing::of(metric.direction, before, after?))
    }

    /// What its tests ran of a function is known of one side alone: a change is to blame where it touched the function.
    fn touched(&self, place: usize) -> Option<Standing> {
        let after = self.after.metrics.functions.get(place)?;
        Some(match self.functions.get(place)? {
            None => Standing::Introduced,
            Some(former) if former.metrics.body_hash != after.body_hash => Standing::Touched,
            Some(_) => Standing::Inherited,
        })
    }
}

fn former<'a>(thing: &Thing<'a>, before: &'a [Record]) -> Option<Former<'a>> {
    match thing.measured {
        ValuesOf::Function(metrics) => Some(Former { path: &before[thing.file].path, metrics }),
        _ => None,
    }
}

fn class<'a>(thing: &Thing<'a>) -> Option<&'a ClassMetrics> {
    match thing.measured {
        ValuesOf::Class(metrics) => Some(metrics),
        _ => None,
    }
}

/// How a value stands to what it was in several versions: nobody is to blame who is not in comparison with each.
#[must_use]
pub(crate) fn mildest(standings: impl IntoIterator<Item = Standing>) -> Option<Standing> {
    let blame = |standing: &Standing| match standing {
        Standing::Introduced => 2,
        Standing::Worse { .. } | Standing::Touched => 1,
        Standing::Inherited | Standing::Improved { .. } => 0,
    };
    standings.into_iter().min_by_key(blame)
}

#[cfg(test)]
mod change_tests;
#[cfg(test)]
mod tests;
