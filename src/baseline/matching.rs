//! Which entry of the baseline is which value of now. Each entry stands for one value, so a swap is seen, unless the
//! new one says word for word what the old one said, or is as complex in all its values among the same functions.

use super::BaselineEntry;
use crate::model::{Direction, Metric, Record, Scope, Standing};
use crate::pairing::{Leaving, Thing, Values, ValuesOf, id, pair, things};
use hashbrown::HashMap;
use std::cell::RefCell;

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
    pub fn outdated(&self, entries: &[BaselineEntry], seen: impl Fn(&str) -> Seen) -> Vec<usize> {
        let left = self.taken.iter().enumerate().filter(|(_, taken)| !**taken).map(|(index, _)| index);
        let seen = Memory::new(seen);
        left.filter(|&index| seen.of(&entries[index].path) != Seen::Not).collect()
    }
}

/// Matches values with entries as [`crate::pairing`] does, among all that the files hold which are named on either
/// side: a function that got better takes its entry with it, and leaves none for another one.
///
/// `records` are the files of now by their paths. What stands in a file that the run has not looked at cannot have gone
/// from there to another one.
#[must_use]
pub(crate) fn match_entries(
    entries: &[BaselineEntry],
    now: &[BaselineEntry],
    records: &[(String, &Record)],
    seen: impl Fn(&str) -> Seen,
) -> Matching {
    let seen = Memory::new(seen);
    let (was, is) = (Things::of_entries(entries), Things::of_now(now, records, entries));
    let old = was.things(|_| None);
    let new = is.things(|path| was.files.get(path).copied());
    let leaving = |at: usize| match seen.of(was.paths[old[at].file]) {
        Seen::Not => Leaving::Nothing,
        Seen::Measured => Leaving::Some,
        Seen::Gone => Leaving::All,
    };
    let former = pair(&old, &new, leaving);
    let mut places: HashMap<(usize, &str), usize> = HashMap::new();
    for (index, entry) in entries.iter().enumerate() {
        places.entry((was.of(entry), entry.metric.as_str())).or_insert(index);
    }
    let mut taken = vec![false; entries.len()];
    let mut known = |entry: &BaselineEntry| {
        let index = *places.get(&(former[is.of(entry)]?, entry.metric.as_str()))?;
        taken[index] = true;
        Some(index)
    };
    Matching { known: now.iter().map(&mut known).collect(), taken }
}

/// The functions, classes and files of one side.
struct Things<'a> {
    paths: Vec<&'a str>,
    files: HashMap<&'a str, usize>,
    list: Vec<Stored<'a>>,
    /// Where in the list each is.
    places: HashMap<(&'a str, Scope, &'a str, u32), usize>,
}

/// A thing, and values where no record has them.
struct Stored<'a> {
    path: &'a str,
    scope: Scope,
    name: &'a str,
    place: Option<u32>,
    body: u64,
    values: Values,
    record: Option<ValuesOf<'a>>,
}

impl<'a> Things<'a> {
    fn of_entries(entries: &'a [BaselineEntry]) -> Things<'a> {
        let mut all =
            Things { paths: Vec::new(), files: HashMap::new(), list: Vec::new(), places: HashMap::new() };
        for entry in entries {
            all.add_entry(entry);
        }
        all
    }

    /// What the records hold of files that somebody names, and what no record holds.
    fn of_now(
        now: &'a [BaselineEntry],
        records: &'a [(String, &'a Record)],
        entries: &[BaselineEntry],
    ) -> Things<'a> {
        let mut all =
            Things { paths: Vec::new(), files: HashMap::new(), list: Vec::new(), places: HashMap::new() };
        let named: hashbrown::HashSet<&str> = now.iter().chain(entries).map(|it| it.path.as_str()).collect();
        for (path, record) in records.iter().filter(|(path, _)| named.contains(path.as_str())) {
            all.add_record(path, record);
        }
        for entry in now {
            all.add_entry(entry);
        }
        all
    }

    fn add_record(&mut self, path: &'a str, record: &'a Record) {
        let mut ordinals: HashMap<(Scope, &str), u32> = HashMap::new();
        let metrics = &record.metrics;
        let whole = (Scope::File, "", Some(0), metrics.body_hash(Scope::File, 0), ValuesOf::File(metrics));
        let parts =
            things(record, 0, None).into_iter().map(|it| (it.scope, it.name, it.place, it.body, it.measured));
        for (scope, name, place, body, measured) in parts.chain([whole]) {
            let ordinal = ordinals.entry((scope, name)).or_default();
            let stored =
                Stored { path, scope, name, place, body, values: Values::new(), record: Some(measured) };
            self.add((path, scope, name, *ordinal), stored);
            *ordinal += 1;
        }
    }

    fn add_entry(&mut self, entry: &'a BaselineEntry) {
        let mut values = entry.values.clone();
        if let Some(id) = id(&entry.metric).filter(|id| !values.iter().any(|(known, _)| known == id)) {
            values.push((id, entry.value));
        }
        let BaselineEntry { path, scope, name, place, body, .. } = entry;
        let stored = Stored { path, scope: *scope, name, place: *place, body: *body, values, record: None };
        self.add(entry.thing(), stored);
    }

    fn add(&mut self, key: (&'a str, Scope, &'a str, u32), thing: Stored<'a>) {
        if let Some(&known) = self.places.get(&key) {
            let known = &mut self.list[known];
            for value in thing.values {
                if !known.values.iter().any(|(id, _)| *id == value.0) {
                    known.values.push(value);
                }
            }
            known.place = known.place.or(thing.place);
            return;
        }
        if !self.files.contains_key(thing.path) {
            self.files.insert(thing.path, self.paths.len());
            self.paths.push(thing.path);
        }
        self.places.insert(key, self.list.len());
        self.list.push(thing);
    }

    fn of(&self, entry: &BaselineEntry) -> usize {
        self.places[&entry.thing()]
    }

    fn things(&self, origin: impl Fn(&str) -> Option<usize>) -> Vec<Thing<'_>> {
        let thing = |it: &'_ Stored<'a>| (self.files[it.path], origin(it.path));
        let mut all = Vec::with_capacity(self.list.len());
        for it in &self.list {
            let (file, origin) = thing(it);
            let measured = it.record.unwrap_or(ValuesOf::Listed(&it.values));
            let Stored { scope, name, place, body, .. } = *it;
            all.push(Thing { file, origin, scope, name, place, body, measured });
        }
        all
    }
}

/// Notes with entries of now by what they are known again, beside their names and bodies.
pub fn complete(entries: &mut [BaselineEntry], records: &[(String, &Record)]) {
    let named: Vec<BaselineEntry> = entries.to_vec();
    let all = Things::of_now(&named, records, &[]);
    for entry in entries {
        let thing = &all.list[all.of(entry)];
        entry.place = thing.place;
        entry.values = thing.record.map(ValuesOf::values).unwrap_or_default();
        entry.values.retain(|(id, _)| *id != entry.metric);
    }
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

/// How a value stands to its entry. Other machines may round the last digits of a float differently, and where only the
/// definition of the metric changed since, the code is not to blame. Where both changed, numbers of two definitions say
/// nothing of the code: a larger one is that of code that somebody touched.
#[must_use]
pub fn standing(entry: &BaselineEntry, now: &BaselineEntry) -> Standing {
    let direction = Metric::find(&now.metric).map_or(Direction::Neutral, |metric| metric.direction);
    let is_equal = (entry.value - now.value).abs() <= 1e-9 * entry.value.abs().max(now.value.abs());
    let before = if is_equal || is_defined_anew(entry, now) { now.value } else { entry.value };
    match Standing::of(direction, Some(before), now.value) {
        Standing::Worse { .. } if has_other_definition(entry, now) => Standing::Touched,
        standing => standing,
    }
}

/// Whether the same code is measured by another definition.
#[must_use]
pub(crate) fn is_defined_anew(entry: &BaselineEntry, now: &BaselineEntry) -> bool {
    entry.body == now.body && has_other_definition(entry, now)
}

/// Whether the metric of an entry is known to have had another definition.
fn has_other_definition(entry: &BaselineEntry, now: &BaselineEntry) -> bool {
    entry.definition.zip(now.definition).is_some_and(|(then, now)| then != now)
}

#[cfg(test)]
#[path = "matching_tests.rs"]
mod tests;
