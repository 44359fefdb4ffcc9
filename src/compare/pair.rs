//! Pairs functions and classes of two versions, in passes of which each takes what the one before left.

use super::Former;
use crate::model::{ClassMetrics, FunctionMetrics, Record};
use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::path::Path;

/// A file as it is and as it was.
pub(super) type Pair<'a> = (&'a Record, Option<&'a Record>);

/// What each function of each pair was, and what is nowhere any more.
pub(super) fn functions<'a>(
    pairs: &[Pair<'a>],
    before: &'a [Record],
) -> (Vec<Vec<Option<Former<'a>>>>, Vec<Former<'a>>) {
    let mut slots: Vec<Slot<'a>> = pairs.iter().flat_map(slots).collect();
    let mut old: Vec<Option<Former<'a>>> = before.iter().flat_map(formers).map(Some).collect();
    // Namesakes by what they say first, so that a new one among them moves none of the others.
    let same = |path: &'a Path, metrics: &'a FunctionMetrics| {
        (path, metrics.qualified_name.as_str(), metrics.body_hash)
    };
    take(
        &mut slots,
        &mut old,
        |slot| Some(same(slot.origin?, slot.metrics)),
        |former| same(former.path, former.metrics),
    );
    let named = |path: &'a Path, metrics: &'a FunctionMetrics| (path, metrics.qualified_name.as_str());
    take(
        &mut slots,
        &mut old,
        |slot| Some(named(slot.origin?, slot.metrics)),
        |former| named(former.path, former.metrics),
    );
    let moved = |metrics: &'a FunctionMetrics| (metrics.name.as_str(), metrics.body_hash);
    take(&mut slots, &mut old, |slot| Some(moved(slot.metrics)), |former| moved(former.metrics));
    take(&mut slots, &mut old, |slot| Some(slot.metrics.body_hash), |former| former.metrics.body_hash);
    let mut found = slots.into_iter().map(|slot| slot.former);
    let per_file =
        pairs.iter().map(|(after, _)| found.by_ref().take(after.metrics.functions.len()).collect());
    (per_file.collect(), old.into_iter().flatten().collect())
}

/// A function as it is, and what it was once that is known.
struct Slot<'a> {
    metrics: &'a FunctionMetrics,
    /// Where its file was.
    origin: Option<&'a Path>,
    former: Option<Former<'a>>,
}

fn slots<'a>(pair: &Pair<'a>) -> impl Iterator<Item = Slot<'a>> + use<'a> {
    let (after, before) = *pair;
    let origin = before.map(|record| record.path.as_path());
    after.metrics.functions.iter().map(move |metrics| Slot { metrics, origin, former: None })
}

fn formers(record: &Record) -> impl Iterator<Item = Former<'_>> {
    record.metrics.functions.iter().map(|metrics| Former { path: &record.path, metrics })
}

/// Gives each function without a former self the first one left that has its key.
fn take<'a, K: Eq + Hash>(
    slots: &mut [Slot<'a>],
    old: &mut [Option<Former<'a>>],
    key_of: impl Fn(&Slot<'a>) -> Option<K>,
    key_was: impl Fn(&Former<'a>) -> K,
) {
    let mut places: HashMap<K, VecDeque<usize>> = HashMap::new();
    for (place, former) in old.iter().enumerate() {
        if let Some(former) = former {
            places.entry(key_was(former)).or_default().push_back(place);
        }
    }
    for slot in slots.iter_mut().filter(|slot| slot.former.is_none()) {
        let place = key_of(slot).and_then(|key| places.get_mut(&key)?.pop_front());
        slot.former = place.and_then(|place| old[place].take());
    }
}

/// What each class of a file was: the one of its qualified name, of several the one in the same place among them.
pub(super) fn classes<'a>(after: &Record, before: Option<&'a Record>) -> Vec<Option<&'a ClassMetrics>> {
    let mut old: HashMap<&str, VecDeque<&'a ClassMetrics>> = HashMap::new();
    for class in before.iter().flat_map(|record| &record.metrics.classes) {
        old.entry(&class.qualified_name).or_default().push_back(class);
    }
    let classes = after.metrics.classes.iter();
    classes.map(|class| old.get_mut(class.qualified_name.as_str())?.pop_front()).collect()
}
