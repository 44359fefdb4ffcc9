//! Short heads of columns: a table on a terminal has no room for ids.

use std::borrow::Cow;

/// Beginnings of ids and what stands for them in a head; the first that fits counts.
const SHORT: [(&str, &str); 12] = [
    ("cyclomatic_mccabe", "mccabe"),
    ("cyclomatic_modified", "cc.mod"),
    ("cyclomatic_max", "cc.max"),
    ("cyclomatic", "cc"),
    ("cognitive", "cog"),
    ("maintainability", "mi"),
    ("parameters", "args"),
    ("nesting", "nest"),
    ("weighted_methods", "wmc"),
    ("halstead.distinct_", "h.uniq_"),
    ("halstead.", "h."),
    ("raw.", ""),
];

/// The head of the column of a metric.
pub(super) fn short(id: &str) -> Cow<'_, str> {
    let known = SHORT.iter().find_map(|(long, short)| Some((id.strip_prefix(long)?, *short)));
    known.map_or(Cow::Borrowed(id), |(rest, short)| Cow::Owned(format!("{short}{rest}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::summary::By;
    use std::collections::HashSet;

    #[test]
    fn no_two_columns_of_a_table_have_one_head() {
        for by in [By::Function, By::Class, By::File, By::Directory] {
            let metrics = by.all_metrics(true);
            let heads: HashSet<_> = metrics.iter().map(|metric| short(metric.id)).collect();
            assert_eq!(heads.len(), metrics.len(), "{by:?}");
            assert!(heads.iter().all(|head| !head.is_empty() && !head.contains(' ')));
        }
        assert_eq!((short("cyclomatic.mean"), short("raw.sloc")), ("cc.mean".into(), "sloc".into()));
    }
}
