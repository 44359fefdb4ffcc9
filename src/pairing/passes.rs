//! Passes over two lists, of which each takes what the one before left: by an equal key, or by how alike two things are.

use hashbrown::HashMap;
use std::collections::VecDeque;
use std::hash::Hash;

/// Which thing of now was which of before, as far as it is known.
#[derive(Debug)]
pub(crate) struct Passes {
    /// For each thing of now its former self.
    known: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Passes {
    /// Nothing is known yet of so many things before and now.
    #[must_use]
    pub(crate) fn new(old: usize, now: usize) -> Passes {
        Passes { known: vec![None; now], taken: vec![false; old] }
    }

    /// For each thing of now its former self.
    #[must_use]
    pub(crate) fn known(&self) -> &[Option<usize>] {
        &self.known
    }

    /// Whether a thing of before has been found.
    #[must_use]
    pub(crate) fn is_taken(&self, old: usize) -> bool {
        self.taken[old]
    }

    /// The same as a list.
    #[must_use]
    pub(crate) fn into_known(self) -> Vec<Option<usize>> {
        self.known
    }

    /// Gives each thing of now that is left the first one of before that is left and has its key.
    pub(crate) fn take_equal<K: Eq + Hash>(
        &mut self,
        key_was: impl Fn(usize) -> Option<K>,
        key_is: impl Fn(usize) -> Option<K>,
    ) {
        if self.known.iter().all(Option::is_some) || self.taken.iter().all(|&taken| taken) {
            return;
        }
        self.take_equal_among(0..self.taken.len(), key_was, 0..self.known.len(), key_is);
    }

    /// The same among some of them.
    pub(crate) fn take_equal_among<K: Eq + Hash>(
        &mut self,
        old: impl IntoIterator<Item = usize>,
        key_was: impl Fn(usize) -> Option<K>,
        now: impl IntoIterator<Item = usize>,
        key_is: impl Fn(usize) -> Option<K>,
    ) {
        let mut places: HashMap<K, VecDeque<usize>> = HashMap::new();
        for old in old.into_iter().filter(|&old| !self.taken[old]) {
            if let Some(key) = key_was(old) {
                places.entry(key).or_default().push_back(old);
            }
        }
        for now in now {
            if self.known[now].is_none() {
                let found = key_is(now).and_then(|key| places.get_mut(&key)?.pop_front());
                if let Some(old) = found {
                    self.take(old, now);
                }
            }
        }
    }

    /// Takes pairs of one of before and one of now, the best first; what is taken already stays as it is.
    pub(crate) fn take_listed(&mut self, pairs: impl IntoIterator<Item = (usize, usize)>) {
        for (old, now) in pairs {
            if !self.taken[old] && self.known[now].is_none() {
                self.take(old, now);
            }
        }
    }

    fn take(&mut self, old: usize, now: usize) {
        self.known[now] = Some(old);
        self.taken[old] = true;
    }
}
