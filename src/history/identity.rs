//! Which function of a commit is which of the one before, by the same identity as in a difference and a baseline.

use crate::model::{FileMetrics, FunctionMetrics, Scope};
use crate::pairing::{Leaving, Thing, pair, things_of};

/// A file as a commit has it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FileNow<'a> {
    /// What was measured.
    pub metrics: &'a FileMetrics,
    /// Which of the files before it was, perhaps under another name.
    pub origin: Option<usize>,
}

/// What each function of each file was: a file before, and which function of it.
pub(crate) type Formers = Vec<Vec<Option<(usize, usize)>>>;

/// Pairs the functions of all files that a commit changed with what they were.
#[must_use]
pub(crate) fn formers(before: &[&FileMetrics], now: &[FileNow<'_>]) -> Formers {
    let old: Vec<Thing<'_>> =
        before.iter().enumerate().flat_map(|(file, it)| things_of(it, file, None)).collect();
    let new: Vec<Thing<'_>> =
        now.iter().enumerate().flat_map(|(file, it)| things_of(it.metrics, file, it.origin)).collect();
    let mut stays = vec![false; before.len()];
    now.iter().filter_map(|it| it.origin).for_each(|origin| stays[origin] = true);
    let leaving = |at: usize| if stays[old[at].file] { Leaving::Some } else { Leaving::All };
    let known = pair(&old, &new, leaving);
    let mut first = Vec::with_capacity(before.len());
    before.iter().fold(0, |sum, it| {
        first.push(sum);
        sum + it.functions.len() + it.classes.len()
    });
    let function = |at: usize| {
        let thing = &old[at];
        (thing.scope == Scope::Function).then(|| (thing.file, at - first[thing.file]))
    };
    let mut known = known.into_iter().map(|at| at.and_then(function));
    now.iter()
        .map(|it| {
            let functions = known.by_ref().take(it.metrics.functions.len()).collect();
            known.by_ref().take(it.metrics.classes.len()).for_each(drop);
            functions
        })
        .collect()
}

/// Whether what is measured of a function changed: what it says, or a number of it. Its name and place do not count.
#[must_use]
pub(crate) fn has_changed(before: &FunctionMetrics, now: &FunctionMetrics) -> bool {
    let numbers =
        |it: &FunctionMetrics| (it.cyclomatic, it.cognitive, it.parameters, it.nesting, it.halstead);
    before.body_hash != now.body_hash || numbers(before) != numbers(now)
}

/// Whether what is measured outside of the functions of a file changed, lines aside.
pub(super) fn has_changed_outside(before: &FileMetrics, now: &FileMetrics) -> bool {
    let numbers = |it: &FileMetrics| {
        (it.halstead, it.raw.lloc, it.cyclomatic.module, it.cognitive.module, it.parse_errors)
    };
    numbers(before) != numbers(now)
}

/// Whether all functions are the same, in the same order.
pub(super) fn are_same(before: &FileMetrics, now: &FileMetrics) -> bool {
    let same = |(before, now): (&FunctionMetrics, &FunctionMetrics)| {
        before.qualified_name == now.qualified_name && !has_changed(before, now)
    };
    before.functions.len() == now.functions.len() && before.functions.iter().zip(&now.functions).all(same)
}
