//! Overrides and patterns that apply to nothing in the whole repository: told, as a comment that excuses nothing is.

use super::configured::Configured;
use super::measured::Measured;
use crate::config::{Patterns, Settings};
use crate::judge::Rule;
use crate::language::by_path;
use crate::model::{Cause, Finding, Origin, Severity};
use crate::paths::Globs;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

/// A finding for each override and each pattern of `exclude` that nothing is behind, if all files were looked at.
pub(super) fn idle(configured: &Configured, measured: &Measured) -> Vec<Finding> {
    // Configurations that share a file share what stands in it: it is enough that it applies somewhere, and what is the
    // same in all of them is looked at once.
    let (mut rules, mut tested): (BTreeMap<Place, bool>, HashSet<Tested>) = Default::default();
    for settings in configured.met() {
        for rule in &settings.policy.rules {
            let origin = rule.origin.as_ref();
            let Some((path, line)) = origin.and_then(|it| own_place(it, configured)) else { continue };
            let what = format!("{} {:?}", rule.holds_for, rule.languages);
            let is_used = rules.entry((path.clone(), line, "this override".to_owned())).or_default();
            let is_new = !*is_used && tested.insert((path, line, what));
            *is_used |= is_new && applies(rule, configured, measured);
        }
        for set in &settings.exclude {
            let Some((path, _)) = own_place(&set.origin, configured) else { continue };
            for (pattern, &line) in set.patterns.iter().zip(&set.lines) {
                let what = format!("the pattern `{pattern}` of `exclude`");
                let is_used = rules.entry((path.clone(), line, what.clone())).or_default();
                let is_new = !*is_used && tested.insert((path.clone(), line, what));
                *is_used |= is_new && hides(set, pattern, (configured, measured));
                *is_used = *is_used || names_no_source(pattern, &settings);
            }
        }
    }
    let idle = rules.into_iter().filter(|(_, is_used)| !is_used);
    idle.map(|((path, line, what), _)| finding(configured, &path, line, what)).collect()
}

/// Where something stands, and what it is called.
type Place = (PathBuf, usize, String);

/// Where something stands, and what makes it another thing than one beside it.
type Tested = (PathBuf, usize, String);

fn finding(configured: &Configured, path: &Path, line: usize, what: String) -> Finding {
    let line = u32::try_from(line).unwrap_or(u32::MAX);
    Finding::about_line(path, configured.in_repository(path), line, Severity::Warning, Cause::Idle { what })
}

/// Where something stands, if that is a file of this repository: the user's own speaks of all repositories.
fn own_place(origin: &Origin, configured: &Configured) -> Option<(PathBuf, usize)> {
    match origin {
        Origin::File(path, line) if configured.absolute(path).starts_with(&configured.root) => {
            Some((path.clone(), *line))
        }
        _ => None,
    }
}

fn applies(rule: &Rule, configured: &Configured, measured: &Measured) -> bool {
    let outcome = &measured.outcome;
    let measured = outcome.records.iter().any(|record| {
        let names = record.metrics.functions.iter().map(|it| it.qualified_name.as_str());
        rule.applies_to(&configured.absolute(&record.path), record.metrics.language, names)
    });
    // Of what a rule on names could be about there is a record.
    let quiet = outcome
        .quiet
        .iter()
        .any(|file| rule.applies_to(&configured.absolute(&file.path), file.language, std::iter::empty()));
    // What is in a file that was skipped is not known.
    let paths = rule.paths.as_ref();
    let is_skipped = |path: &PathBuf| paths.is_some_and(|it| it.matches(&configured.absolute(path)));
    measured || quiet || outcome.skipped.iter().any(|file| is_skipped(&file.path))
}

/// Whether a pattern is about something that the walk met or that is there for another rule to hide.
fn hides(set: &Patterns, pattern: &str, (configured, measured): (&Configured, &Measured)) -> bool {
    let plain = pattern.strip_prefix('!').unwrap_or(pattern);
    let Ok(globs) = Globs::new(&set.base, &[plain.to_owned()]) else { return true };
    let is_about = |path: &Path| globs.matches(&configured.absolute(path));
    let met = measured.outcome.records.iter().map(|it| &it.path);
    let met = met.chain(measured.outcome.quiet.iter().map(|it| &it.path));
    let mut met = met.chain(measured.outcome.skipped.iter().map(|it| &it.path));
    let mut hidden = measured.hidden.iter();
    hidden.any(|it| globs.verdict(&configured.absolute(&it.path), it.is_directory).is_some())
        || met.any(|path| is_about(path))
        || set.base.join(plain.trim_matches('/')).symlink_metadata().is_ok()
}

/// Whether a pattern is about files of a suffix that no language has: a walk does not meet them, whether or not they are
/// there.
fn names_no_source(pattern: &str, settings: &Settings) -> bool {
    let path = Path::new(pattern.strip_prefix('!').unwrap_or(pattern));
    let suffix = path.extension().and_then(|suffix| suffix.to_str());
    let is_known = |suffix: &str| settings.extensions.iter().any(|(known, _)| known == suffix);
    suffix.is_some_and(|suffix| !is_known(suffix)) && by_path(path).is_none()
}
