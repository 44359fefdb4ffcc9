//! What the work tree would demand less than the revision that a check judges by: told, as it does not count.

use super::configured::{Configured, shown};
use super::measured::Measured;
use super::ratchet::Ratchet;
use super::{ConfigFrom, Selection, SessionError};
use crate::baseline::BaselineEntry;
use crate::config::{GeneratedFiles, ParseErrors, Patterns, Settings};
use crate::judge::{BudgetRule, InForce, looser_limit};
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
        extensions: _,
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
    lines.extend(patterns("exclude", exclude, &then.exclude));
    lines.extend(patterns("include", include, &then.include));
    lines
}

/// Whether there still is a budget that allows no more.
fn is_kept(budget: &BudgetRule, now: &[BudgetRule]) -> bool {
    let (bound, allowed) = budget.bound.parts();
    let mut same = now.iter().filter(|it| it.told() == budget.told()).map(|it| it.bound.parts());
    same.any(|(other, number)| other == bound && number <= allowed)
}

fn patterns(key: &str, now: &[Patterns], then: &[Patterns]) -> Vec<String> {
    let known: BTreeSet<&String> = then.iter().flat_map(|set| &set.patterns).collect();
    let all = now.iter().flat_map(|set| set.patterns.iter().map(move |pattern| (set, pattern)));
    let new = all.filter(|(_, pattern)| !known.contains(pattern));
    new.map(|(set, pattern)| format!("{}: `{key}` of `{pattern}`", set.origin)).collect()
}

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
