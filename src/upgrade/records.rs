//! What moved since old records.

use super::{MovedNumber, Upgrade, because, differs};
use crate::compare::{ComparedFile, Comparison};
use crate::model::{Definitions, METRICS, Metric, Record, Scope, StoredRecord};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Compares old records with those of now. A file is known by its path; a function also where it went to another file.
#[must_use]
pub fn of_records(old: Vec<StoredRecord>, now: &[Record]) -> Upgrade {
    let mut upgrade = Upgrade::default();
    let current = Definitions::current();
    let mut notes = BTreeMap::new();
    let mut before = Vec::new();
    for StoredRecord { record, definitions, is_judgeable } in old {
        upgrade.note(&definitions, &current);
        notes.insert(record.path.clone(), Note { definitions, is_judgeable });
        before.push(record);
    }
    let known = now.iter().filter(|record| notes.contains_key(&record.path));
    let origins: BTreeMap<PathBuf, PathBuf> =
        known.map(|record| (record.path.clone(), record.path.clone())).collect();
    let comparison = Comparison::new(now, &before, &origins);
    upgrade.gone = comparison.gone.len() + comparison.gone_files.len();
    for file in &comparison.files {
        Pairs { upgrade: &mut upgrade, notes: &notes, file }.add();
    }
    upgrade
}

/// What is known of an old record beside its numbers.
struct Note {
    definitions: Definitions,
    is_judgeable: bool,
}

/// A file, and where what moved in it goes.
struct Pairs<'a, 'b> {
    upgrade: &'a mut Upgrade,
    notes: &'a BTreeMap<PathBuf, Note>,
    file: &'a ComparedFile<'b>,
}

/// A function, class or file of now, and what is known of the one before.
struct Pair<'a> {
    scope: Scope,
    name: &'a str,
    line: u32,
    /// Path of the file before.
    origin: &'a Path,
    /// Whether the code is what it was, if that is known.
    is_same: Option<bool>,
}

impl Pairs<'_, '_> {
    fn add(mut self) {
        let (file, after) = (self.file, &self.file.after.metrics);
        for (function, former) in after.functions.iter().zip(&file.functions) {
            let Some(former) = former else { continue };
            let is_same = self.hashed(former.path).then_some(former.metrics.body_hash == function.body_hash);
            let (name, line) = (function.qualified_name.as_str(), function.location.in_file().line);
            let pair = Pair { scope: Scope::Function, name, line, origin: former.path, is_same };
            self.compare(&pair, |metric| {
                Some((metric.of_function(former.metrics)?, metric.of_function(function)?))
            });
        }
        let Some(before) = file.before else { return };
        let is_same = self.hashed(&before.path).then(|| is_same_file(before, file.after));
        for (class, former) in after.classes.iter().zip(&file.classes) {
            let Some(former) = former else { continue };
            let (name, line) = (class.qualified_name.as_str(), class.location.in_file().line);
            let pair = Pair { scope: Scope::Class, name, line, origin: &before.path, is_same };
            self.compare(&pair, |metric| Some((metric.of_class(former)?, metric.of_class(class)?)));
        }
        let pair = Pair { scope: Scope::File, name: "", line: 1, origin: &before.path, is_same };
        self.compare(&pair, |metric| Some((metric.of_file(&before.metrics)?, metric.of_file(after)?)));
    }

    /// Whether what the code of a file said is known.
    fn hashed(&self, path: &Path) -> bool {
        self.notes.get(path).is_some_and(|note| note.is_judgeable)
    }

    fn compare(&mut self, pair: &Pair<'_>, values: impl Fn(&Metric) -> Option<(f64, f64)>) {
        self.upgrade.found += 1;
        let Some(note) = self.notes.get(pair.origin) else { return };
        // What tests ran is no property of the code.
        for metric in METRICS.iter().filter(|metric| !metric.needs_coverage()) {
            let Some((before, after)) = values(metric) else { continue };
            if !differs(before, after) {
                continue;
            }
            let then = note.definitions.version(metric.id);
            self.upgrade.numbers.push(MovedNumber {
                path: self.file.after.path.to_string_lossy().into_owned(),
                scope: pair.scope,
                name: pair.name.to_owned(),
                line: Some(pair.line),
                metric: metric.id,
                before,
                after,
                versions: (Some(then), metric.version),
                because: because(pair.scope, metric, pair.is_same, Some(then)),
            });
        }
    }
}

/// Whether a file says what it said: its functions do, and as many lines of each kind are around them.
fn is_same_file(before: &Record, after: &Record) -> bool {
    let (before, after) = (&before.metrics, &after.metrics);
    before.raw == after.raw && before.body_hash(Scope::File, 0) == after.body_hash(Scope::File, 0)
}
