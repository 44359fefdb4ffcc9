//! Two versions of some files: which function, class and file was which. It touches nothing else, and it cannot fail.

mod pair;

use crate::model::{ClassMetrics, FunctionMetrics, Metric, Record, Scope, Standing};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Two versions, and what of the one was what of the other.
#[derive(Debug, Default)]
pub struct Comparison<'a> {
    /// The files as they are, in the order of their paths.
    pub files: Vec<ComparedFile<'a>>,
    /// The functions that are nowhere any more.
    pub gone: Vec<Former<'a>>,
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
    /// A function is looked for under its qualified name in what its file was, and if it is not there, by what it says
    /// in all files.
    #[must_use]
    pub fn new(
        after: impl IntoIterator<Item = &'a Record>,
        before: &'a [Record],
        origins: &BTreeMap<PathBuf, PathBuf>,
    ) -> Comparison<'a> {
        let old: BTreeMap<&Path, &Record> =
            before.iter().map(|record| (record.path.as_path(), record)).collect();
        let before_of = |record: &Record| old.get(origins.get(&record.path)?.as_path()).copied();
        let mut pairs: Vec<_> = after.into_iter().map(|record| (record, before_of(record))).collect();
        pairs.sort_by(|(a, _), (b, _)| a.path.as_os_str().cmp(b.path.as_os_str()));
        let (functions, gone) = pair::functions(&pairs, before);
        let compared = |((after, before), functions): ((&'a Record, Option<&'a Record>), _)| ComparedFile {
            after,
            before,
            functions,
            classes: pair::classes(after, before),
        };
        Comparison { files: pairs.into_iter().zip(functions).map(compared).collect(), gone }
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
            Scope::Function => (
                metric.of_function(self.after.metrics.functions.get(place)?),
                self.functions.get(place)?.and_then(|former| metric.of_function(former.metrics)),
            ),
        };
        Some(Standing::of(metric.direction, before, after?))
    }
}

#[cfg(test)]
mod tests;
