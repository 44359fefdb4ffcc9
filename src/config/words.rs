//! What somebody may have meant by a word that is none of those allowed.

use crate::model::METRICS;

/// The nearest of the allowed words, or all of them.
pub(super) fn allowed(word: &str, words: &[&str]) -> String {
    let near = |other: &&&str| strsim::damerau_levenshtein(word, other);
    match words.iter().min_by_key(near) {
        Some(best) if near(&best) <= 1 + word.chars().count() / 4 => format!("did you mean `{best}`?"),
        _ if words.len() > 20 => "`metrics list` prints what is allowed".to_owned(),
        _ => format!("allowed: {}", words.join(", ")),
    }
}

/// What other tools and heads of tables call metrics.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("cc", "cyclomatic"),
    ("ccn", "cyclomatic"),
    ("complexity", "cyclomatic"),
    ("mccabe", "cyclomatic_mccabe"),
    ("c901", "cyclomatic_mccabe"),
    ("sonar", "cognitive"),
    ("mi", "maintainability"),
    ("hal", "halstead.volume"),
    ("halstead", "halstead.volume"),
    ("bugs", "halstead.bugs"),
    ("args", "parameters"),
    ("arguments", "parameters"),
    ("params", "parameters"),
    ("depth", "nesting"),
    ("lines", "loc"),
    ("length", "loc"),
    ("nloc", "raw.sloc"),
    ("raw", "raw.sloc"),
    ("wmc", "weighted_methods"),
];

/// The metric that may be meant: by another name, by its beginning, by the beginning of one of its parts, or by letters.
pub(super) fn nearest_metric(word: &str) -> String {
    let word = word.to_ascii_lowercase();
    let ids: Vec<&'static str> = METRICS.iter().map(|metric| metric.id).collect();
    let other = OTHER_NAMES.iter().find(|(name, _)| *name == word).map(|(_, id)| *id);
    let shortest = |fits: &dyn Fn(&str) -> bool| {
        ids.iter().copied().filter(|id| word.len() > 1 && fits(id)).min_by_key(|id| id.len())
    };
    let by_start = || shortest(&|id| id.starts_with(&word));
    let by_part = || shortest(&|id| id.split(['.', '_']).skip(1).any(|part| part.starts_with(&word)));
    match other.or_else(by_start).or_else(by_part) {
        Some(id) => format!("did you mean `{id}`?"),
        None => allowed(&word, &ids),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_metric_is_known_by_what_people_call_it() {
        for (word, id) in [
            ("cyclo", "cyclomatic"),
            ("cog", "cognitive"),
            ("CC", "cyclomatic"),
            ("mi", "maintainability"),
            ("volume", "halstead.volume"),
            ("sloc", "raw.sloc"),
            ("cyclomtic", "cyclomatic"),
            ("param", "parameters"),
        ] {
            assert_eq!(nearest_metric(word), format!("did you mean `{id}`?"), "{word}");
        }
        assert_eq!(nearest_metric("colour"), "`metrics list` prints what is allowed");
        assert!(OTHER_NAMES.iter().all(|(_, id)| METRICS.iter().any(|metric| metric.id == *id)));
    }
}
