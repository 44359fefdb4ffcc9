//! Lays configurations over each other, the weakest first.

use super::budget::budget;
use super::decode::Located;
use super::document::{CacheSection, Document, LanguageSection, Override};
use super::error::ConfigError;
use super::find::at_home;
use super::inside::{directory_to_write, file_to_write};
use super::layer::{Layer, Trust, texts};
use super::limits::LimitTable;
use super::settings::{CacheDirectory, CacheSettings, Patterns, Setting, Settings};
use super::value::LanguageWord;
use crate::judge::Rule;
use crate::language::by_name;
use crate::model::{Limit, Metric, Scope};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

impl Settings {
    /// Lets a layer speak over what was said before. A key that is forgotten here does not compile.
    pub(super) fn lay(&mut self, layer: &Layer) -> Result<(), ConfigError> {
        let Document {
            schema: _,
            extends: _,
            profiles: _,
            limits,
            languages,
            overrides,
            budgets,
            include,
            exclude,
            use_gitignore,
            generated,
            max_file_size,
            jobs,
            baseline,
            compat,
            parse_errors,
            cache,
            report,
            color,
        } = &layer.document;
        self.lay_rules(layer, limits, languages, overrides)?;
        for section in budgets {
            self.budgets.push(budget(layer, section)?);
        }
        self.lay_patterns(layer, include.as_ref(), exclude.as_ref())?;
        self.cache.lay(layer, cache)?;
        set(&mut self.use_gitignore, layer, use_gitignore.as_ref(), |it| *it);
        set(&mut self.generated, layer, generated.as_ref(), |it| *it);
        set(&mut self.max_file_size, layer, max_file_size.as_ref(), |it| it.0);
        set(&mut self.jobs, layer, jobs.as_ref(), |it| *it);
        set(&mut self.compat, layer, compat.as_ref(), |it| *it);
        set(&mut self.parse_errors, layer, parse_errors.as_ref(), |it| *it);
        set(&mut self.color, layer, color.as_ref(), |it| *it);
        set(&mut self.report, layer, report.as_ref(), |list| list.iter().map(|it| it.value.0).collect());
        if let Some(path) = baseline {
            let value = own_path(layer, path, file_to_write)?;
            self.baseline = Setting { value, origin: layer.origin(path.at) };
        }
        if !matches!(layer.trust, Trust::Preset(_)) && self.files.last() != Some(&layer.shown) {
            self.files.push(layer.shown.clone());
        }
        Ok(())
    }

    fn lay_rules(
        &mut self,
        layer: &Layer,
        everywhere: &LimitTable,
        languages: &BTreeMap<LanguageWord, LanguageSection>,
        overrides: &[Located<Override>],
    ) -> Result<(), ConfigError> {
        let rules = &mut self.policy.rules;
        rules.push(Rule { limits: limits(layer, everywhere, &[], false)?, ..Rule::default() });
        for (language, LanguageSection { limits: table, extensions }) in languages {
            let limits = limits(layer, table, &language.names, false)?;
            let names = language.names.iter().map(ToString::to_string).collect();
            rules.push(Rule { languages: Some(names), limits, ..Rule::default() });
            for suffix in extensions {
                let what = || format!("a suffix belongs to one of {}", language.names.join(", "));
                let name = language.only().ok_or_else(|| layer.error(suffix.at, what()))?;
                self.extensions.push((suffix.value.0.clone(), name));
            }
        }
        for section in overrides {
            rules.push(rule(layer, section)?);
        }
        rules.retain(|rule| !rule.limits.is_empty() || rule.expires.is_some());
        Ok(())
    }

    fn lay_patterns(
        &mut self,
        layer: &Layer,
        include: Option<&PatternList>,
        exclude: Option<&PatternList>,
    ) -> Result<(), ConfigError> {
        let patterns = |key: &PatternList| {
            let lines = key.value.iter().map(|it| it.at.line).collect();
            let (patterns, globs) = (texts(&key.value), layer.globs(&key.value)?);
            let base = layer.base().to_owned();
            Ok(Patterns { patterns, globs, base, lines, origin: layer.origin(key.at) })
        };
        let include = include.filter(|key| !key.value.is_empty());
        self.include.extend(include.map(patterns).transpose()?);
        self.exclude.extend(exclude.map(patterns).transpose()?);
        Ok(())
    }
}

impl CacheSettings {
    fn lay(&mut self, layer: &Layer, section: &CacheSection) -> Result<(), ConfigError> {
        let CacheSection {
            enabled,
            directory,
            max_age_days,
            max_size_mb,
            history_max_age_days,
            history_max_size_mb,
            wait_ms,
            compression,
        } = section;
        set(&mut self.enabled, layer, enabled.as_ref(), |it| *it);
        set(&mut self.compression, layer, compression.as_ref(), |it| *it);
        in_range(layer, max_age_days.as_ref(), 1..=3650)?;
        set(&mut self.max_age_days, layer, max_age_days.as_ref(), |it| *it);
        in_range(layer, max_size_mb.as_ref(), 1..=1 << 20)?;
        set(&mut self.max_size_mb, layer, max_size_mb.as_ref(), |it| *it);
        in_range(layer, history_max_age_days.as_ref(), 1..=3650)?;
        set(&mut self.history_max_age_days, layer, history_max_age_days.as_ref(), |it| *it);
        in_range(layer, history_max_size_mb.as_ref(), 1..=1 << 20)?;
        set(&mut self.history_max_size_mb, layer, history_max_size_mb.as_ref(), |it| *it);
        in_range(layer, wait_ms.as_ref(), 0..=60_000)?;
        set(&mut self.wait_ms, layer, wait_ms.as_ref(), |it| *it);
        if let Some(path) = directory {
            let value = CacheDirectory::At(own_path(layer, path, directory_to_write)?);
            self.directory = Setting { value, origin: layer.origin(path.at) };
        }
        Ok(())
    }
}

/// The patterns of a key, each with its place.
type PatternList = Located<Vec<Located<String>>>;

fn set<T, U>(setting: &mut Setting<U>, layer: &Layer, key: Option<&Located<T>>, value: impl Fn(&T) -> U) {
    if let Some(key) = key {
        *setting = Setting { value: value(&key.value), origin: layer.origin(key.at) };
    }
}

fn in_range(
    layer: &Layer,
    key: Option<&Located<u32>>,
    range: RangeInclusive<u32>,
) -> Result<(), ConfigError> {
    match key {
        Some(key) if !range.contains(&key.value) => {
            let what = format!("expected {} to {}, found {}", range.start(), range.end(), key.value);
            Err(layer.error(key.at, what))
        }
        _ => Ok(()),
    }
}

/// A place inside a root that a text names from a directory, or what is the matter with it.
type Inside = fn(&Path, &Path, &str) -> Result<PathBuf, String>;

/// A path of the file itself: the user may name any, and a repository its own.
fn own_path(layer: &Layer, path: &Located<String>, inside: Inside) -> Result<PathBuf, ConfigError> {
    match &layer.trust {
        Trust::Repository(root) | Trust::Earlier(root, _) => {
            inside(root, layer.base(), &path.value).map_err(|what| layer.error(path.at, what))
        }
        Trust::User(home) => Ok(layer.base().join(at_home(Path::new(&path.value), home.as_deref()))),
        Trust::Preset(_) => Ok(layer.base().join(&path.value)),
    }
}

/// The limits of a table that holds for some languages, or all if none is named, and perhaps for functions alone.
fn limits(
    layer: &Layer,
    table: &LimitTable,
    languages: &[&str],
    of_functions: bool,
) -> Result<Vec<(&'static Metric, Limit)>, ConfigError> {
    let gives = |name: &&str, metric| by_name(name).is_some_and(|it| it.conventions.give(metric));
    let mut limits = Vec::with_capacity(table.0.len());
    for (metric, bounds) in &table.0 {
        let wrong = |what: String| Err(layer.error(bounds.at, format!("`{}`: {what}", metric.id)));
        if of_functions && !metric.scopes().contains(&Scope::Function) {
            return wrong(
                "functions do not have it, and `functions` are what this override is about".to_owned(),
            );
        }
        if !languages.is_empty() && !languages.iter().any(|name| gives(name, metric.id)) {
            return wrong(format!("files in {} do not have it", languages.join(", ")));
        }
        limits.push((*metric, super::limits::Bounds::limit(bounds.value, metric, layer.origin(bounds.at))));
    }
    Ok(limits)
}

fn rule(layer: &Layer, section: &Located<Override>) -> Result<Rule, ConfigError> {
    let Override { paths, functions, languages, limits: table, reason, expires } = &section.value;
    if paths.is_none() && functions.is_none() && languages.is_none() {
        return Err(layer.error(section.at, "an override needs `paths`, `functions` or `languages`"));
    }
    if reason.value.trim().is_empty() {
        return Err(layer.error(reason.at, "an override needs a reason"));
    }
    let names =
        |list: &Vec<LanguageWord>| list.iter().flat_map(|word| word.names.clone()).collect::<Vec<_>>();
    let names = languages.as_ref().map(names);
    Ok(Rule {
        paths: paths.as_deref().map(|it| layer.globs(it)).transpose()?,
        functions: functions.as_deref().map(|it| layer.name_globs(it)).transpose()?,
        limits: limits(layer, table, names.as_deref().unwrap_or_default(), functions.is_some())?,
        languages: names.map(|names| names.into_iter().map(str::to_owned).collect()),
        holds_for: holds_for(section),
        expires: expires.as_ref().map(|date| (date.0.clone(), reason.value.clone())),
        reason: reason.value.clone(),
        origin: Some(layer.origin(section.at)),
    })
}

/// The files and functions of an override as they are written.
fn holds_for(section: &Located<Override>) -> String {
    let Override { paths, functions, .. } = &section.value;
    let told = |what: &str, patterns: &[Located<String>]| format!("{what} {}", texts(patterns).join(", "));
    let paths = paths.as_deref().map(|it| told("paths", it));
    let functions = functions.as_deref().map(|it| told("functions", it));
    paths.into_iter().chain(functions).collect::<Vec<_>>().join("; ")
}
