//! Which entry of the baseline is which value of now. Each entry stands for one value, so a swap is seen,
//! unless the new one says word for word what the old one said.

use super::Entry;
use crate::model::{Direction, Metric, Standing};
use hashbrown::HashMap;
use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::hash::Hash;

/// What a run has seen of a file that the baseline names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// It was measured.
    Measured,
    /// There is no such file.
    Gone,
    /// The run did not look at it.
    Not,
}

/// What of the one was what of the other.
#[derive(Debug, Default)]
pub struct Matching {
    /// For each value of now the index of its entry.
    pub known: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Matching {
    /// The entries that nothing is left of, where the run has looked.
    #[must_use]
    pub fn outdated(&self, entries: &[Entry], seen: impl Fn(&str) -> Seen) -> Vec<usize> {
        let left = self.taken.iter().enumerate().filter(|(_, taken)| !**taken).map(|(index, _)| index);
        let seen = Memory::new(seen);
        left.filter(|&index| seen.of(&entries[index].path) != Seen::Not).collect()
    }
}

/// Matches values with entries: by their names, then by what they say.
///
/// What stands in a file that the run has not looked at cannot have gone from there to another one.
#[must_use]
pub fn match_entries(entries: &[Entry], now: &[Entry], seen: impl Fn(&str) -> Seen) -> Matching {
    let seen = Memory::new(seen);
    let mut passes = Passes { entries, now, known: vec![None; now.len()], taken: vec![false; entries.len()] };
    passes.pass(|it| Some((it.key_without_ordinal(), it.body)), |_| true);
    passes.pass(|it| Some(it.key()), |_| true);
    passes.pass(|it| Some((it.path.as_str(), it.scope.word(), it.metric.as_str(), it.body)), |_| true);
    let may_have_left = |it: &'_ Entry| seen.of(&it.path) != Seen::Not;
    passes.pass(|it| Some((it.own_name(), it.scope.word(), it.metric.as_str(), it.body)), may_have_left);
    passes.pass(|it| Some((it.scope.word(), it.metric.as_str(), it.body)), may_have_left);
    passes.follow_renamed_files(|path| seen.of(path) == Seen::Gone);
    Matching { known: passes.known, taken: passes.taken }
}

/// Asks about each file once, and only when it matters.
struct Memory<F> {
    seen: F,
    known: RefCell<HashMap<String, Seen>>,
}

impl<F: Fn(&str) -> Seen> Memory<F> {
    fn new(seen: F) -> Memory<F> {
        Memory { seen, known: RefCell::default() }
    }

    fn of(&self, path: &str) -> Seen {
        if let Some(seen) = self.known.borrow().get(path) {
            return *seen;
        }
        let seen = (self.seen)(path);
        self.known.borrow_mut().insert(path.to_owned(), seen);
        seen
    }
}

/// How a value stands to its entry. Other machines may round the last digits of a float differently.
#[must_use]
pub fn standing(entry: &Entry, now: &Entry) -> Standing {
    let direction = Metric::find(&now.metric).map_or(Direction::Neutral, |metric| metric.direction);
    let is_equal = (entry.value - now.value).abs() <= 1e-9 * entry.value.abs().max(now.value.abs());
    let before = if is_equal { now.value } else { entry.value };
    Standing::of(direction, Some(before), now.value)
}

struct Passes<'a> {
    entries: &'a [Entry],
    now: &'a [Entry],
    known: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl<'a> Passes<'a> {
    /// Gives each value without an entry the first one left that has its key.
    fn pass<K: Eq + Hash>(&mut self, key: impl Fn(&'a Entry) -> Option<K>, may: impl Fn(&Entry) -> bool) {
        self.pass_with(&key, &key, may);
    }

    fn pass_with<K: Eq + Hash>(
        &mut self,
        key_was: impl Fn(&'a Entry) -> Option<K>,
        key_is: impl Fn(&'a Entry) -> Option<K>,
        may: impl Fn(&Entry) -> bool,
    ) {
        if self.known.iter().all(Option::is_some) {
            return;
        }
        let mut places: HashMap<K, VecDeque<usize>> = HashMap::new();
        for (index, entry) in self.entries.iter().enumerate() {
            if let Some(key) = (!self.taken[index]).then(|| key_was(entry)).flatten() {
                places.entry(key).or_default().push_back(index);
            }
        }
        for (known, now) in self.known.iter_mut().zip(self.now).filter(|(known, _)| known.is_none()) {
            let places = key_is(now).and_then(|key| places.get_mut(&key));
            *known = places.and_then(|places| {
                places.retain(|&index| may(&self.entries[index]));
                places.pop_front()
            });
            if let Some(index) = *known {
                self.taken[index] = true;
            }
        }
    }

    /// Where something of a file that is gone was found again, the rest of it may be too, and changed.
    fn follow_renamed_files(&mut self, is_gone: impl Fn(&str) -> bool) {
        let mut heirs: BTreeMap<&str, &str> = BTreeMap::new();
        for (known, now) in self.known.iter().zip(self.now) {
            if let Some(entry) = known.map(|index| &self.entries[index]).filter(|it| is_gone(&it.path)) {
                heirs.entry(&entry.path).or_insert(&now.path);
            }
        }
        if heirs.is_empty() {
            return;
        }
        let named = |path: &'a str, it: &'a Entry| {
            (path, it.name.as_str(), it.scope.word(), it.ordinal, it.metric.as_str())
        };
        let was = |it: &'a Entry| heirs.get(it.path.as_str()).map(|path| named(path, it));
        self.pass_with(was, |it| Some(named(&it.path, it)), |_| true);
    }
}

impl Entry {
    fn key_without_ordinal(&self) -> (&str, &str, &str, &str) {
        (&self.path, &self.name, self.scope.word(), &self.metric)
    }

    /// The last part of its name, which it keeps in another class.
    fn own_name(&self) -> &str {
        self.name.rsplit('.').next().unwrap_or_default()
    }
}

#[cfg(test)]
#[path = "matching_tests.rs"]
mod tests;
