//! From what was asked for and what was measured to the balance of a check: what was not judged, and by which rule.

use super::configured::{Configured, shown};
use super::hidden::line;
use super::measured::Measured;
use super::{Extent, Selection};
use crate::config::{Patterns, Settings};
use crate::discover::{Hidden, HiddenBy};
use crate::model::{Asked, Balance, Cause, Finding, Origin, PassedOver, Severity, Unjudged, Verdict};
use crate::paths::Globs;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

/// Ignore files that are not git's, but meant for programs like this one.
pub(super) const MEANT: [&str; 2] = [".metricsignore", ".ignore"];

/// Why a directory that was named counts as not measured.
pub(crate) const NO_FILE: &str = "no file to measure in it";

/// What became of the files that git or the caller named.
pub(super) fn balance(
    (configured, selection): (&Configured, &Selection),
    extent: &Extent,
    measured: &Measured,
    verdict: &Verdict,
) -> Balance {
    let unknown = measured.unknown.clone();
    // Of what a walk met nobody asked for anything, and there may be much of it.
    if measured.asked.is_empty() && !measured.hidden.iter().any(|it| it.was_asked_for) {
        return Balance { asked: asked(extent, selection, 0), unknown, ..Balance::default() };
    }
    let fates = fates(configured, selection, measured, verdict);
    let judged = measured.asked.iter().filter(|path| !fates.contains_key(&***path)).count();
    let unjudged = fates.into_iter().map(|(path, fate)| Unjudged { path: path.to_owned(), fate });
    let unjudged: Vec<_> = unjudged.collect();
    Balance { asked: asked(extent, selection, judged + unjudged.len()), judged, unjudged, unknown }
}

/// What became of each of the files that was not judged.
fn fates<'a>(
    configured: &Configured,
    selection: &Selection,
    measured: &'a Measured,
    verdict: &Verdict,
) -> BTreeMap<&'a Path, PassedOver> {
    let judged: HashSet<&Path> = verdict.judged.iter().map(|path| &**path).collect();
    let mut fates: BTreeMap<&Path, PassedOver> = BTreeMap::new();
    // A file that was named in two spellings is one.
    let mut seen = HashSet::new();
    let asked = measured.hidden.iter().filter(|it| it.was_asked_for);
    for it in asked.filter(|it| seen.insert(configured.absolute(&it.path))) {
        fates.insert(&it.path, hidden(configured, selection, it));
    }
    let vanished = measured.asked.iter().map(|path| (&**path, PassedOver::Vanished));
    fates.extend(vanished.filter(|(path, _)| !judged.contains(path)));
    let records = measured.outcome.records.iter().map(|record| &*record.path);
    let left = records.chain(measured.left.iter().map(|path| &**path)).map(|path| (path, PassedOver::Left));
    let skipped = measured.outcome.skipped.iter().map(|file| (&*file.path, PassedOver::Skipped(file.reason)));
    for (path, fate) in left.chain(skipped) {
        fates.entry(path).and_modify(|known| *known = fate);
    }
    fates.retain(|path, _| !judged.contains(path));
    fates
}

fn asked(extent: &Extent, selection: &Selection, files: usize) -> Asked {
    let names_files = selection.paths.iter().any(|path| !path.is_dir());
    match extent {
        Extent::All if files == 0 && !names_files => Asked::Walked,
        Extent::Staged if !names_files => Asked::Staged,
        Extent::Since { .. } if !names_files => Asked::Changed,
        _ => Asked::Named,
    }
}

/// A finding for each file that nobody said is not to be judged, and for each directory that was named for nothing; what was
/// skipped has one already.
pub(super) fn unbalanced(
    configured: &Configured,
    balance: &Balance,
    barren: &[PathBuf],
    allow_skipped: bool,
) -> Vec<Finding> {
    let severity = if allow_skipped { Severity::Warning } else { Severity::Error };
    let files = balance.unjudged.iter().filter(|it| !it.fate.is_meant());
    let files = files.filter(|it| !matches!(it.fate, PassedOver::Skipped(_)));
    let files = files.map(|it| (&it.path, it.fate.why()));
    let finding = |(path, why): (&PathBuf, String)| {
        Finding::about_line(path, configured.in_repository(path), 1, severity, Cause::NotMeasured { why })
    };
    files.chain(barren.iter().map(|path| (path, NO_FILE.to_owned()))).map(finding).collect()
}

/// What hides a file, for a person.
pub(super) fn hidden(configured: &Configured, selection: &Selection, it: &Hidden) -> PassedOver {
    let (rule, is_meant) = match &it.rule {
        HiddenBy::Pattern => (pattern(configured, selection, &it.path), true),
        HiddenBy::IgnoreFile { file, line: text } => {
            let number = line(file, text).map(|number| format!(":{number}")).unwrap_or_default();
            let is_meant = MEANT.iter().any(|name| file.ends_with(name));
            (format!("ignored by {}{number}", shown(file, &configured.current)), is_meant)
        }
        HiddenBy::Name(name) => (format!("in a directory named {name}"), false),
        HiddenBy::Checkout => ("in a submodule or linked worktree".to_owned(), false),
        HiddenBy::Dot => ("below a name that begins with a dot".to_owned(), false),
    };
    PassedOver::Hidden { rule, is_meant }
}

/// The pattern that hides a file, by its place; the command line decides before configurations.
fn pattern(configured: &Configured, selection: &Selection, path: &Path) -> String {
    let absolute = configured.absolute(path);
    let typed = selection.exclude.iter().map(String::as_str);
    if typed.rev().any(|it| is_about(&configured.current, it, &absolute)) {
        return "excluded by --exclude".to_owned();
    }
    let own = configured.of_file(path).into_iter();
    let place = own.chain(configured.met()).find_map(|it| place(&it, &absolute, &configured.current));
    place.map_or_else(|| "outside of `include`".to_owned(), |place| format!("excluded by {place}"))
}

fn place(settings: &Settings, absolute: &Path, current: &Path) -> Option<String> {
    let lines = |set: &Patterns| {
        let mut all = set.patterns.iter().zip(&set.lines).rev();
        all.find(|(pattern, _)| is_about(&set.base, pattern, absolute)).map(|(_, line)| *line)
    };
    settings.exclude.iter().rev().find_map(|set| {
        let line = lines(set)?;
        Some(match &set.origin {
            Origin::File(path, _) => format!("{}:{line}", shown(path, current)),
            other => other.to_string(),
        })
    })
}

fn is_about(base: &Path, pattern: &str, absolute: &Path) -> bool {
    Globs::new(base, &[pattern.to_owned()]).is_ok_and(|globs| globs.matches(absolute))
}
