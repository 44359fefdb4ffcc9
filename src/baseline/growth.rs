//! What a baseline excuses that an earlier state of it does not.

use super::{BaselineEntry, Seen, match_entries, standing};

/// The entries of a baseline that are new, or whose value is worse than it was, wherever they stand now.
#[must_use]
pub fn grown<'a>(before: &[BaselineEntry], after: &'a [BaselineEntry]) -> Vec<&'a BaselineEntry> {
    let matching = match_entries(before, after, &[], |_| Seen::Measured);
    let was = matching.known.into_iter().map(|known| known.map(|index| &before[index]));
    let is_grown = |now: &BaselineEntry, was: Option<&BaselineEntry>| {
        was.is_none_or(|was| standing(was, now).is_to_blame())
    };
    after.iter().zip(was).filter(|&(now, was)| is_grown(now, was)).map(|(now, _)| now).collect()
}
