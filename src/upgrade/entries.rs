//! What moved since an old baseline.

use super::{MovedNumber, Upgrade, because, differs};
use crate::baseline::{BaselineEntry, Seen, match_entries};
use crate::model::{Definitions, Metric, Record, Scope};
use crate::pairing::{Values, ValuesOf, things};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Compares the entries of a baseline with the numbers of now, whatever the limits are. `records` are the files of now by
/// their paths in the repository.
#[must_use]
pub(crate) fn of_entries(
    entries: &[BaselineEntry],
    definitions: Option<&Definitions>,
    records: &[(String, &Record)],
    seen: impl Fn(&str) -> Seen,
) -> Upgrade {
    let mut upgrade = Upgrade::default();
    if let Some(then) = definitions {
        upgrade.note(then, &Definitions::current());
    }
    let ids: BTreeSet<&str> = entries.iter().map(|entry| entry.metric.as_str()).collect();
    let metrics: Vec<&'static Metric> =
        ids.into_iter().filter_map(Metric::find).filter(|metric| !metric.needs_coverage()).collect();
    let (now, lines): (Vec<BaselineEntry>, Vec<u32>) =
        records.iter().flat_map(|(path, record)| values(path, record, &metrics)).unzip();
    let matching = match_entries(entries, &now, records, seen);
    let mut found = HashSet::new();
    for ((now, line), known) in now.iter().zip(lines).zip(&matching.known) {
        let Some(entry) = known.map(|index| &entries[index]) else { continue };
        found.extend(*known);
        upgrade.compare(entry, now, line);
    }
    upgrade.found = found.len();
    upgrade.gone = entries.len() - found.len();
    upgrade
}

impl Upgrade {
    fn compare(&mut self, entry: &BaselineEntry, now: &BaselineEntry, line: u32) {
        let Some(metric) = Metric::find(&now.metric) else { return };
        if let Some(then) = entry.definition.filter(|then| *then != metric.version) {
            self.definitions.insert(metric.id.to_owned(), (then, metric.version));
        }
        if !differs(entry.value, now.value) {
            return;
        }
        let is_same = Some(entry.body == now.body);
        self.numbers.push(MovedNumber {
            path: now.told_path(),
            scope: now.scope,
            name: now.name.clone(),
            line: Some(line),
            metric: metric.id,
            before: entry.value,
            after: now.value,
            versions: (entry.definition, metric.version),
            because: because(now.scope, metric, is_same, entry.definition),
        });
    }
}

/// What a baseline would hold of a file if everything were beyond its limit, and the line of each.
fn values(path: &str, record: &Record, metrics: &[&'static Metric]) -> Vec<(BaselineEntry, u32)> {
    let file = &record.metrics;
    let parts = things(record, 0, None).into_iter().map(|it| {
        let line = match it.measured {
            ValuesOf::Function(function) => function.location.in_file().line,
            ValuesOf::Class(class) => class.location.in_file().line,
            ValuesOf::File(_) | ValuesOf::Listed(_) => 1,
        };
        (it.scope, it.name, it.place, it.body, it.measured, line)
    });
    let whole = (Scope::File, "", Some(0), file.body_hash(Scope::File, 0), ValuesOf::File(file), 1);
    let mut ordinals: HashMap<(Scope, &str), u32> = HashMap::new();
    let mut all = Vec::new();
    for (scope, name, place, body, measured, line) in parts.chain([whole]) {
        let next = ordinals.entry((scope, name)).or_default();
        let ordinal = *next;
        *next += 1;
        let valued = metrics.iter().filter_map(|metric| Some((*metric, value(metric, measured)?)));
        all.extend(valued.map(|(metric, value)| {
            let entry = BaselineEntry {
                path: path.to_owned(),
                scope,
                name: name.to_owned(),
                ordinal,
                metric: metric.id.to_owned(),
                value,
                definition: Some(metric.version),
                body,
                place,
                values: Values::new(),
            };
            (entry, line)
        }));
    }
    all
}

fn value(metric: &Metric, measured: ValuesOf<'_>) -> Option<f64> {
    match measured {
        ValuesOf::Function(function) => metric.of_function(function),
        ValuesOf::Class(class) => metric.of_class(class),
        ValuesOf::File(file) => metric.of_file(file),
        ValuesOf::Listed(_) => None,
    }
}
