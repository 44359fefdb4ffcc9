//! What the work tree would demand less than the revision that a check judges by: told, as it does not count.

use super::configured::{Configured, shown};
use super::measured::Measured;
use super::ratchet::Ratchet;
use super::{ConfigFrom, Selection, SessionError};
use crate::baseline::BaselineEntry;
use crate::config::{GeneratedFiles, ParseErrors, Patterns, Settings};
use crate::judge::{BudgetRule, InForce, looser_limit};
use crate::language::by_path;
use crate::model::{Origin, counted, printable};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// More than this is not read.
const MOST: usize = 20;

/// One line for each thing that the configurations, the ignore files or the baseline of the work tree would let pass.
pub(super) fn loosened(selection: &Selection, judging: &Configured, measured: &Measured) -> Vec<String> {
    let selection = Selection { config: ConfigFrom::Nearest, ..selection.clone() };
    let lines = Configured::new(&selection).and_then(|present| compared(&present, judging, measured));
    let mut lines: Vec<String> = match lines {
        Ok(lines) => lines.into_iter().collect(),
        Err(error) => vec![format!("the configuration of the work tree is wrong: {error}")],
    };
    if lines.len() > MOST {
        let rest = lines.len() - MOST;
        lines.truncate(MOST);
        lines.push(format!("and {rest} more"));
    }
    lines.iter().map(|line| printable(line).into_owned()).collect()
}

fn compared(
    present: &Configured,
    judging: &Configured,
    measured: &Measured,
) -> Result<BTreeSet<String>, SessionError> {
    let mut lines = BTreeSet::new();
    for record in &measured.outcome.records {
        let (now, then) = (present.of_file(&record.path)?, judging.of_file(&record.path)?);
        let (absolute, language) = (judging.absolute(&record.path), record.metrics.language);
        lines.extend(limits(
            &now.policy.for_path(&absolute, Some(language)),
            &then.policy.for_path(&absolute, Some(language)),
        ));
        for function in &record.metrics.functions {
            let name = &function.qualified_name;
            lines.extend(limits(
                &now.policy.for_function(&absolute, language, name),
                &then.policy.for_function(&absolute, language, name),
            ));
        }
        lines.extend(keys(&now, &then));
    }
    lines.extend(keys(&present.settings, &judging.settings));
    lines.extend(baseline(present, judging)?);
    lines.extend(judging.files.iter().flat_map(|revision| revision.ignored()));
    Ok(lines)
}

fn limits(now: &[InForce<'_>], then: &[InForce<'_>]) -> Vec<String> {
    let of = |id: &str| now.iter().find(|it| it.metric.id == id);
    then.iter()
        .filter_map(|then| looser_limit(then.metric.id, of(then.metric.id).map(|it| it.bounds), then.bounds))
        .collect()
}

/// Keys that let files or findings pass.
pub(super) fn keys(now: &Settings, then: &Settings) -> Vec<String> {
    // A key that is forgotten here does not compile.
    let Settings {
        policy: _,
        extensions,
        profiles: _,
        budgets,
        files: _,
        jobs: _,
        baseline: _,
        cache: _,
        report: _,
        color: _,
        include,
        exclude,
        use_gitignore,
        generated,
        max_file_size,
        compat,
        parse_errors,
    } = now;
    let mut lines = Vec::new();
    let mut tell = |is_looser: bool, origin: &Origin, key: &str| {
        lines.extend(is_looser.then(|| format!("{origin}: `{key}`")));
    };
    let skips = |it: &Settings| it.generated.value == GeneratedFiles::Skip;
    tell(skips(now) && !skips(then), &generated.origin, "generated: skip");
    tell(compat.value && !then.compat.value, &compat.origin, "compat: true");
    let heeds = |it: &Settings| it.use_gitignore.value;
    tell(heeds(now) && !heeds(then), &use_gitignore.origin, "use_gitignore: true");
    let smaller = max_file_size.value < then.max_file_size.value;
    tell(smaller, &max_file_size.origin, "max_file_size");
    let rank = |it: &Settings| match it.parse_errors.value {
        ParseErrors::Error => 0,
        ParseErrors::Warn => 1,
        ParseErrors::Ignore => 2,
    };
    tell(rank(now) > rank(then), &parse_errors.origin, "parse_errors");
    lines.extend(
        then.budgets.iter().filter(|it| !is_kept(it, budgets)).map(|budget| {
            format!("{}: the budget of {} is gone or allows more", budget.origin, budget.told())
        }),
    );
    lines.extend(excluded(exclude, &then.exclude));
    lines.extend(not_included(include, &then.include));
    lines.extend(unmapped(extensions, &then.extensions));
    lines
}

/// Whether there still is a budget that allows no more.
fn is_kept(budget: &BudgetRule, now: &[BudgetRule]) -> bool {
    let (bound, allowed) = budget.bound.parts();
    let mut same = now.iter().filter(|it| it.told() == budget.told()).map(|it| it.bound.parts());
    same.any(|(other, number)| other == bound && number <= allowed)
}

/// The patterns of some sets, each with where it was set.
fn patterns(sets: &[Patterns]) -> impl Iterator<Item = (&str, &Origin)> + Clone {
    sets.iter().flat_map(|set| set.patterns.iter().map(|pattern| (pattern.as_str(), &set.origin)))
}

/// Patterns of some sets that others do not have.
fn only_in<'a>(these: &'a [Patterns], others: &[Patterns]) -> Vec<(&'a str, &'a Origin)> {
    let known: BTreeSet<&str> = patterns(others).map(|(pattern, _)| pattern).collect();
    patterns(these).filter(|(pattern, _)| !known.contains(pattern)).collect()
}

/// New patterns that exclude, and exceptions that are gone or no longer stand behind what they are exceptions of.
fn excluded(now: &[Patterns], then: &[Patterns]) -> Vec<String> {
    let is_exception = |pattern: &str| pattern.starts_with('!');
    let new = only_in(now, then).into_iter().filter(|(pattern, _)| !is_exception(pattern));
    let gone = only_in(then, now).into_iter().filter(|(pattern, _)| is_exception(pattern));
    let new = new.map(|(pattern, origin)| format!("{origin}: `exclude` of `{pattern}`"));
    let gone = gone.map(|(pattern, origin)| format!("{origin}: `{pattern}` of `exclude` is gone"));
    let mut lines: Vec<String> = new.chain(gone).collect();
    let of_both = |these: &[Patterns], others: &[Patterns]| -> Vec<String> {
        let known: BTreeSet<&str> = patterns(others).map(|(pattern, _)| pattern).collect();
        let both = patterns(these).map(|(pattern, _)| pattern).filter(|pattern| known.contains(pattern));
        both.map(str::to_owned).collect()
    };
    let (is, was) = (of_both(now, then), of_both(then, now));
    let origin =
        now.last().map(|set| &set.origin).filter(|_| is != was && is.iter().any(|it| is_exception(it)));
    lines.extend(origin.map(|origin| format!("{origin}: the order of `exclude`")));
    lines
}

/// What narrows the files that are measured: a list where there was none, and what is gone from one.
fn not_included(now: &[Patterns], then: &[Patterns]) -> Vec<String> {
    if patterns(now).next().is_none() {
        return Vec::new();
    }
    let is_first = patterns(then).next().is_none();
    let new = only_in(now, then).into_iter().filter(|(pattern, _)| is_first || pattern.starts_with('!'));
    let gone = only_in(then, now).into_iter().filter(|(pattern, _)| !pattern.starts_with('!'));
    let new = new.map(|(pattern, origin)| format!("{origin}: `include` of `{pattern}`"));
    new.chain(gone.map(|(pattern, origin)| format!("{origin}: `{pattern}` of `include` is gone"))).collect()
}

/// Suffixes that were of a language and are of another one now, or of none.
fn unmapped(now: &[Extension], then: &[Extension]) -> Vec<String> {
    let language = |mapped: &[Extension], suffix: &str| {
        let known = mapped.iter().rev().find(|(known, _)| known == suffix).map(|(_, language)| *language);
        known.or_else(|| by_path(Path::new(&format!("x.{suffix}"))).map(|language| language.name))
    };
    let suffixes: BTreeSet<&String> = now.iter().chain(then).map(|(suffix, _)| suffix).collect();
    let lost = suffixes.into_iter().filter_map(|suffix| {
        let (is, was) = (language(now, suffix), language(then, suffix)?);
        (is != Some(was)).then(|| format!("`.{suffix}` is {} in place of {was}", is.unwrap_or("no language")))
    });
    lost.collect()
}

/// A suffix and the language of files that have it.
type Extension = (String, &'static str);

/// Entries that are new, or excuse more.
fn baseline(present: &Configured, judging: &Configured) -> Result<Option<String>, SessionError> {
    let Some(now) = Ratchet::read(present)? else { return Ok(None) };
    let then = Ratchet::read(judging)?.map(|it| it.entries).unwrap_or_default();
    let key = |it: &BaselineEntry| (it.path.clone(), it.name.clone(), it.ordinal, it.metric.clone());
    let known: BTreeMap<_, u64> = then.iter().map(|entry| (key(entry), entry.value.to_bits())).collect();
    let differs = |entry: &&BaselineEntry| known.get(&key(entry)) != Some(&entry.value.to_bits());
    let more = now.entries.iter().filter(differs).count();
    let path = shown(Path::new(&now.path), &judging.current);
    Ok((more > 0).then(|| format!("{path}: {}", counted(more, "other entry", "other entries"))))
}
