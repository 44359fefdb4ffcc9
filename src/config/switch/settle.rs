//! What limits of several tools come to together: of one tool's configuration the last one that is about a file counts, of
//! several configurations and commands the smallest, so that no tool lifts what another one says.
//!
//! Patterns cannot be intersected. Where it cannot be known whether two of them meet, it is taken that they do, and the
//! smaller limit is the later one.

use super::{ForeignLimit, patterns};
use crate::model::Severity;

/// Of more the smallest is simply the last, whatever a tool takes back: to order them takes the cube of their number.
const MOST_ORDERED: usize = 64;

/// What holds for one metric in one place: the largest values that pass without an error and without a warning.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Ceiling {
    pub(super) max: Option<f64>,
    pub(super) warn: Option<f64>,
}

/// A ceiling, where it holds, and who says so.
pub(super) struct Settled<'a> {
    pub(super) metric: &'static str,
    pub(super) languages: &'static str,
    /// Everywhere if there are none.
    pub(super) paths: &'a [String],
    pub(super) ceiling: Ceiling,
    pub(super) origins: Vec<&'a str>,
}

/// All that holds, in the order in which the later one decides.
#[derive(Default)]
pub(super) struct Settlement<'a> {
    pub(super) everywhere: Vec<Settled<'a>>,
    pub(super) narrow: Vec<Settled<'a>>,
    /// What changes nothing, because a limit as small holds there anyway, and that one.
    pub(super) idle: Vec<(&'a ForeignLimit, Ceiling)>,
}

impl Ceiling {
    fn of(limit: &ForeignLimit) -> Ceiling {
        match limit.severity {
            Severity::Error => Ceiling { max: limit.max, warn: None },
            Severity::Warning => Ceiling { max: None, warn: limit.max },
        }
    }

    /// What keeps both; a warning that an error hides is none.
    fn and(self, other: Ceiling) -> Ceiling {
        let smaller = |one: Option<f64>, other: Option<f64>| match (one, other) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        let max = smaller(self.max, other.max);
        let warn = smaller(self.warn, other.warn).filter(|warn| max.is_none_or(|max| *warn < max));
        Ceiling { max, warn }
    }

    fn is_looser(self, than: Ceiling) -> bool {
        let key = |it: Ceiling| (it.max.unwrap_or(f64::INFINITY), it.warn.unwrap_or(f64::INFINITY));
        key(self) > key(than)
    }
}

/// Limits that replace each other, the later one the earlier: those of one configuration, or of one command.
struct Gate<'a>(Vec<&'a ForeignLimit>);

impl<'a> Gate<'a> {
    /// What it says of all files with one of these patterns; of all files if there are none.
    fn of(&self, paths: &[String]) -> Option<&'a ForeignLimit> {
        self.0.iter().rev().find(|it| patterns::cover(&it.paths, paths)).copied()
    }

    fn position(&self, paths: &[String]) -> Option<usize> {
        self.0.iter().rposition(|it| it.paths == paths)
    }

    fn add(&mut self, limit: &'a ForeignLimit) {
        if limit.paths.is_empty() {
            self.0.clear();
        }
        self.0.push(limit);
    }
}

/// The gates that a metric has in a language, those of all languages among them.
fn gates<'a>(limits: &'a [ForeignLimit], metric: &str, languages: &str) -> Vec<Gate<'a>> {
    let is_about =
        |it: &&ForeignLimit| it.metric == metric && (it.languages.is_empty() || it.languages == languages);
    let mut gates: Vec<Gate<'a>> = Vec::new();
    for limit in limits.iter().filter(is_about) {
        if limit.is_command {
            // A command reads the exceptions of its tool's configuration, too.
            let lifts = limits.iter().filter(is_about).filter(|it| it.max.is_none() && it.tool == limit.tool);
            gates.push(Gate(std::iter::once(limit).chain(lifts).collect()));
            continue;
        }
        let is_same = |gate: &&mut Gate<'a>| {
            gate.0
                .first()
                .is_some_and(|it| !it.is_command && (it.tool, &it.file) == (limit.tool, &limit.file))
        };
        match gates.iter_mut().find(is_same) {
            Some(gate) => gate.add(limit),
            None => gates.push(Gate(vec![limit])),
        }
    }
    gates
}

/// What all gates come to for these paths, and who says it.
fn settled<'a>(
    gates: &[Gate<'a>],
    metric: &'static str,
    languages: &'static str,
    paths: &'a [String],
) -> Settled<'a> {
    let said: Vec<&ForeignLimit> = gates.iter().filter_map(|gate| gate.of(paths)).collect();
    let ceiling = said.iter().fold(Ceiling::default(), |all, it| all.and(Ceiling::of(it)));
    let decides = |it: &&&ForeignLimit| {
        let own = Ceiling::of(it);
        it.paths == paths
            || (own.max, own.warn) == (ceiling.max, None)
            || own.warn.is_some_and(|_| own.warn == ceiling.warn)
    };
    let mut origins: Vec<&str> = Vec::new();
    for limit in said.iter().filter(decides) {
        if !origins.contains(&limit.origin.as_str()) {
            origins.push(&limit.origin);
        }
    }
    Settled { metric, languages, paths, ceiling, origins }
}

/// Whether the first has to come after the second, both of one metric and language and about files that both may match.
fn is_after(gates: &[Gate<'_>], first: &Settled<'_>, second: &Settled<'_>) -> bool {
    if first.ceiling == second.ceiling || !patterns::may_meet(first.paths, second.paths) {
        return false;
    }
    let (loose, tight, is_loose) =
        if first.ceiling.is_looser(second.ceiling) { (first, second, true) } else { (second, first, false) };
    // The looser one counts only where each tool that says the smaller one takes it back.
    let mut saying = gates.iter().filter_map(|gate| Some((gate, gate.position(tight.paths)?)));
    let is_taken_back = saying.all(|(gate, at)| gate.position(loose.paths).is_some_and(|later| later > at));
    is_taken_back == is_loose
}

/// Brings what is about paths in order; where nothing may be first, the loosest is.
fn in_order<'a>(gates: &[Gate<'a>], mut left: Vec<Settled<'a>>) -> Vec<Settled<'a>> {
    if left.len() > MOST_ORDERED {
        let key = |it: &Settled<'a>| it.ceiling.max.unwrap_or(f64::INFINITY);
        left.sort_by(|one, other| key(other).total_cmp(&key(one)));
        return left;
    }
    let mut ordered = Vec::new();
    while !left.is_empty() {
        let is_free = |it: &Settled<'a>| !left.iter().any(|other| is_after(gates, it, other));
        let next = left.iter().position(is_free).unwrap_or_else(|| {
            let loosest = |best: usize, at: usize| {
                if left[at].ceiling.is_looser(left[best].ceiling) { at } else { best }
            };
            (0..left.len()).fold(0, loosest)
        });
        ordered.push(left.remove(next));
    }
    ordered
}

/// Settles all limits.
pub(super) fn settle(limits: &[ForeignLimit]) -> Settlement<'_> {
    let mut all = Settlement::default();
    let mut metrics: Vec<&'static str> = Vec::new();
    for limit in limits {
        if !metrics.contains(&limit.metric) {
            metrics.push(limit.metric);
        }
    }
    for metric in metrics {
        let mut languages: Vec<&'static str> = vec![""];
        for limit in limits.iter().filter(|it| it.metric == metric) {
            if !languages.contains(&limit.languages) {
                languages.push(limit.languages);
            }
        }
        for word in languages {
            of_language(limits, metric, word, &mut all);
        }
    }
    let is_narrow = |limit: &&ForeignLimit| {
        let is_same = |it: &Settled<'_>| it.metric == limit.metric && it.paths == limit.paths;
        !limit.paths.is_empty() && !all.narrow.iter().any(is_same)
    };
    let idle = limits.iter().filter(is_narrow).map(|limit| {
        (
            limit,
            settled(&gates(limits, limit.metric, limit.languages), limit.metric, limit.languages, &[])
                .ceiling,
        )
    });
    all.idle = idle.collect();
    all
}

/// What one metric has in one language.
fn of_language<'a>(
    limits: &'a [ForeignLimit],
    metric: &'static str,
    languages: &'static str,
    all: &mut Settlement<'a>,
) {
    let gates = gates(limits, metric, languages);
    let base = settled(&gates, metric, languages, &[]);
    let usual = base.ceiling;
    let own = |it: &&ForeignLimit| it.metric == metric && it.languages == languages;
    if usual != Ceiling::default() && limits.iter().filter(own).any(|it| it.paths.is_empty()) {
        all.everywhere.push(base);
    }
    let mut spots: Vec<Settled<'a>> = Vec::new();
    for limit in gates.iter().flat_map(|gate| &gate.0).filter(|it| !it.paths.is_empty()) {
        if !spots.iter().any(|it| it.paths == limit.paths) {
            spots.push(settled(&gates, metric, languages, &limit.paths));
        }
    }
    let meets = |it: &Settled<'_>| {
        spots.iter().any(|other| other.paths != it.paths && patterns::may_meet(other.paths, it.paths))
    };
    // What all languages have there is written before.
    let of_all: Vec<&[String]> = all
        .narrow
        .iter()
        .filter(|it| it.metric == metric && it.languages.is_empty())
        .map(|it| it.paths)
        .collect();
    let is_outranked = |it: &Settled<'_>| of_all.iter().any(|paths| patterns::may_meet(paths, it.paths));
    let idle: Vec<bool> =
        spots.iter().map(|it| it.ceiling == usual && !meets(it) && !is_outranked(it)).collect();
    let mut idle = idle.into_iter();
    spots.retain(|_| !idle.next().unwrap_or_default());
    all.narrow.extend(in_order(&gates, spots));
}
