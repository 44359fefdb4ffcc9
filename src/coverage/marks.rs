//! Places in a file, each with whether it ran: noted in any order, and looked at in that of the file.

/// Places and whether they ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marks<K>(Vec<(K, bool)>);

impl<K> Default for Marks<K> {
    fn default() -> Marks<K> {
        Marks(Vec::new())
    }
}

impl<K: Ord + Copy> Marks<K> {
    /// None, with room for so many.
    pub(super) fn with_room(count: usize) -> Marks<K> {
        Marks(Vec::with_capacity(count))
    }

    /// Notes a place; what was noted twice ran if it did once.
    pub(super) fn note(&mut self, place: K, is_run: bool) {
        self.0.push((place, is_run));
    }

    /// Notes what others have noted.
    pub(super) fn extend(&mut self, other: Marks<K>) {
        self.0.extend(other.0);
    }

    /// Brings the places into the order of the file, each once: before anybody looks at them.
    pub(super) fn settle(&mut self) {
        if self.0.windows(2).all(|pair| pair[0].0 < pair[1].0) {
            return;
        }
        // reports have a few sorted lists, which a stable sort merges
        self.0.sort_by_key(|mark| mark.0);
        self.0.dedup_by(|later, kept| {
            let is_same = later.0 == kept.0;
            kept.1 |= is_same && later.1;
            is_same
        });
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (K, bool)> + '_ {
        self.0.iter().copied()
    }

    /// Those from a place on, while a condition holds.
    pub(super) fn from<'a>(
        &'a self,
        first: K,
        holds: impl Fn(K) -> bool + 'a,
    ) -> impl Iterator<Item = (K, bool)> + 'a {
        let start = self.0.partition_point(|mark| mark.0 < first);
        self.0[start..].iter().copied().take_while(move |mark| holds(mark.0))
    }

    pub(super) fn last(&self) -> Option<K> {
        self.0.last().map(|mark| mark.0)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_there_once_and_ran_if_it_ever_did() {
        let mut marks = Marks::default();
        for (place, is_run) in [(3, false), (1, true), (3, true), (2, false), (1, false)] {
            marks.note(place, is_run);
        }
        marks.settle();
        assert_eq!(marks.iter().collect::<Vec<_>>(), [(1, true), (2, false), (3, true)]);
        assert_eq!(marks.from(2, |place| place < 3).collect::<Vec<_>>(), [(2, false)]);
        assert_eq!((marks.last(), marks.len()), (Some(3), 3));
    }
}
