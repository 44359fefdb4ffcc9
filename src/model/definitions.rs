//! Which definitions the numbers of a record follow, so that those of two programs are not taken for one another.

use super::METRICS;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

/// The versions of the metrics' definitions; only those that have moved since their first one are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definitions(BTreeMap<String, u32>);

/// A metric that two records define in different ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved<'a> {
    /// Its id.
    pub metric: &'a str,
    /// The version of its definition there and here.
    pub versions: (u32, u32),
}

impl Definitions {
    /// Those of this program.
    #[must_use]
    pub fn current() -> Definitions {
        let moved = METRICS.iter().filter(|metric| metric.version > 1);
        Definitions(moved.map(|metric| (metric.id.to_owned(), metric.version)).collect())
    }

    /// The version of a metric's definition; 1 for one that never moved.
    #[must_use]
    pub fn version(&self, metric: &str) -> u32 {
        self.0.get(metric).copied().unwrap_or(1)
    }

    /// The metrics that are defined in another way here, in the order of their ids.
    pub fn moved<'a>(&'a self, here: &'a Definitions) -> impl Iterator<Item = Moved<'a>> {
        let both = self.0.keys().chain(here.0.keys().filter(|id| !self.0.contains_key(*id)));
        let mut moved: Vec<Moved<'a>> = both
            .map(|metric| Moved { metric, versions: (self.version(metric), here.version(metric)) })
            .filter(|moved| moved.versions.0 != moved.versions.1)
            .collect();
        moved.sort_by_key(|moved| moved.metric);
        moved.into_iter()
    }
}

impl Serialize for Definitions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        self.0.iter().try_for_each(|(metric, version)| map.serialize_entry(metric, version))?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for Definitions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Definitions, D::Error> {
        BTreeMap::deserialize(deserializer).map(Definitions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_moved_is_told_apart() {
        let definitions = |list: &[(&str, u32)]| {
            Definitions(list.iter().map(|&(id, version)| (id.to_owned(), version)).collect())
        };
        let (old, new) = (definitions(&[("b", 2), ("a", 3)]), definitions(&[("a", 3), ("b", 4), ("c", 2)]));
        let moved: Vec<_> = old.moved(&new).map(|moved| (moved.metric.to_owned(), moved.versions)).collect();
        assert_eq!(moved, [("b".to_owned(), (2, 4)), ("c".to_owned(), (1, 2))]);
        assert_eq!(old.moved(&old).count(), 0);
    }

    #[test]
    fn those_of_this_program_are_those_of_the_catalogue() {
        let current = Definitions::current();
        assert!(METRICS.iter().all(|metric| current.version(metric.id) == metric.version));
    }
}
