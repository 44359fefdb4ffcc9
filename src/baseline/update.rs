//! What becomes of a baseline: it can only get better, unless somebody says otherwise.

use super::{BaselineEntry, Matching, is_defined_anew, standing};
use crate::model::Standing;
use std::collections::HashSet;

/// What an update may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Update {
    /// Take over better values, and follow what moved.
    pub follow: bool,
    /// Take over worse values and new entries.
    pub accept_worse: bool,
}

/// How many entries became what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EntryCounts {
    /// New ones.
    pub added: usize,
    /// With a worse value.
    pub raised: usize,
    /// With a better value.
    pub lowered: usize,
    /// In another place, with the same value.
    pub moved: usize,
    /// In their place and with their value, of something that says something else now.
    pub renewed: usize,
    /// Dropped ones.
    pub dropped: usize,
    /// Values that are new or worse and were not taken over.
    pub refused: usize,
}

/// The entries after an update, and what changed; the outdated ones, by their indices, are dropped.
#[must_use]
pub fn update(
    entries: &[BaselineEntry],
    now: &[BaselineEntry],
    matching: &Matching,
    outdated: &[usize],
    update: Update,
) -> (Vec<BaselineEntry>, EntryCounts) {
    let mut updated: Vec<BaselineEntry> = entries.to_vec();
    let mut changes = EntryCounts::default();
    for (now, known) in now.iter().zip(&matching.known) {
        match known {
            Some(index) => renew(&mut updated[*index], now, update, &mut changes),
            None if update.accept_worse => {
                changes.added += 1;
                updated.push(now.clone());
            }
            None => changes.refused += 1,
        }
    }
    let outdated: HashSet<usize> = outdated.iter().copied().collect();
    changes.dropped = outdated.len();
    let mut index = 0;
    updated.retain(|_| {
        index += 1;
        !outdated.contains(&(index - 1))
    });
    updated.sort_by(BaselineEntry::order);
    (updated, changes)
}

fn renew(entry: &mut BaselineEntry, now: &BaselineEntry, update: Update, changes: &mut EntryCounts) {
    let count = match standing(entry, now) {
        Standing::Worse { .. } | Standing::Touched | Standing::Introduced if !update.accept_worse => {
            changes.refused += 1;
            return;
        }
        _ if !update.follow => return,
        Standing::Worse { .. } | Standing::Touched | Standing::Introduced => &mut changes.raised,
        Standing::Improved { .. } => &mut changes.lowered,
        Standing::Inherited if entry.key() == now.key() && is_as_noted(entry, now) => return,
        Standing::Inherited if entry.key() == now.key() => &mut changes.renewed,
        Standing::Inherited => &mut changes.moved,
    };
    *count += 1;
    // The last digits may be another machine's.
    let is_same = matches!(standing(entry, now), Standing::Inherited) && !is_defined_anew(entry, now);
    let value = if is_same { entry.value } else { now.value };
    *entry = BaselineEntry { value, ..now.clone() };
}

/// A place that moved is no reason to write a line anew: the next change to the function is.
fn is_as_noted(entry: &BaselineEntry, now: &BaselineEntry) -> bool {
    entry.body == now.body
        && entry.definition == now.definition
        && entry.place.is_some() == now.place.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::baseline::{Seen, match_entries};
    use crate::model::Scope;

    fn entry(name: &str, value: f64) -> BaselineEntry {
        let (path, name, metric) = ("a.py".to_owned(), name.to_owned(), "cyclomatic".to_owned());
        let (scope, definition, place, values) = (Scope::Function, Some(1), None, Vec::new());
        let body = value.to_bits();
        BaselineEntry { path, scope, body, name, ordinal: 0, metric, value, definition, place, values }
    }

    fn updated(follow: bool, accept_worse: bool, is_whole: bool) -> (Vec<(String, f64)>, EntryCounts) {
        let was = [entry("better", 20.0), entry("gone", 12.0), entry("worse", 30.0)];
        let now = [entry("better", 15.0), entry("new", 11.0), entry("worse", 31.0)];
        let matching = match_entries(&was, &now, &[], |_| Seen::Measured);
        let outdated = matching.outdated(&was, |_| if is_whole { Seen::Measured } else { Seen::Not });
        let (entries, changes) = update(&was, &now, &matching, &outdated, Update { follow, accept_worse });
        (entries.into_iter().map(|it| (it.name, it.value)).collect(), changes)
    }

    fn named(list: &[(&str, f64)]) -> Vec<(String, f64)> {
        list.iter().map(|&(name, value)| (name.to_owned(), value)).collect()
    }

    #[test]
    fn an_update_only_lowers() {
        let (entries, changes) = updated(true, false, true);
        assert_eq!(entries, named(&[("better", 15.0), ("worse", 30.0)]));
        assert_eq!(changes, EntryCounts { lowered: 1, dropped: 1, refused: 2, ..EntryCounts::default() });
    }

    #[test]
    fn worse_values_are_taken_over_on_request() {
        let (entries, changes) = updated(true, true, true);
        assert_eq!(entries, named(&[("better", 15.0), ("new", 11.0), ("worse", 31.0)]));
        assert_eq!(
            changes,
            EntryCounts { added: 1, raised: 1, lowered: 1, dropped: 1, ..EntryCounts::default() }
        );
    }

    #[test]
    fn a_partial_run_drops_nothing_and_pruning_changes_nothing_else() {
        let (entries, _) = updated(true, false, false);
        assert_eq!(entries, named(&[("better", 15.0), ("gone", 12.0), ("worse", 30.0)]));
        let (entries, _) = updated(false, false, true);
        assert_eq!(entries, named(&[("better", 20.0), ("worse", 30.0)]));
    }

    #[test]
    fn each_entry_is_counted_by_what_became_of_it() {
        let base = || BaselineEntry { body: 1, place: Some(0), ..entry("f", 20.0) };
        let counted = |now: BaselineEntry| {
            let (was, now) = ([base()], [now]);
            let matching = match_entries(&was, &now, &[], |_| Seen::Measured);
            let update_all = Update { follow: true, accept_worse: true };
            let (entries, changes) = update(&was, &now, &matching, &[], update_all);
            assert_eq!(entries.len(), 1);
            (changes, entries[0].clone())
        };
        let none = EntryCounts::default();
        assert_eq!(counted(base()), (none, base()));
        assert_eq!(
            counted(BaselineEntry { place: Some(3), ..base() }),
            (none, base()),
            "only its place moved"
        );
        let renewed = EntryCounts { renewed: 1, ..none };
        let body = BaselineEntry { body: 2, ..base() };
        assert_eq!(counted(body.clone()), (renewed, body));
        let place = BaselineEntry { place: None, ..base() };
        assert_eq!(counted(place.clone()), (renewed, place));
        let defined = BaselineEntry { definition: Some(2), value: 25.0, ..base() };
        assert_eq!(counted(defined.clone()), (renewed, defined), "the new definition's number is taken over");
        let moved = BaselineEntry { path: "b.py".to_owned(), ..base() };
        assert_eq!(counted(moved.clone()), (EntryCounts { moved: 1, ..none }, moved));
        let digits = BaselineEntry { body: 2, value: 20.0 + 1e-12, ..base() };
        assert_eq!(Some(counted(digits).1.value), Some(20.0), "the last digits may be another machine's");
    }

    #[test]
    fn an_entry_has_grown_if_it_is_new_or_worse() {
        let was = [entry("better", 20.0), entry("worse", 30.0)];
        let now = [entry("better", 15.0), entry("new", 11.0), entry("worse", 31.0)];
        let names: Vec<_> = crate::baseline::grown(&was, &now).iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["new", "worse"]);
    }
}
